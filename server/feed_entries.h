/*
 * feed_entries.h - what a row of the order of publications says: a struct entry for the formats.
 *
 * The row only points; what is said is what the thing says now, through the same public view as its
 * page. A thing that is not public any more gives a neutral entry under its old id, whatever the row
 * was made for.
 */
#pragma once

#include "feed_source.h"
#include "feeds/feed.h"

/* Fill entry; texts in the request's arena. Anything but OK means the database failed. */
CHECKED enum outcome feed_entries_read(struct request *request, const struct feed_source *source,
				       const struct publication *row, struct entry *entry);
