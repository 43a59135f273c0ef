/*
 * publication.h - the order in which things became public, and how far back a feed reaches.
 *
 * Whoever makes, changes or withdraws something public adds a row here, in the same change. A row
 * says only "this thing, now"; what it says is read from the thing itself when a feed is made, so
 * what is withdrawn is gone from every feed and archive at once. Nothing hidden ever adds a row:
 * the counter tells nothing.
 *
 *	ordinal  1 .............. 100 | 101 ............ 200 | 201 ... 247
 *	         archive 1            | archive 2            | not full yet
 *	                                          |<------ window ------>|
 *
 * A feed is read from its newest row back (the window); older rows stand in archives of a hundred
 * each, whose borders never move. The network's feeds cut by seq, a hromada's by its own ordinal.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/outcome.h"
#include "db.h"

enum publication_kind {
	PUBLICATION_EVERYTHING, /* in a query only */
	PUBLICATION_ISSUE,
	PUBLICATION_UPDATE, /* a public line of an issue's timeline */
	PUBLICATION_REPORT,
	PUBLICATION_KIND_COUNT
};

/* ------------------------------------------------------------------ writing */

/* An issue became public, or what the public sees of it was edited. */
CHECKED enum outcome publication_add_issue(struct change *change, int64_t issue_id);

/*
 * A public line was added to a public issue: the line is an entry of its own, and the issue itself
 * moves up too, because its state and the number of its updates changed.
 */
CHECKED enum outcome publication_add_update(struct change *change, int64_t issue_id,
					    int64_t event_id);

/* A public issue was hidden: it and all its lines are withdrawn. Nothing happens when none is out. */
CHECKED enum outcome publication_withdraw_issue(struct change *change, int64_t issue_id);

/* It is public again: it and its public lines come back under their old ids. */
CHECKED enum outcome publication_restore_issue(struct change *change, int64_t issue_id);

/* A version of a report was published, or the report withdrawn: in each hromada it speaks of. */
CHECKED enum outcome publication_add_report(struct change *change, int64_t report_id);
CHECKED enum outcome publication_withdraw_report(struct change *change, int64_t report_id);
