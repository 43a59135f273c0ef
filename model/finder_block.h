/*
 * finder_block.h - the arrays behind finder.h: one block of at most 8192 issues of a hromada, in the
 * order of their ids. Only finder*.c include it.
 */
#pragma once

#include <stdint.h>

#include "db.h"

#define FINDER_PLACES 8192 /* issues in a block */

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

struct finder_block {
	int64_t number;
	uint32_t count;
	uint32_t fields[FINDER_FIELDS][FINDER_PLACES];
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

/* Read block after block, the fields whose bits are set in wanted. */
struct finder_blocks {
	struct rows rows;
	uint32_t wanted;
	bool has_row;
};

struct finder_blocks finder_blocks_begin(struct db *db, int64_t community_id, uint32_t wanted);
struct finder_blocks finder_blocks_begin_at(struct db *db, int64_t community_id, int64_t number,
					    uint32_t wanted); /* one block alone */
bool finder_blocks_next(struct finder_blocks *blocks, struct finder_block *block);

/* The place of an id in a block; -1 when it is not there. */
int finder_place(const struct finder_block *block, uint32_t id);

/* Put a row at a place, or behind the last. */
void finder_put(struct finder_block *block, uint32_t place, const struct finder_row *row);

/* Write a block, all fields. */
CHECKED enum outcome finder_block_write(struct change *change, int64_t community_id,
					const struct finder_block *block);
