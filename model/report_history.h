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
