/*
 * indicator_definition.h - the wordings of what is counted, old and new.
 *
 * A version of an indicator's definition means one text for ever, whoever wrote it, so that a figure
 * can say by which one it was counted. New ones come with the program (indicator.h) or are a
 * hromada's own (indicator_choice.h).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

struct indicator_definition {
	int version;
	const char *uk, *en; /* either may be "" */
	int64_t since;       /* when it was written; 0: nobody knows */
	bool is_own;         /* a hromada's */
};

struct indicator_definitions {
	struct indicator_definition *items;
	size_t count;
};

/* Everybody's wordings of an indicator and those of that hromada, the newest first. */
struct indicator_definitions indicator_definitions_of(struct db *db, const char *key,
						      int64_t community_id);

/*
 * The version that means these words: one of those above, or a new one of the hromada, which is
 * written then.
 */
CHECKED enum outcome indicator_definition_version(struct change *change, const char *key,
						  int64_t community_id, const char *uk,
						  const char *en, int *version);

/* Its words in "uk" or "en"; what has no English wording tells the Ukrainian. */
const char *indicator_definition_words(const struct indicator_definition *definition,
				       const char *language);
