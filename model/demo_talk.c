#include "demo_talk.h"

#include "base/clock.h"
#include "base/embed.h"
#include "demo_reading.h"
#include "report_hearing.h"
#include "report_talk.h"

EMBED(demo_questions_file, "model/data/demo_questions.tsv");
EMBED(demo_plans_file, "model/data/demo_plans.tsv");
EMBED(demo_hearings_file, "model/data/demo_hearings.tsv");

#define HOUR ((int64_t)60 * 60)

static bool is_of_kind(const struct pairs *line, const char *kind)
{
	return strcmp(pairs_value(line, "kind"), kind) == 0;
}

/* ------------------------------------------------------------------ reading */

/* When a report was begun, which index it has. */
static const struct demo_step *draft_of(const struct demo *demo, const char *reference)
{
	for (size_t i = 0; i < demo->steps.count; i++) {
		const struct demo_step *step = &demo->steps.items[i];

		if (step->kind == DEMO_DRAFT &&
		    strcmp(demo->reports.items[step->index].import->reference, reference) == 0)
			return step;
	}
	return NULL;
}

/* What a report says is typed all at once, an hour after it was begun. */
static enum outcome keep_line(struct demo *demo, const struct demo_reading *reading,
			      const struct pairs *line)
{
	const struct demo_step *draft = draft_of(demo, pairs_value(line, "report"));
	size_t index;
	int64_t at;

	if (!draft)
		return demo_reading_fault(reading);
	index = draft->index;
	at = draft->at + HOUR;
	*LIST_ADD(demo->arena, &demo->talk) = line;
	for (size_t i = 0; i < demo->steps.count; i++)
		if (demo->steps.items[i].kind == DEMO_TALK && demo->steps.items[i].index == index)
			return OK;
	demo_step_add(demo, DEMO_TALK, index, at, "police");
	return OK;
}

static enum outcome read_question(struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *line = demo_reading_row(demo, reading);
	int64_t at;

	if (is_of_kind(line, "answer"))
		return keep_line(demo, reading, line);
	if (clock_read_rfc3339(pairs_value(line, "at"), &at) != OK)
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_QUESTION, 0, at, "secretary")->event = line;
	return OK;
}

static enum outcome read_plan(struct demo *demo, const struct demo_reading *reading)
{
	return keep_line(demo, reading, demo_reading_row(demo, reading));
}

static enum outcome read_hearing(struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *line = demo_reading_row(demo, reading);
	const struct demo_step *draft = draft_of(demo, pairs_value(line, "report"));
	int64_t at;

	if (!draft || clock_read_rfc3339(pairs_value(line, "at"), &at) != OK)
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_HEARING, draft->index, at, "secretary")->event = line;
	return OK;
}

enum outcome demo_talk_read(struct demo *demo)
{
	enum outcome outcome = demo_reading_all(demo, "questions", demo_questions_file,
						demo_questions_file_end, read_question);

	if (outcome == OK)
		outcome = demo_reading_all(demo, "plans", demo_plans_file, demo_plans_file_end,
					   read_plan);
	return outcome == OK ? demo_reading_all(demo, "hearings", demo_hearings_file,
						demo_hearings_file_end, read_hearing)
			     : outcome;
}

/* ------------------------------------------------------------------ questions */

static enum outcome ask(struct change *change, struct form *form, const struct pairs *line)
{
	struct question_entry entry = {
		.asked_on = date_of(change->now),
		.asked_at = pairs_value(line, "asked_at"),
		.text = pairs_value(line, "text"),
		.category = pairs_value(line, "category"),
		.sector = question_sector_find(pairs_value(line, "sector")),
		.addressee = question_addressee_find(pairs_value(line, "addressee")),
		.is_made_up = true};
	struct question added;

	if (entry.sector < 0 || entry.addressee < 0)
		return NOT_FOUND;
	return question_add(change, form, &entry, &added);
}

static enum outcome take_question(struct change *change, struct form *form,
				  const struct pairs *line)
{
	const char *number = pairs_value(line, "number"), *text = pairs_value(line, "text");
	struct question_answer answer = {.answer = text,
					 .answered_by = pairs_value(line, "by"),
					 .answered_on = date_of(change->now)};

	if (is_of_kind(line, "question"))
		return ask(change, form, line);
	if (is_of_kind(line, "reply"))
		return question_take_answer(change, form, number, &answer);
	if (is_of_kind(line, "accept"))
		return question_accept(change, number);
	return question_complete(change, form, number, text);
}

/* ------------------------------------------------------------------ in a report */

/* A line of a file as the form of its part has it. */
static enum outcome type_line(struct change *change, const struct pairs *line,
			      struct pairs *answers, struct pairs *plans)
{
	struct arena *arena = change->db.arena;
	const char *number = pairs_value(line, "number"), *text = pairs_value(line, "text");
	const char *by = pairs_value(line, "by"), *term = pairs_value(line, "term");
	struct question question;

	if (is_of_kind(line, "answer")) {
		if (question_find(&change->db, change->community_id, number, &question) != OK)
			return NOT_FOUND;
		number = arena_printf(arena, "%lld", (long long)question.id);
		pairs_add(arena, answers, arena_printf(arena, "answer.%s", number), text);
		pairs_add(arena, answers, arena_printf(arena, "by.%s", number), by);
		return OK;
	}
	if (is_of_kind(line, "plan")) {
		pairs_add(arena, plans, arena_printf(arena, "measure.%s", number), text);
		pairs_add(arena, plans, arena_printf(arena, "term.%s", number), term);
		pairs_add(arena, plans, arena_printf(arena, "responsible.%s", number), by);
		return OK;
	}
	number = arena_printf(arena, "became.%s", number);
	pairs_add(arena, plans, number, pairs_value(line, "kind"));
	pairs_add(arena, plans, arena_printf(arena, "%s.moved", number), term);
	pairs_add(arena, plans, arena_printf(arena, "%s.note", number), text);
	return OK;
}

static enum outcome take_talk(const struct demo *demo, const struct demo_report *report,
			      struct change *change)
{
	struct pairs answers = {0}, plans = {0};
	struct form form;
	enum outcome outcome = OK;

	for (size_t i = 0; i < demo->talk.count && outcome == OK; i++)
		if (strcmp(pairs_value(demo->talk.items[i], "report"), report->import->reference) ==
		    0)
			outcome = type_line(change, demo->talk.items[i], &answers, &plans);
	if (outcome == OK && answers.count) {
		form = form_begin(change->db.arena, &answers);
		outcome = report_answer_save(change, &form, report->id);
	}
	if (outcome == OK && plans.count) {
		form = form_begin(change->db.arena, &plans);
		outcome = report_plan_save(change, &form, report->id);
	}
	return outcome == INVALID ? demo_faults(report->import->reference, 0, &form.faults)
				  : outcome;
}

static enum outcome take_hearing(const struct demo_report *report, struct change *change,
				 struct form *form)
{
	struct report_hearing hearing = {.time = "", .place = ""};
	enum outcome outcome = form_read(form, report_hearing_fields, &hearing);

	return outcome == OK ? report_hearing_tell(change, form, report->id, &hearing) : outcome;
}

enum outcome demo_talk_take(struct demo *demo, const struct demo_step *step, struct change *change)
{
	struct pairs nothing = {0};
	struct form form = form_begin(change->db.arena, step->event ? step->event : &nothing);
	enum outcome outcome;

	if (step->kind == DEMO_TALK)
		return take_talk(demo, &demo->reports.items[step->index], change);
	outcome = step->kind == DEMO_HEARING
			  ? take_hearing(&demo->reports.items[step->index], change, &form)
			  : take_question(change, &form, step->event);
	return outcome == INVALID ? demo_faults("questions and hearings", 0, &form.faults)
				  : outcome;
}
