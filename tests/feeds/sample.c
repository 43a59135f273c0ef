#include "sample.h"

#include <criterion/criterion.h>
#include <libxml/parser.h>

#define MARCH 1773127800 /* 2026-03-10 09:30 in Kyiv */
#define HOUR  3600

const char *const hostile_texts[] = {
	"\x01\x0b\x1f control",
	"]]>",
	"<![CDATA[ x ]]>",
	"--> <!-- -- ->",
	"<script>alert(1)</script>",
	"& &amp; &#0; &#x1; &unknown; \" '",
	"\xff\xfe not UTF-8",
	"cut \xd0",
	"overlong \xc0\xaf",
	"surrogate \xed\xa0\x80",
	"noncharacter \xef\xbf\xbe \xef\xbf\xbf",
	"beyond \xf4\x90\x80\x80",
	"\xf0\x9f\x9a\xa8 \xd1\x96\xcc\x88 \xe2\x80\xae",
	"line\nend\r\nand\ttab\xe2\x80\xa8separator\xc2\x85",
	"",
	"   ",
	NULL,
};

static void add_category(struct arena *arena, struct entry *entry, const char *term,
			 const char *label)
{
	*LIST_ADD(arena, &entry->categories) = (struct feed_category){
		.scheme = "https://poruch.example/korosten/categories",
		.term = term,
		.label = label};
}

struct feed sample_feed(struct arena *arena)
{
	struct feed feed = {
		.id = "tag:poruch.example,2026:feed/1/everything/uk",
		.title = "Коростенська громада: усе",
		.subtitle = "Проблеми, зміни та звіти",
		.language = "uk",
		.author = "Коростенська громада",
		.rights = "CC BY 4.0",
		.self = "https://poruch.example/korosten/feeds/everything.atom",
		.home = "https://poruch.example/korosten/",
		.other_language = "en",
		.other = "https://poruch.example/en/korosten/feeds/everything.atom",
		.updated = MARCH + 3 * HOUR,
		.current = "https://poruch.example/korosten/feeds/everything.atom",
		.previous_archive =
			"https://poruch.example/korosten/feeds/everything.atom?archive=7",
	};
	struct entry *update = LIST_ADD(arena, &feed.entries), *issue, *gone;

	*update = (struct entry){
		.id = "tag:poruch.example,2026:issue/43/update/7",
		.title = "№ 2026/43: виконано",
		.content = "<p>Ліхтар <b>світить</b> &amp; не блимає</p>",
		.link = "https://poruch.example/korosten/issues/2026-43#u7",
		.author = "Відповідальний орган",
		.published = MARCH + 3 * HOUR,
		.updated = MARCH + 3 * HOUR,
		.in_reply_to = "tag:poruch.example,2026:issue/43",
		.in_reply_to_link = "https://poruch.example/korosten/issues/2026-43"};
	issue = LIST_ADD(arena, &feed.entries);
	*issue = (struct entry){.id = "tag:poruch.example,2026:issue/43",
				.title = "Темно біля школи < 5 > & «інше»",
				.summary = "Два ліхтарі не світять < 5 > днів",
				.content = "<p>Два ліхтарі не світять &lt; 5 &gt; днів</p>",
				.language = "uk",
				.link = "https://poruch.example/korosten/issues/2026-43",
				.published = MARCH,
				.updated = MARCH + HOUR,
				.has_point = true,
				.latitude = 50.95,
				.longitude = 28.6387,
				.replies = "https://poruch.example/korosten/issues/2026-43.atom",
				.replies_count = 1,
				.replies_updated = MARCH + 3 * HOUR};
	add_category(arena, issue, "lighting", "Вуличне освітлення");
	gone = LIST_ADD(arena, &feed.entries);
	*gone = (struct entry){.id = "tag:poruch.example,2026:issue/42",
			       .title = "Відкликано",
			       .content = "<p>Це повідомлення відкликано.</p>",
			       .link = "https://poruch.example/korosten/issues/2026-42",
			       .published = MARCH - HOUR,
			       .updated = MARCH,
			       .is_deleted = true,
			       .deleted_at = MARCH};
	return feed;
}

void sample_spoil(struct feed *feed, const char *text)
{
	feed->title = feed->subtitle = feed->author = feed->rights = text;
	for (size_t i = 0; i < feed->entries.count; i++) {
		struct entry *entry = &feed->entries.items[i];

		entry->title = entry->summary = entry->content = entry->author = text;
		for (size_t j = 0; j < entry->categories.count; j++)
			entry->categories.items[j].label = text;
	}
}

xmlDocPtr sample_read(const char *bytes, size_t length)
{
	xmlDocPtr document = xmlReadMemory(bytes, (int)length, "feed.xml", NULL,
					   XML_PARSE_NONET | XML_PARSE_NOBLANKS);

	cr_assert_not_null(document, "not well-formed:\n%.*s", (int)length, bytes);
	return document;
}

/* One step of a path: the nth child element of that local name. */
static xmlNodePtr child_of(xmlNodePtr node, const char *name, size_t length, long which)
{
	for (xmlNodePtr child = node->children; child; child = child->next) {
		if (child->type == XML_ELEMENT_NODE &&
		    strlen((const char *)child->name) == length &&
		    !memcmp(child->name, name, length) && --which == 0)
			return child;
	}
	return NULL;
}

xmlNodePtr sample_find(xmlNodePtr node, const char *path)
{
	while (node && *path) {
		size_t length = strcspn(path, "[/");
		const char *name = path;
		long which = 1;

		path += length;
		if (*path == '[') {
			which = strtol(path + 1, (char **)&path, 10);
			path++;
		}
		node = child_of(node, name, length, which);
		if (*path == '/')
			path++;
	}
	return node;
}

static const char *kept(struct arena *arena, xmlChar *string)
{
	const char *copy = arena_string(arena, string ? (const char *)string : "");

	xmlFree(string);
	return copy;
}

const char *sample_text(struct arena *arena, xmlNodePtr node, const char *path)
{
	xmlNodePtr found = sample_find(node, path);

	return found ? kept(arena, xmlNodeGetContent(found)) : "";
}

const char *sample_attribute(struct arena *arena, xmlNodePtr node, const char *path,
			     const char *name)
{
	xmlNodePtr found = sample_find(node, path);

	return found ? kept(arena, xmlGetProp(found, BAD_CAST name)) : "";
}
