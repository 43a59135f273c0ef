/*
 * flag_token.h - a text as words, for the files of flag.h alone.
 */
#pragma once

#include <stdbool.h>

#include "flag.h"

/* What a word is, where every word of a text is asked. */
enum flag_kind {
	KIND_PLACE = 1,
	KIND_PLACES = 2, /* more than one */
	KIND_DWELLING = 4,
	KIND_FLAT = 8,
	KIND_CHILD = 16,
	KIND_AGED_CHILD = 32,
};

struct flag_token {
	const char *folded; /* as unicode_fold gives it */
	size_t at, length;  /* in the text, bytes */
	bool is_number;     /* digits only */
	bool is_capital;    /* its first letter is a capital one */
	bool is_shouted;    /* all of its letters are */
	bool is_first;      /* a sentence or a line begins here */
	bool is_apart;      /* more than blanks and hyphens stand in front of it */
	bool is_quoted;     /* within « » or quotes */
	bool is_dotted;     /* a dot stands behind it at once */
	bool is_taken;      /* explained already: a street's name, sports apparatus */
	uint32_t kinds;     /* bits that flag_mark has set */
	size_t next;        /* token that begins alike, its index + 1; 0: there is none */
};

#define FLAG_BUCKETS 64

struct flag_text {
	struct arena *arena;
	const char *text;
	struct flag_token *items;
	size_t count;
	size_t buckets[FLAG_BUCKETS]; /* index + 1 of a token, by how it begins; flag_bucket */
	struct flag_hits hits;
};

/* Take text to pieces. */
struct flag_text flag_text_of(struct arena *arena, const char *text);

/* Where words stand that begin like this one: by their second byte, which tells Cyrillic letters. */
size_t flag_bucket(const char *folded);

/*
 * Whether a folded word fits one of the alternatives of a pattern: "танк|танки|бліндаж*", where *
 * stands for any ending.
 */
bool flag_fits(const char *folded, const char *alternatives);

/* Whether a folded word ends with one of these and is longer: "енко|чук". */
bool flag_ends(const char *folded, const char *endings);

/* The number that a word of few digits is; -1 when it is none. */
int64_t flag_number(const struct flag_token *token);

/* Set bit in the kinds of every word that fits: one look at the list for the whole text. */
void flag_mark(struct flag_text *text, uint32_t bit, const char *alternatives);

/* Remember what was found: the words from token first to token last, or bytes of the text. */
void flag_note(struct flag_text *text, uint32_t flag, size_t first, size_t last);
void flag_note_bytes(struct flag_text *text, uint32_t flag, size_t at, size_t length);

/* The finders, in this order: what is innocent is taken before anybody looks for names. */
void flag_find_words(struct flag_text *text);
void flag_find_homes(struct flag_text *text);
void flag_find_children(struct flag_text *text);
void flag_find_persons(struct flag_text *text);
void flag_find_figures(struct flag_text *text);
