#include "model/report_plan.h"

#include <criterion/criterion.h>

#include "model/report_talk.h"
#include "tests/model/report_ready.h"

TestSuite(report_plan, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;
static struct pairs typed;

static enum outcome ended(struct change *change, enum outcome outcome)
{
	if (outcome == OK)
		report_done(change);
	else
		change_cancel(change);
	return outcome;
}

static int64_t drafted(const char *from, const char *to)
{
	struct report_draft draft = report_draft_of(from, to);
	struct change change = report_change_by(REPORT_AUTHOR, "2026-11-02");
	struct form form = report_form();
	int64_t id = 0;

	cr_assert_eq(ended(&change, report_edit_add(&change, &form, &draft, &id)), OK);
	return id;
}

static int64_t summer(void)
{
	return drafted("2026-07-01", "2026-08-31");
}

static int64_t autumn(void)
{
	return drafted("2026-09-01", "2026-10-31");
}

static void type(const char *name, const char *value)
{
	pairs_add(ready_arena(), &typed, name, value);
}

/* A measure in a row of the form. */
static void type_plan(int row, const char *measure, const char *term, const char *responsible)
{
	type(arena_printf(ready_arena(), "measure.%d", row), measure);
	type(arena_printf(ready_arena(), "term.%d", row), term);
	type(arena_printf(ready_arena(), "responsible.%d", row), responsible);
}

/* Save what was typed, and begin to type anew. */
static enum outcome save(int64_t id)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-11-03");
	struct pairs *kept = arena_take(ready_arena(), sizeof(*kept));

	*kept = typed;
	typed = (struct pairs){0};
	faults = form_begin(ready_arena(), kept);
	return ended(&change, report_plan_save(&change, &faults, id));
}

static enum outcome publish(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-11-10");
	struct form form = report_form();

	return ended(&change, report_life_publish(&change, &form, id));
}

static enum outcome correct(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-11-12");
	struct form form = report_form();

	return ended(&change, report_life_correct(&change, &form, id, "Уточнено план."));
}

static struct report open_or_newest(int64_t id)
{
	struct report report;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	return report;
}

static struct report_plans plans_in(int64_t id)
{
	struct report report = open_or_newest(id);

	return report_plans_of(report_db, &report);
}

static struct report_outcomes outcomes_in(int64_t id)
{
	struct report report = open_or_newest(id);

	return report_outcomes_of(report_db, &report);
}

/* A published report that plans two measures. */
static int64_t planned(void)
{
	int64_t id = summer();

	type_plan(1, "Рейди біля барів", "постійно", "сектор превенції");
	type_plan(2, "Зустріч у школі № 3", "15.09.2026", "ювенальна превенція");
	cr_assert_eq(save(id), OK);
	cr_assert_eq(publish(id), OK);
	return id;
}

/* ---------------------------------------------------------------- plans */

Test(report_plan, a_measure_needs_a_term_and_somebody_responsible)
{
	int64_t id = summer();

	type_plan(1, "Рейди", "", "");
	type_plan(3, "", "постійно", "");
	cr_expect_eq(save(id), INVALID);
	cr_expect_eq(report_fault(&faults, "term.1"), FAULT_MISSING);
	cr_expect_eq(report_fault(&faults, "responsible.1"), FAULT_MISSING);
	cr_expect_eq(report_fault(&faults, "measure.3"), FAULT_MISSING);
	cr_expect_eq(report_fault(&faults, "measure.2"), FAULT_NONE, "an empty row is no measure");
}

Test(report_plan, rows_left_empty_are_closed_up)
{
	int64_t id = summer();
	struct report_plans plans;

	type_plan(2, "Рейди", "постійно", "сектор");
	type_plan(5, "Лекція", "жовтень", "офіцер");
	cr_assert_eq(save(id), OK);
	plans = plans_in(id);
	cr_assert_eq(plans.count, 2);
	cr_expect_str_eq(plans.items[1].measure, "Лекція");
	cr_expect_eq(plans.items[1].position, 2);
}

Test(report_plan, two_who_plan_are_told_of_each_other)
{
	int64_t id = summer();

	type_plan(1, "Рейди", "постійно", "сектор");
	cr_assert_eq(save(id), OK);
	type("revision", "1");
	type_plan(1, "Лекція", "жовтень", "офіцер");
	cr_expect_eq(save(id), INVALID);
	cr_expect_eq(report_fault(&faults, ""), FAULT_CHANGED_MEANWHILE);
	cr_expect_str_eq(plans_in(id).items[0].measure, "Рейди");
}

Test(report_plan, what_is_published_cannot_be_changed)
{
	int64_t id = planned();
	struct change change;

	type_plan(1, "Інше", "постійно", "сектор");
	cr_expect_eq(save(id), CONFLICT);
	change = report_change_by(REPORT_SYSTEM, "2026-11-11");
	cr_expect_neq(change_run(&change, "UPDATE report_plan SET term = 'колись'", NO_ARGS), OK);
	change_cancel(&change);
}

/* ---------------------------------------------------------------- what became of them */

Test(report_plan, the_next_report_begins_with_what_was_planned)
{
	int64_t id = planned();
	struct report_outcomes outcomes = outcomes_in(autumn());

	cr_assert_eq(outcomes.count, 2);
	cr_expect_str_eq(outcomes.items[0].plan.measure, "Рейди біля барів");
	cr_expect_eq(outcomes.items[0].state, MEASURE_NOT_TOLD);
	cr_expect_eq(outcomes.items[0].planned_in, id);
}

Test(report_plan, another_unit_does_not_tell_of_it)
{
	struct report_draft draft = report_draft_of("2026-09-01", "2026-10-31");
	struct report report;

	planned();
	draft.unit = "Інший відділ";
	report = report_public_one(report_published(&draft));
	cr_expect_eq(report_outcomes_of(report_db, &report).count, 0);
}

Test(report_plan, one_not_done_tells_why_and_one_moved_to_when)
{
	int64_t id;

	planned();
	id = autumn();
	type("became.1", "not_done");
	type("became.2", "moved");
	cr_expect_eq(save(id), INVALID);
	cr_expect_eq(report_fault(&faults, "became.1.note"), FAULT_MISSING);
	cr_expect_eq(report_fault(&faults, "became.2.moved"), FAULT_MISSING);
}

Test(report_plan, what_became_of_it_is_published_and_what_nobody_told_as_such)
{
	struct report_outcomes outcomes;
	int64_t id;

	planned();
	id = autumn();
	type("became.1", "moved");
	type("became.1.moved", "15.12.2026");
	type("became.1.note", "бракувало людей");
	cr_assert_eq(save(id), OK);
	cr_assert_eq(publish(id), OK);
	outcomes = outcomes_in(id);
	cr_assert_eq(outcomes.count, 2);
	cr_expect_eq(outcomes.items[0].state, MEASURE_MOVED);
	cr_expect_str_eq(date_iso(ready_arena(), outcomes.items[0].moved_to), "2026-12-15");
	cr_expect_str_eq(outcomes.items[0].note, "бракувало людей");
	cr_expect_eq(outcomes.items[1].state, MEASURE_NOT_TOLD);
}

Test(report_plan, a_measure_corrected_away_stays_where_it_was_told_of)
{
	int64_t id = planned(), next = autumn();

	type("became.1", "done");
	cr_assert_eq(save(next), OK);
	cr_assert_eq(publish(next), OK);
	cr_assert_eq(correct(id), OK);
	type_plan(1, "Зовсім інше", "постійно", "сектор");
	cr_assert_eq(save(id), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_str_eq(outcomes_in(next).items[0].plan.measure, "Рейди біля барів");
}

Test(report_plan, both_are_in_the_hash)
{
	int64_t id;
	size_t plans = 0, outcomes = 0;
	struct rows rows;

	planned();
	id = autumn();
	type_plan(1, "Лекція", "грудень", "офіцер");
	cr_assert_eq(save(id), OK);
	cr_assert_eq(publish(id), OK);
	rows = report_talk_rows(report_db, id, 1);
	while (rows_next(&rows)) {
		plans += strcmp(rows_text(&rows, 2), "Лекція\nгрудень\nофіцер") == 0;
		outcomes += strstr(rows_text(&rows, 2), "not_told") != NULL;
	}
	cr_expect_eq(plans, 1);
	cr_expect_eq(outcomes, 2);
}

Test(report_plan, a_correction_begins_with_all_of_it)
{
	int64_t id;

	planned();
	id = autumn();
	type_plan(1, "Лекція", "грудень", "офіцер");
	type("became.2", "done");
	cr_assert_eq(save(id), OK);
	cr_assert_eq(publish(id), OK);
	cr_assert_eq(correct(id), OK);
	cr_assert_eq(plans_in(id).count, 1);
	cr_assert_eq(outcomes_in(id).count, 2);
	cr_expect_eq(outcomes_in(id).items[1].state, MEASURE_DONE);
	cr_assert_eq(publish(id), OK);
	cr_expect_eq(plans_in(id).count, 1);
	cr_expect_eq(report_life_faults(report_db).count, 0);
}
