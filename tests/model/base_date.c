#include "model/base/date.h"

#include <criterion/criterion.h>

#include "model/base/clock.h"
#include "tests/ready.h"

TestSuite(date, .init = ready_begin, .fini = ready_end);

static struct date day(const char *iso)
{
	struct date date = {0};

	cr_assert_eq(date_read(iso, &date), OK, "%s", iso);
	return date;
}

#define assert_day(made, iso) cr_expect_str_eq(date_iso(ready_arena(), made), iso)

Test(date, days_that_do_not_exist_are_invalid)
{
	static const char *const bad[] = {"",           "2026",       "2026-02-29",  "2100-02-29",
					  "2026-04-31", "2026-00-10", "2026-13-01",  "2026-01-00",
					  "1899-12-31", "2200-01-01", "2026-1-01",   "2026-01-1",
					  "26-01-01",   "2026/01/01", "2026-01-01 ", " 2026-01-01",
					  "-026-01-01", "2026-01-011"};
	struct date date = {1, 2, 3};

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(date_read(bad[i], &date), INVALID, "'%s'", bad[i]);
	cr_assert_eq(date.year, 1, "a failure leaves the date as it was");
	cr_assert_eq(date_read("2024-02-29", &date), OK);
	cr_assert_eq(date_read("2000-02-29", &date), OK);
}

Test(date, typed_days_are_read_and_guesses_are_not)
{
	static const char *const bad[] = {"15.03/2026",   "15.03.26",   "15-03-2026", "3/2026",
					  "15.3.2026 р.", "2026.03.15", "32.01.2026", "1.1.20260"};
	struct date date;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(date_read_typed(bad[i], &date), INVALID, "'%s'", bad[i]);
	cr_assert_eq(date_read_typed("5.3.2026", &date), OK);
	assert_day(date, "2026-03-05");
	cr_assert_eq(date_read_typed("05/12/2026", &date), OK);
	assert_day(date, "2026-12-05");
}

Test(date, no_date_is_an_empty_string)
{
	assert_day((struct date){0}, "");
	cr_assert_not(date_is_set((struct date){0}));
}

/* deadlines.tsv: received, and the days that article 20 of the law on appeals counts from it. */
Test(date, deadlines_of_the_law_on_appeals)
{
	static const char *const weekdays[] = {"пн", "вт", "ср", "чт", "пт", "сб", "нд"};
	struct vectors vectors = ready_vectors("deadlines.tsv");

	for (size_t i = 0; i < vectors.count; i++) {
		const char **cells = vectors.items[i].items;
		struct date received = day(cells[0]), month = date_add_months(received, 1);

		assert_day(date_add_days(received, 5), cells[1]);
		assert_day(date_add_days(received, 15), cells[2]);
		assert_day(month, cells[3]);
		assert_day(date_add_days(received, 45), cells[4]);
		cr_expect_str_eq(weekdays[clock_wall(date_start(month)).weekday], cells[5], "%s",
				 cells[3]);
	}
}

/* art88.tsv: the next open meeting is due two months after the last one. */
Test(date, the_article_88_clock_is_safe_at_the_end_of_months)
{
	struct vectors vectors = ready_vectors("art88.tsv");

	for (size_t i = 0; i < vectors.count; i++)
		assert_day(date_add_months(day(vectors.items[i].items[0]), 2),
			   vectors.items[i].items[1]);
}

Test(date, months_can_be_counted_back_and_over_years)
{
	assert_day(date_add_months(day("2026-03-31"), -1), "2026-02-28");
	assert_day(date_add_months(day("2026-01-31"), -2), "2025-11-30");
	assert_day(date_add_months(day("2024-02-29"), 12), "2025-02-28");
	assert_day(date_add_months(day("2026-12-31"), 2), "2027-02-28");
	assert_day(date_add_months(day("2026-05-15"), -17), "2024-12-15");
	assert_day(date_month_end(day("2024-02-03")), "2024-02-29");
}

Test(date, counting_days_there_and_back_agrees_for_three_centuries)
{
	struct date first = day("1900-01-01"), date = first, last = day("2199-12-31");
	int count = 0;

	for (; date_compare(date, last) <= 0; date = date_add_days(date, 13), count += 13) {
		struct date again;

		cr_assert_eq(date_days_between(first, date), count);
		cr_assert_eq(date_read(date_iso(ready_arena(), date), &again), OK);
		cr_assert_eq(date_compare(date_add_days(date, -count), first), 0);
	}
	cr_assert_gt(count, 109000);
}

Test(date, what_is_received_half_an_hour_before_midnight_in_kyiv_is_of_that_day)
{
	int64_t winter, summer;

	cr_assert_eq(clock_read_rfc3339("2026-01-31T23:30:00+02:00", &winter), OK);
	assert_day(date_of(winter), "2026-01-31");
	assert_day(date_of(winter + 3600), "2026-02-01");
	/* In summer it is still the day before in UTC at half past two in the morning. */
	cr_assert_eq(clock_read_rfc3339("2026-06-30T23:30:00Z", &summer), OK);
	assert_day(date_of(summer), "2026-07-01");
	assert_day(date_of(summer - 3 * 3600), "2026-06-30");
}

Test(date, days_begin_at_midnight_in_kyiv_also_when_clocks_change)
{
	static const struct {
		const char *day, *start;
		int hours;
	} days[] = {
		{"2026-03-28", "2026-03-28T00:00:00+02:00", 24},
		{"2026-03-29", "2026-03-29T00:00:00+02:00", 23},
		{"2026-03-30", "2026-03-30T00:00:00+03:00", 24},
		{"2026-10-25", "2026-10-25T00:00:00+03:00", 25},
		{"2026-10-26", "2026-10-26T00:00:00+02:00", 24},
	};

	for (size_t i = 0; i < COUNT(days); i++) {
		int64_t start = date_start(day(days[i].day));

		cr_expect_str_eq(clock_rfc3339(ready_arena(), start), days[i].start);
		assert_day(date_of(start), days[i].day);
		cr_expect_eq(date_start(date_add_days(day(days[i].day), 1)) - start,
			     days[i].hours * 3600, "%s", days[i].day);
	}
}

Test(date, days_of_every_year_begin_where_the_day_before_ends)
{
	for (struct date date = day("1900-01-02"); date.year < 2199;
	     date = date_add_days(date, 1)) {
		cr_assert_eq(date_compare(date_of(date_start(date)), date), 0, "%s",
			     date_iso(ready_arena(), date));
		cr_assert_lt(date_compare(date_of(date_start(date) - 1), date), 0, "%s",
			     date_iso(ready_arena(), date));
	}
}
