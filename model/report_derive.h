/*
 * report_derive.h - figures that follow from others: of a period out of cumulative reports, and since
 * January out of the reports of periods.
 *
 *	cumulative   Jan-Apr 100,  Jan-Jun 160      ->  May-June 60, derived
 *	of periods   Jan-Feb 40, Mar-Apr 60, May-Jun 50 ->  since January 150
 *
 * Everything is derived from figures as everyone may see them, so nothing that is hidden comes back.
 * Only what happened in a time adds up (INDICATOR_FLOW), and only under one definition. A figure that is
 * not exact makes the result inexact. Where a report is missing in between, nothing is derived: a gap is
 * never bridged.
 */
#pragma once

#include "report_read.h"

/* Figures of a period that no single report told. */
struct report_derived {
	bool is_there;
	struct report_period period;
	struct figures figures; /* FIGURE_GIVEN alone */
	/* Figures that came out below zero: one of the two reports cannot be right. Not among the above. */
	struct figures contradictions;
};

/*
 * What a cumulative report says of the time behind the cumulative report before it (same unit,
 * territories and year). is_there is false when there is none, or when the report is not cumulative.
 */
struct report_derived report_derive_period(struct db *db, const struct report *report);

/*
 * The sums from 1 January to the last day of the report's period, the report itself in the version at
 * hand. Of a cumulative report its own figures; of one that begins in January too.
 */
struct report_derived report_derive_year(struct db *db, const struct report *report);

/*
 * The same of the year before, to the same day: added up from the line's reports, or as a cumulative
 * report of the same unit and territories told it.
 */
struct report_derived report_derive_last_year(struct db *db, const struct report *report);

/* The qualifier of first - second, or of first + second: "over 600" less 100 is "over 500". */
enum figure_qualifier report_derive_difference(enum figure_qualifier first,
					       enum figure_qualifier second);
enum figure_qualifier report_derive_sum(enum figure_qualifier first, enum figure_qualifier second);
