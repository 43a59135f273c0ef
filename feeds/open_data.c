#include "open_data.h"

#include "dataset.h"
#include "model/base/clock.h"

static void moment_cell(struct csv *csv, int64_t at)
{
	csv_text(csv, at ? clock_rfc3339(csv->text.arena, at) : "");
}

static void date_cell(struct csv *csv, struct date date)
{
	csv_text(csv, date_iso(csv->text.arena, date));
}

void open_data_issue_columns(struct csv *csv)
{
	dataset_header(csv, "issues");
}

void open_data_issue(struct csv *csv, const struct community *community, const struct issue *issue,
		     const char *url)
{
	struct arena *arena = csv->text.arena;

	csv_text(csv, community->slug);
	csv_text(csv, community->katottg);
	csv_text(csv, issue_key_text(arena, issue->year, issue->number));
	csv_text(csv, issue->category);
	csv_text(csv, issue->title);
	csv_text(csv, issue->text);
	csv_text(csv, issue->area);
	csv_text(csv, issue->place);
	csv_text(csv, issue->has_point ? arena_printf(arena, "%.7g", issue->latitude) : "");
	csv_text(csv, issue->has_point ? arena_printf(arena, "%.7g", issue->longitude) : "");
	csv_text(csv, issue->state);
	csv_text(csv, issue->source);
	moment_cell(csv, issue->reported_at);
	moment_cell(csv, issue->published_at);
	moment_cell(csv, issue->updated_at);
	csv_text(csv, issue->organisation);
	date_cell(csv, issue->due);
	moment_cell(csv, issue->resolved_at);
	csv_text(csv, url);
	csv_integer(csv, issue->is_made_up);
	csv_line(csv);
}

void open_data_report_columns(struct csv *csv)
{
	dataset_header(csv, "reports");
}

void open_data_report(struct csv *csv, const struct open_data_report *entry)
{
	const struct report *report = entry->report;

	csv_integer(csv, report->id);
	csv_text(csv, entry->title);
	csv_text(csv, date_is_set(entry->presented) ? date_iso(csv->text.arena, entry->presented)
						    : "null");
	date_cell(csv, date_of(report->published_at));
	csv_text(csv, entry->type);
	csv_text(csv, entry->url);
	csv_text(csv, *report->unit ? report->unit : "null");
	csv_text(csv, *entry->publisher ? entry->publisher : "null");
	csv_text(csv, *entry->edrpou ? entry->edrpou : "null");
	csv_line(csv);
}

void open_data_question_columns(struct csv *csv)
{
	dataset_header(csv, "questions");
}

void open_data_question(struct csv *csv, const struct open_data_question *entry)
{
	const struct question *question = entry->question;

	csv_text(csv, entry->katottg);
	csv_text(csv, question_key_text(csv->text.arena, question));
	date_cell(csv, question->asked_on);
	csv_text(csv, question->asked_at);
	csv_text(csv, question_sector_key(question->sector));
	csv_text(csv, question->text);
	csv_text(csv, question->category);
	csv_text(csv, entry->issue);
	csv_text(csv, question_addressee_key(question->addressee));
	date_cell(csv, question->due);
	csv_text(csv, question_state_key(question->state));
	date_cell(csv, question->answered_on);
	csv_text(csv, entry->answered_by);
	csv_text(csv, entry->answer);
	csv_text(csv, entry->report);
	csv_text(csv, entry->url);
	csv_integer(csv, question->is_made_up);
	csv_line(csv);
}

void open_data_definition_columns(struct csv *csv)
{
	dataset_header(csv, "definitions");
}

void open_data_definition(struct csv *csv, const struct indicator *indicator)
{
	csv_text(csv, indicator->key);
	csv_text(csv, indicator->section);
	csv_text(csv, indicator->uk);
	csv_text(csv, indicator->en);
	csv_text(csv, indicator->unit);
	csv_text(csv, indicator_kind_key(indicator->kind));
	csv_text(csv, indicator->subset_of);
	csv_text(csv, indicator_publicity_key(indicator->publicity));
	csv_integer(csv, indicator->definition_version);
	csv_text(csv, indicator->definition);
	csv_line(csv);
}

void open_data_indicator_columns(struct csv *csv)
{
	dataset_header(csv, "indicators");
}

const char *open_data_figure_state(const struct figure *figure)
{
	return figure_state_key(figure->state == FIGURE_SMALL ? FIGURE_SUPPRESSED : figure->state);
}

void open_data_figure(struct csv *csv, const struct report *report, const struct figure *figure,
		      const struct indicator *indicator)
{
	bool is_given = figure->state == FIGURE_GIVEN;

	csv_integer(csv, report->id);
	csv_text(csv, report->territory_key);
	date_cell(csv, report->from);
	date_cell(csv, report->to);
	csv_text(csv, figure->indicator);
	if (is_given)
		csv_thousandths(csv, figure->value);
	else
		csv_text(csv, "");
	csv_text(csv, is_given ? figure_qualifier_key(figure->qualifier) : "");
	csv_text(csv, open_data_figure_state(figure));
	csv_text(csv, indicator ? indicator->unit : "");
	csv_integer(csv, figure->definition_version);
	csv_line(csv);
}

static void time_cells(struct csv *csv, const struct performance_time *time)
{
	csv_integer(csv, time->count);
	if (time->count < PERFORMANCE_LEAST) {
		csv_text(csv, "");
		csv_text(csv, "");
		return;
	}
	csv_thousandths(csv, time->median * 1000 / 86400);
	csv_thousandths(csv, time->ninth * 1000 / 86400);
}

static void performance_line(struct csv *csv, const struct performance *performance,
			     const char *group, const struct performance_row *row)
{
	date_cell(csv, performance->from);
	date_cell(csv, performance->to);
	csv_text(csv, group);
	csv_text(csv, row->key);
	csv_text(csv, row->uk);
	csv_integer(csv, row->registered);
	csv_integer(csv, row->finished);
	csv_integer(csv, row->overdue);
	csv_integer(csv, row->due);
	csv_integer(csv, row->on_time);
	csv_integer(csv, row->reopened);
	for (int measure = 0; measure < PERFORMANCE_MEASURES; measure++)
		time_cells(csv, &row->times[measure]);
	csv_line(csv);
}

void open_data_performance(struct csv *csv, const struct performance *performance)
{
	dataset_header(csv, "performance");
	performance_line(csv, performance, "all", &performance->all);
	for (size_t i = 0; i < performance->categories.count; i++)
		performance_line(csv, performance, "category", &performance->categories.items[i]);
	for (size_t i = 0; i < performance->bodies.count; i++)
		performance_line(csv, performance, "body", &performance->bodies.items[i]);
}
