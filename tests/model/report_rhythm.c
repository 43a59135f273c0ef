#include "model/report_rhythm.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_rhythm, .init = report_ready_begin, .fini = report_ready_end);

static void told(const char *from, const char *to)
{
	struct report_draft draft = report_draft_of(from, to);

	report_figure(&draft, "calls_total", 10);
	report_published(&draft);
}

static const char *iso(struct date date)
{
	return date_iso(report_db->arena, date);
}

static struct report_year_count count_on(int year, struct date today)
{
	return report_year_count(report_db, report_korosten.id, year, today);
}

Test(report_rhythm, nothing_is_due_before_the_first_report)
{
	struct report newest = {.id = -1};

	cr_assert_eq(report_dues(report_db, report_korosten.id, 6, &newest).count, 0);
	cr_assert_eq(newest.id, -1);
	cr_assert_eq(count_on(2026, (struct date){2026, 12, 31}).expected, 0);
}

Test(report_rhythm, each_due_day_is_two_months_behind_the_end_of_the_period_before)
{
	struct report newest;
	struct report_dues dues;

	told("2025-11-01", "2025-12-31");
	dues = report_dues(report_db, report_korosten.id, 3, &newest);
	cr_assert_eq(dues.count, 3);
	cr_assert_str_eq(iso(dues.items[0].due), "2026-02-28");
	cr_assert_str_eq(iso(dues.items[0].period.from), "2026-01-01");
	cr_assert_str_eq(iso(dues.items[0].period.to), "2026-02-28");
	cr_assert_str_eq(iso(dues.items[1].due), "2026-04-28");
	cr_assert_str_eq(iso(dues.items[2].period.from), "2026-05-01");
	cr_assert_str_eq(iso(dues.items[2].period.to), "2026-06-30");
}

Test(report_rhythm, the_first_due_day_is_the_one_the_pages_tell)
{
	struct report newest;

	told("2026-01-01", "2026-02-28");
	cr_assert_eq(
		date_compare(report_dues(report_db, report_korosten.id, 1, &newest).items[0].due,
			     report_due(report_db, report_korosten.id)),
		0);
}

Test(report_rhythm, a_gap_is_a_report_that_was_expected)
{
	struct report_year_count count;

	told("2026-01-01", "2026-02-28");
	told("2026-05-01", "2026-06-30");
	count = count_on(2026, (struct date){2026, 7, 15});
	cr_assert_eq(count.given, 2);
	cr_assert_eq(count.expected, 3);
}

Test(report_rhythm, what_is_not_due_yet_is_not_expected)
{
	told("2026-01-01", "2026-02-28");
	cr_assert_eq(count_on(2026, (struct date){2026, 4, 28}).expected, 1);
	cr_assert_eq(count_on(2026, (struct date){2026, 4, 29}).expected, 2);
	cr_assert_eq(count_on(2026, (struct date){2026, 12, 31}).expected, 5);
}
