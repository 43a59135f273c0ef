#include "report_source.h"

#include "model/community.h"
#include "model/report_derive.h"
#include "server/page.h"
#include "templates/report_words.h"

#define BYTES_MOST ((size_t)4 << 20)

static struct report_data_figures figures_of(struct request *request,
					     const struct indicators *indicators,
					     const struct figures *figures)
{
	const struct words *words = page_words(request);
	struct report_data_figures entries = {0};

	for (size_t i = 0; i < figures->count; i++) {
		const struct figure *figure = &figures->items[i];
		const struct indicator *indicator = indicator_find(indicators, figure->indicator);

		if (indicator)
			*LIST_ADD(request->arena, &entries) = (struct report_data_figure){
				.indicator = indicator,
				.figure = figure,
				.name = indicator_name(indicator, request->language),
				.shown = report_words_figure(request->arena, words, indicator,
							     figure)};
	}
	return entries;
}

/* What follows for a period that is not the report's own. */
static void derived_add(struct request *request, const struct indicators *indicators,
			const struct report *report, struct report_derived derived,
			struct report_data_spans *spans)
{
	struct figures *figures;

	if (!derived.is_there || !derived.figures.count ||
	    date_compare(derived.period.from, report->from) == 0)
		return;
	figures = arena_take(request->arena, sizeof(*figures));
	*figures = derived.figures;
	*LIST_ADD(request->arena, spans) = (struct report_data_span){
		.from = derived.period.from,
		.to = derived.period.to,
		.figures = figures_of(request, indicators, figures)};
}

static struct report_data_sections sections_of(struct request *request, const struct report *report)
{
	struct report_sections sections = report_sections_of(request->db, report);
	struct report_data_sections entries = {0};

	for (size_t i = 0; i < REPORT_PARTS; i++) {
		const char *key = report_parts[i].key;
		const char *text = report_section_text(&sections, key);

		if (*text)
			*LIST_ADD(request->arena, &entries) = (struct report_data_section){
				.key = key,
				.heading = report_words_part(page_words(request), key),
				.text = text};
	}
	return entries;
}

struct report_data report_source_of(struct request *request, const struct report *report)
{
	struct indicators indicators = indicator_all(request->db);
	struct figures figures = report_figures(request->db, report);
	const char *path = arena_printf(request->arena, "/%s/reports/%lld",
					request->community->slug, (long long)report->id);
	struct report_data data = {
		.report = report,
		.url = arena_printf(request->arena, "%s/v%d", request_url(request, path),
				    report->version),
		.url_of_report = request_url(request, path),
		.title = report_words_title(request->arena, page_words(request), report),
		.hromada = request->community->name,
		.territories = report_territories_of(request->db, report->id),
		.sections = sections_of(request, report),
		.answers = report_answers_of(request->db, report),
		.outcomes = report_outcomes_of(request->db, report),
		.plans = report_plans_of(request->db, report),
		.versions = report_versions(request->db, report),
	};

	data.figures = figures_of(request, &indicators, &figures);
	derived_add(request, &indicators, report, report_derive_period(request->db, report),
		    &data.derived);
	derived_add(request, &indicators, report, report_derive_year(request->db, report),
		    &data.derived);
	return data;
}

enum outcome report_source_csv(struct request *request, const struct report_data *data,
			       enum csv_kind kind, const char **bytes, size_t *length)
{
	struct csv csv = csv_begin(request->arena, kind, BYTES_MOST);

	report_data_csv(&csv, data);
	if (csv.text.is_full)
		return BROKEN;
	*bytes = csv.text.bytes;
	*length = csv.text.length;
	return OK;
}

enum outcome report_source_json(struct request *request, const struct report_data *data,
				const char **bytes, size_t *length)
{
	return report_data_json(request->arena, data, bytes, length);
}
