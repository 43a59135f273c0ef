/*
 * finder_block.h - the arrays behind finder.h: one block of at most 8192 issues of a hromada, in the
 * order of their ids. Only finder*.c include it.
 */
#pragma once

#include <stdint.h>

#include "db.h"

#define FINDER_PLACES 8192 /* issues in a block */
#define FINDER_STEP   64   /* arrays are gone through in steps of as many, zeros behind the last */

/* The places an array of count numbers takes, in whole steps. */
static inline size_t finder_room(uint32_t count)
{
	return ((size_t)count + FINDER_STEP - 1) / FINDER_STEP * FINDER_STEP;
}

/* The numbers stand in the database: new fields go to the end. */
enum finder_field {
	FINDER_ID,
	FINDER_FACTS, /* see below */
	FINDER_AREA,
	FINDER_ORGANISATION,
	FINDER_PUBLISHED, /* UTC seconds */
	FINDER_REPORTED,
	FINDER_UPDATED,
	FINDER_SUPPORT, /* how many said that it concerns them too */
	FINDER_WORDS,   /* a hash of its words: tells whether they changed; 0: it has none */
	FINDER_FIELDS
};

/* FACTS packs what is small: 4 bits state (0: not public, else enum state + 1), 1 bit photo, 11 bits
   category, 16 bits the due day since 1970 (0: none). */
#define FACTS_STATE(facts)    ((facts)&0xF)
#define FACTS_PHOTO(facts)    ((facts) >> 4 & 1)
#define FACTS_CATEGORY(facts) ((facts) >> 5 & 0x7FF)
#define FACTS_DUE(facts)      ((facts) >> 16)
#define FACTS(state, photo, category, due)                                        \
	((uint32_t)(state) | (uint32_t)(photo) << 4 | (uint32_t)(category) << 5 | \
	 (uint32_t)(due) << 16)

/* One issue as the arrays keep it. */
struct finder_row {
	uint32_t fields[FINDER_FIELDS];
};

struct finder_rows {
	struct finder_row *items;
	size_t count;
};

/* A block to write in. */
struct finder_block {
	int64_t number;
	uint32_t count;
	uint32_t fields[FINDER_FIELDS][FINDER_PLACES];
};

/* A block to read: of the fields that were wanted, arrays in whole steps. */
struct finder_view {
	int64_t number;
	uint32_t count;
	const uint32_t *fields[FINDER_FIELDS];
};

/* Days since 1970. */
uint32_t finder_day(struct date date);

/* The number of a category; 0 when it is not known. */
uint32_t finder_category(struct db *db, const char *key);

/*
 * What changed in a hromada and is not in the arrays yet, by id, at most limit: as the public sees it
 * now, FACTS 0 where it does not. In the arena.
 */
struct finder_rows finder_changes(struct db *db, int64_t community_id, int64_t limit);

/* A block as it is at the moment: finder_kept.h. */
struct finder_version {
	int64_t block, version;
};

/* Go through block after block, to look at the fields whose bits are set in wanted; what a view shows stands
   until the next one. To be ended before the blocks are through, too. */
struct finder_blocks {
	struct db *db;
	int64_t community_id;
	uint32_t wanted;
	struct finder_versions {
		struct finder_version *items;
		size_t count;
	} versions;
	size_t next;
	const struct finder_kept *held[FINDER_FIELDS];
};

struct finder_blocks finder_blocks_begin(struct db *db, int64_t community_id, uint32_t wanted);
bool finder_blocks_next(struct finder_blocks *blocks, struct finder_version *version);

/* The block that was the next one; false when it cannot be read: then there is no further one either. */
bool finder_blocks_view(struct finder_blocks *blocks, struct finder_view *view);

void finder_blocks_end(struct finder_blocks *blocks);

/* Read one block whole, to write in it; false where there is none. */
bool finder_block_read(struct db *db, int64_t community_id, int64_t number,
		       struct finder_block *block);

/* The block as a view, which shows what is written in it later too, but for its count. */
struct finder_view finder_block_view(struct finder_block *block);

/* Copy what a view shows into a block, whose view it becomes; other fields of it are not touched. */
void finder_view_copy(struct finder_view *view, struct finder_block *block);

/* The place of an id among those of a block; -1 when it is not there. */
int finder_place(const uint32_t *ids, uint32_t count, uint32_t id);

/* Put a row at a place, or behind the last. */
void finder_put(struct finder_block *block, uint32_t place, const struct finder_row *row);

/* Write a block, all fields. */
CHECKED enum outcome finder_block_write(struct change *change, int64_t community_id,
					const struct finder_block *block);
