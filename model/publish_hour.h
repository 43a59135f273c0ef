/*
 * publish_hour.h - publishing in a batch: what was registered becomes public at a set hour of Kyiv's
 * day, all at once, so that nothing tells when somebody saw what (DOMAIN.md 3.5).
 *
 * The moment is written into the issue when it is registered, as an embargo is, and issue_release_due
 * does the rest. Changing the hour moves nothing that waits already.
 */
#pragma once

#include "db.h"

/*
 * The next moment, later than now, at which the clock on the wall in Kyiv shows hour (0 to 23) o'clock.
 * On the day in March when that hour does not exist, the one behind it; in October, when it comes
 * twice, the first.
 */
int64_t publish_hour_next(int hour, int64_t now);

/* The same for a hromada; 0 when it has no such hour: publish at once. */
int64_t publish_hour_of(struct db *db, int64_t community_id, int64_t now);
