#include "open_data.h"

static void degrees_cell(struct sheet *sheet, bool is_told, double degrees)
{
	if (is_told)
		sheet_degrees(sheet, degrees);
	else
		sheet_text(sheet, "");
}

void open_data_issue(struct sheet *sheet, const struct community *community,
		     const struct issue *issue, const char *url)
{
	struct arena *arena = sheet->csv.text.arena;

	sheet_text(sheet, community->slug);
	sheet_text(sheet, community->katottg);
	sheet_text(sheet, issue_key_text(arena, issue->year, issue->number));
	sheet_text(sheet, issue->category);
	sheet_text(sheet, issue->title);
	sheet_text(sheet, issue->text);
	sheet_text(sheet, issue->area);
	sheet_text(sheet, issue->place);
	degrees_cell(sheet, issue->has_point, issue->latitude);
	degrees_cell(sheet, issue->has_point, issue->longitude);
	sheet_text(sheet, issue->state);
	sheet_text(sheet, issue->source);
	sheet_moment(sheet, issue->reported_at);
	sheet_moment(sheet, issue->published_at);
	sheet_moment(sheet, issue->updated_at);
	sheet_text(sheet, issue->organisation);
	sheet_date(sheet, issue->due);
	sheet_moment(sheet, issue->resolved_at);
	sheet_text(sheet, url);
	sheet_flag(sheet, issue->is_made_up);
	sheet_line(sheet);
}

void open_data_update(struct sheet *sheet, const struct open_data_update *entry)
{
	const struct update *update = entry->update;

	sheet_text(sheet, entry->community->slug);
	sheet_text(sheet, entry->community->katottg);
	sheet_text(sheet, entry->issue);
	sheet_integer(sheet, update->number);
	sheet_moment(sheet, update->at);
	sheet_text(sheet, update->kind);
	sheet_text(sheet, update->from_state);
	sheet_text(sheet, update->to_state);
	sheet_text(sheet, update->role);
	sheet_text(sheet, update->organisation);
	sheet_text(sheet, update->note);
	sheet_date(sheet, update->due);
	sheet_date(sheet, update->due_before);
	sheet_date(sheet, update->review_on);
	sheet_text(sheet, update->reason);
	sheet_text(sheet, update->evidence);
	sheet_text(sheet, update->confirmed_by);
	sheet_flag(sheet, update->is_undone);
	sheet_text(sheet, entry->url);
	sheet_flag(sheet, entry->is_made_up);
	sheet_line(sheet);
}

void open_data_report(struct sheet *sheet, const struct open_data_report *entry)
{
	const struct report *report = entry->report;

	sheet_integer(sheet, report->id);
	sheet_text(sheet, entry->title);
	sheet_date(sheet, entry->presented);
	sheet_date(sheet, date_of(report->published_at));
	sheet_text(sheet, entry->type);
	sheet_text(sheet, entry->url);
	sheet_text(sheet, report->unit);
	sheet_text(sheet, entry->publisher);
	sheet_text(sheet, entry->edrpou);
	sheet_line(sheet);
}

void open_data_question(struct sheet *sheet, const struct open_data_question *entry)
{
	const struct question *question = entry->question;

	sheet_text(sheet, entry->katottg);
	sheet_text(sheet, question_key_text(sheet->csv.text.arena, question));
	sheet_date(sheet, question->asked_on);
	sheet_text(sheet, question->asked_at);
	sheet_text(sheet, question_sector_key(question->sector));
	sheet_text(sheet, question->text);
	sheet_text(sheet, question->category);
	sheet_text(sheet, entry->issue);
	sheet_text(sheet, question_addressee_key(question->addressee));
	sheet_date(sheet, question->due);
	sheet_text(sheet, question_state_key(question->state));
	sheet_date(sheet, question->answered_on);
	sheet_text(sheet, entry->answered_by);
	sheet_text(sheet, entry->answer);
	sheet_text(sheet, entry->report);
	sheet_text(sheet, entry->url);
	sheet_flag(sheet, question->is_made_up);
	sheet_line(sheet);
}

void open_data_definition(struct sheet *sheet, const struct indicator *indicator)
{
	sheet_text(sheet, indicator->key);
	sheet_text(sheet, indicator->section);
	sheet_text(sheet, indicator->uk);
	sheet_text(sheet, indicator->en);
	sheet_text(sheet, indicator->unit);
	sheet_text(sheet, indicator_kind_key(indicator->kind));
	sheet_text(sheet, indicator->subset_of);
	sheet_text(sheet, indicator_publicity_key(indicator->publicity));
	sheet_integer(sheet, indicator->definition_version);
	sheet_text(sheet, indicator->definition);
	sheet_line(sheet);
}

const char *open_data_figure_state(const struct figure *figure)
{
	return figure_state_key(figure->state == FIGURE_SMALL ? FIGURE_SUPPRESSED : figure->state);
}

void open_data_figure(struct sheet *sheet, const struct report *report, const struct figure *figure,
		      const struct indicator *indicator)
{
	bool is_given = figure->state == FIGURE_GIVEN;

	sheet_integer(sheet, report->id);
	sheet_text(sheet, report->territory_key);
	sheet_date(sheet, report->from);
	sheet_date(sheet, report->to);
	sheet_text(sheet, figure->indicator);
	if (is_given)
		sheet_thousandths(sheet, figure->value);
	else
		sheet_text(sheet, "");
	sheet_text(sheet, is_given ? figure_qualifier_key(figure->qualifier) : "");
	sheet_text(sheet, open_data_figure_state(figure));
	sheet_text(sheet, indicator ? indicator->unit : "");
	sheet_integer(sheet, figure->definition_version);
	sheet_line(sheet);
}

static void time_cells(struct sheet *sheet, const struct performance_time *time)
{
	sheet_integer(sheet, time->count);
	if (time->count < PERFORMANCE_LEAST) {
		sheet_text(sheet, "");
		sheet_text(sheet, "");
		return;
	}
	sheet_thousandths(sheet, time->median * 1000 / 86400);
	sheet_thousandths(sheet, time->ninth * 1000 / 86400);
}

static void performance_line(struct sheet *sheet, const struct performance *performance,
			     const char *group, const struct performance_row *row)
{
	sheet_date(sheet, performance->from);
	sheet_date(sheet, performance->to);
	sheet_text(sheet, group);
	sheet_text(sheet, row->key);
	sheet_text(sheet, row->uk);
	sheet_integer(sheet, row->registered);
	sheet_integer(sheet, row->finished);
	sheet_integer(sheet, row->overdue);
	sheet_integer(sheet, row->due);
	sheet_integer(sheet, row->on_time);
	sheet_integer(sheet, row->reopened);
	for (int measure = 0; measure < PERFORMANCE_MEASURES; measure++)
		time_cells(sheet, &row->times[measure]);
	sheet_line(sheet);
}

void open_data_performance(struct sheet *sheet, const struct performance *performance)
{
	performance_line(sheet, performance, "all", &performance->all);
	for (size_t i = 0; i < performance->categories.count; i++)
		performance_line(sheet, performance, "category", &performance->categories.items[i]);
	for (size_t i = 0; i < performance->bodies.count; i++)
		performance_line(sheet, performance, "body", &performance->bodies.items[i]);
}
