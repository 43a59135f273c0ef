#include <criterion/criterion.h>

#include "templates/faults.h"
#include "templates/frame.h"
#include "templates/html.h"
#include "templates/input.h"
#include "templates/layout.html.h"
#include "tests/ready.h"
#include "tests/skeleton.h"

static struct page page;
static struct pairs typed;
static struct form form;
static struct choice choices_of_two[] = {
	{.key = "a", .label = "First", .hint = "Why"},
	{.key = "b", .label = "Second", .is_counted = true, .number = 1200}};
static const struct choices choices = {choices_of_two, 2};

static void begin(void)
{
	ready_begin();
	page = html_begin(ready_arena(), words_of("uk"), 1 << 20);
	typed = (struct pairs){0};
	form = form_begin(ready_arena(), &typed);
}

TestSuite(input, .init = begin, .fini = ready_end);

#define HAS(part)   cr_assert_not_null(strstr(page.out.bytes, part), "%s", page.out.bytes)
#define LACKS(part) cr_assert_null(strstr(page.out.bytes, part), "%s", page.out.bytes)

Test(input, keeps_what_was_typed)
{
	pairs_add(ready_arena(), &typed, "title", "a <b> \"c\"");
	input_line_html(&page, &form, "title", "", "Title", "");
	HAS("value=\"a &lt;b&gt; &#34;c&#34;\"");
	HAS("<label for=\"title\">Title</label>");
	LACKS("aria-invalid");
	LACKS("aria-describedby");
}

Test(input, never_shows_a_password_again)
{
	pairs_add(ready_arena(), &typed, "password", "secret");
	input_line_html(&page, &form, "password", "password", "Password", "");
	LACKS("secret");
	HAS("autocomplete=\"current-password\"");
}

Test(input, shows_the_fault_beside_the_field_and_in_the_summary_above)
{
	form_fault(&form, "title", FAULT_MISSING);
	input_faults_html(&page, &form);
	HTML(&page, "<h1>H</h1>");
	input_line_html(&page, &form, "title", "", "Title", "Hint");
	input_end_html(&page);
	HAS("<a href=\"#title\">Title — Заповніть це поле</a>");
	HAS("aria-describedby=\"title-hint title-fault\"");
	HAS("aria-invalid=\"true\"");
	HAS("id=\"title-fault\"");
	cr_assert_lt(strstr(page.out.bytes, "class=\"faults\""), strstr(page.out.bytes, "<h1>"));
}

Test(input, tells_faults_that_belong_to_no_field)
{
	form_fault(&form, "", FAULT_CHANGED_MEANWHILE);
	input_faults_html(&page, &form);
	input_end_html(&page);
	HAS("role=\"alert\"");
	LACKS("<a ");
}

Test(input, shows_no_summary_without_faults)
{
	input_faults_html(&page, &form);
	input_end_html(&page);
	cr_assert_str_empty(page.out.bytes);
}

Test(input, marks_the_chosen_answers)
{
	pairs_add(ready_arena(), &typed, "kind", "b");
	input_radios_html(&page, &form, "kind", "optional", "Kind", "", &choices);
	HAS("<input id=\"kind\" name=\"kind\" type=\"radio\" value=\"a\" "
	    "aria-describedby=\"kind-1-hint\">");
	HAS("<input id=\"kind-2\" name=\"kind\" type=\"radio\" value=\"b\" checked>");
	HAS("(1\u00A0200)");
	HAS("необов’язково");
	input_select_html(&page, &form, "kind", "", "Kind", "", &choices);
	HAS("<option value=\"b\" selected>");
	pairs_add(ready_arena(), &typed, "kind", "a");
	text_cut(&page.out, 0);
	input_boxes_html(&page, &form, "kind", "", "Kind", "", &choices);
	HAS("value=\"a\" checked");
	HAS("value=\"b\" checked");
}

static void want_secrets(struct page *wanting)
{
	wanting->token = "t\"";
	wanting->once = wanting->context;
}

Test(input, asks_for_the_secrets_of_a_form_when_one_is_shown)
{
	char once[] = "o";

	page.want_secrets = want_secrets;
	page.context = once;
	input_secrets_html(&page);
	cr_assert_str_eq(page.out.bytes, "<input type=\"hidden\" name=\"token\" value=\"t&#34;\">"
					 "<input type=\"hidden\" name=\"once\" value=\"o\">");
}

/* Every control, with this string wherever a string can stand. */
static const char *skeleton_with(const char *string)
{
	struct choice choice[] = {{.key = string, .label = string, .hint = string}};
	struct choices some = {choice, 1};
	struct pairs pairs = {0};

	pairs_add(ready_arena(), &pairs, "name", string);
	form = form_begin(ready_arena(), &pairs);
	form_fault_with(
		&form,
		(struct fault){.field = "name", .kind = FAULT_UNCLEAR_NUMBER, .detail = string});
	text_cut(&page.out, 0);
	input_faults_html(&page, &form);
	input_line_html(&page, &form, "name", "", string, string);
	input_text_html(&page, &form, "name", "", string, string);
	input_date_html(&page, &form, "name", "", string, string);
	input_file_html(&page, &form, "name", string, string, string);
	input_flag_html(&page, &form, "name", string, string);
	input_radios_html(&page, &form, "name", "", string, string, &some);
	input_boxes_html(&page, &form, "name", "", string, string, &some);
	input_select_html(&page, &form, "name", "", string, string, &some);
	input_end_html(&page);
	return skeleton_of(ready_arena(), page.out.bytes);
}

Test(input, keeps_its_skeleton_whatever_is_typed)
{
	cr_assert_str_eq(skeleton_with(skeleton_hostile), skeleton_with(skeleton_plain));
}

/* ---------------------------------------------------------------- faults */

TestSuite(faults, .init = begin, .fini = ready_end);

Test(faults, have_a_sentence_each_in_both_languages)
{
	for (int kind = FAULT_NONE + 1; kind < FAULT_KIND_COUNT; kind++) {
		struct fault fault = {.field = "x", .kind = (enum fault_kind)kind, .detail = "d"};
		const char *uk = faults_sentence(ready_arena(), words_of("uk"), &fault);
		const char *en = faults_sentence(ready_arena(), words_of("en"), &fault);
		cr_assert_str_not_empty(en, "fault %d", kind);
		cr_assert_str_neq(uk, en, "fault %d is not translated", kind);
		cr_assert_null(strchr(uk, '{'), "%s", uk);
	}
}

/* ---------------------------------------------------------------- layout */

TestSuite(layout, .init = begin, .fini = ready_end);

static const char *layout_with(const char *string)
{
	struct frame_feed feed = {string, string, string};
	struct frame frame = {.title = string,
			      .description = string,
			      .has_faults = true,
			      .community = string,
			      .slug = string,
			      .viewer = string,
			      .has_meetings = true,
			      .has_work = true,
			      .has_admin = true,
			      .feeds = {&feed, 1},
			      .other_language = "/en/",
			      .style = string,
			      .icon = string,
			      .canonical = string,
			      .notice = string,
			      .is_hidden = true,
			      .is_demo = true};

	text_cut(&page.out, 0);
	layout_begin_html(&page, &frame);
	layout_end_html(&page, &frame);
	return skeleton_of(ready_arena(), page.out.bytes);
}

Test(layout, keeps_its_skeleton_whatever_names_hold)
{
	cr_assert_str_eq(layout_with(skeleton_hostile), layout_with(skeleton_plain));
}

Test(layout, leads_to_the_other_language_and_stays_in_this_one)
{
	struct frame frame = {.title = "T", .slug = "g", .other_language = "/g/"};

	page = html_begin(ready_arena(), words_of("en"), 1 << 20);
	layout_begin_html(&page, &frame);
	layout_end_html(&page, &frame);
	HAS("<html lang=\"en\">");
	HAS("<a href=\"/g/\" hreflang=\"uk\" lang=\"uk\">Українська</a>");
	HAS("<a href=\"/en/g/issues\">");
	HAS("href=\"tel:102\"");
	LACKS("<script");
}
