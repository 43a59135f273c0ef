/*
 * issue_closed.h - what the register finished in a period: for the page of a police report, which tells
 * it beside what the police say they did.
 */
#pragma once

#include "issue.h"

struct issue_closed {
	int64_t count;        /* all of them */
	struct issues issues; /* the latest, most of them */
};

/*
 * Public issues of a hromada that stand closed (confirmed as done, or cleared up) and came to it in
 * these days of Kyiv, both inclusive. One that was opened again since is not among them.
 */
struct issue_closed issue_closed_in(struct db *db, int64_t community_id, struct date from,
				    struct date to, size_t most);
