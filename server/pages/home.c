/* The first pages: of a hromada, and of the installation. */
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/issue.h"
#include "model/report_rhythm.h"
#include "model/state.h"
#include "report_view.h"
#include "server/feed_source.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/home.html.h"

#define ISSUES_MOST 5
#define QUERY_MOST  100 /* characters of what is looked for */

/* ---------------------------------------------------------------- a hromada */

static void report_fill(struct request *request, struct home *home)
{
	struct report *report = arena_take(request->arena, sizeof(*report));

	home->due = report_due(request->db, request->community->id);
	home->is_overdue = date_is_set(home->due) &&
			   date_compare(home->due, date_of(request->now)) < 0;
	if (report_newest(request->db, request->community->id, report) != OK)
		return;
	home->report = report;
	home->period = words_period(request->arena, page_words(request), report->from, report->to);
	home->message = report_view_message(request, report);
	home->chart = report_view_chart(request, report);
}

/* Colours of a state's tag: late, done, new, or under way. */
static const char *tag_of(const struct issue *issue)
{
	if (issue->is_overdue)
		return "late";
	if (strcmp(issue->phase, "open") != 0)
		return "done";
	return strcmp(issue->state, "registered") == 0 ? "new" : "busy";
}

static struct home_issues issues_of(struct request *request, const char *phase,
				    enum issue_sort sort)
{
	struct issue_filter filter = {.community_id = request->community->id,
				      .state = phase,
				      .sort = sort,
				      .limit = ISSUES_MOST,
				      .now = request->now};
	struct issues issues = issue_list(request->db, &filter);
	struct home_issues found = {0};
	bool is_english = strcmp(request->language, "en") == 0;

	for (size_t i = 0; i < issues.count; i++) {
		const struct issue *issue = &issues.items[i];
		int state = state_find(issue->state);

		if (state < 0)
			continue;
		*LIST_ADD(request->arena, &found) = (struct home_issue){
			.key = issue_key_text(request->arena, issue->year, issue->number),
			.title = issue->title,
			.state = is_english ? state_facts((enum state)state)->english
					    : state_facts((enum state)state)->ukrainian,
			.tag = tag_of(issue),
			.place = issue->area ? issue->area : "",
			.at = issue->resolved_at ? issue->resolved_at : issue->published_at,
		};
	}
	return found;
}

enum outcome home_page(struct request *request)
{
	const struct community *community = request->community;
	struct issue_counts counts = issue_count_phases(request->db, community->id, request->now);
	struct home home = {
		.community = community,
		.open = issues_of(request, "open", SORT_NEWEST),
		.resolved = issues_of(request, "resolved", SORT_UPDATED),
		.open_count = issue_count_of(&counts, "open"),
		.resolved_count = issue_count_of(&counts, "resolved") +
				  issue_count_of(&counts, "closed"),
	};

	report_fill(request, &home);
	home_html(page_begin_with(request, &(struct frame){.title = community->name,
							   .place = PLACE_HOME,
							   .description = home.message}),
		  &home);
	return page_end(request);
}

/* ---------------------------------------------------------------- the installation */

/* Whether each word of query begins a word of the hromada's name, raion or oblast. */
static bool fits(struct request *request, const struct community *community, const char *query)
{
	const char *place = unicode_fold(
		request->arena, arena_printf(request->arena, " %s %s %s %s", community->short_name,
					     community->name, community->raion, community->oblast));
	char *rest = arena_string(request->arena, query), *word;

	place = arena_printf(request->arena, " %s", place);
	while ((word = strsep(&rest, " ")))
		if (*word && !strstr(place, arena_printf(request->arena, " %s", word)))
			return false;
	return true;
}

/* They come in order of oblast, raion and name: a new heading wherever the one before ends. */
static void group_add(struct request *request, struct home_oblasts *oblasts,
		      const struct community *community)
{
	struct home_oblast *oblast = oblasts->count ? &oblasts->items[oblasts->count - 1] : NULL;
	struct home_raions *raions;

	if (!oblast || strcmp(oblast->name, community->oblast) != 0) {
		oblast = LIST_ADD(request->arena, oblasts);
		*oblast = (struct home_oblast){.name = community->oblast};
	}
	raions = &oblast->raions;
	if (!raions->count || strcmp(raions->items[raions->count - 1].name, community->raion) != 0)
		*LIST_ADD(request->arena, raions) = (struct home_raion){.name = community->raion};
	*LIST_ADD(request->arena, &raions->items[raions->count - 1].communities) = *community;
}

enum outcome home_list_page(struct request *request)
{
	const char *typed = pairs_value(&request->query, "q");
	struct communities communities = community_all(request->db);
	struct home_list list = {.q = unicode_shorten(request->arena, typed, QUERY_MOST)};
	struct frame frame = {.title = SAY("Hromadas")};
	const char *query = unicode_fold(request->arena, list.q);

	list.is_searched = *query != '\0';
	if (communities.count == 1 && !list.is_searched)
		return request_go(request,
				  arena_printf(request->arena, "/%s/", communities.items[0].slug));
	for (size_t i = 0; i < communities.count; i++) {
		if (list.is_searched && !fits(request, &communities.items[i], query))
			continue;
		list.count++;
		group_add(request, &list.oblasts, &communities.items[i]);
	}
	frame.feeds = feed_source_links(request, NULL, NULL);
	home_list_html(page_begin_with(request, &frame), &list);
	return page_end(request);
}
