#include "report_plan.h"

#include "base/text.h"
#include "report_talk.h"

static const char *const states[MEASURE_STATES] = {[MEASURE_NOT_TOLD] = "not_told",
						   [MEASURE_DONE] = "done",
						   [MEASURE_PARTLY] = "partly",
						   [MEASURE_NOT_DONE] = "not_done",
						   [MEASURE_MOVED] = "moved"};

const char *outcome_state_key(enum outcome_state state)
{
	return states[state];
}

int outcome_state_find(const char *key)
{
	for (int i = 0; i < MEASURE_STATES; i++)
		if (strcmp(states[i], key) == 0)
			return i;
	return -1;
}

/* ---------------------------------------------------------------- reading */

static struct report_plan plan_read(struct rows *rows)
{
	return (struct report_plan){
		.position = (int)rows_int(rows, 0),
		.measure = rows_text(rows, 1),
		.term = rows_text(rows, 2),
		.responsible = rows_text(rows, 3),
	};
}

static struct report_plans plans_read(struct db *db, int64_t id, int version)
{
	struct report_plans plans = {0};
	struct rows rows = db_rows(db,
				   "SELECT position, measure, term, responsible FROM report_plan "
				   "WHERE report_id = $1 AND version = $2 ORDER BY position",
				   ARGS(INT(id), INT(version)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &plans) = plan_read(&rows);
	return plans;
}

struct report_plans report_plans_of(struct db *db, const struct report *report)
{
	return plans_read(db, report->id, report->version);
}

static struct report_outcomes version_read(struct db *db, int64_t id, int version)
{
	struct report_outcomes outcomes = {0};
	struct rows rows = db_rows(
		db,
		"SELECT position, measure, term, responsible, planned_in, state, moved_to, note "
		"FROM report_outcome WHERE report_id = $1 AND version = $2 ORDER BY position",
		ARGS(INT(id), INT(version)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &outcomes) = (struct report_outcome){
			.plan = plan_read(&rows),
			.planned_in = rows_int(&rows, 4),
			.state = (enum outcome_state)outcome_state_find(rows_text(&rows, 5)),
			.moved_to = rows_date(&rows, 6),
			.note = rows_text(&rows, 7)};
	return outcomes;
}

/* The measures of the report before, of which nothing is told yet. */
static struct report_outcomes planned_before(struct db *db, const struct report *report)
{
	struct report_outcomes outcomes = {0};
	struct rows rows = db_rows(
		db,
		"SELECT p.position, p.measure, p.term, p.responsible, p.report_id "
		"FROM report_plan p JOIN (SELECT id, version FROM report WHERE territory_key = $1 "
		"AND unit = $2 AND state = 'published' AND period_to < $3 AND id <> $4 "
		"ORDER BY period_to DESC, kind = $5 DESC, id DESC LIMIT 1) r "
		"ON p.report_id = r.id AND p.version = r.version ORDER BY p.position",
		ARGS(TEXT(report->territory_key), TEXT(report->unit), DATE(db->arena, report->to),
		     INT(report->id), TEXT(report_kind_key(report->kind))));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &outcomes) = (struct report_outcome){
			.plan = plan_read(&rows), .planned_in = rows_int(&rows, 4), .note = ""};
	return outcomes;
}

/* Whether both speak of the same measure. */
static bool is_same(const struct report_outcome *one, const struct report_outcome *other)
{
	return one->planned_in == other->planned_in && one->plan.position == other->plan.position &&
	       strcmp(one->plan.measure, other->plan.measure) == 0;
}

struct report_outcomes report_outcomes_of(struct db *db, const struct report *report)
{
	struct report_outcomes told = version_read(db, report->id, report->version), outcomes;

	if (report->version != report->open)
		return told;
	outcomes = report->latest ? version_read(db, report->id, report->latest)
				  : planned_before(db, report);
	for (size_t i = 0; i < outcomes.count; i++) {
		struct report_outcome *outcome = &outcomes.items[i];

		outcome->state = MEASURE_NOT_TOLD;
		outcome->moved_to = (struct date){0};
		outcome->note = "";
		for (size_t n = 0; n < told.count; n++)
			if (is_same(&told.items[n], outcome))
				*outcome = told.items[n];
	}
	return outcomes;
}

/* ---------------------------------------------------------------- the life of a version */

static enum outcome outcome_write(struct change *change, const struct report *report,
				  const struct report_outcome *outcome)
{
	return change_run(
		change,
		"INSERT INTO report_outcome (report_id, version, position, planned_in, measure, "
		"term, responsible, state, moved_to, note) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		ARGS(INT(report->id), INT(report->open), INT(outcome->plan.position),
		     INT(outcome->planned_in), TEXT(outcome->plan.measure),
		     TEXT(outcome->plan.term), TEXT(outcome->plan.responsible),
		     TEXT(outcome_state_key(outcome->state)),
		     DATE(change->db.arena, outcome->moved_to), TEXT(outcome->note)));
}

enum outcome report_plan_publish(struct change *change, const struct report *report)
{
	struct report_outcomes outcomes = report_outcomes_of(&change->db, report);
	enum outcome outcome = change_run(
		change, "DELETE FROM report_outcome WHERE report_id = $1 AND version = $2",
		ARGS(INT(report->id), INT(report->open)));

	for (size_t i = 0; i < outcomes.count && outcome == OK; i++)
		outcome = outcome_write(change, report, &outcomes.items[i]);
	return outcome;
}

enum outcome report_plan_copy(struct change *change, int64_t id, int from, int to)
{
	struct values which = ARGS(INT(id), INT(from), INT(to));
	enum outcome outcome = change_run(
		change,
		"INSERT INTO report_plan (report_id, version, position, measure, term, "
		"responsible) "
		"SELECT report_id, $3, position, measure, term, responsible FROM report_plan "
		"WHERE report_id = $1 AND version = $2",
		which);

	if (outcome == OK)
		outcome = change_run(
			change,
			"INSERT INTO report_outcome (report_id, version, position, planned_in, "
			"measure, term, responsible, state, moved_to, note) SELECT report_id, $3, "
			"position, planned_in, measure, term, responsible, state, moved_to, note "
			"FROM report_outcome WHERE report_id = $1 AND version = $2",
			which);
	return outcome;
}

enum outcome report_plan_drop(struct change *change, int64_t id, int version)
{
	struct values which = ARGS(INT(id), INT(version));
	enum outcome outcome = change_run(
		change, "DELETE FROM report_plan WHERE report_id = $1 AND version = $2", which);

	if (outcome == OK)
		outcome = change_run(
			change, "DELETE FROM report_outcome WHERE report_id = $1 AND version = $2",
			which);
	return outcome;
}

/* ---------------------------------------------------------------- saving */

/* As it was typed: a row for each measure, one for each outcome in the order they are listed. */
struct typed_plan {
	const char *measure, *term, *responsible;
};

struct typed_outcome {
	int state;
	struct date moved_to;
	const char *note;
};

struct typed {
	struct typed_plan plans[PLAN_MOST];
	struct typed_outcome outcomes[PLAN_MOST];
};

static struct field field_of(const char *name, enum field_kind kind, int64_t most, size_t offset)
{
	return (struct field){.name = name, .kind = kind, .most = most, .offset = offset};
}

static const struct field *fields_of(struct arena *arena, const struct report_outcomes *outcomes)
{
	struct field *fields = arena_take_array(arena, (PLAN_MOST + outcomes->count) * 3 + 1,
						sizeof(*fields));
	struct field *next = fields;

	for (int i = 0; i < PLAN_MOST; i++) {
		size_t base = offsetof(struct typed, plans) + (size_t)i * sizeof(struct typed_plan);

		*next++ = field_of(arena_printf(arena, "measure.%d", i + 1), FIELD_LINE,
				   PLAN_MEASURE_MOST, base + offsetof(struct typed_plan, measure));
		*next++ = field_of(arena_printf(arena, "term.%d", i + 1), FIELD_LINE, 60,
				   base + offsetof(struct typed_plan, term));
		*next++ = field_of(arena_printf(arena, "responsible.%d", i + 1), FIELD_LINE, 200,
				   base + offsetof(struct typed_plan, responsible));
	}
	for (size_t i = 0; i < outcomes->count; i++) {
		const char *name = arena_printf(arena, "became.%d",
						outcomes->items[i].plan.position);
		size_t base = offsetof(struct typed, outcomes) + i * sizeof(struct typed_outcome);

		*next = field_of(name, FIELD_CHOICE, 0,
				 base + offsetof(struct typed_outcome, state));
		next++->choice = outcome_state_find;
		*next++ = field_of(arena_printf(arena, "%s.moved", name), FIELD_DATE, 0,
				   base + offsetof(struct typed_outcome, moved_to));
		*next++ = field_of(arena_printf(arena, "%s.note", name), FIELD_LINE, PLAN_NOTE_MOST,
				   base + offsetof(struct typed_outcome, note));
	}
	return fields;
}

/* Rows left empty are closed up; one that is begun has to be whole. */
static struct report_plans plans_check(struct form *form, const struct typed *typed)
{
	struct report_plans plans = {0};

	for (int i = 0; i < PLAN_MOST; i++) {
		const struct typed_plan *row = &typed->plans[i];
		const struct {
			const char *name, *value;
		} cells[] = {{"measure", row->measure},
			     {"term", row->term},
			     {"responsible", row->responsible}};

		if (!*row->measure && !*row->term && !*row->responsible)
			continue;
		for (size_t n = 0; n < COUNT(cells); n++)
			if (!*cells[n].value)
				form_fault(form,
					   arena_printf(form->arena, "%s.%d", cells[n].name, i + 1),
					   FAULT_MISSING);
		*LIST_ADD(form->arena,
			  &plans) = (struct report_plan){.position = (int)plans.count + 1,
							 .measure = row->measure,
							 .term = row->term,
							 .responsible = row->responsible};
	}
	return plans;
}

/* What was typed of one measure put into it. A day goes with what was moved, and with nothing else. */
static void outcome_check(struct form *form, struct report_outcome *outcome,
			  const struct typed_outcome *typed)
{
	const char *name = arena_printf(form->arena, "became.%d", outcome->plan.position);

	outcome->state = (enum outcome_state)typed->state;
	outcome->note = typed->note;
	outcome->moved_to = outcome->state == MEASURE_MOVED ? typed->moved_to : (struct date){0};
	if (outcome->state == MEASURE_NOT_DONE && !*outcome->note)
		form_fault(form, arena_printf(form->arena, "%s.note", name), FAULT_MISSING);
	if (outcome->state == MEASURE_MOVED && !date_is_set(outcome->moved_to))
		form_fault(form, arena_printf(form->arena, "%s.moved", name), FAULT_MISSING);
}

/* All of it in lines, for the log and to see whether two are the same. */
static const char *lines_of(struct arena *arena, const struct report_plans *plans,
			    const struct report_outcomes *outcomes)
{
	struct text text = text_begin(arena, (size_t)1 << 20);

	for (size_t i = 0; i < plans->count; i++)
		text_addf(&text, "%s; %s; %s\n", plans->items[i].measure, plans->items[i].term,
			  plans->items[i].responsible);
	for (size_t i = 0; i < outcomes->count; i++) {
		const struct report_outcome *outcome = &outcomes->items[i];

		text_addf(&text, "%s: %s %s %s\n", outcome->plan.measure,
			  outcome_state_key(outcome->state),
			  date_is_set(outcome->moved_to) ? date_iso(arena, outcome->moved_to) : "",
			  outcome->note);
	}
	return text.bytes;
}

static enum outcome all_write(struct change *change, const struct report *report,
			      const struct report_plans *plans,
			      const struct report_outcomes *outcomes)
{
	enum outcome outcome = report_plan_drop(change, report->id, report->open);
	struct pairs after = {0};

	for (size_t i = 0; i < plans->count && outcome == OK; i++)
		outcome = change_run(change,
				     "INSERT INTO report_plan (report_id, version, position, "
				     "measure, term, responsible) VALUES ($1, $2, $3, $4, $5, $6)",
				     ARGS(INT(report->id), INT(report->open), INT((int64_t)i + 1),
					  TEXT(plans->items[i].measure), TEXT(plans->items[i].term),
					  TEXT(plans->items[i].responsible)));
	for (size_t i = 0; i < outcomes->count && outcome == OK; i++)
		outcome = outcome_write(change, report, &outcomes->items[i]);
	pairs_add(change->db.arena, &after, "plans", lines_of(change->db.arena, plans, outcomes));
	return outcome == OK ? report_talk_end(change, report, "report plans", &after) : outcome;
}

enum outcome report_plan_save(struct change *change, struct form *form, int64_t id)
{
	struct report report;
	struct report_plans plans, present;
	struct report_outcomes outcomes;
	struct typed *typed = arena_take(form->arena, sizeof(*typed));
	const char *there, *wanted;
	bool is_stale;
	enum outcome outcome = report_talk_begin(change, form, id, &report, &is_stale);

	if (outcome != OK)
		return outcome;
	present = report_plans_of(&change->db, &report);
	outcomes = report_outcomes_of(&change->db, &report);
	there = lines_of(form->arena, &present, &outcomes);
	*typed = (struct typed){0};
	if (form_read(form, fields_of(form->arena, &outcomes), typed) != OK)
		return INVALID;
	plans = plans_check(form, typed);
	for (size_t i = 0; i < outcomes.count; i++)
		outcome_check(form, &outcomes.items[i], &typed->outcomes[i]);
	if (form->faults.count)
		return INVALID;
	wanted = lines_of(form->arena, &plans, &outcomes);
	if (is_stale && strcmp(there, wanted) != 0)
		return form_fault_with(form, (struct fault){.field = "",
							    .kind = FAULT_CHANGED_MEANWHILE,
							    .detail = there});
	return all_write(change, &report, &plans, &outcomes);
}
