/*
 * report_history.h - the reports of a line from the first one on: where one indicator is read over time.
 */
#pragma once

#include "report_read.h"

/*
 * The last most periods of newest's line, oldest first. Of reports for a period: with gaps, as
 * report_series has them. Of cumulative ones, whose periods overlap: each published report, and no gaps.
 */
struct report_points report_history(struct db *db, const struct report *newest, size_t most);

/*
 * The version of a report that was the newest at a moment, given its newest now. NOT_FOUND when nothing of
 * it was public yet.
 */
CHECKED enum outcome report_at(struct db *db, const struct report *newest, int64_t at,
			       struct report *then);

/* The points of report's line as they stood at a moment; what was not public yet is a gap. */
void report_points_at(struct db *db, const struct report *report, struct report_points *points,
		      int64_t at);
