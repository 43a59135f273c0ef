#include "model/report_hearing.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_hearing, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;

static struct date day(const char *iso)
{
	struct date date = {0};

	cr_assert_eq(date_read(iso, &date), OK);
	return date;
}

static int64_t summer(void)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	return report_published(&draft);
}

static int64_t drafted(void)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-01");
	struct form form = report_form();
	int64_t id = 0;

	cr_assert_eq(report_edit_add(&change, &form, &draft, &id), OK);
	report_done(&change);
	return id;
}

/* Told at noon of 10 September. */
static enum outcome told(int64_t id, const char *iso, const char *time, bool is_presented)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-10");
	struct report_hearing hearing = {.day = day(iso),
					 .time = time,
					 .place = "Будинок культури",
					 .audience = HEARD_AT_OPEN_MEETING,
					 .is_presented = is_presented};
	enum outcome outcome;

	faults = report_form();
	outcome = report_hearing_tell(&change, &faults, id, &hearing);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static struct report_hearing of(int64_t id)
{
	return report_hearing_of(report_db, id, report_korosten.id);
}

Test(report_hearing, it_is_told_until_its_day_and_then_only_when_it_was_presented)
{
	int64_t id = summer();
	struct report_hearing hearing;

	cr_assert_eq(told(id, "2026-09-15", "17:30", false), OK);
	hearing = of(id);
	cr_expect_str_eq(hearing.time, "17:30");
	cr_expect(report_hearing_is_told(&hearing, day("2026-09-15")));
	cr_expect_not(report_hearing_is_told(&hearing, day("2026-09-16")));
	cr_assert_eq(told(id, "2026-09-10", "17:30", true), OK);
	hearing = of(id);
	cr_expect(report_hearing_is_told(&hearing, day("2027-01-01")));
}

Test(report_hearing, nothing_is_told_of_a_report_of_which_nobody_told)
{
	struct report_hearing hearing = of(summer());

	cr_expect_not(report_hearing_is_told(&hearing, day("2026-09-10")));
}

Test(report_hearing, one_to_come_is_not_in_the_past_and_one_that_was_not_in_the_future)
{
	int64_t id = summer();

	cr_expect_eq(told(id, "2026-09-09", "", false), INVALID);
	cr_expect_eq(report_fault(&faults, "day"), FAULT_DATE_PAST);
	cr_expect_eq(told(id, "2026-09-11", "", true), INVALID);
	cr_expect_eq(report_fault(&faults, "day"), FAULT_DATE_FUTURE);
	cr_expect_eq(told(id, "2026-08-31", "", true), INVALID);
	cr_expect_eq(report_fault(&faults, "day"), FAULT_DATE_ORDER, "the period was not over");
}

Test(report_hearing, a_time_is_one_of_day)
{
	static const char *const wrong[] = {"24:00", "17:60", "17", "17:5", "17.30", "ввечері"};
	int64_t id = summer();

	for (size_t i = 0; i < COUNT(wrong); i++) {
		cr_expect_eq(told(id, "2026-09-15", wrong[i], false), INVALID, "%s", wrong[i]);
		cr_expect_eq(report_fault(&faults, "time"), FAULT_NOT_A_TIME, "%s", wrong[i]);
	}
	cr_expect_eq(told(id, "2026-09-15", "9:05", false), OK);
	cr_expect_eq(told(id, "2026-09-15", "", false), OK);
}

Test(report_hearing, a_draft_is_announced_but_not_presented)
{
	int64_t id = drafted();

	cr_expect_eq(told(id, "2026-09-15", "", false), OK);
	cr_expect_eq(told(id, "2026-09-10", "", true), INVALID);
	cr_expect_eq(report_fault(&faults, "is_presented"), FAULT_NOT_ALLOWED_NOW);
}

Test(report_hearing, it_is_no_new_version_and_leaves_the_hash_alone)
{
	int64_t id = summer();
	struct report before = report_public_one(id), after;

	cr_assert_eq(told(id, "2026-09-10", "", true), OK);
	after = report_public_one(id);
	cr_expect_eq(after.version, before.version);
	cr_expect_eq(after.revision, before.revision);
	cr_expect_eq(report_life_faults(report_db).count, 0);
}
