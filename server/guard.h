/*
 * guard.h - is this one request, and does it end where everybody thinks it does?
 *
 * libmicrohttpd's parser is lenient: unguarded, sixteen of 133 doubtful framings let a second,
 * hidden request through behind a proxy that read them otherwise. So before anything else looks at a
 * request, these pure functions do. After a framing error the answer closes the connection, because
 * nobody can know any more where the next request begins.
 *
 * Statuses are plain numbers here: 0 is "nothing wrong".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "request.h"

/*
 * The target as it stood on the request line: origin form, or absolute form (RFC 9112 3.2). Gives 0
 * and, in *path, where the path begins; 414 beyond most bytes; else 400: bad percent-encoding, %00,
 * a control or blank or fragment, bytes that are no UTF-8 once decoded.
 */
int guard_target(const char *target, size_t length, size_t most, const char **path);

/* "GET", "HEAD" or "POST" (in capitals, as RFC 9110 9.1 has it); false for any other. */
bool guard_method(const char *name, enum method *method);

/* 0 for HTTP/1.0 and HTTP/1.1, else 505 or 400. */
int guard_version(const char *version);

/* What the headers said, gathered one by one. Begin with zeros. */
struct guard {
	int fault; /* the first status found, or 0 */
	const char *head,
		*next; /* where the head began, and its next line has to; NULL: not told */
	int hosts, lengths, encodings, types;
	size_t bytes;
	int64_t content_length;
	bool expects_continue;
};

/* Look at one header: its name is a token, its value has no controls (RFC 9110 5.1, 5.5). */
void guard_header(struct guard *guard, const char *name, size_t name_length, const char *value,
		  size_t value_length);

/*
 * The library reads a request's head in place and writes zeros over what divides it. Where its pieces
 * stand tells what it does not: between them is one blank, or one CR LF, and nothing else. A bare LF,
 * a folded line, a zero byte, two blanks or a line that was passed over leave another gap: 400.
 *
 *	G E T 0 / x 0 H T T P / 1 . 1 0 0 H o s t 0 _ a 0 0 0 0
 *
 * Of the request line; then of each header in the order they came; then the bytes of the whole head.
 */
void guard_line(struct guard *guard, const char *method, const char *target, size_t target_length,
		const char *version);
void guard_place(struct guard *guard, const char *name, const char *value, size_t value_length);
void guard_length(struct guard *guard, size_t head_length);

/*
 * After the last header: exactly one Host, no Transfer-Encoding, one Content-Length of digits, with
 * a POST at least, with GET and HEAD none but 0; not more than most bytes of headers. 0, 400, 411,
 * 417 or 431.
 */
int guard_end(const struct guard *guard, enum method method, size_t most);
