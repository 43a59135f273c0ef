#include "opml.h"

#include "xml.h"

static void write_outline(struct xml *xml, const struct outline *outline)
{
	xml_open(xml, "outline");
	xml_attribute(xml, "type", "rss");
	xml_attribute(xml, "text", outline->title);
	xml_attribute(xml, "title", outline->title);
	xml_attribute(xml, "xmlUrl", outline->feed);
	xml_attribute(xml, "htmlUrl", outline->page);
	xml_attribute(xml, "language", outline->language);
	xml_close(xml);
}

static void write_group(struct xml *xml, const struct outline_group *group)
{
	xml_open(xml, "outline");
	xml_attribute(xml, "text", group->title);
	for (size_t i = 0; i < group->outlines.count; i++)
		write_outline(xml, &group->outlines.items[i]);
	xml_close(xml);
}

enum outcome opml_write(const char *title, const struct outline_groups *groups, struct arena *arena,
			const char **bytes, size_t *length)
{
	struct xml xml = xml_document(arena);

	xml_open(&xml, "opml");
	xml_attribute(&xml, "version", "2.0");
	xml_open(&xml, "head");
	xml_required(&xml, "title", title);
	xml_close(&xml);
	xml_open(&xml, "body");
	for (size_t i = 0; i < groups->count; i++)
		write_group(&xml, &groups->items[i]);
	xml_close(&xml);
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}
