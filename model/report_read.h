/*
 * report_read.h - reports as they are read: by everyone, and by those who write them.
 *
 * What everyone may see of a report is a row of the view report_public, and of its figures one of
 * figure_shown: small counts of what is delicate are taken out there, once, for pages, feeds, open
 * data, comparisons and charts alike. Only report_figures_real goes around it, for the editor.
 *
 * Two reports can be compared when they have the same kind, basis, unit and set of territories
 * (a "line"), and periods of the same length. Reports of a line follow each other; where one is
 * missing there is a gap, which is told and never bridged.
 */
#pragma once

#include "indicator.h"
#include "report.h"

/* ---------------------------------------------------------------- the public */

/*
 * The published report in its newest version, as seen from a hromada (0: from its own first one).
 * GONE when it was withdrawn (*report is then filled, for the reason), NOT_FOUND.
 */
CHECKED enum outcome report_find_public(struct db *db, int64_t community_id, int64_t id,
					struct report *report);

/* The same in a published version of its own choice. */
CHECKED enum outcome report_find_version(struct db *db, int64_t community_id, int64_t id,
					 int version, struct report *report);

/* The published reports of a hromada, newest period first: most of them, behind the one before
   (NULL: from the newest on). */
struct reports report_list(struct db *db, int64_t community_id, const struct report *before,
			   size_t most);

/* How many there are. */
int64_t report_count(struct db *db, int64_t community_id);

/* The newest two-month report (else of any kind) of a hromada. NOT_FOUND. */
CHECKED enum outcome report_newest(struct db *db, int64_t community_id, struct report *report);

/* Its published versions, newest first. */
struct reports report_versions(struct db *db, const struct report *report);

struct report_territories report_territories_of(struct db *db, int64_t id);
struct report_sections report_sections_of(struct db *db, const struct report *report);

/* Its figures as everyone may see them, in the order of the indicators; absent ones left out. */
struct figures report_figures(struct db *db, const struct report *report);

/* ---------------------------------------------------------------- beside each other */

/* The periods that a report is compared with: the one just before, and the same a year earlier. */
struct report_period {
	struct date from, to;
};
struct report_period report_period_before(const struct report *report);
struct report_period report_period_last_year(const struct report *report);

/* The published report of the same line for that period. NOT_FOUND. */
CHECKED enum outcome report_find_beside(struct db *db, const struct report *report,
					struct report_period period, struct report *beside);

/* A period of a line, with all that its report counted: where the bars of charts come from. */
struct report_point {
	struct date from, to;
	int64_t report_id;      /* 0: there is no report for this period, a gap */
	bool is_current;        /* the report asked about */
	struct figures figures; /* as everyone may see them */
};

struct report_points {
	struct report_point *items;
	size_t count;
};

/*
 * The last most periods of report's line up to its own, oldest first, gaps included; periods before
 * the line's first report are left out. A cumulative report stands alone: its periods overlap.
 */
struct report_points report_series(struct db *db, const struct report *report, size_t most);

/* Periods of two months for which the line of this (newest) report has none, newest first. */
struct report_periods {
	struct report_period *items;
	size_t count;
};
struct report_periods report_gaps(struct db *db, const struct report *newest);

/* ---------------------------------------------------------------- those who write */

/* A report in its open version, else its newest; of whatever state. NOT_FOUND unless it speaks of
   this hromada. */
CHECKED enum outcome report_find(struct db *db, int64_t community_id, int64_t id,
				 struct report *report);

/* A version of whatever report, withdrawn ones too, as seen from its first hromada. NOT_FOUND. */
CHECKED enum outcome report_find_any(struct db *db, int64_t id, int version, struct report *report);

/* What is being written or waits for approval, newest first. */
struct reports report_open_list(struct db *db, int64_t community_id);

/* Its figures as they were written: delicate small ones too. For its authors only. */
struct figures report_figures_real(struct db *db, const struct report *report);
