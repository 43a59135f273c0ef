/* What compile.c makes: each case is a template in cases.html. */
#include <criterion/criterion.h>

#include "templates/html.h"
#include "tests/ready.h"
#include "tests/skeleton.h"
#include "tests/templates/cases.html.h"

static struct page page;
static struct case_place other = {"other", 7};
static struct case_thing it;

static void begin(void)
{
	ready_begin();
	page = html_begin(ready_arena(), words_of("en"), 1 << 20);
	it = (struct case_thing){.title = "a",
				 .address = "/x",
				 .code = "c-1",
				 .count = 1204,
				 .share = 12.5,
				 .due = {2026, 3, 15},
				 .happened_at = 1773563400,
				 .place = {"place", 1},
				 .other = &other};
}

TestSuite(compiled, .init = begin, .fini = ready_end);

#define GIVES(expected) cr_assert_str_eq(page.out.bytes, expected)

Test(compiled, c01_escapes_text)
{
	it.title = "<b> & \"q\" 'a'";
	cases_1_html(&page, &it);
	GIVES("<p>&lt;b&gt; &amp; &#34;q&#34; &#39;a&#39;</p>");
}

Test(compiled, c02_escapes_attributes_in_both_quotes)
{
	it.title = "\"'>";
	cases_2_html(&page, &it);
	GIVES("<p title=\"&#34;&#39;&gt;\" class='a &#34;&#39;&gt;'></p>");
}

Test(compiled, c03_lets_only_safe_addresses_pass)
{
	static const char *const unsafe[] = {"javascript:alert(1)",
					     "JaVaScRiPt:alert(1)",
					     "java\tscript:alert(1)",
					     " javascript:alert(1)",
					     "\njavascript:x",
					     "data:text/html,x",
					     "vbscript:x",
					     "//evil.example",
					     "/\\evil.example",
					     "\\\\evil.example",
					     "http:\\\\evil",
					     "file:///etc/passwd",
					     "\001javascript:alert()",
					     "x y",
					     "blob:x",
					     "https:evil",
					     NULL};
	static const char *const safe[] = {"/a",
					   "a/b",
					   "?q=a:b",
					   "#x",
					   "https://example.org/",
					   "http://example.org",
					   "mailto:a@example.org",
					   "tel:+380441234567",
					   "",
					   "a/b:c",
					   NULL};

	for (size_t i = 0; unsafe[i]; i++) {
		text_cut(&page.out, 0);
		it.address = unsafe[i];
		cases_3_html(&page, &it);
		cr_assert_str_eq(page.out.bytes, "<a href=\"#\"></a>", "%s", unsafe[i]);
	}
	for (size_t i = 0; safe[i]; i++)
		cr_assert(html_is_safe_address(safe[i]), "%s", safe[i]);
}

Test(compiled, c04_encodes_values_within_an_address)
{
	it.title = "/evil.example/..";
	it.address = "a b&c=d#e\"ї";
	cases_4_html(&page, &it);
	GIVES("<a "
	      "href=\"/en/%2Fevil.example%2F../x?q=a%20b%26c%3Dd%23e%22%D1%97&amp;n=1204\"></a>");
}

Test(compiled, c05_chooses_by_what_is_there)
{
	it.is_open = true;
	cases_5_html(&page, &it);
	GIVES("14");
	text_cut(&page.out, 0);
	it.is_open = false;
	it.title = "";
	cases_5_html(&page, &it);
	GIVES("235");
	text_cut(&page.out, 0);
	it.title = NULL;
	it.due = (struct date){0};
	cases_5_html(&page, &it);
	GIVES("236");
}

Test(compiled, c06_repeats_for_each_item_or_tells_there_is_none)
{
	struct case_item items[] = {{"one", false}, {"two", true}};

	cases_6_html(&page, &it);
	GIVES("<ul><li>0</li></ul>");
	text_cut(&page.out, 0);
	it.items = (struct case_items){items, 2};
	cases_6_html(&page, &it);
	GIVES("<ul><li>one</li><li class=\"new\">two</li></ul>");
}

Test(compiled, c07_steps_through_structs_and_pointers_alike)
{
	cases_7_html(&page, &it);
	GIVES("place/other/7/c-1");
}

Test(compiled, c08_writes_numbers_and_times_for_people_in_text_and_for_machines_in_attributes)
{
	cases_8_html(&page, &it);
	GIVES("<p>1,204|12.5|<time datetime=\"2026-03-15\">15\u00A0March 2026</time>|"
	      "<time datetime=\"2026-03-15T10:30:00+02:00\">15\u00A0March 2026, 10:30</time></p>"
	      "<input value=\"1204\" min=\"12.5\" max=\"2026-03-15\">");
}

Test(compiled, c09_fills_the_holes_of_a_sentence_and_escapes_both)
{
	it.title = "<{2}>";
	cases_9_html(&page, &it);
	GIVES("<p>Test sentence: &lt;{2}&gt; of 1,204. "
	      "<b title=\"Test &lt;&lt;{2}&gt;&gt;\">1</b></p>");
}

Test(compiled, c10_counts)
{
	cases_10_html(&page, &it);
	GIVES("1,204 test issues");
	text_cut(&page.out, 0);
	it.count = 1;
	cases_10_html(&page, &it);
	GIVES("1 test issue");
}

Test(compiled, c11_shows_parts_with_sentences_as_arguments)
{
	cases_11_html(&page, &it);
	GIVES("<i>a</i><b>Test: 1,204</b><p>a</p><i>a &#34;b&#34;</i><b>Test</b>");
}

Test(compiled, c12_lets_safe_markup_stand_in_a_sentence)
{
	it.title = "<x>";
	cases_12_html(&page, &it);
	GIVES("Test: see <a href=\"/en/x\">&lt;x&gt;</a>.");
}

Test(compiled, c13_drops_white_space_that_nobody_sees)
{
	cases_13_html(&page);
	GIVES("<div><p>1 <b>2</b> <i>3</i></p><pre>\n 4\n\t5</pre><textarea>\n 6</textarea></div>");
}

Test(compiled, c14_repeats_over_strings)
{
	const char *names[] = {"a", "<"};

	it.names = (struct case_names){names, 2};
	cases_14_html(&page, &it);
	GIVES("a,&lt;,");
}

Test(compiled, c15_leaves_open_what_a_layout_says_it_does)
{
	cases_15_begin_html(&page);
	cases_15_end_html(&page);
	GIVES("<main><div></div></main>");
}

Test(compiled, c16_writes_each_kind_of_address_as_it_wants_it)
{
	it.title = "+38 @?";
	it.address = "/en/y";
	cases_16_html(&page, &it);
	GIVES("<a href=\"tel:+38%20@%3F\"></a><a href=\"mailto:+38%20@%3F\"></a>"
	      "<a href=\"https://example.org/%2B38%20%40%3F\"></a><a href=\"/static/x.css\"></a>"
	      "<a href=\"/en/y?n=1204\"></a>");
}

Test(compiled, c17_keeps_its_skeleton_whatever_the_values_hold)
{
	const char *names[] = {skeleton_plain};
	struct page hostile = html_begin(ready_arena(), words_of("uk"), 1 << 20);
	const char *plain;

	it.names = (struct case_names){names, 1};
	it.title = skeleton_plain;
	cases_17_html(&page, &it);
	plain = skeleton_of(ready_arena(), page.out.bytes);
	cr_assert_not_null(strstr(plain, "textarea /textarea "));
	it.title = names[0] = skeleton_hostile;
	cases_17_html(&hostile, &it);
	cr_assert_str_eq(skeleton_of(ready_arena(), hostile.out.bytes), plain);
}

Test(compiled, c18_chooses_between_addresses)
{
	cases_18_html(&page, &it);
	it.is_open = true;
	cases_18_html(&page, &it);
	GIVES("<a href=\"https://example.org/2/a\"></a><a href=\"/en/1/a\"></a>");
}

Test(compiled, skeleton_sees_what_hostile_text_would_do_unescaped)
{
	struct arena *arena = ready_arena();

	cr_assert_str_eq(skeleton_of(arena, "<p class=\"a\">x</p>"), "p[class] /p ");
	cr_assert_str_neq(
		skeleton_of(arena, arena_printf(arena, "<p class=\"%s\">", skeleton_hostile)),
		skeleton_of(arena, arena_printf(arena, "<p class=\"%s\">", skeleton_plain)));
	cr_assert_not_null(strstr(skeleton_of(arena, "<a href=\"javascript:x\">"), "SCRIPT"));
}
