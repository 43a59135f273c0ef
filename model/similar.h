/*
 * similar.h - "is it one of these?": what a resident is about to report may be known already.
 *
 * Alike are public issues of the same kind in the same settlement, those first whose title, text and
 * place have words of what was typed so far; they are open, or were closed so lately that one can be
 * reopened instead. Where no settlement was chosen only words can tell, and only what shares some is
 * shown. Words are compared folded and without their endings, as the search does.
 */
#pragma once

#include "issue.h"

#define SIMILAR_MOST 5

struct similar_asked {
	int64_t community_id;
	const char *category;
	int64_t area_id;     /* 0: not chosen */
	const char *words;   /* whatever was typed: place, title, text */
	const char *but_not; /* "2026-5,2026-12": shown already, and it was none of them; or NULL */
	bool only_words;     /* only what shares at least two words, whatever its settlement */
	int64_t now;
};

/* The most alike first, at most SIMILAR_MOST; closed ones behind open ones that are as much alike. */
struct issues similar_find(struct db *db, const struct similar_asked *asked);
