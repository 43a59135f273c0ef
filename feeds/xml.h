/*
 * xml.h - writing XML; the one door to libxml2.
 *
 * libxml2's writer keeps tags balanced and escapes what has to be, but lets control characters and
 * broken UTF-8 through with return code 0. So every string is washed here first, and nothing else
 * in the house can write XML at all. There is no way to write CDATA or comments: text is safe in
 * neither.
 *
 *	struct xml xml = xml_document(arena);
 *	xml_open(&xml, "feed");
 *	xml_attribute(&xml, "xmlns", "http://www.w3.org/2005/Atom");
 *	xml_line(&xml, "title", title);
 *	xml_close(&xml);
 *	return xml_finish(&xml, bytes, length);
 *
 * Failures are sticky: after the first one nothing more is written and xml_finish says BROKEN.
 * Element and attribute names are ours, never a visitor's.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

struct xml {
	struct arena *arena;
	void *buffer, *writer; /* libxml2's; given back by xml_finish */
	bool is_broken;
};

/* Make the library ready; once, in main, before threads. Give it back at main's very end. */
void xml_begin(void);
void xml_end(void);

/* A new UTF-8 document. xml_finish has to be called on it, whatever happens between. */
struct xml xml_document(struct arena *arena);

void xml_open(struct xml *xml, const char *name);
void xml_close(struct xml *xml);

/* An attribute of the element just opened; white space becomes blanks. NULL or "" writes none. */
void xml_attribute(struct xml *xml, const char *name, const char *value);

/* Text inside the open element. */
void xml_text(struct xml *xml, const char *text);

/* The same in one line: other white space becomes blanks. */
void xml_text_line(struct xml *xml, const char *text);

/* A whole element with text in it; NULL or "" writes none. In a line white space becomes blanks. */
void xml_line(struct xml *xml, const char *name, const char *text);
void xml_element(struct xml *xml, const char *name, const char *text);

/* A line that has to be there, even where there is nothing to say. */
void xml_required(struct xml *xml, const char *name, const char *text);

/*
 * End the document and hand its bytes out, in the arena. BROKEN when anything failed on the way:
 * a missing close, memory, a document larger than FORMAT_MOST; *bytes and *length are then as they
 * were.
 */
CHECKED enum outcome xml_finish(struct xml *xml, const char **bytes, size_t *length);
