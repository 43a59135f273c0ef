/*
 * finder_search.h - one search through the arrays of a hromada. Only finder*.c include it.
 */
#pragma once

#include "finder.h"
#include "finder_sums.h"
#include "near.h"

struct finder_search {
	const struct issue_filter *filter;
	struct finder_pass pass;
	struct search_terms terms;
	bool has_words;
	uint32_t number_id; /* the issue whose number was typed */
	bool has_number;
	struct near_ids near; /* those that are near the point */
	size_t next_near;
	struct finder_rows changes;
	size_t next_change;
	struct finder_set *set; /* ids are put there, and nothing is counted by itself; or NULL */

	bool keeps_sums; /* of blocks that did not change since they were written */
	struct finder_asked asked;
	struct finder_pass part; /* of one such block */
};

/* What the filter asks. With a set the ids go there. All in the handle's arena. */
struct finder_search finder_search_begin(struct db *db, const struct issue_filter *filter,
					 struct finder_set *set);

/* Without a set, before finder_search_all: it is to count in search->pass, and find the first limit ids and one more. */
void finder_search_begin_count(struct finder_search *search, struct db *db, size_t limit);

/* Go through all blocks, and what is in none yet. */
void finder_search_all(struct finder_search *search, struct db *db);
