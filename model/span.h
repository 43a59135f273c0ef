/*
 * span.h - what follows from a set of sums by adding and subtracting them.
 *
 * A sum is a row of noughts and ones over columns. The rows put in span a space; the sum of a row in that
 * space is known to whoever knows theirs. Arithmetic is done modulo a prime, so it is exact and quick.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct span {
	struct arena *arena;
	size_t columns;
	uint64_t **pivots; /* by column: the row that begins there, or NULL */
};

/* A space of nothing over that many columns. */
struct span span_begin(struct arena *arena, size_t columns);

/* Put a row in; row is columns long and left alone. Whether it was not in the space already. */
bool span_add(struct span *span, const bool *row);

/* Whether the row is in the space. */
bool span_has(const struct span *span, const bool *row);
