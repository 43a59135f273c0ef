/*
 * atom.h - Atom (RFC 4287) with threads (RFC 4685), history (RFC 5005) and tombstones (RFC 6721).
 */
#pragma once

#include "feed.h"

/* See struct format in format.h. */
CHECKED enum outcome atom_write(const struct feed *feed, struct arena *arena, const char **bytes,
				size_t *length);
