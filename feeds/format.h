/*
 * format.h - THE table of feed formats. A format is one file and one line in format.c.
 */
#pragma once

#include "feed.h"

struct format {
	const char *key;   /* how an address ends: "atom" */
	const char *name;  /* what people call it */
	const char *media; /* media type, for links */
	const char *type;  /* the same as a Content-Type */

	/*
	 * The whole document into arena. BROKEN when it could not be written: nothing was handed
	 * out then, and half a feed never is.
	 */
	enum outcome (*write)(const struct feed *feed, struct arena *arena, const char **bytes,
			      size_t *length);
};

/* Ended by a line of zeros; the first one is the one to recommend. */
extern const struct format formats[];

/* The format of that key, or NULL. */
const struct format *format_find(const char *key);

/* The largest document any writer will make; one that would be larger is BROKEN. */
#define FORMAT_MOST ((size_t)16 << 20)
