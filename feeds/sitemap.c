#include "sitemap.h"

#include "model/base/clock.h"
#include "xml.h"

#define SITEMAP_NAMES "http://www.sitemaps.org/schemas/sitemap/0.9"

static void changed_add(struct xml *xml, int64_t changed)
{
	if (changed)
		xml_line(xml, "lastmod", clock_rfc3339(xml->arena, changed));
}

static void alternate_add(struct xml *xml, const char *language, const char *url)
{
	xml_open(xml, "xhtml:link");
	xml_attribute(xml, "rel", "alternate");
	xml_attribute(xml, "hreflang", language);
	xml_attribute(xml, "href", url);
	xml_close(xml);
}

static void page_add(struct xml *xml, const char *public_url, const struct sitemap_page *page)
{
	const char *urls[] = {arena_printf(xml->arena, "%s%s", public_url, page->path),
			      arena_printf(xml->arena, "%s/en%s", public_url, page->path)};

	for (size_t i = 0; i < COUNT(urls); i++) {
		xml_open(xml, "url");
		xml_line(xml, "loc", urls[i]);
		changed_add(xml, page->changed);
		alternate_add(xml, "uk", urls[0]);
		alternate_add(xml, "en", urls[1]);
		alternate_add(xml, "x-default", urls[0]);
		xml_close(xml);
	}
}

enum outcome sitemap_part(struct arena *arena, const char *public_url,
			  const struct sitemap_pages *pages, const char **bytes, size_t *length)
{
	struct xml xml = xml_document(arena);

	xml_open(&xml, "urlset");
	xml_attribute(&xml, "xmlns", SITEMAP_NAMES);
	xml_attribute(&xml, "xmlns:xhtml", "http://www.w3.org/1999/xhtml");
	for (size_t i = 0; i < pages->count && i < SITEMAP_PAGES; i++)
		page_add(&xml, public_url, &pages->items[i]);
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}

enum outcome sitemap_index(struct arena *arena, const char *public_url,
			   const struct sitemap_pages *parts, const char **bytes, size_t *length)
{
	struct xml xml = xml_document(arena);

	xml_open(&xml, "sitemapindex");
	xml_attribute(&xml, "xmlns", SITEMAP_NAMES);
	for (size_t i = 0; i < parts->count; i++) {
		xml_open(&xml, "sitemap");
		xml_line(&xml, "loc",
			 arena_printf(arena, "%s%s", public_url, parts->items[i].path));
		changed_add(&xml, parts->items[i].changed);
		xml_close(&xml);
	}
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}
