/*
 * thread.h - what Atom and RSS say in the same words: which entry answers which, and which are gone.
 *
 * Both extensions are elements of their own name spaces, so they stand in either format alike; only the
 * link to the answers is Atom's own and has its prefix in RSS.
 */
#pragma once

#include "feed.h"
#include "xml.h"

/*
 * RFC 4685: what the entry answers (section 3) and where the answers to it are (section 4). link is
 * the name of Atom's element here, type the media type of feeds in this format.
 */
void thread_write(struct xml *xml, const struct entry *entry, const char *link, const char *type);

/* RFC 6721 3: the entry is gone. */
void thread_write_tombstone(struct xml *xml, const struct entry *entry);
