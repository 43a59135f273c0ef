/*
 * The public page of a report: it stays within the first flight of TCP, however much the police tell.
 */
#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/compress.h"
#include "model/report_plan.h"
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

/* ---------------------------------------------------------------- what a correction changed */

Test(report_page, of_a_first_version_has_nothing_changed)
{
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("")), "changes"));
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("/v1")), "changes"));
}

Test(report_page, tells_what_a_correction_changed_and_nothing_else)
{
	struct report_draft draft;
	struct request *request;

	full_report_correct(&draft);
	full_report_set(&draft, "calls_total", 4321);
	for (size_t i = 0; i < draft.sections.count; i++)
		if (strcmp(draft.sections.items[i].key, "plans") == 0)
			draft.sections.items[i].text = "Інші плани.";
	full_report_publish(&draft);
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));
	cr_expect(says(request, "Що змінено після версії 1"));
	cr_expect(says(request, "data-label=\"Стало\"><strong>4\u00A0321</strong>"));
	cr_expect(says(request, "<li>Плани на наступний період</li>"));
	cr_expect(says(request, "Змінено: показників — 1, текстів — 1."));
	cr_expect_not(says(request, "примітк"));
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("/v2"))->response.status, 200);
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("/v1")),
			   "data-label=\"Стало\""));
}

Test(report_page, tells_that_a_correction_changed_the_plans)
{
	struct report_draft draft;
	struct pairs typed = {0};
	struct form plans;
	struct change *change;
	struct request *request;

	full_report_correct(&draft);
	pairs_add(ready_arena(), &typed, "measure.1", "Інший захід");
	pairs_add(ready_arena(), &typed, "term.1", "до весни");
	pairs_add(ready_arena(), &typed, "responsible.1", "сектор превенції");
	plans = form_begin(ready_arena(), &typed);
	change = world_change(ROLE_CHIEF);
	cr_assert_eq(report_plan_save(change, &plans, full_report()), OK);
	world_commit();
	full_report_publish(NULL);
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));
	cr_expect(says(request, "<li>Плани на наступний період</li>"));
	cr_expect_not(says(request, "<li>Запити громади та відповіді поліції</li>"));
}

Test(report_page, of_a_report_corrected_throughout_stays_within_its_weight)
{
	struct report_draft draft;
	struct request *request;

	for (int round = 0; round < 3; round++) {
		full_report_correct(&draft);
		for (size_t i = 0; i < draft.figures.count; i++)
			draft.figures.items[i].value += 10000;
		full_report_publish(&draft);
	}
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));
	cr_expect(says(request, "Змінено ще 50 показників"), "62: one is not disclosed");
	cr_expect_lt(weight(request), FLIGHT - 600, "%zu", weight(request));
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path("/v4"));
	cr_expect_not(says(request, "Змінено ще"), "its own page has them all");
}

/* ---------------------------------------------------------------- on paper */

Test(report_page, leads_from_paper_back_to_the_version_that_was_printed)
{
	struct report_draft draft;
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));

	cr_expect(says(request, "/korosten/reports/12/v1</strong>"));
	cr_expect(says(request, "<svg class=\"qr\""));
	full_report_correct(&draft);
	request = ask(ROLE_CHIEF, METHOD_GET, full_report_path("/preview"));
	cr_expect_not(says(request, "class=\"sheet\""), "a draft has no address for others");
	full_report_set(&draft, "theft", 1);
	full_report_publish(&draft);
	request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));
	cr_expect(says(request, "/korosten/reports/12/v2</strong>"));
}
