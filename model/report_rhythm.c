#include "report_rhythm.h"

#define MONTHS_BETWEEN 2
#define OVERDUE_MOST   60 /* ten years without a report: nobody counts further */

struct date report_due(struct db *db, int64_t community_id)
{
	const char *last = db_text(db,
				   "SELECT max(period_to) FROM report_public "
				   "WHERE community_id = $1 AND kind = 'bimonthly'",
				   ARGS(INT(community_id)));
	struct date date = {0};

	if (!last || date_read(last, &date) != OK)
		return (struct date){0};
	return date_add_months(date, MONTHS_BETWEEN);
}

/* The period of the length of one, that begins a day behind it. */
static struct report_period behind(struct report_period period)
{
	struct report_period next = {.from = date_add_days(period.to, 1)};

	next.to = date_add_days(date_add_months(next.from, MONTHS_BETWEEN), -1);
	return next;
}

struct report_dues report_dues(struct db *db, int64_t community_id, size_t most,
			       struct report *newest)
{
	struct report_dues dues = {0};
	struct report_period period;
	struct report found;

	if (report_newest(db, community_id, &found) != OK || found.kind != REPORT_BIMONTHLY)
		return dues;
	*newest = found;
	period = (struct report_period){.from = found.from, .to = found.to};
	for (size_t i = 0; i < most; i++) {
		struct report_due *due = LIST_ADD(db->arena, &dues);

		due->due = date_add_months(period.to, MONTHS_BETWEEN);
		period = behind(period);
		due->period = period;
	}
	return dues;
}

struct report_year_count report_year_count(struct db *db, int64_t community_id, int year,
					   struct date today)
{
	struct report_year_count count = {0};
	struct report newest;
	struct report_dues dues = report_dues(db, community_id, OVERDUE_MOST, &newest);
	struct report_periods gaps;

	if (!dues.count)
		return count;
	count.given = (int)db_int(
		db,
		"SELECT count(DISTINCT period_to) FROM report_public WHERE community_id = $1 "
		"AND kind = 'bimonthly' AND period_to BETWEEN $2 AND $3",
		ARGS(INT(community_id), TEXT(arena_printf(db->arena, "%d-01-01", year)),
		     TEXT(arena_printf(db->arena, "%d-12-31", year))),
		0);
	count.expected = count.given;
	gaps = report_gaps(db, &newest);
	for (size_t i = 0; i < gaps.count; i++)
		count.expected += gaps.items[i].to.year == year;
	for (size_t i = 0; i < dues.count; i++)
		count.expected += dues.items[i].period.to.year == year &&
				  date_compare(dues.items[i].due, today) < 0;
	return count;
}
