/*
 * report_rhythm.h - when the police report next, and how often they did.
 *
 * The law (On the National Police, Art. 88) asks for a meeting with the community at least once every two
 * months. So the next two-month report is due two months after the end of the newest one's period, as the
 * law counts months: 31 December and two months are the last day of February. Months that no report
 * speaks of are told as gaps, and none is made up for them.
 */
#pragma once

#include "report_read.h"

/* The day by which the next two-month report is due; no date when the hromada has none yet. */
struct date report_due(struct db *db, int64_t community_id);

/* A two-month report that is to come: what it will speak of, and by when. */
struct report_due {
	struct report_period period;
	struct date due;
};

struct report_dues {
	struct report_due *items;
	size_t count;
};

/*
 * The next ones of a hromada, nearest first, as if each came for the two months behind the one before.
 * Empty when it has no two-month report yet. *newest is then left alone, else it is the one they follow.
 */
struct report_dues report_dues(struct db *db, int64_t community_id, size_t most,
			       struct report *newest);

/* The two-month periods that ended in a year and were due by today: how many, and how many are told of. */
struct report_year_count {
	int expected, given;
};
struct report_year_count report_year_count(struct db *db, int64_t community_id, int year,
					   struct date today);
