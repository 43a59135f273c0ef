/*
 * embed.c - what other sites show of a hromada: pages for a frame, and a badge.
 *
 *	/embed/G		its newest issues; takes the filters of the register
 *	/embed/G/counts		how many there are by phase
 *	/embed/G/report		the newest police report
 *	/embed/G/badge.svg	the counts as a picture
 *
 * The only pages that may stand in a frame (response.may_be_framed): they show what everybody may see, take no
 * form and know nobody, so that nothing can be stolen by what a foreign site lays over them.
 */
#include "feeds/badge.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/report_read.h"
#include "report_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/embed.html.h"

#define ISSUES_MOST 5

static enum outcome find_community(struct request *request)
{
	struct community *community = arena_take(request->arena, sizeof(*community));
	enum outcome outcome = community_find(request->db, request->path_values[0], community);

	if (outcome == OK)
		request->community = community;
	return outcome;
}

static enum outcome answer(struct request *request, struct embed *embed)
{
	struct page page = html_begin(request->arena, page_words(request), HTML_MAXIMUM);

	embed->title = words_fill(request->arena, page_words(request),
				  words_say(page_words(request), embed->title),
				  (struct hole[]){words_hole(request->community->short_name)}, 1);
	embed->style = static_address("style");
	embed_html(&page, embed);
	if (page.out.is_full)
		return TOO_MUCH;
	request->response.may_be_framed = true;
	return request_answer(request, "text/html; charset=utf-8", page.out.bytes, page.out.length);
}

static const char *own_path(const struct request *request, const char *path)
{
	return arena_printf(request->arena, "/%s/%s", request->community->slug, path);
}

enum outcome embed_issues_page(struct request *request)
{
	enum outcome outcome = find_community(request);
	struct issue_filter filter;
	struct issues issues;
	struct embed embed;
	const char *query;

	if (outcome != OK)
		return outcome;
	filter = issue_filter_read(request->arena, &request->query, request->community->id,
				   request->now);
	query = issue_filter_query(request->arena, &filter);
	filter.limit = ISSUES_MOST;
	issues = issue_list(request->db, &filter);
	embed = (struct embed){.title = SAY("{1}: safety issues"),
			       .href = own_path(request, arena_printf(request->arena, "issues%s%s",
								      *query ? "?" : "", query)),
			       .issues = issue_view_rows(request, &issues),
			       .is_of_issues = true};
	return answer(request, &embed);
}

/* ------------------------------------------------------------------ counts */

struct phase {
	const char *key, *one, *many, *tag;
};

static const struct phase phases[] = {
	{"open", SAY_COUNT("{1} open", "{1} open"), "busy"},
	{"overdue", SAY_COUNT("{1} past its date", "{1} past their date"), "late"},
	{"resolved", SAY_COUNT("{1} resolved", "{1} resolved"), "done"},
};

static const char *count_text(const struct request *request, const struct phase *phase,
			      const struct issue_counts *counts)
{
	const struct words *words = page_words(request);
	int64_t count = issue_count_of(counts, phase->key);

	return words_fill(request->arena, words,
			  words_say_count(words, phase->one, phase->many, count),
			  (struct hole[]){words_hole_integer(count)}, 1);
}

enum outcome embed_counts_page(struct request *request)
{
	enum outcome outcome = find_community(request);
	struct embed embed = {.title = SAY("{1}: safety issues"), .is_of_counts = true};
	struct issue_counts counts;

	if (outcome != OK)
		return outcome;
	counts = issue_count_phases(request->db, request->community->id, request->now);
	embed.href = own_path(request, "issues");
	for (size_t i = 0; i < COUNT(phases); i++)
		*LIST_ADD(request->arena, &embed.counts) = (struct embed_count){
			.text = count_text(request, &phases[i], &counts),
			.tag = phases[i].tag,
			.href = own_path(request, arena_printf(request->arena, "issues?state=%s",
							       phases[i].key))};
	return answer(request, &embed);
}

enum outcome embed_report_page(struct request *request)
{
	enum outcome outcome = find_community(request);
	struct embed embed = {.title = SAY("{1}: police reports")};
	struct report report;

	if (outcome != OK)
		return outcome;
	embed.href = own_path(request, "reports");
	if (report_newest(request->db, request->community->id, &report) == OK) {
		embed.report = own_path(request, arena_printf(request->arena, "reports/%lld",
							      (long long)report.id));
		embed.period = words_period(request->arena, page_words(request), report.from,
					    report.to);
		embed.message = report_view_message(request, &report);
	}
	return answer(request, &embed);
}

enum outcome embed_badge_page(struct request *request)
{
	const struct words *words = page_words(request);
	enum outcome outcome = find_community(request);
	struct issue_counts counts;
	struct badge badge;
	const char *bytes, *open, *resolved;
	size_t length;

	if (outcome != OK)
		return outcome;
	counts = issue_count_phases(request->db, request->community->id, request->now);
	open = count_text(request, &phases[0], &counts);
	resolved = count_text(request, &phases[2], &counts);
	badge = (struct badge){.language = request->language,
			       .label = words_say(words, SAY("safety")),
			       .message = arena_printf(request->arena, "%s · %s", open, resolved),
			       .description = words_fill(
				       request->arena, words,
				       words_say(words, SAY("Safety issues of {1}: {2}, {3}.")),
				       (struct hole[]){words_hole(request->community->short_name),
						       words_hole(open), words_hole(resolved)},
				       3)};
	outcome = badge_svg(request->arena, &badge, &bytes, &length);
	return outcome == OK ? request_answer(request, BADGE_TYPE, bytes, length) : outcome;
}
