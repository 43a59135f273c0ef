#include "rss.h"

#include "format.h"
#include "model/base/clock.h"
#include "model/base/text.h"
#include "point.h"
#include "thread.h"
#include "xml.h"

#define TYPE "application/rss+xml"

/*
 * RSS reads a description as HTML, so plain text is escaped once for HTML here and once more for XML
 * by the writer. Titles are escaped for XML alone: that is what nearly every reader expects.
 */
static const char *html_of(struct arena *arena, const char *plain)
{
	struct text text = text_begin(arena, FORMAT_MOST);

	for (const char *at = plain; *at; at++) {
		switch (*at) {
		case '&': text_add(&text, "&amp;"); break;
		case '<': text_add(&text, "&lt;"); break;
		case '>': text_add(&text, "&gt;"); break;
		case '\n': text_add(&text, "<br>"); break;
		default: text_add_char(&text, *at);
		}
	}
	return text.bytes;
}

static void atom_link(struct xml *xml, const char *relation, const char *type, const char *address)
{
	if (!address || !*address)
		return;
	xml_open(xml, "atom:link");
	xml_attribute(xml, "rel", relation);
	xml_attribute(xml, "type", type);
	xml_attribute(xml, "href", address);
	xml_close(xml);
}

static void write_item(struct xml *xml, const struct entry *entry)
{
	bool has_summary = entry->summary && *entry->summary;

	xml_open(xml, "item");
	xml_required(xml, "title", entry->title);
	xml_line(xml, "link", entry->link);
	xml_open(xml, "guid");
	xml_attribute(xml, "isPermaLink", "false");
	xml_text(xml, entry->id);
	xml_close(xml);
	if (entry->published)
		xml_line(xml, "pubDate", clock_rfc822(xml->arena, entry->published));
	if (has_summary) { /* before content:encoded: some readers take whichever comes last */
		xml_element(xml, "description", html_of(xml->arena, entry->summary));
		xml_element(xml, "content:encoded", entry->content);
	} else {
		xml_element(xml, "description", entry->content);
	}
	xml_line(xml, "dc:creator", entry->author);
	for (size_t i = 0; i < entry->categories.count; i++) {
		const struct feed_category *category = &entry->categories.items[i];

		xml_open(xml, "category");
		xml_attribute(xml, "domain", category->scheme);
		xml_text_line(xml, category->label && *category->label ? category->label
								       : category->term);
		xml_close(xml);
	}
	if (entry->has_point)
		xml_line(xml, "georss:point",
			 point_georss(xml->arena, entry->latitude, entry->longitude));
	if (entry->updated && entry->updated != entry->published)
		xml_line(xml, "atom:updated", clock_rfc3339(xml->arena, entry->updated));
	thread_write(xml, entry, "atom:link", TYPE);
	xml_close(xml);
}

static void head(struct xml *xml, const struct feed *feed)
{
	xml_required(xml, "title", feed->title);
	xml_required(xml, "link", feed->home);
	xml_required(xml, "description",
		     feed->subtitle && *feed->subtitle ? feed->subtitle : feed->title);
	xml_line(xml, "language", feed->language);
	xml_line(xml, "copyright", feed->rights);
	xml_line(xml, "lastBuildDate", clock_rfc822(xml->arena, feed->updated));
	xml_line(xml, "generator", "Poruch");
	atom_link(xml, "self", TYPE, feed->self);
	if (feed->other && *feed->other) {
		xml_open(xml, "atom:link");
		xml_attribute(xml, "rel", "alternate");
		xml_attribute(xml, "type", TYPE);
		xml_attribute(xml, "hreflang", feed->other_language);
		xml_attribute(xml, "href", feed->other);
		xml_close(xml);
	}
	atom_link(xml, "hub", NULL, feed->hub);
	atom_link(xml, "current", TYPE, feed->current);
	atom_link(xml, "prev-archive", TYPE, feed->previous_archive);
	atom_link(xml, "next-archive", TYPE, feed->next_archive);
	if (feed->is_archive || feed->is_complete) {
		xml_open(xml, feed->is_archive ? "fh:archive" : "fh:complete");
		xml_close(xml);
	}
}

enum outcome rss_write(const struct feed *feed, struct arena *arena, const char **bytes,
		       size_t *length)
{
	struct xml xml = xml_document(arena);

	xml_open(&xml, "rss");
	xml_attribute(&xml, "version", "2.0");
	xml_attribute(&xml, "xmlns:at", "http://purl.org/atompub/tombstones/1.0");
	xml_attribute(&xml, "xmlns:atom", "http://www.w3.org/2005/Atom");
	xml_attribute(&xml, "xmlns:content", "http://purl.org/rss/1.0/modules/content/");
	xml_attribute(&xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_attribute(&xml, "xmlns:fh", "http://purl.org/syndication/history/1.0");
	xml_attribute(&xml, "xmlns:georss", "http://www.georss.org/georss");
	xml_attribute(&xml, "xmlns:thr", "http://purl.org/syndication/thread/1.0");
	xml_open(&xml, "channel");
	head(&xml, feed);
	for (size_t i = 0; i < feed->entries.count; i++) {
		if (feed->entries.items[i].is_deleted)
			thread_write_tombstone(&xml, &feed->entries.items[i]);
	}
	for (size_t i = 0; i < feed->entries.count; i++) {
		if (!feed->entries.items[i].is_tombstone_only)
			write_item(&xml, &feed->entries.items[i]);
	}
	xml_close(&xml);
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}
