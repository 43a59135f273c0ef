/*
 * search.h - finding public issues by words, however they are typed.
 *
 * The one file that knows SQLite's FTS5 (rule 9). It holds folded copies of public issues and of
 * nothing else: search_put is called with every change of one and takes it out when it is not public
 * any more. Ukrainian is inflected and FTS5 has no stemmer for it, so a word of four letters or more
 * is looked for without its ending: «освітлення» finds «освітленню». Of a shorter one that ends in a
 * vowel the other forms are looked for: «вода» finds «воду», and not «водій».
 */
#pragma once

#include <stdbool.h>

#include "db.h"

/* A condition for the ids that match: the query's place ("$8") and the column ("i.id"). */
#define SEARCH_MATCHES(column, place) \
	column " IN (SELECT rowid FROM issue_search WHERE issue_search MATCH " place ")"

/* Bring the copy of an issue up to date with what the public may see of it. */
CHECKED enum outcome search_put(struct change *change, int64_t issue_id);

/* Write the words of all public issues whose ids are greater, none of which has any yet: one after the
   other, which is much quicker than each between other tables' rows. */
CHECKED enum outcome search_put_behind(struct change *change, int64_t issue_id);

/*
 * Take the words of texts that were taken out or changed from the index's older parts too. Until then
 * they are found no more, but stand in the file. A few pages at a time: call it again until *is_done.
 */
CHECKED enum outcome search_forget(struct change *change, bool *is_done);

/*
 * What a visitor typed as a query that is never a syntax error; NULL when there is no word in it
 * (then nothing is looked for). In arena.
 */
const char *search_query(struct arena *arena, const char *typed);

/* A folded word without the ending that Ukrainian would change; numbers stay whole. In arena. */
const char *search_stem(struct arena *arena, const char *word);

/*
 * Whether all words that were typed stand in a folded text (unicode_fold), compared as the index
 * compares them: for texts that must not get into it. True when there is no word in what was typed.
 */
bool search_is_in(struct arena *arena, const char *typed, const char *folded);

/*
 * The same taken apart: all terms have to be there, each in any of its forms. What is typed as an
 * issue's number is no exception here. In arena; count 0 when there is no word in it.
 */
struct search_form {
	const char *text; /* folded */
	bool is_prefix;
};

struct search_term {
	struct search_form *items;
	size_t count;
};

struct search_terms {
	struct search_term *items;
	size_t count;
};

struct search_terms search_terms(struct arena *arena, const char *typed);

/* Whether words as search_body gives them have all terms. */
bool search_has(const char *body, const struct search_terms *terms);

/* The folded words of a public issue, a blank between two of them; "" when it is not public. */
const char *search_body(struct db *db, int64_t issue_id);
