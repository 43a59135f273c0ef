/*
 * rss.h - RSS 2.0 by the Best Practices Profile, for programs that know no Atom.
 */
#pragma once

#include "feed.h"

/* See struct format in format.h. */
CHECKED enum outcome rss_write(const struct feed *feed, struct arena *arena, const char **bytes,
			       size_t *length);
