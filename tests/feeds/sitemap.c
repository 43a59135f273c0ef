#include "feeds/sitemap.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(sitemap, .init = ready_begin, .fini = ready_end);

static const char *part_of(struct sitemap_page *pages, size_t count)
{
	const struct sitemap_pages all = {pages, count};
	const char *bytes;
	size_t length;

	cr_assert_eq(sitemap_part(ready_arena(), "https://poruch.example", &all, &bytes, &length),
		     OK);
	return bytes;
}

/* Not by strstr, which the address sanitizer has measure all that is left at each find. */
static size_t count_of(const char *bytes, const char *what)
{
	size_t count = 0, length = strlen(what);

	for (; *bytes; bytes++)
		count += *bytes == *what && strncmp(bytes, what, length) == 0;
	return count;
}

Test(sitemap, a_page_is_two_addresses_that_name_each_other)
{
	struct sitemap_page page = {"/korosten/", 1794000000};
	const char *bytes = part_of(&page, 1);

	cr_expect_eq(count_of(bytes, "<url>"), 2);
	cr_expect(strstr(bytes, "<loc>https://poruch.example/korosten/</loc>"));
	cr_expect(strstr(bytes, "<loc>https://poruch.example/en/korosten/</loc>"));
	cr_expect_eq(count_of(bytes, "<lastmod>2026-11-06T23:20:00+02:00</lastmod>"), 2);
	cr_expect_eq(
		count_of(bytes, "hreflang=\"en\" href=\"https://poruch.example/en/korosten/\""), 2);
}

Test(sitemap, what_has_no_date_tells_none)
{
	struct sitemap_page page = {"/", 0};

	cr_expect_null(strstr(part_of(&page, 1), "lastmod"));
}

Test(sitemap, whatever_stands_in_a_path_is_no_markup)
{
	struct sitemap_page page = {"/a?b=1&c=\"<url>\x01", 0};
	const char *bytes = part_of(&page, 1);

	cr_expect_eq(count_of(bytes, "<url>"), 2);
	cr_expect_eq(count_of(bytes, "</url>"), 2);
	cr_expect(strstr(bytes, "/a?b=1&amp;c="));
	cr_expect_null(strchr(bytes, '\x01'));
}

Test(sitemap, a_part_never_has_more_addresses_than_the_protocol_allows)
{
	static struct sitemap_page pages[SITEMAP_PAGES + 2];

	for (size_t i = 0; i < COUNT(pages); i++)
		pages[i].path = "/x";
	cr_expect_eq(count_of(part_of(pages, COUNT(pages)), "<url>"), 50000);
}
