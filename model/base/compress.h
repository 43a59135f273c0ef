/*
 * compress.h - bytes made smaller, for the line and inside a PDF; the one door to zlib.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* Whether this media type gains by it: texts of every kind, not pictures. */
bool compress_is_worth(const char *type, size_t length);

/*
 * bytes as a gzip stream in arena, the same for the same bytes (no time, no name in it). False when
 * it would be no smaller; then nothing is set.
 */
bool compress_gzip(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length);

/* The same piece by piece: what comes out is the same gzip stream, in pieces that need not be equal ones. */
struct compress;

/* A new stream. The caller ends it; NULL is allowed there and does nothing. */
struct compress *compress_begin(void);
void compress_end(struct compress *compress);

/* Append what the next bytes give; is_last: there are no more, and all of it comes out. */
void compress_add(struct compress *compress, const char *bytes, size_t length, bool is_last,
		  struct text *out);

/* The same with zlib's own wrapper (RFC 1950), as a PDF's FlateDecode wants it. */
bool compress_zlib(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length);
