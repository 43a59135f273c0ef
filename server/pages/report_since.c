#include "report_since.h"

#include "model/report_compare.h"
#include "model/report_derive.h"
#include "model/report_warning.h"
#include "server/page.h"
#include "templates/report_warning_words.h"
#include "templates/report_words.h"

/* What all of it is told with. */
struct telling {
	struct request *request;
	const struct words *words;
	struct indicators indicators;
};

static const char *figure_text(const struct telling *telling, const struct figure *figure,
			       const char *key)
{
	return report_words_figure(telling->request->arena, telling->words,
				   indicator_find(&telling->indicators, key), figure);
}

static void rows_add(const struct telling *telling, struct report_since_rows *rows,
		     const struct figures *now, const struct figures *then)
{
	for (size_t i = 0; i < telling->indicators.count; i++) {
		const struct indicator *indicator = &telling->indicators.items[i];
		const struct figure *figure = figure_find(now, indicator->key);
		const struct figure *base = figure_find(then, indicator->key);
		struct report_comparison comparison = report_compare(figure, base);

		if (!figure)
			continue;
		*LIST_ADD(telling->request->arena, rows) = (struct report_since_row){
			.name = indicator_name(indicator, telling->request->language),
			.now = figure_text(telling, figure, indicator->key),
			.then = figure_text(telling, base, indicator->key),
			.change = report_words_change(telling->request->arena, telling->words,
						      &comparison),
		};
	}
}

/* A report that begins in January tells it by itself. */
static void year_fill(const struct telling *telling, const struct report *report,
		      struct report_since *since)
{
	struct report_derived now, then;

	if (report->from.month == 1)
		return;
	now = report_derive_year(telling->request->db, report);
	then = report_derive_last_year(telling->request->db, report);
	since->has_then = then.is_there;
	rows_add(telling, &since->year, &now.figures, &then.figures);
}

static void derived_fill(const struct telling *telling, const struct report *report,
			 struct report_since *since)
{
	static const struct figures none = {0};
	struct arena *arena = telling->request->arena;
	struct report_derived derived = report_derive_period(telling->request->db, report);
	struct figures now = report_figures(telling->request->db, report);

	if (!derived.is_there)
		return;
	since->derived_title = words_fill(
		arena, telling->words, words_say(telling->words, SAY("Of it in {1}")),
		(struct hole[]){words_hole(words_period(arena, telling->words, derived.period.from,
							derived.period.to))},
		1);
	rows_add(telling, &since->derived, &derived.figures, &none);
	for (size_t i = 0; i < derived.contradictions.count; i++) {
		const struct figure *below = &derived.contradictions.items[i];
		int64_t value = figure_find(&now, below->indicator)->value;
		struct report_warning warning = {.kind = WARNING_CONTRADICTION,
						 .indicator = below->indicator,
						 .other = "",
						 .value = value,
						 .other_value = value - below->value};

		LIST_ADD(arena, &since->odd)->text = report_warning_words(
			arena, telling->words, &telling->indicators, &warning);
	}
}

static void answers_fill(const struct telling *telling, const struct report *report,
			 struct report_since *since)
{
	struct arena *arena = telling->request->arena;
	struct report_warnings answers = report_warning_answers(telling->request->db, report);

	for (size_t i = 0; i < answers.count; i++) {
		const struct indicator *indicator = indicator_find(&telling->indicators,
								   answers.items[i].indicator);
		struct hole holes[] = {
			words_hole(indicator ? indicator_name(indicator, telling->request->language)
					     : answers.items[i].indicator),
			words_hole(answers.items[i].answer)};

		LIST_ADD(arena, &since->answers)->text = words_fill(
			arena, telling->words, words_say(telling->words, SAY("“{1}”: {2}")), holes,
			2);
	}
}

struct report_since report_since_of(struct request *request, const struct report *report)
{
	struct telling telling = {.request = request,
				  .words = page_words(request),
				  .indicators = indicator_all(request->db)};
	struct report_since since = {0};

	year_fill(&telling, report, &since);
	derived_fill(&telling, report, &since);
	answers_fill(&telling, report, &since);
	return since;
}
