#include "feeds/opml.h"

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

TestSuite(opml, .init = begin, .fini = end);

static xmlNodePtr root_of(const char *title)
{
	struct outline outline = {.title = title,
				  .feed = "https://poruch.example/korosten/feeds/issues.atom",
				  .page = "https://poruch.example/korosten/issues",
				  .language = "uk"};
	struct outline_group group = {.title = title, .outlines = {&outline, 1}};
	const char *bytes = NULL;
	size_t length = 0;

	cr_assert_eq(opml_write(title, &(struct outline_groups){&group, 1}, arena, &bytes, &length),
		     OK);
	xmlFreeDoc(document);
	document = sample_read(bytes, length);
	return xmlDocGetRootElement(document);
}

Test(opml, stays_well_formed_whatever_a_feed_is_called)
{
	for (size_t i = 0; hostile_texts[i]; i++)
		root_of(hostile_texts[i]);
}

Test(opml, a_subscription_is_of_type_rss_and_has_both_addresses)
{
	xmlNodePtr root = root_of("Проблеми");
	const char *path = "body/outline/outline";

	cr_expect_str_eq(sample_attribute(arena, root, "", "version"), "2.0");
	cr_expect_str_eq(sample_attribute(arena, root, path, "type"), "rss");
	cr_expect_str_eq(sample_attribute(arena, root, path, "text"), "Проблеми");
	cr_expect_str_eq(sample_attribute(arena, root, path, "title"), "Проблеми");
	cr_expect_str_eq(sample_attribute(arena, root, path, "xmlUrl"),
			 "https://poruch.example/korosten/feeds/issues.atom");
	cr_expect_str_eq(sample_attribute(arena, root, path, "htmlUrl"),
			 "https://poruch.example/korosten/issues");
}
