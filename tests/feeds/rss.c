#include "feeds/rss.h"

#include <criterion/criterion.h>

#include "sample.h"
#include "tests/ready.h"

static struct arena *arena;
static xmlDocPtr document;

static void begin(void)
{
	ready_begin();
	arena = ready_arena();
	document = NULL;
}

static void end(void)
{
	xmlFreeDoc(document);
	ready_end();
}

TestSuite(rss, .init = begin, .fini = end);

static xmlNodePtr root_of(const struct feed *feed)
{
	const char *bytes = NULL;
	size_t length = 0;

	cr_assert_eq(rss_write(feed, arena, &bytes, &length), OK);
	xmlFreeDoc(document);
	document = sample_read(bytes, length);
	return xmlDocGetRootElement(document);
}

#define TEXT_AT(path)            sample_text(arena, root, path)
#define ATTRIBUTE_AT(path, name) sample_attribute(arena, root, path, name)

Test(rss, stays_well_formed_whatever_the_database_holds)
{
	for (size_t i = 0; hostile_texts[i]; i++) {
		struct feed feed = sample_feed(arena);

		sample_spoil(&feed, hostile_texts[i]);
		root_of(&feed);
	}
}

Test(rss, a_channel_has_what_the_standard_requires_even_when_nothing_is_known)
{
	struct feed feed = {.id = "tag:poruch.example,2026:feed/1"};
	xmlNodePtr root = root_of(&feed);

	cr_expect_not_null(sample_find(root, "channel/title"));
	cr_expect_not_null(sample_find(root, "channel/link"));
	cr_expect_not_null(sample_find(root, "channel/description"));
}

Test(rss, the_channel_says_who_it_is)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("", "version"), "2.0");
	cr_expect_str_eq(TEXT_AT("channel/title"), feed.title);
	cr_expect_str_eq(TEXT_AT("channel/description"), feed.subtitle);
	cr_expect_str_eq(TEXT_AT("channel/language"), "uk");
	cr_expect_str_eq(TEXT_AT("channel/link[1]"), feed.home);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[2]", "rel"), "self");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[2]", "type"), "application/rss+xml");
}

Test(rss, a_guid_is_the_id_and_no_address)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item/guid"), feed.entries.items[0].id);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/item/guid", "isPermaLink"), "false");
}

Test(rss, a_date_has_english_names_and_the_right_weekday)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[2]/pubDate"), "Tue, 10 Mar 2026 09:30:00 +0200");
	cr_expect_str_eq(TEXT_AT("channel/lastBuildDate"), "Tue, 10 Mar 2026 12:30:00 +0200");
}

Test(rss, the_description_stands_before_the_content)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);
	xmlNodePtr item = sample_find(root, "channel/item[2]");
	bool is_description_seen = false;

	for (xmlNodePtr child = item->children; child; child = child->next) {
		is_description_seen |= !strcmp((const char *)child->name, "description");
		cr_expect(is_description_seen || strcmp((const char *)child->name, "encoded"));
	}
	cr_expect_str_eq(TEXT_AT("channel/item[2]/encoded"), feed.entries.items[1].content);
}

Test(rss, a_plain_summary_becomes_html)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[2]/description"),
			 "Два ліхтарі не світять &lt; 5 &gt; днів");
}

Test(rss, a_title_is_escaped_for_xml_alone)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[2]/title"), feed.entries.items[1].title);
}

Test(rss, an_author_is_a_creator_because_author_would_be_an_e_mail_address)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item/creator"), "Відповідальний орган");
	cr_expect_null(sample_find(root, "channel/item/author"));
}

Test(rss, a_category_has_its_domain)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[2]/category"), "Вуличне освітлення");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/item[2]/category", "domain"),
			 "https://poruch.example/korosten/categories");
}

Test(rss, a_point_is_latitude_then_longitude)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[2]/point"), "50.95 28.6387");
	cr_expect_null(sample_find(root, "channel/item[1]/point"));
}

Test(rss, a_withdrawn_entry_keeps_its_guid_and_loses_its_text)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("channel/item[3]/guid"), feed.entries.items[2].id);
	cr_expect_str_eq(TEXT_AT("channel/item[3]/description"),
			 "<p>Це повідомлення відкликано.</p>");
}

Test(rss, a_withdrawn_entry_leaves_a_tombstone_too)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root;

	feed.entries.items[2].is_tombstone_only = true;
	root = root_of(&feed);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/deleted-entry", "ref"), feed.entries.items[2].id);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/deleted-entry", "when"),
			 "2026-03-10T09:30:00+02:00");
	cr_expect_null(sample_find(root, "channel/item[3]"));
}

Test(rss, a_reply_names_what_it_answers_and_an_issue_its_replies)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("channel/item[1]/in-reply-to", "ref"),
			 feed.entries.items[1].id);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/item[2]/link[2]", "rel"), "replies");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/item[2]/link[2]", "count"), "1");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/item[2]/link[2]", "type"), "application/rss+xml");
}

Test(rss, the_channel_leads_to_the_other_language_and_the_archives)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[3]", "hreflang"), "en");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[3]", "href"), feed.other);
	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[5]", "rel"), "prev-archive");
	cr_expect_str_eq(ATTRIBUTE_AT("channel/link[5]", "href"), feed.previous_archive);
	cr_expect_null(sample_find(root, "channel/archive"));
	feed.is_archive = true;
	root = root_of(&feed);
	cr_expect_not_null(sample_find(root, "channel/archive"));
}
