#include "model/base/clock.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(clock, .init = ready_begin, .fini = ready_end);

#define SUMMER 1784100600 /* 2026-07-15 07:30 UTC */
#define WINTER 1773559800 /* 2026-03-15 07:30 UTC */

Test(clock, malformed_rfc_3339_times_are_invalid)
{
	static const char *const bad[] = {
		"",
		"2026-03-15",
		"2026-03-15T09:30:00",
		"2026-03-15T09:30Z",
		"2026-03-15T24:00:00Z",
		"2026-03-15T09:60:00Z",
		"2026-03-15T09:30:61Z",
		"2026-02-30T09:30:00Z",
		"2026-03-15T09:30:00+2:00",
		"2026-03-15T09:30:00+0200",
		"2026-03-15T09:30:00+24:00",
		"2026-03-15T09:30:00+02:60",
		"2026-03-15T09:30:00Zx",
		"2026-03-15T09:30:00.Z",
		"2026-03-15T9:30:00Z",
		"2026-03-15T09:3:00Z",
		"2026-03-15T09:30:0Z",
		"2026-03-15T-9:30:00Z",
		"2026-03-15T 9:30:00Z",
		"2026-03-15T+9:30:00Z",
		"2026-03-15T09:30:00+-2:00",
		" 2026-03-15T09:30:00Z",
		"26-03-15T09:30:00Z",
		"99999-03-15T09:30:00Z",
	};
	int64_t seconds = 42;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(clock_read_rfc3339(bad[i], &seconds), INVALID, "'%s'", bad[i]);
	cr_assert_eq(seconds, 42, "a failure leaves the moment as it was");
}

Test(clock, malformed_http_dates_are_invalid)
{
	static const char *const bad[] = {
		"",
		"Sun, 15 Mar 2026 07:30:00",
		"Sun, 15 Mar 2026 07:30:00 UTC",
		"Sun, 15 Mar 2026 07:30:00 GMT ",
		"Sun, 15 mar 2026 07:30:00 GMT",
		"Sun, 31 Feb 2026 07:30:00 GMT",
		"Sun, 15 Mar 2026 24:30:00 GMT",
		"Sun, 15 Mar 26 07:30:00 GMT",
		"Sun, 15 Mar 2026 7:30:00 GMT",
		"Sun 15 Mar 2026 07:30:00 GMT",
		"Sun, -5 Mar 2026 07:30:00 GMT",
		"1773559800",
	};
	int64_t seconds = 42;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(clock_read_http(bad[i], &seconds), INVALID, "'%s'", bad[i]);
	cr_assert_eq(seconds, 42);
}

Test(clock, times_are_written_for_people_in_kyiv_and_in_english_for_machines)
{
	struct arena *arena = ready_arena();

	cr_expect_str_eq(clock_rfc3339(arena, WINTER), "2026-03-15T09:30:00+02:00");
	cr_expect_str_eq(clock_rfc3339(arena, SUMMER), "2026-07-15T10:30:00+03:00");
	cr_expect_str_eq(clock_http(arena, WINTER), "Sun, 15 Mar 2026 07:30:00 GMT");
	cr_expect_str_eq(clock_rfc822(arena, WINTER), "Sun, 15 Mar 2026 09:30:00 +0200");
	cr_expect_str_eq(clock_rfc822(arena, SUMMER), "Wed, 15 Jul 2026 10:30:00 +0300");
}

Test(clock, times_with_any_offset_are_the_same_moment)
{
	static const char *const same[] = {
		"2026-03-15T07:30:00Z",      "2026-03-15t07:30:00z",
		"2026-03-15T09:30:00+02:00", "2026-03-15T02:00:00-05:30",
		"2026-03-15T07:30:00.123Z",  "2026-03-15 07:30:00Z",
		"2026-03-16T07:29:00+23:59",
	};

	for (size_t i = 0; i < COUNT(same); i++) {
		int64_t seconds = 0;
		cr_expect_eq(clock_read_rfc3339(same[i], &seconds), OK, "%s", same[i]);
		cr_expect_eq(seconds, WINTER, "%s", same[i]);
	}
}

Test(clock, what_is_written_is_read_back)
{
	for (int64_t seconds = 0; seconds < 7258000000; seconds += 86400 * 11 + 3599) {
		int64_t rfc3339 = 0, http = 0;

		cr_assert_eq(clock_read_rfc3339(clock_rfc3339(ready_arena(), seconds), &rfc3339),
			     OK);
		cr_assert_eq(clock_read_http(clock_http(ready_arena(), seconds), &http), OK);
		cr_assert_eq(rfc3339, seconds);
		cr_assert_eq(http, seconds);
	}
}

Test(clock, the_wall_shows_two_hours_more_in_winter_and_three_in_summer)
{
	struct wall winter = clock_wall(WINTER), summer = clock_wall(SUMMER);

	cr_assert_eq(winter.offset_minutes, 120);
	cr_assert_eq(winter.hour, 9);
	cr_assert_eq(winter.weekday, 6);
	cr_assert_eq(summer.offset_minutes, 180);
	cr_assert_eq(summer.hour, 10);
	cr_assert_eq(summer.weekday, 2);
	/* The hour that comes twice: 25 October 2026, 03:30 by summer and again by winter time. */
	cr_assert_eq(clock_wall(1792888200).hour, 3);
	cr_assert_eq(clock_wall(1792888200).offset_minutes, 180);
	cr_assert_eq(clock_wall(1792888200 + 3600).hour, 3);
	cr_assert_eq(clock_wall(1792888200 + 3600).offset_minutes, 120);
}

Test(clock, clocks_go_forward)
{
	int64_t before = clock_milliseconds();

	cr_assert_geq(clock_milliseconds(), before);
	cr_assert_gt(clock_now(), WINTER - 86400 * 365);
}
