/*
 * date.h - a day of the calendar, without an hour or a zone.
 *
 * A struct date of zeros is "no date"; date_is_set tells. In the database it is its ISO form
 * "2026-03-15", which sorts as text.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "outcome.h"

struct date {
	int16_t year;
	int8_t month, day;
};

bool date_is_set(struct date date);

/* "2026-03-15", exactly, and a day that exists, between 1900 and 2199. Else INVALID. */
CHECKED enum outcome date_read(const char *iso, struct date *date);

/*
 * As a person types it: 2026-03-15, 15.03.2026, 15.3.2026 or 15/03/2026. Else INVALID.
 */
CHECKED enum outcome date_read_typed(const char *string, struct date *date);

/* "2026-03-15" in arena; "" for no date. */
const char *date_iso(struct arena *arena, struct date date);

/* The day in Kyiv at that moment, and the first second of that day in Kyiv. */
struct date date_of(int64_t seconds);
int64_t date_start(struct date date);

/* Negative, zero or positive as first is before, the same as, or after second. */
int date_compare(struct date first, struct date second);

struct date date_add_days(struct date date, int days);

/*
 * months later (or earlier), end-of-month safe: 31 January plus one month is the last day of
 * February. This is how the law's months are counted (vectors/deadlines.tsv, vectors/art88.tsv).
 */
struct date date_add_months(struct date date, int months);

/* Days from first to second; negative when second is earlier. */
int date_days_between(struct date first, struct date second);

struct date date_month_end(struct date date);
