/*
 * finder_words.h - words of the register by the places of finder_block.h. Only finder*.c include it.
 */
#pragma once

#include "finder_block.h"
#include "search.h"

#define FINDER_WORD_MOST 96 /* bytes of a word that are kept; a term is shorter */

/* A bit for every place of a block. */
struct finder_places {
	uint64_t bits[FINDER_PLACES / 64];
};

static inline bool finder_places_has(const struct finder_places *places, uint32_t place)
{
	return places->bits[place / 64] >> place % 64 & 1;
}

/* The places of a block whose issues have all terms. */
struct finder_places finder_words_match(struct db *db, int64_t community_id, int64_t block,
					const struct search_terms *terms);

/* A number that changes when the words do; 0 for none. */
uint32_t finder_words_hash(const char *body);

/* Words of a block to be written, collected before. */
struct finder_words;
struct finder_words *finder_words_begin(struct arena *arena);
void finder_words_add(struct finder_words *words, uint32_t place, const char *body);
CHECKED enum outcome finder_words_write(struct change *change, int64_t community_id, int64_t block,
					const struct finder_words *words);

/* Take the places out of all words of a block. */
CHECKED enum outcome finder_words_remove(struct change *change, int64_t community_id, int64_t block,
					 const struct finder_places *places);
