#include "report_view.h"

#include "issue_view.h"
#include "model/community.h"
#include "model/issue_closed.h"
#include "model/report_compare.h"
#include "model/report_history.h"
#include "report_changes.h"
#include "report_files.h"
#include "report_since.h"
#include "report_talk.h"
#include "server/page.h"
#include "templates/report_words.h"

#define CHANGES_MOST 12 /* figures that were corrected; the others a version's own page has */
#define CLOSED_MOST  10 /* issues that are named; the others are counted */

/* What stands beside the report, read once for all its indicators. */
struct beside {
	struct request *request;
	struct indicators indicators;
	struct figures figures, before, last_year;
	struct report before_report;
	bool has_before, has_last_year;
	struct report_points points;
};

/* The report of the line for that period: the newest version, or the one that was so at a moment. */
static bool found_beside(struct request *request, const struct report *report,
			 struct report_period period, int64_t at, struct report *found)
{
	return report_find_beside(request->db, report, period, found) == OK &&
	       (!at || report_at(request->db, found, at, found) == OK);
}

/*
 * periods: how many bars; 0 reads no more than a sentence needs, this report and the one before. at: what
 * stands beside it as it stood at that moment; 0: now.
 */
static struct beside beside_read(struct request *request, const struct report *report,
				 size_t periods, int64_t at)
{
	struct report last_year;
	struct beside beside = {
		.request = request,
		.indicators = indicator_of(request->db, report->community_id),
		.figures = report_figures(request->db, report),
	};

	beside.has_before = found_beside(request, report, report_period_before(report), at,
					 &beside.before_report);
	if (beside.has_before)
		beside.before = report_figures(request->db, &beside.before_report);
	if (!periods)
		return beside;
	beside.points = report_series(request->db, report, periods);
	if (at)
		report_points_at(request->db, report, &beside.points, at);
	beside.has_last_year = found_beside(request, report, report_period_last_year(report), at,
					    &last_year);
	if (beside.has_last_year)
		beside.last_year = report_figures(request->db, &last_year);
	return beside;
}

/* ---------------------------------------------------------------- the sentence, the bars */

static const struct indicator *chief_of(const struct beside *beside, const char *section)
{
	for (size_t i = 0; i < beside->indicators.count; i++) {
		const struct indicator *indicator = &beside->indicators.items[i];
		const struct figure *figure = figure_find(&beside->figures, indicator->key);

		if ((!section || strcmp(indicator->section, section) == 0) && figure &&
		    figure->state == FIGURE_GIVEN)
			return indicator;
	}
	return NULL;
}

static const char *message_of(const struct beside *beside, const struct report *report)
{
	const struct indicator *indicator = chief_of(beside, NULL);

	if (!indicator)
		return "";
	return report_words_message(beside->request->arena, page_words(beside->request), indicator,
				    report, figure_find(&beside->figures, indicator->key),
				    beside->has_before ? &beside->before_report : NULL,
				    figure_find(&beside->before, indicator->key));
}

/* Bars of an indicator, when at least two periods have it: one bar alone compares nothing. */
static struct chart chart_of(const struct beside *beside, const struct indicator *indicator)
{
	struct arena *arena = beside->request->arena;
	const struct words *words = page_words(beside->request);
	struct chart chart = {
		.caption = indicator_name(indicator, beside->request->language),
		.of = words_say(words, SAY("Period")),
		.figure = words_say(words, SAY("Number")),
	};
	size_t given = 0;

	for (size_t i = 0; i < beside->points.count; i++) {
		const struct report_point *point = &beside->points.items[i];
		const struct figure *figure = figure_find(&point->figures, indicator->key);
		struct chart_bar *bar = LIST_ADD(arena, &chart.bars);

		*bar = (struct chart_bar){
			.label = words_period(arena, words, point->from, point->to),
			.text = point->report_id
					? report_words_figure(arena, words, indicator, figure)
					: words_say(words, SAY("no report")),
			.value = figure ? figure->value : 0,
			.is_current = point->is_current,
		};
		given += bar->value > 0;
	}
	if (given < 2)
		chart.bars.count = 0;
	chart_measure(&chart);
	return chart;
}

const char *report_view_message(struct request *request, const struct report *report)
{
	struct beside beside = beside_read(request, report, 0, 0);

	return message_of(&beside, report);
}

struct chart report_view_chart(struct request *request, const struct report *report)
{
	struct beside beside = beside_read(request, report, REPORT_VIEW_PERIODS, 0);
	const struct indicator *indicator = chief_of(&beside, NULL);

	return indicator ? chart_of(&beside, indicator) : (struct chart){0};
}

/* ---------------------------------------------------------------- the page */

static struct report_row row_of(const struct beside *beside, const struct indicator *indicator)
{
	struct arena *arena = beside->request->arena;
	const struct words *words = page_words(beside->request);
	const struct figure *now = figure_find(&beside->figures, indicator->key);
	const struct figure *before = figure_find(&beside->before, indicator->key);
	const struct figure *last_year = figure_find(&beside->last_year, indicator->key);
	struct report_comparison change = report_compare(now, before);
	struct report_comparison in_a_year = report_compare(now, last_year);

	return (struct report_row){
		.key = indicator->key,
		.name = indicator_name(indicator, beside->request->language),
		.now = report_words_figure(arena, words, indicator, now),
		.before = report_words_figure(arena, words, indicator, before),
		.change = report_words_change_of(arena, words, indicator, &change),
		.last_year = report_words_figure(arena, words, indicator, last_year),
		.change_last_year = report_words_change_of(arena, words, indicator, &in_a_year),
		.note = now ? now->note : "",
		.is_part = *indicator->subset_of && !indicator->is_kind,
		.definition = now && now->definition_version != indicator->definition_version
				      ? now->definition_version
				      : 0,
	};
}

static struct report_block block_of(const struct beside *beside, const struct report_part *part,
				    const struct report_sections *sections)
{
	const struct indicator *chief = chief_of(beside, part->indicators);
	struct report_block block = {
		.key = part->key,
		.heading = report_words_part(page_words(beside->request), part->key),
		.has_before = beside->has_before,
		.has_last_year = beside->has_last_year,
		.text = report_section_text(sections, part->key),
	};

	for (size_t i = 0; i < beside->indicators.count; i++) {
		const struct indicator *indicator = &beside->indicators.items[i];

		if (strcmp(indicator->section, part->indicators) != 0 ||
		    (!figure_find(&beside->figures, indicator->key) &&
		     !figure_find(&beside->before, indicator->key)))
			continue;
		*LIST_ADD(beside->request->arena, &block.rows) = row_of(beside, indicator);
	}
	if (chief && *part->indicators)
		block.chart = chart_of(beside, chief);
	return block;
}

/* The names of the other hromadas too, when there are several; those not served by their code. */
static const char *territory_names(struct request *request, const struct report *report)
{
	struct report_territories territories = report_territories_of(request->db, report->id);
	struct text names = text_begin(request->arena, 4000);

	if (territories.count < 2)
		return "";
	for (size_t i = 0; i < territories.count; i++)
		text_addf(&names, i ? ", %s" : "%s",
			  *territories.items[i].name ? territories.items[i].name
						     : territories.items[i].katottg);
	return names.bytes;
}

static const char *period_of(struct request *request, const struct report *report)
{
	return words_period(request->arena, page_words(request), report->from, report->to);
}

/* The neighbours in the line. */
static void onward(struct request *request, const struct beside *beside, struct report_view *view)
{
	struct report after = *view->report, *found = arena_take(request->arena, sizeof(*found));
	struct report_period period;

	if (beside->has_before) {
		struct report *before = arena_take(request->arena, sizeof(*before));

		*before = beside->before_report;
		view->before = before;
		view->before_period = period_of(request, before);
	}
	/* The one whose "before" is this one begins a day behind its end. */
	after.from = date_add_days(view->report->to, 1);
	after.to = date_add_days(after.from,
				 date_days_between(view->report->from, view->report->to));
	period = (struct report_period){.from = after.from, .to = date_month_end(after.to)};
	if (report_find_beside(request->db, view->report, period, found) == OK) {
		view->next = found;
		view->next_period = period_of(request, found);
	}
}

/* What the register finished meanwhile. */
static struct report_closed closed_in(struct request *request, const struct report *report)
{
	struct issue_closed closed = issue_closed_in(request->db, report->community_id,
						     report->from, report->to, CLOSED_MOST);

	return (struct report_closed){.slug = request->community->slug,
				      .count = closed.count,
				      .rows = issue_view_rows(request, &closed.issues)};
}

/* Of the version, which never changes and tells when it was corrected. */
static const char *address_of(struct request *request, const struct report *report)
{
	return request_url(request, arena_printf(request->arena, "/%s/reports/%lld/v%d",
						 request->community->slug, (long long)report->id,
						 report->version));
}

/* All of them on a version's own page and in a draft; the report's page has a budget. */
static size_t most_changes(const struct request *request, const struct report *report)
{
	return report->version != report->latest || request->path_values[2] ? 0 : CHANGES_MOST;
}

static struct report_version_lines versions_of(struct request *request, const struct report *report)
{
	struct reports versions = report_versions(request->db, report);
	struct report_version_lines lines = {0};

	for (size_t i = 0; i < versions.count; i++)
		*LIST_ADD(request->arena, &lines) = (struct report_version_line){
			.report = &versions.items[i],
			.changes = report_changes_line(request, &versions.items[i])};
	return lines;
}

/* What page and paper have in common. */
static struct report_view content_of(struct request *request, const struct beside *beside,
				     const struct report *report)
{
	const struct words *words = page_words(request);
	struct report_sections sections = report_sections_of(request->db, report);
	struct report_view view = {
		.form = &request->checked,
		.report = report,
		.slug = request->community->slug,
		.title = report_words_title(request->arena, words, report),
		.kind = report_words_kind(words, report->kind),
		.basis = report_words_basis(words, report->basis),
		.message = message_of(beside, report),
		.territories = territory_names(request, report),
		.is_draft = report->version == report->open,
		.is_corrected = report->version > 1,
		.address = address_of(request, report),
	};

	for (size_t i = 0; i < REPORT_PARTS; i++) {
		struct report_block block = block_of(beside, &report_parts[i], &sections);

		if (block.rows.count || *block.text)
			*LIST_ADD(request->arena, &view.blocks) = block;
	}
	for (size_t i = 0; i < beside->figures.count; i++)
		view.has_small |= beside->figures.items[i].state == FIGURE_SMALL;
	view.qr = qr_of(request->arena, view.address);
	return view;
}

struct report_view report_view_paper(struct request *request, const struct report *report)
{
	struct beside beside = beside_read(request, report, REPORT_VIEW_PERIODS,
					   report->updated_at);
	struct report_view view = content_of(request, &beside, report);

	view.talk = report_talk_of(request, report);
	view.changes = report_changes_list(request, report, 0);
	return view;
}

struct report_view report_view_of(struct request *request, const struct report *report)
{
	struct beside beside = beside_read(request, report, REPORT_VIEW_PERIODS, 0);
	struct report_view view = content_of(request, &beside, report);

	view.is_old = !view.is_draft && report->version != report->latest;
	view.closed = closed_in(request, report);
	view.since = report_since_of(request, report);
	view.talk = report_talk_of(request, report);
	view.changes = report_changes_list(request, report, most_changes(request, report));
	view.may_write = viewer_may(&request->viewer, WRITE_REPORT);
	view.may_publish = viewer_may(&request->viewer, PUBLISH_REPORT);
	if (!view.is_draft) {
		view.files = report_files_of(request, report);
		view.versions = versions_of(request, report);
		view.has_versions = view.versions.count > 1;
		view.is_page_of_staff = view.may_write || view.may_publish;
		onward(request, &beside, &view);
	}
	return view;
}
