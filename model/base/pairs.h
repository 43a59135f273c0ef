/*
 * pairs.h - names with values: a query string, a form as it was typed, a request's headers.
 *
 * A name may stand more than once (territory=..&territory=..); order is kept.
 */
#pragma once

#include <stddef.h>

#include "arena.h"

struct pair {
	const char *name, *value;
};

struct pairs {
	struct pair *items;
	size_t count;
};

/* Append; the strings are not copied. */
void pairs_add(struct arena *arena, struct pairs *pairs, const char *name, const char *value);

/* The value of the first pair of that name, or NULL. */
const char *pairs_find(const struct pairs *pairs, const char *name);

/* The same without regard to ASCII case, for header names. */
const char *pairs_find_header(const struct pairs *pairs, const char *name);

/* The first value, or "" when there is none. */
const char *pairs_value(const struct pairs *pairs, const char *name);
