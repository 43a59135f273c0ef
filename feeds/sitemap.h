/*
 * sitemap.h - what search engines are told to look at (sitemaps.org/protocol.html).
 *
 * Each page stands there twice, in Ukrainian and in English, and each of the two names both
 * (<xhtml:link rel="alternate" hreflang>), Ukrainian being the one for everybody else.
 */
#pragma once

#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

#define SITEMAP_TYPE  "application/xml; charset=utf-8"
#define SITEMAP_PAGES 25000 /* most pages of a part: 50,000 addresses by the protocol */

struct sitemap_page {
	const char *path; /* without a language: "/korosten/issues" */
	int64_t changed;  /* when what it tells last changed; 0: not told */
};

struct sitemap_pages {
	struct sitemap_page *items;
	size_t count;
};

/* A part: its pages; the index: its parts by their paths. public_url is without a slash at the end. BROKEN. */
CHECKED enum outcome sitemap_part(struct arena *arena, const char *public_url,
				  const struct sitemap_pages *pages, const char **bytes,
				  size_t *length);
CHECKED enum outcome sitemap_index(struct arena *arena, const char *public_url,
				   const struct sitemap_pages *parts, const char **bytes,
				   size_t *length);
