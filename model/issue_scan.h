/*
 * issue_scan.h - words compared row by row, for what no index holds. For the files of issues alone.
 *
 *	issue_scan_begin(&scan, db, db_rows(db, ISSUE_SCAN_SELECT " WHERE ...", ...), q);
 *	while ((id = issue_scan_next(&scan)))
 *		...
 *	issue_scan_end(&scan);
 *
 * Each row is read into memory of its own, given back after it, so that a scan of thousands takes no
 * more of a request's memory than one.
 */
#pragma once

#include "issue.h"

/* What is compared; a condition on p (the issue) goes behind it. */
#define ISSUE_SCAN_SELECT                                                         \
	"SELECT p.id, p.year, p.number, p.title, p.text, p.place, a.name, k.uk, " \
	"coalesce(p.reference, '') FROM issue p"                                  \
	" JOIN category k ON k.key = p.category"                                  \
	" LEFT JOIN area a ON a.id = p.area_id"

struct issue_scan {
	struct db *db, scratch;
	struct rows rows;
	const char *q;
};

/* Begin on rows of that SELECT. scan must not be moved before its end. */
void issue_scan_begin(struct issue_scan *scan, struct db *db, struct rows rows, const char *q);

/* The id of the next row in which all words of q stand, 0 at the end. */
int64_t issue_scan_next(struct issue_scan *scan);

/* Its end, reached or not. What it failed with is told to db. */
void issue_scan_end(struct issue_scan *scan);
