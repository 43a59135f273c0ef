/*
 * flag.h - words that a moderator should look at before they become public.
 *
 * A text may give away who somebody is, where a child goes to school, where something stands that an
 * enemy looks for. Nothing is refused and nothing is changed because of it: a flag only says "look
 * here", with the words it means, to staff alone. So a false alarm costs a glance, and a missed one
 * costs what there was before: a moderator who reads everything.
 *
 *	flag_token.h    the text as words, with what stands between them
 *	flag_words.c    the table of words and of what is innocent
 *	flag_person.c   names, homes, children
 *	flag_figure.c   telephones, letters, car numbers, points on the map
 *
 * Sources: DOMAIN.md 3.4 and 3.5; Criminal Code, Art. 114-2; Law "On Media", Art. 42 (10).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Bits of issue.flags and issue_message.flags. Kept in the database: never renumbered. */
enum flag {
	FLAG_NAME = 1,      /* may name a person */
	FLAG_CONTACT = 2,   /* a telephone, an e-mail, an account, a car's number */
	FLAG_ADDRESS = 4,   /* somebody's home: a flat, "lives at" */
	FLAG_CHILD = 8,     /* a child with school and age */
	FLAG_POINT = 16,    /* coordinates, a link to a map */
	FLAG_MILITARY = 32, /* what must not be told under martial law */
};
#define FLAG_COUNT 6

/* One thing found, and the words that gave it away, as they were typed. */
struct flag_hit {
	uint32_t flag;
	const char *words;
};

struct flag_hits {
	struct flag_hit *items;
	size_t count;
};

/* The bits of all that is found in a text (NULL finds nothing). Of several texts: or them together. */
uint32_t flags_of(struct arena *arena, const char *text);

/* What is found, each thing once, at most 20; in arena. */
struct flag_hits flag_hits_of(struct arena *arena, const char *text);
