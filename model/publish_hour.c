#include "publish_hour.h"

#include "base/clock.h"

#define HOUR 3600

/* Hours of a day are no fixed distance from its beginning, so the wall is asked. */
static int64_t moment_of(struct date date, int hour)
{
	int64_t moment = date_start(date) + (hour ? hour - 1 : 0) * HOUR;

	while (date_compare(date_of(moment), date) == 0 && clock_wall(moment).hour < hour)
		moment += HOUR;
	return moment;
}

int64_t publish_hour_next(int hour, int64_t now)
{
	struct date today = date_of(now);
	int64_t moment = moment_of(today, hour);

	return moment > now ? moment : moment_of(date_add_days(today, 1), hour);
}

int64_t publish_hour_of(struct db *db, int64_t community_id, int64_t now)
{
	int64_t hour = db_int(db,
			      "SELECT publish_hour FROM community WHERE id = $1 "
			      "AND publish_hour IS NOT NULL",
			      ARGS(INT(community_id)), -1);

	return hour < 0 ? 0 : publish_hour_next((int)hour, now);
}
