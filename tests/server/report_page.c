/*
 * The public page of a report: it stays within the first flight of TCP, however much the police tell.
 */
#include <criterion/criterion.h>

#include "model/audit.h"
#include "server/compress.h"
#include "tests/asking.h"
#include "tests/full_reports.h"
#include "tests/register.h"

#define FLIGHT 14600 /* bytes: ten segments of 1460 (RFC 6928) */

static void begin(void)
{
	register_begin();
	full_reports_begin();
}

TestSuite(report_page, .init = begin, .fini = world_end);

static size_t weight(const struct request *request)
{
	const char *smaller;
	size_t length = 0;

	cr_assert_eq(request->response.status, 200);
	cr_assert(compress_gzip(request->arena, request->response.bytes, request->response.length,
				&smaller, &length));
	return length;
}

Test(report_page, of_all_indicators_over_two_years_comes_in_the_first_flight)
{
	static const char *const languages[] = {"", "/en"};

	for (size_t i = 0; i < COUNT(languages); i++) {
		const char *path = arena_printf(ready_arena(), "%s%s", languages[i],
						full_report_path(""));
		struct request *request = ask(ROLE_RESIDENT, METHOD_GET, path);

		cr_expect_lt(weight(request), FLIGHT - 600, "%zu", weight(request));
	}
}

/* ---------------------------------------------------------------- issues closed in the period */

/* 2026-10-20 and 2026-11-05, noon in Kyiv: the newest report speaks of September and October. */
#define WITHIN ((int64_t)1792486800)
#define BEHIND ((int64_t)1793872800)

static int64_t closed_at(int64_t moment)
{
	int64_t id;

	world_at(moment);
	id = register_resolved();
	register_move(ROLE_CHAIR, id, "closed");
	return id;
}

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

Test(report_page, does_not_speak_of_issues_when_none_was_closed)
{
	closed_at(BEHIND);
	world_at(WITHIN);
	register_resolved();
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("")), "id=\"closed\""),
		      "one was closed later, the other is not confirmed");
}

Test(report_page, names_the_latest_ten_issues_closed_in_its_period_and_counts_all)
{
	struct request *request;
	struct change *change;
	int64_t hidden;

	for (int i = 0; i < 12; i++)
		closed_at(WITHIN + i * 60);
	hidden = closed_at(WITHIN + 3600);
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(change_run(change, "UPDATE issue SET hidden_class = 'personal' WHERE id = $1",
				ARGS(INT(hidden))),
		     OK);
	cr_assert_eq(audit_add(change, "issue hide", "issue", "", ""), OK);
	world_commit();
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));
	cr_expect(says(request, "12 проблем"));
	cr_expect(says(request, "/korosten/issues/2026-12\""), "the newest public one");
	cr_expect(says(request, "/korosten/issues/2026-3\""));
	cr_expect_not(says(request, "/korosten/issues/2026-2\""), "ten are enough");
	cr_expect_not(says(request, "/korosten/issues/2026-13\""), "the hidden one");
	cr_expect_lt(weight(request), FLIGHT - 600, "%zu", weight(request));
}
