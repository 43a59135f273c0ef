/*
 * data.c - the open data of a hromada, as CSV and JSON; of the register as GeoJSON too.
 *
 * The register takes the same filters as its page and comes in parts of at most ROWS_MOST rows; a Link
 * header leads from each to the next (RFC 8288), so that no part is too much for a small machine.
 */
#include "feeds/issue_data.h"
#include "feeds/open_data.h"
#include "model/base/clock.h"
#include "model/performance.h"
#include "model/question.h"
#include "model/report_read.h"
#include "server/open_rows.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"

#define ROWS_MOST    5000
#define PIECE_ROWS   1000
#define JSON_ROWS    500
#define BYTES_MOST   ((size_t)32 << 20)
#define REPORTS_MOST 1000 /* two-month reports of a century and a half */

/* As the ending of the address has it; CSV for Excel where the query asks. */
static enum sheet_form form_asked(const struct request *request)
{
	const char *ending = strrchr(request->path, '.');

	if (ending && strcmp(ending, ".json") == 0)
		return SHEET_JSON;
	return csv_kind_asked(&request->query) == CSV_EXCEL ? SHEET_EXCEL : SHEET_CSV;
}

/* A list in the arena of the request, its head written. */
static struct open_rows rows_begin(struct request *request, struct sheet *sheet, const char *key)
{
	const struct sheet_owner owner = {
		.slug = request->community->slug,
		.katottg = request->community->katottg,
		.url = request_url(request, arena_printf(request->arena, "/%s/data",
							 request->community->slug))};

	*sheet = sheet_begin(request->arena, form_asked(request), key, BYTES_MOST);
	sheet_head(sheet, &owner);
	return (struct open_rows){.db = request->db,
				  .sheet = sheet,
				  .community = request->community,
				  .public_url = request->settings->public_url,
				  .edrpou = open_rows_edrpou(request->db, request->community)};
}

static enum outcome rows_answer(struct request *request, struct sheet *sheet)
{
	bool is_json = sheet->form == SHEET_JSON;
	enum outcome outcome;

	sheet_tail(sheet);
	outcome = sheet_outcome(sheet);
	if (outcome != OK)
		return outcome;
	if (!is_json)
		request->response.download = arena_printf(
			request->arena, "%s-%s.csv", request->community->slug, sheet->dataset->key);
	return request_answer(request, is_json ? SHEET_JSON_TYPE : CSV_TYPE, sheet->csv.text.bytes,
			      sheet->csv.text.length);
}

/* The address of the part behind this one, when there is one. */
static void tell_next(struct request *request, const struct issue_filter *filter)
{
	struct issue_filter one = *filter;
	const char *query = issue_filter_query(request->arena, filter);

	one.limit = 1;
	if (!issue_list(request->db, &one).count)
		return;
	request->response.link = arena_printf(
		request->arena, "<%s%s?%s%s%sbefore=%lld-%lld>; rel=\"next\"",
		request->settings->public_url, request->path, query, *query ? "&" : "",
		csv_kind_asked(&request->query) == CSV_EXCEL ? "sep=%3B&" : "",
		(long long)filter->before_at, (long long)filter->before_id);
}

static enum outcome data_register(struct request *request, const char *key,
				  size_t (*put)(const struct open_rows *rows,
						struct issue_filter *filter))
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);
	struct sheet sheet;
	struct open_rows rows = rows_begin(request, &sheet, key);
	size_t count = PIECE_ROWS, all = 0;

	filter.limit = PIECE_ROWS;
	for (; count == PIECE_ROWS && all < ROWS_MOST; all += count)
		count = put(&rows, &filter);
	if (count == PIECE_ROWS)
		tell_next(request, &filter);
	return rows_answer(request, &sheet);
}

enum outcome data_issues_page(struct request *request)
{
	return data_register(request, "issues", open_rows_issues);
}

enum outcome data_updates_page(struct request *request)
{
	return data_register(request, "updates", open_rows_updates);
}

/* ------------------------------------------------------------------ JSON */

/* Its own point where everyone may know it, else its settlement's where that is known. */
static struct issue_point point_of(const struct areas *areas, const struct issue *issue)
{
	if (issue->has_point)
		return (struct issue_point){"point", issue->latitude, issue->longitude};
	for (size_t i = 0; i < areas->count && issue->area_id; i++)
		if (areas->items[i].id == issue->area_id && areas->items[i].has_point)
			return (struct issue_point){"settlement", areas->items[i].latitude,
						    areas->items[i].longitude};
	return (struct issue_point){.precision = ""};
}

/* The address of a part of the same query. */
static const char *part_url(const struct request *request, const char *query, const char *before)
{
	return arena_printf(request->arena, "%s%s%s%s%s%s%s", request->settings->public_url,
			    request->path, *query || before ? "?" : "", query,
			    *query && before ? "&" : "", before ? "before=" : "",
			    before ? before : "");
}

static enum outcome data_json(struct request *request, bool is_geo)
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);
	const char *query = issue_filter_query(request->arena, &filter), *bytes;
	struct areas areas = community_areas(request->db, request->community->id);
	struct issue_listing listing;
	struct issue_data data = {
		.community = request->community,
		.self = part_url(request, query,
				 filter.before_id ? pairs_value(&request->query, "before") : NULL)};
	struct json json;
	size_t length;
	enum outcome outcome;

	filter.limit = JSON_ROWS;
	listing = issue_list_page(request->db, &filter);
	data.count = listing.count;
	if (listing.next) {
		data.next = part_url(request, query, listing.next);
		request->response.link = arena_printf(request->arena, "<%s>; rel=\"next\"",
						      data.next);
	}
	json = issue_data_begin(request->arena, &data, is_geo);
	for (size_t i = 0; i < listing.issues.count; i++) {
		const struct issue *issue = &listing.issues.items[i];
		const char *path = arena_printf(
			request->arena, "/%s/issues/%s", request->community->slug,
			issue_key_text(request->arena, issue->year, issue->number));

		issue_data_add(&json, issue, request_url(request, path), point_of(&areas, issue),
			       is_geo);
	}
	outcome = issue_data_finish(&json, &bytes, &length);
	return outcome == OK ? request_answer(request, is_geo ? GEOJSON_TYPE : ISSUE_JSON_TYPE,
					      bytes, length)
			     : outcome;
}

enum outcome data_issues_json_page(struct request *request)
{
	return data_json(request, false);
}

enum outcome data_issues_geojson_page(struct request *request)
{
	return data_json(request, true);
}

/* ------------------------------------------------------------------ reports */

static enum outcome data_reports(struct request *request, const char *key,
				 void (*put)(const struct open_rows *rows,
					     const struct report *report))
{
	struct reports reports = report_list(request->db, request->community->id, NULL,
					     REPORTS_MOST);
	struct sheet sheet;
	struct open_rows rows = rows_begin(request, &sheet, key);

	for (size_t i = 0; i < reports.count; i++)
		put(&rows, &reports.items[i]);
	return rows_answer(request, &sheet);
}

enum outcome data_reports_page(struct request *request)
{
	return data_reports(request, "reports", open_rows_report);
}

enum outcome data_indicators_page(struct request *request)
{
	return data_reports(request, "indicators", open_rows_figures);
}

enum outcome data_definitions_page(struct request *request)
{
	struct indicators indicators = indicator_of(request->db, request->community->id);
	struct sheet sheet;

	rows_begin(request, &sheet, "definitions");
	for (size_t i = 0; i < indicators.count; i++)
		if (indicators.items[i].is_used)
			open_data_definition(&sheet, &indicators.items[i]);
	return rows_answer(request, &sheet);
}

enum outcome data_questions_page(struct request *request)
{
	struct questions questions = question_list(request->db, request->community->id,
						   QUESTIONS_ALL, date_of(request->now), NULL,
						   ROWS_MOST);
	struct sheet sheet;
	struct open_rows rows = rows_begin(request, &sheet, "questions");

	for (size_t i = 0; i < questions.count; i++)
		open_rows_question(&rows, &questions.items[i]);
	return rows_answer(request, &sheet);
}

/* Of the days of the query, as on the page. */
enum outcome data_performance_page(struct request *request)
{
	struct date from, to;
	struct performance found;
	struct sheet sheet;

	performance_period(&request->query, request->now, &from, &to);
	found = performance_of(request->db, request->community->id, from, to, request->now);
	rows_begin(request, &sheet, "performance");
	open_data_performance(&sheet, &found);
	return rows_answer(request, &sheet);
}
