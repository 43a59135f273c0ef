#include "feeds/badge.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(badge, .init = ready_begin, .fini = ready_end);

static const char *svg(const char *label, const char *message)
{
	const struct badge badge = {"uk", label, message, message};
	const char *bytes;
	size_t length;

	cr_assert_eq(badge_svg(ready_arena(), &badge, &bytes, &length), OK);
	return bytes;
}

Test(badge, says_the_same_to_who_cannot_see_it)
{
	const char *bytes = svg("безпека", "12 відкритих · 45 розв’язаних");

	cr_expect(strstr(bytes, "role=\"img\" aria-labelledby=\"title desc\""));
	cr_expect(strstr(bytes,
			 "<title id=\"title\">безпека: 12 відкритих · 45 розв’язаних</title>"));
	cr_expect(strstr(bytes, "<desc id=\"desc\">12 відкритих · 45 розв’язаних</desc>"));
}

Test(badge, whatever_it_says_is_no_markup)
{
	const char *bytes = svg("</text><script>", "\"'&]]>\x01\xFF");

	cr_expect_null(strstr(bytes, "<script"));
	cr_expect_null(strchr(bytes, '\x01'));
	cr_expect_null(strchr(bytes, '\xFF'));
}

Test(badge, is_as_wide_as_its_words)
{
	cr_expect_eq(badge_width(""), 0);
	cr_expect_gt(badge_width("шшшш"), badge_width("оооо"));
	cr_expect_gt(badge_width("оооо"), badge_width("іііі"));
	cr_expect_eq(badge_width("45 і 45"),
		     4 * badge_width("4") + 2 * badge_width(" ") + badge_width("і"));
	cr_expect(strstr(svg("оо", "оо"), "textLength=\"15.2\""));
}
