/*
 * performance.h - how the register is doing: how long things take, how much is done in time.
 *
 * Counted over the public issues that were registered in a period, so that the figures add up and one
 * walk along one index gives them all. Days on hold are taken off the time to finish; what an import took
 * over is left out, because nobody knows when it was registered elsewhere. It is the register that is
 * measured, its kinds and bodies in the order they are always listed in: no people, and no ranking.
 */
#pragma once

#include <stdbool.h>

#include "base/pairs.h"
#include "db.h"

/* Of fewer issues nobody learns a median: one odd case would be it. Their count is told. */
#define PERFORMANCE_LEAST 5

/* The longest period in days, and the most issues of it that are counted, the newest. */
#define PERFORMANCE_DAYS 366
#define PERFORMANCE_MOST 50000

enum performance_measure {
	TO_REGISTER, /* from being told to being registered */
	TO_ASSIGN,   /* from then to the first body that answers for it */
	TO_FINISH,   /* from being told to being resolved or answered, without days on hold */
	PERFORMANCE_MEASURES
};

/* Seconds; median and ninth (nine of ten took no longer) are 0 for fewer than PERFORMANCE_LEAST. */
struct performance_time {
	int64_t count, median, ninth;
};

struct performance_row {
	const char *key;      /* of the category; the body's id; "" for all */
	const char *uk, *en;  /* its name; "" for all and for what nobody answers for */
	int64_t registered;   /* in the period */
	int64_t finished;     /* of these, by now */
	int64_t overdue;      /* not finished, and its day has passed */
	int64_t due, on_time; /* whose day has come or that are finished; finished by their day */
	int64_t reopened;     /* at least once */
	struct performance_time times[PERFORMANCE_MEASURES];
};

struct performance_rows {
	struct performance_row *items;
	size_t count;
};

struct performance {
	struct date from, to;
	struct performance_row all;
	struct performance_rows categories, bodies; /* those that have any */
	bool is_cut;                                /* more than PERFORMANCE_MOST */
};

/*
 * The period that from= and to= of a query ask for, both inclusive; the year up to today in Kyiv when
 * they make none. One that is too long keeps its end.
 */
void performance_period(const struct pairs *query, int64_t now, struct date *from, struct date *to);

/* The figures, in db's arena. */
struct performance performance_of(struct db *db, int64_t community_id, struct date from,
				  struct date to, int64_t now);
