/* The register: what is asked for, how many there are, a page of them. */
#include "issue_view.h"
#include "model/community.h"
#include "model/state.h"
#include "server/feed_source.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issues.html.h"

static const char *address(const struct request *request, const char *path, const char *query)
{
	return arena_printf(request->arena, "/%s/%s%s%s", request->community->slug, path,
			    *query ? "?" : "", query);
}

static struct choices counted_categories(const struct request *request)
{
	struct issue_counts counts = issue_count_categories(request->db, request->community->id);
	struct choices all = issue_view_categories(request, true), choices = {0};

	for (size_t i = 0; i < all.count; i++) {
		struct choice *choice = LIST_ADD(request->arena, &choices);

		*choice = (struct choice){.key = all.items[i].key, .label = all.items[i].label};
		choice->number = issue_count_of(&counts, choice->key);
		choice->is_counted = choice->number > 0;
	}
	return choices;
}

/* The few words of the public; staff may ask for every state that is public. */
static struct choices counted_states(const struct request *request)
{
	static const struct {
		const char *key, *label;
	} phases[] = {{"open", SAY("Open")},
		      {"overdue", SAY("Overdue")},
		      {"resolved", SAY("Resolved")},
		      {"closed", SAY("Closed")}};
	struct issue_counts counts = issue_count_phases(request->db, request->community->id,
							request->now);
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(phases); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = phases[i].key,
			.label = words_say(page_words(request), phases[i].label),
			.is_counted = true,
			.number = issue_count_of(&counts, phases[i].key)};
	for (int state = 0; viewer_may(&request->viewer, READ_WORK) && state < STATE_COUNT; state++)
		if (state_facts((enum state)state)->is_public)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = state_key((enum state)state),
				.label = issue_view_state(request, state_key((enum state)state))};
	return choices;
}

static struct choices sorts(const struct request *request)
{
	static const struct {
		enum issue_sort sort;
		const char *label;
	} orders[] = {{SORT_NEWEST, SAY("Newest first")},
		      {SORT_WAITING, SAY("Longest waiting first")},
		      {SORT_UPDATED, SAY("Last change first")}};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(orders); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = issue_sort_key(orders[i].sort),
			.label = words_say(page_words(request), orders[i].label)};
	return choices;
}

/* ------------------------------------------------------------------ filters that are set */

static const char *label_in(const struct choices *choices, const char *key)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].key, key) == 0)
			return choices->items[i].label;
	return key;
}

static void add_chip(struct request *request, struct issue_list_view *view, const char *label,
		     struct issue_filter without)
{
	struct issue_chip *chip = LIST_ADD(request->arena, &view->chips);

	without.before_at = without.before_id = 0;
	chip->label = label;
	chip->href = address(request, "issues", issue_filter_query(request->arena, &without));
	if (!view->count)
		chip->count = issue_list_count(request->db, &without);
}

static const char *label_of_period(const struct request *request, const struct issue_filter *filter)
{
	const struct words *words = page_words(request);
	const char *from = words_date_short(request->arena, words, filter->from);
	const char *to = words_date_short(request->arena, words, filter->to);

	if (*from && *to)
		return arena_printf(request->arena, "%s–%s", from, to);
	return words_fill(request->arena, words,
			  words_say(words, *from ? SAY("since {1}") : SAY("until {1}")),
			  (struct hole[]){words_hole(*from ? from : to)}, 1);
}

static void add_chips(struct request *request, struct issue_list_view *view,
		      const struct issue_filter *filter)
{
	struct issue_filter without = *filter;

	if (*filter->q) {
		without.q = "";
		add_chip(request, view, filter->q, without);
	}
	without = *filter;
	if (*filter->category) {
		without.category = "";
		add_chip(request, view, label_in(&view->categories, filter->category), without);
	}
	without = *filter;
	if (filter->state) {
		without.state = NULL;
		add_chip(request, view,
			 state_find(filter->state) >= 0 && state_group_find(filter->state) < 0
				 ? issue_view_state(request, filter->state)
				 : label_in(&view->states, filter->state),
			 without);
	}
	without = *filter;
	if (filter->area_id) {
		without.area_id = 0;
		add_chip(request, view,
			 label_in(&view->areas,
				  arena_printf(request->arena, "%lld", (long long)filter->area_id)),
			 without);
	}
	without = *filter;
	if (date_is_set(filter->from) || date_is_set(filter->to)) {
		without.from = without.to = (struct date){0};
		add_chip(request, view, label_of_period(request, filter), without);
	}
}

static const char *with_before(const struct request *request, const char *query, const char *before)
{
	return address(
		request, "issues",
		arena_printf(request->arena, "%s%sbefore=%s", query, *query ? "&" : "", before));
}

/* What was asked for, and the order that stands when none was. */
static const struct pairs *typed_of(struct request *request, const struct issue_filter *filter)
{
	struct pairs *typed = arena_take(request->arena, sizeof(*typed));

	for (size_t i = 0; i < request->query.count; i++)
		if (strcmp(request->query.items[i].name, "sort") != 0)
			pairs_add(request->arena, typed, request->query.items[i].name,
				  request->query.items[i].value);
	pairs_add(request->arena, typed, "sort", issue_sort_key(filter->sort));
	return typed;
}

/* ------------------------------------------------------------------ the page */

enum outcome issues_page(struct request *request)
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);
	struct form form = form_begin(request->arena, typed_of(request, &filter));
	const char *query = issue_filter_query(request->arena, &filter), *next;
	struct issues issues = issue_list(request->db, &filter);
	struct issue_list_view view = {
		.slug = request->community->slug,
		.form = &form,
		.categories = counted_categories(request),
		.states = counted_states(request),
		.areas = issue_view_areas(request),
		.sorts = sorts(request),
		.rows = issue_view_rows(request, &issues),
		.count = issue_list_count(request->db, &filter),
		.feed = address(request, "feeds/issues.atom", query),
		.csv = address(request, "data/issues.csv", query),
		.clear = address(request, "issues", ""),
	};

	view.is_narrowed = *filter.category || filter.area_id || date_is_set(filter.from) ||
			   date_is_set(filter.to) || filter.sort != SORT_NEWEST;
	add_chips(request, &view, &filter);
	next = issue_list_next(request->db, &filter, &issues);
	if (next)
		view.next = with_before(request, query, next);
	if (filter.before_id)
		view.first = address(request, "issues", query);
	issues_html(
		page_begin_with(
			request,
			&(struct frame){
				.title = SAY("Safety issues"),
				.place = PLACE_ISSUES,
				.feeds = feed_source_links(
					request, view.feed,
					words_say(page_words(request), SAY("Safety issues"))),
				.canonical = request_url(
					request,
					request_path(request, address(request, "issues", query)))}),
		&view);
	return page_end(request);
}
