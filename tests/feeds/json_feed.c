#include "feeds/json_feed.h"

#include <criterion/criterion.h>
#include <jansson.h>

#include "feeds/json.h"
#include "sample.h"
#include "tests/ready.h"

static struct arena *arena;
static json_t *root;

static void begin(void)
{
	ready_begin();
	arena = ready_arena();
	root = NULL;
}

static void end(void)
{
	json_decref(root);
	ready_end();
}

TestSuite(json_feed, .init = begin, .fini = end);

static void read_feed(const struct feed *feed)
{
	const char *bytes = NULL;
	size_t length = 0;

	cr_assert_eq(json_feed_write(feed, arena, &bytes, &length), OK);
	json_decref(root);
	root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
	cr_assert_not_null(root, "no JSON: %s", bytes);
}

static const char *string_of(const json_t *object, const char *key)
{
	const char *string = json_string_value(json_object_get(object, key));

	return string ? string : "";
}

static json_t *item(size_t index)
{
	return json_array_get(json_object_get(root, "items"), index);
}

Test(json_feed, stays_json_whatever_the_database_holds)
{
	for (size_t i = 0; hostile_texts[i]; i++) {
		struct feed feed = sample_feed(arena);

		sample_spoil(&feed, hostile_texts[i]);
		read_feed(&feed);
	}
}

Test(json_feed, a_broken_document_hands_nothing_out)
{
	struct json json = json_begin(arena);
	const char *bytes = "untouched";
	size_t length = 9;

	json.is_broken = true; /* as when memory is short */
	json_open(&json, "a");
	json_add_text(&json, "b", "c");
	json_close(&json);
	cr_expect_eq(json_finish(&json, &bytes, &length), BROKEN);
	cr_expect_str_eq(bytes, "untouched");
}

Test(json_feed, has_the_shape_of_version_1_1)
{
	struct feed feed = sample_feed(arena);

	read_feed(&feed);
	cr_expect_str_eq(string_of(root, "version"), "https://jsonfeed.org/version/1.1");
	cr_expect_str_eq(string_of(root, "title"), feed.title);
	cr_expect_str_eq(string_of(root, "home_page_url"), feed.home);
	cr_expect_str_eq(string_of(root, "feed_url"), feed.self);
	cr_expect_str_eq(string_of(root, "language"), "uk");
	cr_expect_str_eq(string_of(root, "next_url"), feed.previous_archive);
	cr_expect_eq(json_array_size(json_object_get(root, "items")), 3);
}

Test(json_feed, an_item_has_a_string_id_content_and_dates)
{
	struct feed feed = sample_feed(arena);

	read_feed(&feed);
	cr_expect_str_eq(string_of(item(1), "id"), feed.entries.items[1].id);
	cr_expect_str_eq(string_of(item(1), "content_html"), feed.entries.items[1].content);
	cr_expect_str_eq(string_of(item(1), "date_published"), "2026-03-10T09:30:00+02:00");
	cr_expect_str_eq(string_of(item(1), "date_modified"), "2026-03-10T10:30:00+02:00");
	cr_expect_str_eq(json_string_value(json_array_get(json_object_get(item(1), "tags"), 0)),
			 "Вуличне освітлення");
}

Test(json_feed, an_item_without_content_still_has_the_member)
{
	struct feed feed = sample_feed(arena);

	feed.entries.items[0].content = NULL;
	read_feed(&feed);
	cr_expect(json_is_string(json_object_get(item(0), "content_html")));
}

Test(json_feed, authors_are_a_list_of_objects)
{
	struct feed feed = sample_feed(arena);
	json_t *author;

	read_feed(&feed);
	author = json_array_get(json_object_get(item(0), "authors"), 0);
	cr_expect_str_eq(string_of(author, "name"), "Відповідальний орган");
}

Test(json_feed, what_it_has_no_words_for_stands_in_an_extension)
{
	struct feed feed = sample_feed(arena);
	json_t *own, *replies;

	feed.is_archive = true;
	read_feed(&feed);
	own = json_object_get(root, "_poruch");
	cr_expect_str_eq(string_of(own, "id"), feed.id);
	cr_expect_str_eq(string_of(own, "other_language"), feed.other);
	cr_expect_str_eq(string_of(own, "previous_archive"), feed.previous_archive);
	cr_expect(json_is_true(json_object_get(own, "archive")));
	cr_expect_str_eq(string_of(json_array_get(json_object_get(own, "withdrawn"), 0), "id"),
			 feed.entries.items[2].id);
	replies = json_object_get(json_object_get(item(1), "_poruch"), "replies");
	cr_expect_str_eq(string_of(replies, "url"), feed.entries.items[1].replies);
	cr_expect_eq(json_integer_value(json_object_get(replies, "count")), 1);
}
