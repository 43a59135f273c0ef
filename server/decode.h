/*
 * decode.h - the visitor's bytes become pairs: path, query, urlencoded forms, cookies.
 *
 * Everything is copied into the arena and bounded by its caller. Names are valid UTF-8. So are the
 * values of a query; the values of a form are as they were typed (form_read says which field is in
 * the wrong encoding), with any zero byte turned into 0xFF, which is no text in UTF-8 either.
 */
#pragma once

#include "request.h"

/*
 * The path of a target that guard_target has seen, decoded, up to the "?". NOT_FOUND for what no
 * address of ours looks like: an empty or dot segment, an encoded slash, a control character.
 */
CHECKED enum outcome decode_path(struct arena *arena, const char *target, const char **path);

/*
 * The query of a target: what stands behind the "?". INVALID for wrong encoding, TOO_MUCH for more
 * than most fields.
 */
CHECKED enum outcome decode_query(struct arena *arena, const char *target, size_t most,
				  struct pairs *pairs);

/* A form's body, application/x-www-form-urlencoded. The same outcomes. */
CHECKED enum outcome decode_form(struct arena *arena, const char *bytes, size_t length, size_t most,
				 struct pairs *pairs);

/*
 * A form's body, multipart/form-data (RFC 7578), type being the whole Content-Type. Text fields
 * become pairs; parts with a file name become uploads, whose bytes stay where they are, or are dropped
 * where uploads is NULL. A field for files in which none was chosen is none. INVALID when it is not
 * built as it should be.
 */
CHECKED enum outcome decode_multipart(struct arena *arena, const char *type, const char *bytes,
				      size_t length, size_t most, struct pairs *pairs,
				      struct uploads *uploads);

/* A Cookie header. What is not name=value is skipped. */
void decode_cookies(struct arena *arena, const char *header, struct pairs *pairs);
