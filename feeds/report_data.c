#include "report_data.h"

#include "dataset.h"
#include "model/base/clock.h"
#include "model/number.h"
#include "open_data.h"

/* ---------------------------------------------------------------- the table */

static const char *const columns[] = {
	"report",     "version", "katottg",    "period_start", "period_end",
	"indicator",  "name",    "value",      "shown",        "qualifier",
	"state",      "unit",    "is_derived", "note",         "definition_version",
	"definition",
};

/* The definition of today says nothing of a figure that was counted by another one. */
static const char *definition_of(const struct report_data_figure *entry)
{
	return entry->figure->definition_version == entry->indicator->definition_version
		       ? entry->indicator->definition
		       : "";
}

static void figure_line(struct csv *csv, const struct report *report, const struct date *from,
			const struct date *to, const struct report_data_figure *entry)
{
	const struct figure *figure = entry->figure;
	bool is_given = figure->state == FIGURE_GIVEN;
	bool is_derived = date_compare(*from, report->from) != 0;

	csv_integer(csv, report->id);
	csv_integer(csv, report->version);
	csv_text(csv, report->territory_key);
	csv_text(csv, date_iso(csv->text.arena, *from));
	csv_text(csv, date_iso(csv->text.arena, *to));
	csv_text(csv, entry->indicator->key);
	csv_text(csv, entry->name);
	if (is_given)
		csv_thousandths(csv, figure->value);
	else
		csv_text(csv, "");
	csv_text(csv, entry->shown);
	csv_text(csv, is_given ? figure_qualifier_key(figure->qualifier) : "");
	csv_text(csv, open_data_figure_state(figure));
	csv_text(csv, entry->indicator->unit);
	csv_integer(csv, is_derived);
	csv_text(csv, figure->note);
	csv_integer(csv, figure->definition_version);
	csv_text(csv, definition_of(entry));
	csv_line(csv);
}

void report_data_csv(struct csv *csv, const struct report_data *data)
{
	const struct report *report = data->report;

	for (size_t i = 0; i < COUNT(columns); i++)
		csv_text(csv, columns[i]);
	csv_line(csv);
	for (size_t i = 0; i < data->figures.count; i++)
		figure_line(csv, report, &report->from, &report->to, &data->figures.items[i]);
	for (size_t i = 0; i < data->derived.count; i++) {
		const struct report_data_span *span = &data->derived.items[i];

		for (size_t j = 0; j < span->figures.count; j++)
			figure_line(csv, report, &span->from, &span->to, &span->figures.items[j]);
	}
}

/* ---------------------------------------------------------------- the whole */

static void add_period(struct json *json, struct date from, struct date to)
{
	json_add_text(json, "period_start", date_iso(json->arena, from));
	json_add_text(json, "period_end", date_iso(json->arena, to));
}

static void add_moment(struct json *json, const char *key, int64_t at)
{
	json_add_text(json, key, clock_rfc3339(json->arena, at));
}

static void add_head(struct json *json, const struct report_data *data)
{
	const struct report *report = data->report;

	json_add_integer(json, "report", report->id);
	json_add_integer(json, "version", report->version);
	json_add_text(json, "url", data->url);
	json_add_text(json, "newest_version", data->url_of_report);
	json_add_text(json, "title", data->title);
	json_add_text(json, "hromada", data->hromada);
	json_add_text(json, "kind", report_kind_key(report->kind));
	json_add_text(json, "basis", report_basis_key(report->basis));
	add_period(json, report->from, report->to);
	json_add_text(json, "unit", report->unit);
	json_add_text(json, "author_post", report->author_post);
	add_moment(json, "published", report->published_at);
	add_moment(json, "updated", report->updated_at);
	json_add_text(json, "correction_reason", report->reason);
	json_add_text(json, "hash", report->hash);
	json_add_text(json, "source", report->source_url);
	json_add_flag(json, "made_up", report->is_made_up);
	json_add_text(json, "licence", DATASET_LICENCE);
}

static void add_territories(struct json *json, const struct report_territories *territories)
{
	json_open_list(json, "territories");
	for (size_t i = 0; i < territories->count; i++) {
		json_open(json, NULL);
		json_add_text(json, "katottg", territories->items[i].katottg);
		json_add_text(json, "name", territories->items[i].name);
		json_close(json);
	}
	json_close(json);
}

static void add_figure(struct json *json, const struct report_data_figure *entry)
{
	const struct figure *figure = entry->figure;

	json_open(json, NULL);
	json_add_text(json, "indicator", entry->indicator->key);
	json_add_text(json, "section", entry->indicator->section);
	json_add_text(json, "name", entry->name);
	if (figure->state == FIGURE_GIVEN) {
		json_add_real(json, "value", (double)figure->value / NUMBER_SCALE);
		json_add_text(json, "qualifier", figure_qualifier_key(figure->qualifier));
	}
	json_add_text(json, "shown", entry->shown);
	json_add_text(json, "state", open_data_figure_state(figure));
	json_add_text(json, "unit", entry->indicator->unit);
	json_add_text(json, "note", figure->note);
	json_add_integer(json, "definition_version", figure->definition_version);
	json_add_text(json, "definition", definition_of(entry));
	json_close(json);
}

static void add_figures(struct json *json, const struct report_data_figures *figures)
{
	json_open_list(json, "figures");
	for (size_t i = 0; i < figures->count; i++)
		add_figure(json, &figures->items[i]);
	json_close(json);
}

static void add_derived(struct json *json, const struct report_data_spans *spans)
{
	json_open_list(json, "derived");
	for (size_t i = 0; i < spans->count; i++) {
		json_open(json, NULL);
		add_period(json, spans->items[i].from, spans->items[i].to);
		add_figures(json, &spans->items[i].figures);
		json_close(json);
	}
	json_close(json);
}

static void add_sections(struct json *json, const struct report_data *data)
{
	json_add_text(json, "summary", data->report->summary);
	json_open_list(json, "sections");
	for (size_t i = 0; i < data->sections.count; i++) {
		json_open(json, NULL);
		json_add_text(json, "key", data->sections.items[i].key);
		json_add_text(json, "heading", data->sections.items[i].heading);
		json_add_text(json, "text", data->sections.items[i].text);
		json_close(json);
	}
	json_close(json);
}

/* A question without an answer is carried into the next report. */
static void add_answers(struct json *json, const struct report_answers *answers)
{
	json_open_list(json, "answers");
	for (size_t i = 0; i < answers->count; i++) {
		const struct report_answer *answer = &answers->items[i];

		json_open(json, NULL);
		json_add_text(json, "question",
			      question_number_text(json->arena, &answer->question));
		json_add_text(json, "asked", date_iso(json->arena, answer->question.asked_on));
		json_add_text(json, "sector", question_sector_key(answer->question.sector));
		json_add_text(json, "text", answer->question.text);
		json_add_text(json, "answer", answer->answer);
		json_add_text(json, "answered_by", answer->answered_by);
		json_close(json);
	}
	json_close(json);
}

static void add_measure(struct json *json, const struct report_plan *plan)
{
	json_add_text(json, "measure", plan->measure);
	json_add_text(json, "term", plan->term);
	json_add_text(json, "responsible", plan->responsible);
}

/* What became of the plan before, and the next one. */
static void add_plans(struct json *json, const struct report_data *data)
{
	json_open_list(json, "outcomes");
	for (size_t i = 0; i < data->outcomes.count; i++) {
		const struct report_outcome *outcome = &data->outcomes.items[i];

		json_open(json, NULL);
		add_measure(json, &outcome->plan);
		json_add_text(json, "state", outcome_state_key(outcome->state));
		json_add_text(json, "moved_to", date_iso(json->arena, outcome->moved_to));
		json_add_text(json, "note", outcome->note);
		json_close(json);
	}
	json_close(json);
	json_open_list(json, "plans");
	for (size_t i = 0; i < data->plans.count; i++) {
		json_open(json, NULL);
		add_measure(json, &data->plans.items[i]);
		json_close(json);
	}
	json_close(json);
}

static void add_versions(struct json *json, const struct reports *versions)
{
	json_open_list(json, "versions");
	for (size_t i = 0; i < versions->count; i++) {
		json_open(json, NULL);
		json_add_integer(json, "version", versions->items[i].version);
		add_moment(json, "updated", versions->items[i].updated_at);
		json_add_text(json, "correction_reason", versions->items[i].reason);
		json_add_text(json, "hash", versions->items[i].hash);
		json_close(json);
	}
	json_close(json);
}

enum outcome report_data_json(struct arena *arena, const struct report_data *data,
			      const char **bytes, size_t *length)
{
	struct json json = json_begin(arena);

	add_head(&json, data);
	add_territories(&json, &data->territories);
	add_figures(&json, &data->figures);
	add_derived(&json, &data->derived);
	add_sections(&json, data);
	add_answers(&json, &data->answers);
	add_plans(&json, data);
	add_versions(&json, &data->versions);
	return json_finish(&json, bytes, length);
}
