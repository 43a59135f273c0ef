#include "atom.h"

#include "model/base/clock.h"
#include "point.h"
#include "thread.h"
#include "xml.h"

#define TYPE "application/atom+xml"

/* language: of what stands at the address, where it is known. */
static void link_in(struct xml *xml, const char *relation, const char *type, const char *language,
		    const char *address)
{
	if (!address || !*address)
		return;
	xml_open(xml, "link");
	xml_attribute(xml, "rel", relation);
	xml_attribute(xml, "type", type);
	xml_attribute(xml, "hreflang", language);
	xml_attribute(xml, "href", address);
	xml_close(xml);
}

static void link_to(struct xml *xml, const char *relation, const char *type, const char *address)
{
	link_in(xml, relation, type, NULL, address);
}

static void moment(struct xml *xml, const char *name, int64_t seconds)
{
	if (seconds)
		xml_line(xml, name, clock_rfc3339(xml->arena, seconds));
}

static void author(struct xml *xml, const char *name)
{
	if (!name || !*name)
		return;
	xml_open(xml, "author");
	xml_line(xml, "name", name);
	xml_close(xml);
}

static void category(struct xml *xml, const struct feed_category *category)
{
	xml_open(xml, "category");
	xml_attribute(xml, "scheme", category->scheme);
	xml_attribute(xml, "term", category->term);
	xml_attribute(xml, "label", category->label);
	xml_close(xml);
}

static void title(struct xml *xml, const struct entry *entry)
{
	xml_open(xml, "title");
	xml_attribute(xml, "xml:lang", entry->title_language);
	xml_text_line(xml, entry->title);
	xml_close(xml);
}

static void summary(struct xml *xml, const struct entry *entry)
{
	if (!entry->summary || !*entry->summary)
		return;
	xml_open(xml, "summary");
	xml_attribute(xml, "xml:lang", entry->summary_language);
	xml_text(xml, entry->summary);
	xml_close(xml);
}

static void write_entry(struct xml *xml, const struct feed *feed, const struct entry *entry)
{
	xml_open(xml, "entry");
	xml_attribute(xml, "xml:lang", entry->language);
	xml_line(xml, "id", entry->id);
	title(xml, entry);
	moment(xml, "published", entry->published);
	moment(xml, "updated", entry->updated);
	author(xml, entry->author);
	link_in(xml, "alternate", "text/html", feed->language, entry->link);
	thread_write(xml, entry, "link", TYPE);
	for (size_t i = 0; i < entry->categories.count; i++)
		category(xml, &entry->categories.items[i]);
	if (entry->has_point)
		xml_line(xml, "georss:point",
			 point_georss(xml->arena, entry->latitude, entry->longitude));
	summary(xml, entry);
	if (entry->content && *entry->content) {
		xml_open(xml, "content");
		xml_attribute(xml, "type", "html");
		xml_text(xml, entry->content);
		xml_close(xml);
	}
	xml_close(xml);
}

/* RFC 5005: section 2 for a complete feed, section 4 for an archived one. */
static void history(struct xml *xml, const struct feed *feed)
{
	link_to(xml, "current", TYPE, feed->current);
	link_to(xml, "prev-archive", TYPE, feed->previous_archive);
	link_to(xml, "next-archive", TYPE, feed->next_archive);
	if (feed->is_archive || feed->is_complete) {
		xml_open(xml, feed->is_archive ? "fh:archive" : "fh:complete");
		xml_close(xml);
	}
}

static void head(struct xml *xml, const struct feed *feed)
{
	xml_attribute(xml, "xmlns", "http://www.w3.org/2005/Atom");
	xml_attribute(xml, "xmlns:thr", "http://purl.org/syndication/thread/1.0");
	xml_attribute(xml, "xmlns:fh", "http://purl.org/syndication/history/1.0");
	xml_attribute(xml, "xmlns:at", "http://purl.org/atompub/tombstones/1.0");
	xml_attribute(xml, "xmlns:georss", "http://www.georss.org/georss");
	xml_attribute(xml, "xml:lang", feed->language);
	xml_line(xml, "id", feed->id);
	xml_required(xml, "title", feed->title);
	xml_line(xml, "subtitle", feed->subtitle);
	xml_line(xml, "updated", clock_rfc3339(xml->arena, feed->updated));
	author(xml, feed->author);
	link_to(xml, "self", TYPE, feed->self);
	link_in(xml, "alternate", "text/html", feed->language, feed->home);
	link_in(xml, "alternate", TYPE, feed->other_language, feed->other);
	link_to(xml, "hub", NULL, feed->hub);
	xml_line(xml, "rights", feed->rights);
	xml_line(xml, "generator", "Poruch");
	history(xml, feed);
}

enum outcome atom_write(const struct feed *feed, struct arena *arena, const char **bytes,
			size_t *length)
{
	struct xml xml = xml_document(arena);
	const struct entries *entries = &feed->entries;

	xml_open(&xml, "feed");
	head(&xml, feed);
	for (size_t i = 0; i < entries->count; i++) {
		if (entries->items[i].is_deleted)
			thread_write_tombstone(&xml, &entries->items[i]);
	}
	for (size_t i = 0; i < entries->count; i++) {
		if (!entries->items[i].is_tombstone_only)
			write_entry(&xml, feed, &entries->items[i]);
	}
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}
