/*
 * sample.h - a feed to write, and eyes to read it with: what the tests of the formats share.
 */
#pragma once

#include <libxml/tree.h>

#include "feeds/feed.h"

/* Everything filled in: two living entries (the first about the second), one withdrawn. */
struct feed sample_feed(struct arena *arena);

/* Every text of feed and entries replaced by this one; addresses, ids and moments stay. */
void sample_spoil(struct feed *feed, const char *text);

/* Parse it as any XML reader would; fails the test when it is not well-formed. */
xmlDocPtr sample_read(const char *bytes, size_t length);

/* The element of that path below node: "channel/item/title" ("item[2]" for the second); or NULL. */
xmlNodePtr sample_find(xmlNodePtr node, const char *path);

/* Its text, or an attribute of it; "" when there is none. In arena. */
const char *sample_text(struct arena *arena, xmlNodePtr node, const char *path);
const char *sample_attribute(struct arena *arena, xmlNodePtr node, const char *path,
			     const char *name);

/* Texts that have broken feeds elsewhere; ended by NULL. */
extern const char *const hostile_texts[];
