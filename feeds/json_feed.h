/*
 * json_feed.h - JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
 */
#pragma once

#include "feed.h"

/* See struct format in format.h. */
CHECKED enum outcome json_feed_write(const struct feed *feed, struct arena *arena,
				     const char **bytes, size_t *length);
