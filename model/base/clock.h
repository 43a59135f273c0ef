/*
 * clock.h - time: UTC seconds inside, Europe/Kyiv for people.
 *
 * A moment in time is an int64_t of seconds since 1970 in UTC; 0 means "no such moment". What
 * happens in a day of the calendar (a due date, a reporting period) is a struct date (date.h).
 * Limits and timeouts use the monotonic clock, which no administrator and no NTP daemon can turn.
 */
#pragma once

#include <pthread.h>
#include <stdint.h>

#include "arena.h"
#include "outcome.h"

/* A moment on the wall in Kyiv. weekday: 0 is Monday. offset_minutes: 120 or 180. */
struct wall {
	int year, month, day, hour, minute, second, weekday, offset_minutes;
};

/*
 * Fix this process's zone to Europe/Kyiv (Europe/Kiev where tzdata is older than 2022b). Call once,
 * before threads. BROKEN when the machine has neither; then tzdata is missing.
 */
CHECKED enum outcome clock_zone_begin(void);

/* Now: UTC seconds; milliseconds of the monotonic clock. */
int64_t clock_now(void);
int64_t clock_milliseconds(void);

/* A condition that is waited for by the monotonic clock, and the wait: until that moment of it at the latest. */
void clock_condition_begin(pthread_cond_t *condition);
int clock_condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until);

/* What the clock on the wall in Kyiv shows at that moment. */
struct wall clock_wall(int64_t seconds);

/* "2026-03-15T09:30:00+02:00", RFC 3339 with Kyiv's offset; lives in arena. */
const char *clock_rfc3339(struct arena *arena, int64_t seconds);

/* "Sun, 15 Mar 2026 07:30:00 GMT", RFC 9110 5.6.7 (English whatever the locale); in arena. */
const char *clock_http(struct arena *arena, int64_t seconds);

/* "Sun, 15 Mar 2026 09:30:00 +0200", RFC 822 with a four-digit year, for RSS; in arena. */
const char *clock_rfc822(struct arena *arena, int64_t seconds);

/* Read an RFC 3339 time (with any offset) or an HTTP date. INVALID leaves *seconds as it was. */
CHECKED enum outcome clock_read_rfc3339(const char *string, int64_t *seconds);
CHECKED enum outcome clock_read_http(const char *string, int64_t *seconds);
