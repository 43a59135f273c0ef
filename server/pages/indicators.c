/* What the police count: all indicators with their definitions, and one of them over time. */
#include "model/community.h"
#include "model/indicator_definition.h"
#include "model/report_compare.h"
#include "model/report_history.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/indicator.html.h"
#include "templates/report_words.h"

#define PERIODS_MOST 60 /* ten years of two-month reports */

/* ---------------------------------------------------------------- the list */

/* Whether the words are Ukrainian whatever the page's language is. */
static bool is_ukrainian(const struct request *request, const char *english)
{
	return strcmp(request->language, "uk") == 0 || !*english;
}

static struct indicator_line line_of(struct request *request, const struct indicator *indicator,
				     const struct figures *figures)
{
	const struct figure *figure = figure_find(figures, indicator->key);

	return (struct indicator_line){
		.key = indicator->key,
		.name = indicator_name(indicator, request->language),
		.definition = indicator_wording(indicator, request->language),
		.is_ukrainian = is_ukrainian(request, indicator->definition_en),
		.figure = figure ? report_words_figure(request->arena, page_words(request),
						       indicator, figure)
				 : "",
		.is_part = *indicator->subset_of != '\0',
	};
}

enum outcome indicators_page(struct request *request)
{
	const struct words *words = page_words(request);
	struct indicators indicators = indicator_of(request->db, request->community->id);
	struct indicator_list list = {.slug = request->community->slug, .period = ""};
	struct figures figures = {0};
	struct report newest;

	if (report_newest(request->db, request->community->id, &newest) == OK) {
		list.period = words_period(request->arena, words, newest.from, newest.to);
		figures = report_figures(request->db, &newest);
	}
	for (size_t i = 0; i < REPORT_PARTS; i++) {
		const struct report_part *part = &report_parts[i];
		struct indicator_group group = {.key = part->key,
						.heading = report_words_part(words, part->key)};

		for (size_t j = 0; *part->indicators && j < indicators.count; j++)
			if (strcmp(indicators.items[j].section, part->indicators) == 0 &&
			    indicators.items[j].is_used)
				*LIST_ADD(request->arena, &group.lines) = line_of(
					request, &indicators.items[j], &figures);
		if (group.lines.count)
			*LIST_ADD(request->arena, &list.groups) = group;
	}
	indicator_list_html(
		page_begin_with(request, &(struct frame){.title = SAY("What the police count"),
							 .place = PLACE_REPORTS}),
		&list);
	return page_end(request);
}

/* ---------------------------------------------------------------- one over time */

static const char *const kinds[] = {
	[INDICATOR_FLOW] = SAY("It counts what happened in the period."),
	[INDICATOR_STOCK] = SAY("It tells how things stood at the end of the period."),
	[INDICATOR_MEAN] = SAY("It is an average over the period."),
};

static struct indicator_period period_of(struct request *request, const struct indicator *indicator,
					 const struct report_point *point,
					 const struct figure *before)
{
	const struct words *words = page_words(request);
	const struct figure *figure = figure_find(&point->figures, indicator->key);
	struct report_comparison change = report_compare(figure, before);

	return (struct indicator_period){
		.bar = {.label = words_period(request->arena, words, point->from, point->to),
			.text = point->report_id ? report_words_figure(request->arena, words,
								       indicator, figure)
						 : words_say(words, SAY("no report")),
			.value = figure ? figure->value : 0,
			.is_current = point->is_current},
		.report_id = point->report_id,
		.change = report_words_change_of(request->arena, words, indicator, &change),
		.note = figure ? figure->note : "",
	};
}

/* The rows, oldest first, and what has to be said of them all. */
static void periods_of(struct request *request, const struct indicator *indicator,
		       const struct report_points *points, struct indicator_view *view)
{
	const struct figure *before = NULL;
	struct chart chart = {0};
	int definition = 0;

	for (size_t i = 0; i < points->count; i++) {
		const struct figure *figure = figure_find(&points->items[i].figures,
							  indicator->key);
		struct indicator_period *period = LIST_ADD(request->arena, &view->periods);

		*period = period_of(request, indicator, &points->items[i], before);
		*LIST_ADD(request->arena, &chart.bars) = period->bar;
		view->has_gaps |= !period->report_id;
		view->has_small |= figure && figure->state == FIGURE_SMALL;
		if (figure && definition && figure->definition_version != definition) {
			period->definition = figure->definition_version;
			view->has_breaks = true;
		}
		definition = figure ? figure->definition_version : definition;
		before = figure; /* a change is from the period just before, or there is none */
	}
	chart_measure(&chart);
	for (size_t i = 0; i < view->periods.count; i++)
		view->periods.items[i].bar.width = chart.bars.items[i].width;
}

static bool is_told(const struct report_points *points, const char *key)
{
	for (size_t i = 0; i < points->count; i++)
		if (figure_find(&points->items[i].figures, key))
			return true;
	return false;
}

static const char *part_of_section(const char *section)
{
	for (size_t i = 0; i < REPORT_PARTS; i++)
		if (strcmp(report_parts[i].indicators, section) == 0)
			return report_parts[i].key;
	return section;
}

/* Those that are no longer in force, which earlier figures were counted by. */
static struct indicator_wordings wordings_of(struct request *request,
					     const struct indicator *indicator)
{
	struct indicator_definitions definitions = indicator_definitions_of(
		request->db, indicator->key, request->community->id);
	struct indicator_wordings wordings = {0};

	for (size_t i = 0; i < definitions.count; i++) {
		const struct indicator_definition *definition = &definitions.items[i];

		if (definition->version != indicator->definition_version)
			*LIST_ADD(request->arena, &wordings) = (struct indicator_wording){
				.version = definition->version,
				.since = definition->since,
				.words = indicator_definition_words(definition, request->language),
				.is_ukrainian = is_ukrainian(request, definition->en)};
	}
	return wordings;
}

enum outcome indicator_page(struct request *request)
{
	struct indicators indicators = indicator_of(request->db, request->community->id);
	const struct indicator *indicator = indicator_find(&indicators, request->path_values[1]);
	const struct indicator *whole;
	struct indicator_view view;
	struct report newest;

	if (!indicator ||
	    (indicator->community_id && indicator->community_id != request->community->id))
		return NOT_FOUND;
	whole = indicator_find(&indicators, indicator->subset_of);
	view = (struct indicator_view){
		.slug = request->community->slug,
		.name = indicator_name(indicator, request->language),
		.definition = indicator_wording(indicator, request->language),
		.is_ukrainian = is_ukrainian(request, indicator->definition_en),
		.wordings = wordings_of(request, indicator),
		.section = part_of_section(indicator->section),
		.kind = words_say(page_words(request), kinds[indicator->kind]),
		.whole = whole ? indicator_name(whole, request->language) : "",
		.whole_key = whole ? whole->key : "",
		.unit = "",
		.definition_version = indicator->definition_version,
	};
	view.heading = report_words_part(page_words(request), view.section);
	if (report_newest(request->db, request->community->id, &newest) == OK) {
		struct report_points points = report_history(request->db, &newest, PERIODS_MOST);

		view.unit = newest.unit;
		view.is_cumulative = newest.basis == REPORT_CUMULATIVE;
		if (is_told(&points, indicator->key))
			periods_of(request, indicator, &points, &view);
	}
	view.has_remarks = view.is_cumulative || view.has_gaps || view.has_breaks || view.has_small;
	indicator_one_html(page_begin_with(request, &(struct frame){.title = view.name,
								    .place = PLACE_REPORTS}),
			   &view);
	return page_end(request);
}
