/*
 * compress.h - bytes made smaller, for the line and inside a PDF; the one door to zlib.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

/* Whether this media type gains by it: texts of every kind, not pictures. */
bool compress_is_worth(const char *type, size_t length);

/*
 * bytes as a gzip stream in arena, the same for the same bytes (no time, no name in it). False when
 * it would be no smaller; then nothing is set.
 */
bool compress_gzip(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length);

/* The same with zlib's own wrapper (RFC 1950), as a PDF's FlateDecode wants it. */
bool compress_zlib(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length);
