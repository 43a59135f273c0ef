#include <criterion/criterion.h>

#include "templates/embed.html.h"
#include "tests/ready.h"
#include "tests/skeleton.h"

TestSuite(embed, .init = ready_begin, .fini = ready_end);

/* Each of the three that stand in a frame, filled with that text wherever a text may come. */
static const char *skeleton_with(const char *text, bool is_of_issues, bool is_of_counts)
{
	struct page page = html_begin(ready_arena(), words_of("uk"), HTML_MAXIMUM);
	struct issue_row row = {
		.href = text, .title = text, .place = text, .state = text, .tag = text};
	struct embed_count count = {.text = text, .tag = text, .href = text};
	const struct embed embed = {.title = text,
				    .href = text,
				    .style = text,
				    .issues = {&row, 1},
				    .counts = {&count, 1},
				    .period = text,
				    .message = text,
				    .report = text,
				    .is_of_issues = is_of_issues,
				    .is_of_counts = is_of_counts};

	embed_html(&page, &embed);
	return skeleton_of(ready_arena(), page.out.bytes);
}

Test(embed, keeps_its_skeleton_whatever_the_values_hold)
{
	for (int kind = 0; kind < 3; kind++)
		cr_expect_str_eq(skeleton_with(skeleton_hostile, kind == 1, kind == 2),
				 skeleton_with(skeleton_plain, kind == 1, kind == 2));
}

Test(embed, has_no_script_no_form_and_only_links_that_leave_the_frame)
{
	for (int kind = 0; kind < 3; kind++) {
		const char *skeleton = skeleton_with(skeleton_plain, kind == 1, kind == 2);

		cr_expect_null(strstr(skeleton, "script"));
		cr_expect_null(strstr(skeleton, "form"));
		for (const char *at = strstr(skeleton, "a[href"); at;
		     at = strstr(at + 1, "a[href")) {
			const char *link = arena_bytes(ready_arena(), at, strcspn(at, " "));

			cr_expect(strstr(link, "target") && strstr(link, "rel"), "%s", link);
		}
	}
}
