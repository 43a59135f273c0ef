#include "demo_desk.h"

#include "appeal.h"
#include "base/clock.h"
#include "base/embed.h"
#include "demo_reading.h"
#include "issue_read.h"
#include "reporter.h"

EMBED(demo_appeals_file, "model/data/demo_appeals.tsv");
EMBED(demo_sent_file, "model/data/demo_sent.tsv");

#define REPORT "report" /* among the kinds of what was sent: not to an issue, but a new one */

/* ------------------------------------------------------------------ reading */

/* Entered at one moment; the answer, when there is one, at another. */
static enum outcome read_appeal(struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *row = demo_reading_row(demo, reading);
	const char *answer = pairs_value(row, "answered_at");
	size_t index;
	int64_t at;

	if (demo_issue_index(demo, pairs_value(row, "reference"), &index) != OK ||
	    clock_read_rfc3339(pairs_value(row, "at"), &at) != OK)
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_APPEAL, index, at, "secretary")->event = row;
	if (!*answer)
		return OK;
	if (clock_read_rfc3339(answer, &at) != OK)
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_ANSWER, index, at, "secretary")->event = row;
	return OK;
}

static enum outcome read_sent(struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *row = demo_reading_row(demo, reading);
	bool is_report = strcmp(pairs_value(row, "kind"), REPORT) == 0;
	size_t index = 0;
	int64_t at;

	if ((!is_report && demo_issue_index(demo, pairs_value(row, "reference"), &index) != OK) ||
	    clock_read_rfc3339(pairs_value(row, "at"), &at) != OK)
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_SENT, index, at, "resident")->event = row;
	demo->sent += is_report;
	return OK;
}

enum outcome demo_desk_read(struct demo *demo)
{
	enum outcome outcome = demo_reading_all(demo, "appeals", demo_appeals_file,
						demo_appeals_file_end, read_appeal);

	return outcome == OK ? demo_reading_all(demo, "sent", demo_sent_file, demo_sent_file_end,
						read_sent)
			     : outcome;
}

/* ------------------------------------------------------------------ appeals */

static enum outcome take_appeal(struct change *change, struct form *form, int64_t issue_id)
{
	struct appeal_entry entry = {0};
	int64_t id;
	enum outcome outcome = form_read(form, appeal_fields, &entry);

	return outcome == OK ? appeal_add(change, form, issue_id, &entry, &id) : outcome;
}

static enum outcome take_answer(struct change *change, struct form *form, int64_t issue_id)
{
	struct appeals appeals = appeal_of_issue(&change->db, issue_id, change->now);
	struct appeal_answer answer = {0};
	enum outcome outcome = form_read(form, appeal_answer_fields, &answer);

	for (size_t i = 0; outcome == OK && i < appeals.count; i++)
		if (strcmp(appeals.items[i].number, pairs_value(form->typed, "number")) == 0)
			return appeal_answer(change, form, appeals.items[i].id, &answer);
	return outcome == OK ? NOT_FOUND : outcome;
}

/* ------------------------------------------------------------------ what residents sent */

static enum outcome take_report(struct change *change, struct form *form)
{
	struct issue_report report = {0};
	struct issue_added added;
	enum outcome outcome = form_read(form, issue_report_fields, &report);

	report.reference = pairs_value(form->typed, "reference");
	report.is_made_up = true;
	return outcome == OK ? issue_add_report(change, form, &report, &added) : outcome;
}

static enum outcome take_message(struct change *change, struct form *form, int64_t issue_id)
{
	int kind = message_kind_find(pairs_value(form->typed, "kind"));
	struct message_entry entry = {0};
	struct issue_work work;
	enum outcome outcome = form_read(form, message_entry_fields, &entry);

	if (kind < 0)
		return NOT_FOUND;
	if (outcome == OK)
		outcome = issue_find_work_id(&change->db, issue_id, change->now, &work);
	if (outcome != OK)
		return outcome;
	entry.issue_id = issue_id;
	entry.kind = (enum message_kind)kind;
	/* A comment needs no secret link; the others are the reporter's. */
	return entry.kind == MESSAGE_COMMENT
		       ? message_add(change, form, &entry)
		       : reporter_send(change, form, &work, entry.kind, entry.text);
}

/* ------------------------------------------------------------------ all of it */

enum outcome demo_desk_take(struct demo *demo, const struct demo_step *step, struct change *change)
{
	struct form form = form_begin(change->db.arena, step->event);
	int64_t issue_id = demo->issues.items[step->index].added.id;
	enum outcome outcome;

	if (step->kind == DEMO_APPEAL)
		outcome = take_appeal(change, &form, issue_id);
	else if (step->kind == DEMO_ANSWER)
		outcome = take_answer(change, &form, issue_id);
	else if (strcmp(pairs_value(step->event, "kind"), REPORT) == 0)
		outcome = take_report(change, &form);
	else
		outcome = take_message(change, &form, issue_id);
	return outcome == INVALID
		       ? demo_faults(pairs_value(step->event, "reference"), 0, &form.faults)
		       : outcome;
}
