#include "feeds/atom.h"

#include <criterion/criterion.h>
#include <sys/wait.h>
#include <unistd.h>

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

TestSuite(atom, .init = begin, .fini = end);

static const char *written(const struct feed *feed, size_t *length)
{
	const char *bytes = NULL;

	cr_assert_eq(atom_write(feed, arena, &bytes, length), OK);
	return bytes;
}

static xmlNodePtr root_of(const struct feed *feed)
{
	size_t length = 0;
	const char *bytes = written(feed, &length);

	xmlFreeDoc(document);
	document = sample_read(bytes, length);
	return xmlDocGetRootElement(document);
}

#define TEXT_AT(path)            sample_text(arena, root, path)
#define ATTRIBUTE_AT(path, name) sample_attribute(arena, root, path, name)

/* Whether jing finds the document to be what the grammar says; its complaints go to stdout. */
static bool is_valid(const char *bytes, size_t length)
{
	char path[] = "/tmp/poruch-atom-XXXXXX";
	int file = mkstemp(path), status;
	char *command = arena_printf(arena, "jing -c tests/feeds/atom.rnc %s 2>/dev/null", path);

	cr_assert(file >= 0 && write(file, bytes, length) == (ssize_t)length);
	close(file);
	status = system(command);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) != 127, "jing is not installed");
	unlink(path);
	return WEXITSTATUS(status) == 0;
}

Test(atom, the_grammar_refuses_an_entry_without_a_moment)
{
	struct feed feed = sample_feed(arena);
	size_t length = 0;
	const char *bytes;

	feed.entries.items[1].updated = 0;
	bytes = written(&feed, &length);
	cr_expect_not(is_valid(bytes, length));
}

Test(atom, follows_the_grammar_of_rfc_4287)
{
	struct feed feed = sample_feed(arena);
	size_t length = 0;
	const char *bytes = written(&feed, &length);

	cr_expect(is_valid(bytes, length));
}

Test(atom, stays_well_formed_whatever_the_database_holds)
{
	for (size_t i = 0; hostile_texts[i]; i++) {
		struct feed feed = sample_feed(arena);

		sample_spoil(&feed, hostile_texts[i]);
		root_of(&feed);
	}
}

Test(atom, hostile_text_adds_no_element)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root;

	sample_spoil(&feed, "</title><entry><id>x</id></entry>]]>");
	root = root_of(&feed);
	cr_expect_null(sample_find(root, "entry[4]"));
	cr_expect_str_eq(TEXT_AT("entry/title"), "</title><entry><id>x</id></entry>]]>");
	cr_expect_str_eq(TEXT_AT("entry/content"), "</title><entry><id>x</id></entry>]]>");
}

Test(atom, metadata_and_tombstones_stand_before_entries)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);
	bool is_entry_seen = false;

	for (xmlNodePtr child = root->children; child; child = child->next) {
		bool is_entry = !strcmp((const char *)child->name, "entry");

		cr_expect(is_entry || !is_entry_seen, "<%s> behind an entry", child->name);
		is_entry_seen |= is_entry;
	}
	cr_expect(is_entry_seen);
}

Test(atom, the_feed_says_who_it_is)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("id"), feed.id);
	cr_expect_str_eq(TEXT_AT("title"), feed.title);
	cr_expect_str_eq(TEXT_AT("updated"), "2026-03-10T12:30:00+02:00");
	cr_expect_str_eq(TEXT_AT("author/name"), feed.author);
	cr_expect_str_eq(TEXT_AT("rights"), "CC BY 4.0");
	cr_expect_str_eq(ATTRIBUTE_AT("", "lang"), "uk");
	cr_expect_str_eq(ATTRIBUTE_AT("link[1]", "rel"), "self");
	cr_expect_str_eq(ATTRIBUTE_AT("link[1]", "type"), "application/atom+xml");
	cr_expect_str_eq(ATTRIBUTE_AT("link[1]", "href"), feed.self);
	cr_expect_str_eq(ATTRIBUTE_AT("link[2]", "rel"), "alternate");
	cr_expect_str_eq(ATTRIBUTE_AT("link[2]", "href"), feed.home);
	cr_expect_str_eq(ATTRIBUTE_AT("link[2]", "hreflang"), "uk");
	cr_expect_str_eq(ATTRIBUTE_AT("entry/link", "hreflang"), "uk");
	cr_expect_str_eq(ATTRIBUTE_AT("link[3]", "rel"), "alternate");
	cr_expect_str_eq(ATTRIBUTE_AT("link[3]", "type"), "application/atom+xml");
	cr_expect_str_eq(ATTRIBUTE_AT("link[3]", "hreflang"), "en");
	cr_expect_str_eq(ATTRIBUTE_AT("link[3]", "href"), feed.other);
}

Test(atom, a_title_is_plain_text_escaped_once)
{
	struct feed feed = sample_feed(arena);
	size_t length = 0;
	const char *bytes = written(&feed, &length);

	cr_expect_not_null(
		strstr(bytes, "<title>Темно біля школи &lt; 5 &gt; &amp; «інше»</title>"));
}

Test(atom, content_is_html_escaped_once)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("entry/content", "type"), "html");
	cr_expect_str_eq(TEXT_AT("entry/content"), feed.entries.items[0].content);
	cr_expect_str_eq(ATTRIBUTE_AT("entry/title", "type"), "");
}

Test(atom, published_and_updated_are_told_apart)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("entry[2]/published"), "2026-03-10T09:30:00+02:00");
	cr_expect_str_eq(TEXT_AT("entry[2]/updated"), "2026-03-10T10:30:00+02:00");
}

Test(atom, a_summer_moment_has_the_summer_offset)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root;

	feed.updated = 1782867600; /* 2026-07-01 01:00 UTC */
	root = root_of(&feed);
	cr_expect_str_eq(TEXT_AT("updated"), "2026-07-01T04:00:00+03:00");
}

Test(atom, a_reply_names_what_it_answers)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("entry[1]/in-reply-to", "ref"), feed.entries.items[1].id);
	cr_expect_str_eq(ATTRIBUTE_AT("entry[1]/in-reply-to", "href"), feed.entries.items[1].link);
	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/link[2]", "rel"), "replies");
	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/link[2]", "count"), "1");
	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/link[2]", "updated"), "2026-03-10T12:30:00+02:00");
}

Test(atom, a_point_is_latitude_then_longitude)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(TEXT_AT("entry[2]/point"), "50.95 28.6387");
	cr_expect_null(sample_find(root, "entry[1]/point"), "no place is no point, not 0 0");
}

Test(atom, a_category_has_scheme_term_and_label)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/category", "term"), "lighting");
	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/category", "label"), "Вуличне освітлення");
	cr_expect_str_eq(ATTRIBUTE_AT("entry[2]/category", "scheme"),
			 "https://poruch.example/korosten/categories");
}

Test(atom, a_withdrawn_entry_leaves_a_tombstone_and_a_neutral_text)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("deleted-entry", "ref"), feed.entries.items[2].id);
	cr_expect_str_eq(ATTRIBUTE_AT("deleted-entry", "when"), "2026-03-10T09:30:00+02:00");
	cr_expect_str_eq(TEXT_AT("entry[3]/id"), feed.entries.items[2].id);
	cr_expect_str_eq(TEXT_AT("entry[3]/title"), "Відкликано");
}

Test(atom, a_tombstone_can_stand_alone)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root;

	feed.entries.items[2].is_tombstone_only = true;
	root = root_of(&feed);
	cr_expect_not_null(sample_find(root, "deleted-entry"));
	cr_expect_null(sample_find(root, "entry[3]"));
}

Test(atom, a_subscription_document_leads_to_its_archive)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root = root_of(&feed);

	cr_expect_str_eq(ATTRIBUTE_AT("link[5]", "rel"), "prev-archive");
	cr_expect_str_eq(ATTRIBUTE_AT("link[5]", "href"), feed.previous_archive);
	cr_expect_null(sample_find(root, "archive"));
	feed.is_archive = true;
	root = root_of(&feed);
	cr_expect_not_null(sample_find(root, "archive"));
}

Test(atom, a_complete_feed_says_so)
{
	struct feed feed = sample_feed(arena);
	xmlNodePtr root;

	feed.is_complete = true;
	feed.current = feed.previous_archive = NULL;
	root = root_of(&feed);
	cr_expect_not_null(sample_find(root, "complete"));
	cr_expect_null(sample_find(root, "link[4]"));
}

Test(atom, the_same_feed_is_the_same_bytes)
{
	struct feed feed = sample_feed(arena);
	size_t first_length = 0, second_length = 0;
	const char *first = written(&feed, &first_length);
	const char *second = written(&feed, &second_length);

	cr_assert_eq(first_length, second_length);
	cr_expect_arr_eq(first, second, first_length);
}

Test(atom, an_empty_feed_is_a_feed)
{
	struct feed feed = sample_feed(arena);
	size_t length = 0;
	const char *bytes;

	feed.entries.count = 0;
	bytes = written(&feed, &length);
	cr_expect(is_valid(bytes, length));
}
