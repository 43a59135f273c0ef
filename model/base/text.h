/*
 * text.h - a string being built, with a maximum.
 *
 * After curl's dynbuf: every text is born with the largest size it may have, so no loop over a
 * visitor's bytes can grow without end. Past the maximum nothing more is added and is_full stays
 * set; who builds something that can be that large asks once at the end.
 *
 *	struct text text = text_begin(arena, 4096);
 *	text_add(&text, "hello");
 *	puts(text.bytes);
 *
 * Invariants: bytes is never NULL and always ends in a zero at bytes[length]; length <= maximum.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

struct text {
	struct arena *arena;
	char *bytes;
	size_t length, capacity, maximum;
	bool is_full;
};

/* An empty text in arena that may grow to maximum bytes (the zero at the end not counted). */
struct text text_begin(struct arena *arena, size_t maximum);

/* Append a string, some bytes, one character, a formatted string. What does not fit is dropped. */
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char character);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Append with everything percent-encoded but what stands for itself in any part of an address (RFC
 * 3986, 2.3) and what is in also: "/" for a path.
 */
void text_add_encoded(struct text *text, const char *string, const char *also);

/* The string itself; "" for NULL. */
const char *text_or_empty(const char *string);

/* Shorten to length bytes (no longer than it is); is_full is cleared. */
void text_cut(struct text *text, size_t length);
