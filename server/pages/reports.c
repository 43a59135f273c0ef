/* Police reports for everyone: the list by year, a report, its older versions; and drafts, shown as
   they will look. */
#include "model/base/clock.h"
#include "model/community.h"
#include "model/report_rhythm.h"
#include "report_talk.h"
#include "report_view.h"
#include "server/feed_source.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/report.html.h"
#include "templates/report_list.html.h"
#include "templates/report_words.h"

#define LIST_MOST 24

/* ---------------------------------------------------------------- the list */

static struct report_line line_of(struct request *request, const struct report *report)
{
	const struct words *words = page_words(request);

	return (struct report_line){
		.report = report,
		.period = words_period(request->arena, words, report->from, report->to),
		.kind = report_words_kind(words, report->kind),
		.message = report_view_message(request, report),
		.hearing = report_talk_hearing(request, report),
	};
}

/* "4 of 5 two-month reports", when any was due that year. */
static const char *year_count(struct request *request, int year)
{
	struct report_year_count count = report_year_count(request->db, request->community->id,
							   year, date_of(request->now));
	const struct words *words = page_words(request);
	struct hole holes[] = {words_hole_integer(count.given), words_hole_integer(count.expected)};

	return count.expected ? words_fill(request->arena, words,
					   words_say(words, SAY("Two-month reports: {1} of {2}.")),
					   holes, COUNT(holes))
			      : "";
}

/* The lines of the year a period ends in; a new year behind the others when it is the first. */
static struct report_lines *lines_of(struct request *request, struct report_years *years, int year)
{
	const char *name = arena_printf(request->arena, "%d", year);

	if (!years->count || strcmp(years->items[years->count - 1].year, name) != 0)
		*LIST_ADD(request->arena, years) = (struct report_year){
			.year = name, .count = year_count(request, year)};
	return &years->items[years->count - 1].lines;
}

/* Put the gaps that end after this day, newest first, among the reports. */
static void add_gaps(struct request *request, struct report_years *years,
		     const struct report_periods *gaps, size_t *at, struct date after)
{
	for (; *at < gaps->count && date_compare(gaps->items[*at].to, after) > 0; (*at)++) {
		struct report_period gap = gaps->items[*at];
		struct report_lines *lines = lines_of(request, years, gap.to.year);

		*LIST_ADD(request->arena, lines) = (struct report_line){
			.period = words_period(request->arena, page_words(request), gap.from,
					       gap.to)};
	}
}

static struct report_years years_of(struct request *request, struct reports *reports, bool is_first)
{
	struct report_years years = {0};
	struct report_periods gaps = {0};
	struct report newest;
	size_t at = 0;

	if (report_newest(request->db, request->community->id, &newest) == OK)
		gaps = report_gaps(request->db, &newest);
	/* On a later page the gaps before its first report stood on the page before. */
	while (!is_first && reports->count && at < gaps.count &&
	       date_compare(gaps.items[at].to, reports->items[0].to) > 0)
		at++;
	for (size_t i = 0; i < reports->count; i++) {
		struct report *report = &reports->items[i];
		struct report_lines *lines;

		add_gaps(request, &years, &gaps, &at, report->to);
		lines = lines_of(request, &years, report->to.year);
		*LIST_ADD(request->arena, lines) = line_of(request, report);
	}
	return years;
}

/* before= names the last report of the page before by its number. */
static bool before_read(struct request *request, struct report *before)
{
	const char *typed = pairs_value(&request->query, "before");
	int64_t id = 0;

	for (const char *at = typed; *at >= '0' && *at <= '9' && at - typed < 15; at++)
		id = id * 10 + *at - '0';
	return id && report_find_public(request->db, request->community->id, id, before) == OK;
}

/* Reports first: what a feed reader is offered on their pages. */
static struct frame_feeds feeds_of(const struct request *request)
{
	return feed_source_links(
		request,
		arena_printf(request->arena, "/%s/feeds/reports.atom", request->community->slug),
		words_say(page_words(request), SAY("Police reports")));
}

enum outcome reports_page(struct request *request)
{
	struct report before;
	bool is_first = !before_read(request, &before);
	struct reports reports = report_list(request->db, request->community->id,
					     is_first ? NULL : &before, LIST_MOST + 1);
	struct date today = date_of(request->now);
	struct report_list_view view = {
		.slug = request->community->slug,
		.count = report_count(request->db, request->community->id),
		.due = report_due(request->db, request->community->id),
		.next = "",
		.may_write = viewer_may(&request->viewer, WRITE_REPORT),
		.is_staff = viewer_may(&request->viewer, READ_DRAFT_REPORT),
	};

	if (reports.count > LIST_MOST) {
		reports.count = LIST_MOST;
		view.next = arena_printf(request->arena, "%lld",
					 (long long)reports.items[LIST_MOST - 1].id);
	}
	view.years = years_of(request, &reports, is_first);
	view.is_overdue = date_is_set(view.due) && date_compare(view.due, today) < 0;
	if (view.is_staff) {
		struct reports open = report_open_list(request->db, request->community->id);

		for (size_t i = 0; i < open.count; i++)
			*LIST_ADD(request->arena, &view.open) = line_of(request, &open.items[i]);
	}
	report_list_html(page_begin_with(request, &(struct frame){.title = SAY("Police reports"),
								  .feeds = feeds_of(request),
								  .place = PLACE_REPORTS}),
			 &view);
	return page_end(request);
}

/* ---------------------------------------------------------------- one report */

static enum outcome show(struct request *request, const struct report *report)
{
	struct report_view view;

	if (report->version == report->open)
		page_wants_form(request);
	view = report_view_of(request, report);
	report_html(
		page_begin_with(request,
				&(struct frame){.title = view.title,
						.place = PLACE_REPORTS,
						.feeds = feeds_of(request),
						.description = *view.message ? view.message : NULL,
						.is_hidden = view.is_draft || view.is_old}),
		&view);
	return page_end(request);
}

/* Withdrawn: said with its reason, so that nobody looks for a mistake of their own. */
static enum outcome show_gone(struct request *request, const struct report *report)
{
	struct report_view view = {
		.report = report,
		.slug = request->community->slug,
		.title = report_words_title(request->arena, page_words(request), report),
	};

	request->response.status = 410;
	report_gone_html(page_begin_with(request, &(struct frame){.title = view.title,
								  .place = PLACE_REPORTS,
								  .is_hidden = true}),
			 &view);
	return page_end(request);
}

enum outcome report_page(struct request *request)
{
	int64_t id = request_path_number(request, 1);
	struct report report;
	enum outcome outcome = report_find_public(request->db, request->community->id, id, &report);

	if (outcome == GONE)
		return show_gone(request, &report);
	/* What was never published has its address too, for those who may read it there. */
	if (outcome == NOT_FOUND && viewer_may(&request->viewer, READ_DRAFT_REPORT))
		outcome = report_find(request->db, request->community->id, id, &report);
	return outcome == OK ? show(request, &report) : outcome;
}

enum outcome report_version_page(struct request *request)
{
	const char *word = request->path_values[2];
	struct report report;
	enum outcome outcome;
	int version = 0;

	if (*word != 'v' || strlen(word) > 6)
		return NOT_FOUND;
	for (const char *at = word + 1; *at; at++) {
		if (*at < '0' || *at > '9')
			return NOT_FOUND;
		version = version * 10 + *at - '0';
	}
	outcome = report_find_version(request->db, request->community->id,
				      request_path_number(request, 1), version, &report);
	if (outcome == GONE && report_find_public(request->db, request->community->id,
						  request_path_number(request, 1), &report) == GONE)
		return show_gone(request, &report);
	return outcome == OK ? show(request, &report) : outcome;
}

enum outcome report_preview_page(struct request *request)
{
	struct report report;
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), &report);

	if (outcome == OK && !report.open)
		return request_go(request,
				  arena_printf(request->arena, "/%s/reports/%lld",
					       request->community->slug, (long long)report.id));
	return outcome == OK ? show(request, &report) : outcome;
}
