/*
 * opml.h - OPML 2.0: a list of feeds that every feed reader can take in at once.
 */
#pragma once

#include <stddef.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

#define OPML_TYPE "text/x-opml; charset=utf-8"

struct outline {
	const char *title;
	const char *feed, *page; /* absolute addresses of the feed and of its page for people */
	const char *language;
};

struct outlines {
	struct outline *items;
	size_t count;
};

/* A named group of feeds: those of one community. */
struct outline_group {
	const char *title;
	struct outlines outlines;
};

struct outline_groups {
	struct outline_group *items;
	size_t count;
};

/*
 * The document into arena. BROKEN hands nothing out. type="rss" stands there for Atom too: it is the
 * only value OPML 2.0 has for a subscription.
 */
CHECKED enum outcome opml_write(const char *title, const struct outline_groups *groups,
				struct arena *arena, const char **bytes, size_t *length);
