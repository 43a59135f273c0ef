/*
 * reply.h - a response made ready for the wire: status, every header, bytes.
 *
 * The one function that sets headers, on every answer: pages, problems, feeds, files. It also decides
 * the coding (gzip or none), gives each coding an ETag of its own, and turns a 200 into a 304 where
 * the reader has it already. No libmicrohttpd in it; respond.c hands the result over.
 */
#pragma once

#include "request.h"

/* What the reader said about it. */
struct reply_wishes {
	bool takes_gzip;
	const char *etags;          /* If-None-Match, or NULL */
	const char *modified_since; /* If-Modified-Since, or NULL */
	int64_t now;
};

struct reply {
	int status;
	struct pairs headers; /* without Content-Length and Date, which the library adds */
	const char *bytes;
	size_t length;
	const char *etag;      /* as sent, without quotes; NULL when it has none */
	struct stream *stream; /* instead of bytes, or NULL: whoever sends it ends it */
	bool must_close;
};

/* Make it in arena; the response's own bytes are not copied. */
struct reply reply_make(struct arena *arena, const struct settings *settings,
			const struct response *response, const struct reply_wishes *wishes);

/* The 304 that belongs to a 200 with an ETag. */
struct reply reply_unmodified(struct arena *arena, const struct reply *reply);
