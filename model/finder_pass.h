/*
 * finder_pass.h - one pass over a block of a hromada. Only finder*.c include it.
 *
 * For every issue it is noted which of the filters with choices it misses. One that misses none
 * belongs to the answer; one that misses a single filter is counted among that filter's choices: it is
 * what another choice there would show. Words and period have no choices, so who misses them is out.
 */
#pragma once

#include "finder_words.h"

#define FINDER_CODES 2048 /* of categories */

/* What is asked, in the numbers of the arrays. */
struct finder_question {
	uint32_t category, area, organisation; /* area, organisation 0: any */
	bool has_category, has_states, is_overdue, has_photo;
	uint32_t states;   /* bits of codes (enum state + 1) that fit */
	uint32_t late;     /* the same, that can be late */
	uint32_t from, to; /* published from, and before */
	uint32_t today;    /* days since 1970 */
	enum finder_field order;
	uint64_t flip;        /* all ones where the smallest comes first */
	uint64_t before_rank; /* only smaller ranks stand on the page */
};

/* How many there are of each number from first on; of all others behind the last. */
struct finder_tally {
	uint32_t first, count;
	uint32_t *counts;
};

static inline void finder_tally_add(struct finder_tally *tally, uint32_t number, uint32_t count)
{
	uint32_t at = number - tally->first;

	tally->counts[at < tally->count ? at : tally->count] += count;
}

/* The first of the order: a heap whose root is the last of them. */
struct finder_leaders {
	uint64_t *ranks;
	size_t count, most;
};

struct finder_pass {
	struct finder_question question;
	int64_t count, before_count, photos, overdue;
	uint32_t states[16]; /* by code */
	struct finder_tally categories, areas, organisations;
	struct finder_leaders leaders;
};

/* The place of an issue in the order; the greatest comes first. */
static inline uint64_t finder_rank(const struct finder_question *question, uint64_t key,
				   uint64_t id)
{
	return (key << 32 | id) ^ question->flip;
}

/* Count the issues of a block; places, unless NULL, has those with the words. */
void finder_pass_block(struct finder_pass *pass, const struct finder_view *view,
		       const struct finder_places *places);

/* Only which places of the block belong to the answer. */
struct finder_places finder_pass_fits(const struct finder_question *question,
				      const struct finder_view *view,
				      const struct finder_places *places);

/* One more, when it is among the first of them. */
void finder_leaders_add(struct finder_leaders *leaders, uint64_t rank);

/* Take the last of the leaders out. There has to be one. */
uint64_t finder_leaders_pop(struct finder_leaders *leaders);
