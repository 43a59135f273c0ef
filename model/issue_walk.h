/*
 * issue_walk.h - all issues of a search, one after the other, however many there are.
 *
 * For what is sent or written whole: the open data. Each look at the finder's arrays gives a few thousand ids,
 * which is all that stands in memory; rows are read one by one. Within one snapshot nothing is missed or told
 * twice.
 */
#pragma once

#include "issue.h"

#define ISSUE_WALK_IDS 2048

struct issue_walk {
	struct issue_filter filter;
	int64_t ids[ISSUE_WALK_IDS];
	size_t count, next;
	bool is_last; /* behind these there are none */
};

/* From the beginning of the filter, or behind its before. */
void issue_walk_begin(struct issue_walk *walk, const struct issue_filter *filter);

/* The next one, in db's arena, as the public sees it; false at the end and after a failure (db_outcome). */
bool issue_walk_next(struct issue_walk *walk, struct db *db, struct issue *issue);
