/* Statutory appeals: the law's calendar, numbers that tell of nobody, marks, and sums that agree. */
#include "model/appeal.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/clock.h"
#include "tests/register.h"

static void begin(void)
{
	register_begin();
	register_report();
}

TestSuite(appeal, .init = begin, .fini = world_end);

static struct date day(const char *iso)
{
	struct date date = {0};

	cr_assert_eq(date_read(iso, &date), OK, "%s", iso);
	return date;
}

#define assert_day(made, iso) cr_expect_str_eq(date_iso(ready_arena(), made), iso)

/* An application by post from one person, on a Monday. */
static struct appeal_entry entry(void)
{
	return (struct appeal_entry){.number = "401",
				     .arrived = day("2026-10-12"),
				     .counted = "",
				     .kind = "3.2",
				     .receipt = "1.1",
				     .sign = "2.1",
				     .subject = "5.1",
				     .term = APPEAL_ORDINARY};
}

static struct form form;

static enum outcome add(struct appeal_entry entered, int64_t *id)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t issue_id = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);
	enum outcome outcome;

	form = world_form();
	outcome = appeal_add(change, &form, issue_id, &entered, id);
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

/* Registered, with a number of its own. */
static int64_t added(struct appeal_entry entered)
{
	static int number;
	int64_t id = 0;

	entered.number = arena_printf(ready_arena(), "%d", ++number);
	cr_assert_eq(add(entered, &id), OK);
	return id;
}

static enum outcome answer(int64_t id, const char *outcome, const char *iso)
{
	struct change *change = world_change(ROLE_SECRETARY);
	enum outcome answered;

	form = world_form();
	answered = appeal_answer(change, &form, id,
				 &(struct appeal_answer){.outcome = outcome, .answered = day(iso)});
	if (answered == OK)
		world_commit();
	else
		world_cancel();
	return answered;
}

static struct appeal stands(int64_t id)
{
	struct appeal appeal;

	cr_assert_eq(appeal_find(world_db(), world_korosten.id, id, world_now(), &appeal), OK);
	return appeal;
}

/* ------------------------------------------------------------------ the calendar */

Test(appeal, last_days_are_those_of_the_vectors)
{
	struct vectors vectors = ready_vectors("deadlines.tsv");

	cr_assert_geq(vectors.count, 8);
	for (size_t i = 0; i < vectors.count; i++) {
		const char **cells = vectors.items[i].items;
		struct date received = day(cells[0]);
		bool is_day_off = !strcmp(cells[5], "сб") || !strcmp(cells[5], "нд");

		assert_day(appeal_forward_by(received), cells[1]);
		assert_day(appeal_due(received, APPEAL_SIMPLE), cells[2]);
		assert_day(appeal_due(received, APPEAL_ORDINARY), cells[3]);
		assert_day(appeal_due(received, APPEAL_EXTENDED), cells[4]);
		cr_expect_eq(appeal_is_day_off(appeal_due(received, APPEAL_ORDINARY)), is_day_off,
			     "%s", cells[0]);
	}
}

Test(appeal, a_day_off_may_move_to_monday_and_a_working_day_does_not)
{
	assert_day(appeal_working_day(day("2026-02-28")), "2026-03-02"); /* a Saturday */
	assert_day(appeal_working_day(day("2027-01-31")), "2027-02-01"); /* a Sunday */
	assert_day(appeal_working_day(day("2026-02-27")), "2026-02-27");
	assert_day(appeal_next_working_day(day("2026-02-27")), "2026-03-02"); /* a Friday */
	assert_day(appeal_next_working_day(day("2026-03-02")), "2026-03-03");
}

Test(appeal, what_came_on_a_day_off_is_asked_back)
{
	struct appeal_entry entered = entry();
	int64_t id = 0;

	entered.arrived = day("2026-10-10"); /* a Saturday */
	cr_assert_eq(add(entered, &id), INVALID);
	cr_assert_eq(register_fault(&form, "counted"), FAULT_DAY_OFF);
	entered.counted = "next";
	cr_assert_eq(add(entered, &id), OK);
	assert_day(stands(id).received, "2026-10-12");
	assert_day(stands(id).arrived, "2026-10-10");
	assert_day(stands(id).due, "2026-11-12");
}

Test(appeal, out_of_hours_on_a_working_day_counts_from_the_next_one)
{
	struct appeal_entry entered = entry();

	entered.arrived = day("2026-10-09"); /* a Friday evening */
	entered.counted = "next";
	assert_day(stands(added(entered)).received, "2026-10-12");
}

Test(appeal, a_hold_of_the_issue_does_not_stop_the_clock)
{
	int64_t issue_id = register_assigned(), id = added(entry());

	assert_day(stands(id).due, "2026-11-12");
	register_move(ROLE_CHAIR, issue_id, "on_hold");
	world_at(date_start(day("2026-11-12")));
	cr_assert_not(stands(id).is_overdue, "the last day is still in time");
	world_at(date_start(day("2026-11-13")));
	cr_assert(stands(id).is_overdue);
}

/* ------------------------------------------------------------------ what is refused */

Test(appeal, an_index_that_gives_away_an_initial_is_refused)
{
	static const char *const bad[] = {"Д-401",  "д-401", "Д401", "401/Д",    "D-401",
					  "Шевч-4", "Щ 12",  "К-7",  "01-17/Л-5"};
	static const char *const good[] = {"401",  "01-17/401", "КО-12",    "БП-3",
					   "№ 77", "вх. 5",     "2026/0147"};
	struct appeal_entry entered = entry();
	int64_t id = 0;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_not(appeal_number_is_safe(ready_arena(), bad[i]), "%s", bad[i]);
	for (size_t i = 0; i < COUNT(good); i++)
		cr_expect(appeal_number_is_safe(ready_arena(), good[i]), "%s", good[i]);
	entered.number = "Д-401";
	cr_assert_eq(add(entered, &id), INVALID);
	cr_assert_eq(register_fault(&form, "number"), FAULT_INITIAL);
}

Test(appeal, marks_are_of_the_classifier_and_of_their_characteristic)
{
	struct appeal_entry entered = entry();
	int64_t id = 0;

	entered.kind = "3.4";
	entered.receipt = "3.1";
	entered.sign = "";
	entered.subject = "9.1";
	cr_assert_eq(add(entered, &id), INVALID);
	cr_expect_eq(register_fault(&form, "kind"), FAULT_UNKNOWN);
	cr_expect_eq(register_fault(&form, "receipt"), FAULT_UNKNOWN);
	cr_expect_eq(register_fault(&form, "sign"), FAULT_UNKNOWN);
	cr_expect_eq(register_fault(&form, "subject"), FAULT_UNKNOWN);
}

Test(appeal, it_takes_longer_only_when_the_person_was_told)
{
	struct appeal_entry entered = entry();
	int64_t id = 0;

	entered.term = APPEAL_EXTENDED;
	cr_assert_eq(add(entered, &id), INVALID);
	cr_assert_eq(register_fault(&form, "notified"), FAULT_MISSING);
	entered.notified = day("2026-11-05");
	cr_assert_eq(add(entered, &id), OK);
	assert_day(stands(id).due, "2026-11-26");
}

Test(appeal, nothing_was_done_before_it_came_or_after_today)
{
	struct appeal_entry entered = entry();
	int64_t id = 0;

	entered.forwarded = day("2026-10-11");
	cr_assert_eq(add(entered, &id), INVALID);
	cr_expect_eq(register_fault(&form, "forwarded"), FAULT_DATE_ORDER);
	entered = entry();
	entered.arrived = day("2027-01-04");
	cr_assert_eq(add(entered, &id), INVALID);
	cr_expect_eq(register_fault(&form, "arrived"), FAULT_DATE_FUTURE);
	id = added(entry());
	cr_assert_eq(answer(id, "9.1", "2027-01-04"), INVALID);
	cr_expect_eq(register_fault(&form, "answered"), FAULT_DATE_FUTURE);
}

Test(appeal, a_number_stands_once_for_a_day)
{
	int64_t id = 0;

	cr_assert_eq(add(entry(), &id), OK);
	cr_assert_eq(add(entry(), &id), INVALID);
	cr_assert_eq(register_fault(&form, "number"), FAULT_TAKEN);
}

Test(appeal, another_hromada_has_none_of_ours)
{
	int64_t id = added(entry());
	struct appeal appeal;

	cr_assert_eq(appeal_find(world_db(), world_ovruch.id, id, world_now(), &appeal), NOT_FOUND);
}

Test(appeal, what_somebody_else_changed_meanwhile_is_not_written_over)
{
	int64_t id = added(entry());
	struct change *change;
	struct appeal_entry entered = entry();

	entered.number = "900";
	entered.revision = stands(id).revision;
	cr_assert_eq(answer(id, "9.1", "2026-10-20"), OK);
	change = world_change(ROLE_SECRETARY);
	form = world_form();
	cr_assert_eq(appeal_change(change, &form, id, &entered), INVALID);
	cr_assert_eq(register_fault(&form, ""), FAULT_CHANGED_MEANWHILE);
	world_cancel();
}

/* ------------------------------------------------------------------ what it says */

Test(appeal, a_state_of_the_issue_only_proposes)
{
	int64_t id = added(entry());

	cr_assert_str_eq(appeal_outcome_of("closed"), "9.1");
	cr_assert_str_eq(appeal_outcome_of("clarified"), "9.3");
	cr_assert_str_eq(appeal_outcome_of("forwarded"), "9.5");
	cr_assert_str_eq(appeal_outcome_of("declined"), "");
	register_resolved();
	cr_assert_str_eq(stands(id).outcome, "");
}

Test(appeal, what_was_forwarded_as_its_outcome_has_that_day)
{
	int64_t id = added(entry());

	cr_assert_eq(answer(id, "9.5", "2026-10-15"), OK);
	assert_day(stands(id).forwarded, "2026-10-15");
}

Test(appeal, the_log_names_neither_number_nor_title)
{
	struct appeal_entry entered = entry();
	struct audit_lines lines;
	int64_t id = 0;

	entered.number = "77401";
	cr_assert_eq(add(entered, &id), OK);
	lines = audit_of(world_db(), arena_printf(ready_arena(), "appeal %lld", (long long)id));
	cr_assert_eq(lines.count, 1);
	cr_assert_str_eq(lines.items[0].action, "appeal add");
	cr_assert_null(strstr(lines.items[0].after, "77401"));
}

Test(appeal, what_is_due_first_stands_first_page_by_page)
{
	struct appeal_place behind = {0};
	int64_t scans = world_scans();
	struct appeals appeals;

	for (int i = 0; i < 5; i++) {
		struct appeal_entry entered = entry();

		entered.arrived = date_add_days(day("2026-10-12"), i % 3);
		entered.term = i == 4 ? APPEAL_SIMPLE : APPEAL_ORDINARY;
		added(entered);
	}
	appeals = appeal_waiting(world_db(), world_korosten.id, behind, 2, world_now());
	cr_assert_eq(appeals.count, 2);
	cr_assert(appeals.items[0].term == APPEAL_SIMPLE);
	for (size_t seen = 2; seen < 5; seen += appeals.count) {
		const struct appeal *last = &appeals.items[appeals.count - 1];
		struct date before = last->due;

		behind = (struct appeal_place){last->due, last->id};
		appeals = appeal_waiting(world_db(), world_korosten.id, behind, 2, world_now());
		cr_assert_gt(appeals.count, 0);
		cr_assert_geq(date_compare(appeals.items[0].due, before), 0);
	}
	cr_assert_eq(appeal_count(world_db(), world_korosten.id, world_now()).waiting, 5);
	appeal_answered(world_db(), world_korosten.id, (struct appeal_place){0}, 2, world_now());
	appeal_table_of(world_db(), world_korosten.id, day("2026-07-01"), day("2026-12-31"));
	cr_assert_eq(world_scans(), scans, "every list has its index");
}

/* ------------------------------------------------------------------ the table */

/* count appeals at once, as the model would write them. */
static void fill(int count, const char *receipt, const char *sign, const char *kind,
		 const char *outcome)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t issue_id = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);
	static int number;

	for (int i = 0; i < count; i++) {
		struct appeal_entry entered = entry();
		int64_t id = 0;

		form = world_form();
		entered.number = arena_printf(ready_arena(), "9-%d", ++number);
		entered.receipt = receipt;
		entered.sign = sign;
		entered.kind = kind;
		cr_assert_eq(appeal_add(change, &form, issue_id, &entered, &id), OK);
		if (*outcome)
			cr_assert_eq(appeal_answer(change, &form, id,
						   &(struct appeal_answer){
							   .outcome = outcome,
							   .answered = day("2026-10-20")}),
				     OK);
	}
	world_commit();
}

static struct appeal_table half_year(void)
{
	return appeal_table_of(world_db(), world_korosten.id, day("2026-07-01"), day("2026-12-31"));
}

/* Brusyliv 2020: 405 = 273 by post + 132 in person = 290 + 0 + 111 + 4. */
Test(appeal, the_checked_year_adds_up)
{
	struct appeal_table table;

	fill(273, "1.1", "2.1", "3.2", "9.1");
	fill(17, "1.2", "2.1", "3.2", "9.1");
	fill(111, "1.2", "2.2", "3.3", "9.3");
	fill(3, "1.2", "2.1", "3.1", "9.4");
	fill(1, "1.2", "2.1", "3.1", "9.6");
	table = half_year();
	cr_assert_eq(table.total, 405);
	cr_assert_eq(appeal_table_count(&table, "1.1"), 273);
	cr_assert_eq(appeal_table_count(&table, "1.2"), 132);
	cr_assert_eq(appeal_table_count(&table, "9.1"), 290);
	cr_assert_eq(appeal_table_count(&table, "9.2"), 0);
	cr_assert_eq(appeal_table_count(&table, "9.3"), 111);
	cr_assert_eq(appeal_table_count(&table, "9.4") + appeal_table_count(&table, "9.5") +
			     appeal_table_count(&table, "9.6"),
		     4);
	cr_assert(table.agrees);
}

/* Khmilnyk, February 2021: 63 = 40 explained + 23 still considered. */
Test(appeal, what_is_not_answered_yet_is_part_of_the_sum)
{
	struct appeal_table table;

	fill(40, "1.1", "2.1", "3.2", "9.3");
	fill(23, "1.4", "2.1", "3.2", "");
	table = half_year();
	cr_assert_eq(table.total, 63);
	cr_assert_eq(table.waiting, 23);
	cr_assert(table.agrees);
}

/* The ministry, August 2016: 302 = 2 + 3 + 162 + 61 + 74 = 221 + 23 + 58 = 252 + 42 + 6 + 2. */
Test(appeal, every_characteristic_adds_up_to_the_same_total)
{
	static const int characteristics[] = {1, 2, 3, 5};
	struct appeal_table table;

	fill(2, "1.7", "2.2", "3.3", "9.1");
	fill(3, "1.2", "2.4", "3.3", "9.1");
	fill(3, "1.1", "2.4", "3.3", "9.1");
	fill(42, "1.1", "2.3", "3.3", "9.1");
	fill(8, "1.1", "2.1", "3.3", "9.1");
	fill(23, "1.1", "2.1", "3.1", "9.1");
	fill(86, "1.1", "2.1", "3.2", "9.1");
	fill(61, "1.5", "2.1", "3.2", "9.1");
	fill(74, "1.4", "2.1", "3.2", "9.1");
	table = half_year();
	cr_assert_eq(table.total, 302);
	cr_expect_eq(appeal_table_count(&table, "1.1"), 162);
	cr_expect_eq(appeal_table_count(&table, "3.2"), 221);
	cr_expect_eq(appeal_table_count(&table, "3.3"), 58);
	cr_expect_eq(appeal_table_count(&table, "2.1"), 252);
	for (size_t i = 0; i < COUNT(characteristics); i++)
		cr_expect_eq(appeal_table_sum(&table, characteristics[i]), 302);
	cr_assert(table.agrees);
}

Test(appeal, a_mark_that_is_none_makes_the_table_say_so)
{
	struct change *change;
	struct appeal_table table;
	int64_t id = added(entry());

	change = world_change(ROLE_SECRETARY);
	cr_assert_eq(change_run(change, "UPDATE appeal SET receipt = '1.9' WHERE id = $1",
				ARGS(INT(id))),
		     OK);
	table = half_year();
	cr_assert_eq(table.total, 1);
	cr_assert_not(table.agrees);
	world_cancel();
}
