#include "xml.h"

/* Include what is used: since 2.12 xmlwriter.h brings neither xmlInitParser nor xmlFree. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlmemory.h>
#include <libxml/xmlstring.h>
#include <libxml/xmlwriter.h>

#include "format.h"
#include "model/base/unicode.h"

#define FIRST_SIZE ((size_t)64 * 1024)

void xml_begin(void)
{
	LIBXML_TEST_VERSION
	xmlInitParser();
}

void xml_end(void)
{
	xmlCleanupParser();
}

/* Every call of the writer passes here: negative means it failed. */
static void note(struct xml *xml, int written)
{
	if (written < 0)
		xml->is_broken = true;
}

static bool is_absent(const char *string)
{
	return !string || !*string;
}

static const xmlChar *washed(struct xml *xml, const char *text)
{
	return BAD_CAST unicode_scrub(xml->arena, text);
}

/* Washed, and in one line: titles and attributes have no line ends. */
static const xmlChar *washed_line(struct xml *xml, const char *text)
{
	const char *clean = unicode_scrub(xml->arena, text);
	char *line;

	if (!strpbrk(clean, "\t\n\r"))
		return BAD_CAST clean;
	line = arena_string(xml->arena, clean);
	for (char *at = line; (at = strpbrk(at, "\t\n\r"));)
		*at = ' ';
	return BAD_CAST line;
}

struct xml xml_document(struct arena *arena)
{
	struct xml xml = {.arena = arena};
	xmlBufferPtr buffer = xmlBufferCreateSize(FIRST_SIZE);
	xmlTextWriterPtr writer = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;

	xml.buffer = buffer;
	xml.writer = writer;
	if (!writer) {
		xml.is_broken = true;
		return xml;
	}
	/* Line ends between elements, for people who look into a feed; blanks would only cost. */
	note(&xml, xmlTextWriterSetIndent(writer, 1));
	note(&xml, xmlTextWriterSetIndentString(writer, BAD_CAST ""));
	note(&xml, xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL));
	return xml;
}

void xml_open(struct xml *xml, const char *name)
{
	if (!xml->is_broken)
		note(xml, xmlTextWriterStartElement(xml->writer, BAD_CAST name));
}

void xml_close(struct xml *xml)
{
	if (!xml->is_broken)
		note(xml, xmlTextWriterEndElement(xml->writer));
}

void xml_attribute(struct xml *xml, const char *name, const char *value)
{
	if (!xml->is_broken && !is_absent(value))
		note(xml, xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name,
						      washed_line(xml, value)));
}

void xml_text(struct xml *xml, const char *text)
{
	if (!xml->is_broken && !is_absent(text))
		note(xml, xmlTextWriterWriteString(xml->writer, washed(xml, text)));
}

void xml_text_line(struct xml *xml, const char *text)
{
	if (!xml->is_broken && !is_absent(text))
		note(xml, xmlTextWriterWriteString(xml->writer, washed_line(xml, text)));
}

void xml_line(struct xml *xml, const char *name, const char *text)
{
	if (!xml->is_broken && !is_absent(text))
		note(xml,
		     xmlTextWriterWriteElement(xml->writer, BAD_CAST name, washed_line(xml, text)));
}

void xml_element(struct xml *xml, const char *name, const char *text)
{
	if (!xml->is_broken && !is_absent(text))
		note(xml, xmlTextWriterWriteElement(xml->writer, BAD_CAST name, washed(xml, text)));
}

void xml_required(struct xml *xml, const char *name, const char *text)
{
	if (!is_absent(text)) {
		xml_line(xml, name, text);
		return;
	}
	xml_open(xml, name);
	xml_close(xml);
}

enum outcome xml_finish(struct xml *xml, const char **bytes, size_t *length)
{
	enum outcome outcome = BROKEN;
	int size = 0;

	if (!xml->is_broken)
		note(xml, xmlTextWriterEndDocument(xml->writer));
	if (xml->writer)
		xmlFreeTextWriter(xml->writer); /* flushes into the buffer */
	if (!xml->is_broken)
		size = xmlBufferLength(xml->buffer);
	if (size > 0 && (size_t)size <= FORMAT_MOST) {
		*bytes = arena_bytes(xml->arena, xmlBufferContent(xml->buffer), (size_t)size);
		*length = (size_t)size;
		outcome = OK;
	}
	if (xml->buffer)
		xmlBufferFree(xml->buffer);
	xml->writer = xml->buffer = NULL;
	return outcome;
}
