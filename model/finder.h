/*
 * finder.h - the register by columns: which issues fit a filter, and how many each other choice would
 * leave, exactly and in about the time a page takes, however many issues there are.
 *
 * A page of the register shows a number beside every choice of every filter: how many issues there
 * would be with it, all other filters staying as they are. That is one look at every issue of the
 * hromada, and rows are too slow for it. So the public columns stand a second time as arrays of
 * numbers, and the words as lists of places in them:
 *
 *	issue          --(triggers)-->  finder_change: what the arrays do not know yet
 *	issue_search   --(search_put)->
 *	finder_change  --(settle)---->  finder_block, finder_word: the arrays
 *
 * A reader takes the arrays, lays over them what finder_change lists as it stands in issue_public
 * at that moment, and so is never behind; settling is only for speed, and nobody waits for it.
 *
 *	finder.c         what is told
 *	finder_search.c  what is asked, and the way through the arrays
 *	finder_pass.c    one pass over a block of them: counts of all choices, the first of the order
 *	finder_sums.c    what passes counted in blocks that did not change since, kept
 *	finder_block.c   the arrays: reading, writing
 *	finder_kept.c    arrays and sums in memory
 *	finder_words.c   which places have the words that were typed
 *	finder_settle.c  writing the changes into the arrays
 */
#pragma once

#include "issue.h"

/* What fits a filter. */
struct finding {
	int64_t count;
	const int64_t *ids; /* a page of them, in the filter's order */
	size_t id_count;
	bool has_more;        /* behind the page */
	int64_t before_count; /* how many of them stand before the page */
	/*
	 * How many each choice would leave with all other filters as they are: by category key; by area
	 * and organisation id as text; by state key, phase, and "overdue". Choices that would leave none
	 * are not listed.
	 */
	struct issue_counts categories, areas, organisations, states;
	int64_t photo_count; /* of those with a public photo */
};

/* All of it, with a page of at most limit ids. */
struct finding finder_find(struct db *db, const struct issue_filter *filter, size_t limit);

/*
 * Only which issues fit: a bit for each id, for who reads them in an order of its own and asks of each. Of all
 * hromadas when the filter names none. Here q is always words, and without a word in it nothing fits; order and
 * page are not looked at. In the arena, an eighth of a byte for every id there is.
 */
struct finder_set {
	uint64_t *bits;
	int64_t words; /* of bits */
	int64_t count; /* how many fit */
};
struct finder_set finder_set(struct db *db, const struct issue_filter *filter);

static inline bool finder_set_has(const struct finder_set *set, int64_t id)
{
	return id >= 0 && id / 64 < set->words && set->bits[id / 64] >> id % 64 & 1;
}

/*
 * The ids of a set as a list for IS_ONE_OF, "[3,14]", where these are few: so that looking each up costs less than
 * to go through an order in which at least one of 64 is of the set. Else NULL.
 */
#define FINDER_FEW        5000
#define FINDER_ALWAYS_FEW 64
const char *finder_set_few(struct arena *arena, const struct finder_set *set);

/*
 * The words of an issue are others than before: the arrays hear by themselves of an issue that changed, and not of
 * a new name of its kind.
 */
CHECKED enum outcome finder_note(struct change *change, int64_t issue_id);

/*
 * Write changes of one hromada into its arrays, at most 8192; *left tells how many stay to be done
 * anywhere. Nothing a reader sees changes by it, so it has no audit line.
 */
CHECKED enum outcome finder_settle(struct change *change, int64_t *left);

/* How many changes wait to be settled, at most 100: the rest is not counted. */
int64_t finder_waiting(struct db *db);
