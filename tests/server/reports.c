/*
 * The police's part of the main story, asked of dispatch: a draft, the preview, approval, reading,
 * a correction, a withdrawal; and what goes wrong on the way.
 */
#include <criterion/criterion.h>

#include "model/indicator.h"
#include "tests/asking.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	cr_assert_eq(indicator_load(world_change(ROLE_RESIDENT)), OK);
	world_commit();
}

TestSuite(reports, .init = begin, .fini = world_end);

#define SUMMER                                                                                     \
	"kind=bimonthly&from=01.07.2026&to=31.08.2026&basis=period&unit=Відділ&author_post=" \
	"начальник"                                                                       \
	"&territory=UA18060090000061708&summary=Спокійне+літо."
#define FIGURES                                                                                                      \
	"&figure.calls_total=понад+600&figure.theft=0&figure.fraud=&section.crime=Крадіжок+немає." \
	"&figure.drugs.state=not_tracked"

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

/* Save SUMMER with FIGURES and go to its page. */
static const char *saved(void)
{
	struct request *request = ask_post(ROLE_POLICE, "/korosten/reports", SUMMER FIGURES);

	cr_assert_eq(request->response.status, 303, "%d", request->response.status);
	return request->response.location;
}

static const char *under(const char *path, const char *rest)
{
	return arena_printf(ready_arena(), "%s%s", path, rest);
}

static int status(enum role role, const char *target)
{
	return ask(role, METHOD_GET, target)->response.status;
}

static int post_status(enum role role, const char *target, const char *form)
{
	return ask_post(role, target, form)->response.status;
}

static const char *published(void)
{
	const char *path = saved();

	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	return path;
}

/* ---------------------------------------------------------------- who may not */

Test(reports, only_the_police_write_them)
{
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/reports/new"), 303, "led to the sign-in");
	cr_expect_eq(status(ROLE_SECRETARY, "/korosten/reports/new"), 403);
	cr_expect_eq(post_status(ROLE_MODERATOR, "/korosten/reports", SUMMER), 403);
	cr_expect_eq(status(ROLE_POLICE, "/korosten/reports/new"), 200);
	cr_expect_eq(status(ROLE_POLICE, "/ovruch/reports/new"), 403, "not their hromada");
}

Test(reports, an_author_does_not_publish_correct_or_withdraw)
{
	const char *path = saved();

	cr_expect_eq(post_status(ROLE_POLICE, under(path, "/publish"), ""), 403);
	cr_expect_eq(post_status(ROLE_POLICE, under(path, "/correct"), "reason=x"), 403);
	cr_expect_eq(post_status(ROLE_POLICE, under(path, "/withdraw"), "reason=x"), 403);
	cr_expect_eq(status(ROLE_POLICE, under(path, "/publish")), 403);
}

Test(reports, a_draft_is_seen_by_the_police_alone)
{
	const char *path = saved();

	cr_expect_eq(status(ROLE_RESIDENT, path), 404);
	cr_expect_eq(status(ROLE_SECRETARY, path), 404);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/preview")), 303);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v1")), 404);
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/reports"), path));
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/feeds/reports.atom"),
			   "липень–серпень"));
	cr_expect_eq(status(ROLE_POLICE, path), 200);
	cr_expect(says(ask(ROLE_CHIEF, METHOD_GET, "/korosten/reports"), path));
}

Test(reports, a_report_is_not_found_under_another_hromada)
{
	const char *path = published();

	cr_expect_eq(status(ROLE_RESIDENT, path), 200);
	cr_expect_eq(status(ROLE_RESIDENT, under("/ovruch", path + strlen("/korosten"))), 404);
}

/* ---------------------------------------------------------------- what is typed wrong */

Test(reports, what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost)
{
	struct request *request = ask_post(
		ROLE_POLICE, "/korosten/reports",
		SUMMER
		"&figure.calls_total=16%2C661%2C261+тис.&figure.theft=12&section.plans=План");

	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "value=\"16,661,261 тис.\""));
	cr_expect(says(request, "aria-invalid=\"true\""));
	cr_expect(says(request, "value=\"12\""));
	cr_expect(says(request, "План</textarea>"));
	cr_expect(says(request, "Спокійне літо.</textarea>"));
	cr_expect(says(request, "<title>Помилка: "));
}

Test(reports, an_unfinished_draft_is_kept_but_not_submitted)
{
	struct request *request = ask_post(
		ROLE_POLICE, "/korosten/reports",
		"kind=bimonthly&from=01.07.2026&to=31.08.2026&unit=Відділ"
		"&territory=UA18060090000061708");
	const char *path = request->response.location;

	cr_assert_eq(request->response.status, 303);
	request = ask_post(ROLE_POLICE, under(path, "/submit"), "");
	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "class=\"faults\""));
	cr_expect_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 422);
	cr_expect_eq(status(ROLE_RESIDENT, path), 404);
}

Test(reports, who_saves_over_another_sees_what_the_other_wrote)
{
	const char *path = saved();
	struct request *request;

	cr_assert_eq(post_status(ROLE_CHIEF, path, SUMMER "&revision=1&figure.calls_total=700"),
		     303);
	request = ask_post(ROLE_POLICE, path, SUMMER "&revision=1&figure.calls_total=610");
	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "value=\"610\""));
	cr_expect(says(request, "«700»"));
	cr_expect(says(request, "name=\"revision\" value=\"2\""));
	cr_expect_eq(post_status(ROLE_POLICE, path, SUMMER "&revision=2&figure.calls_total=610"),
		     303);
}

Test(reports, a_reason_is_asked_for_a_correction_and_a_withdrawal)
{
	const char *path = published();

	cr_expect_eq(post_status(ROLE_CHIEF, under(path, "/correct"), "reason="), 422);
	cr_expect_eq(post_status(ROLE_CHIEF, under(path, "/withdraw"), ""), 422);
	cr_expect_eq(status(ROLE_RESIDENT, path), 200);
}

Test(reports, addresses_of_versions_are_read_strictly)
{
	const char *path = published();

	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v1")), 200);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v2")), 404);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v")), 404);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v1x")), 404);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v99999999999")), 404);
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/1")), 404);
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/reports/abc"), 404);
}

/* ---------------------------------------------------------------- the story */

Test(reports, the_police_report_and_residents_read_it)
{
	const char *path = saved();
	struct request *request = ask(ROLE_POLICE, METHOD_GET, path);

	cr_expect(says(request, "Чернетка"));
	cr_expect_eq(post_status(ROLE_POLICE, under(path, "/submit"), ""), 303);
	cr_expect(says(ask(ROLE_CHIEF, METHOD_GET, "/korosten/reports"), "на погодженні"));
	cr_expect(says(ask(ROLE_CHIEF, METHOD_GET, under(path, "/publish")), "Оприлюднити"));
	cr_expect_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);

	request = ask(ROLE_RESIDENT, METHOD_GET, path);
	cr_expect_eq(request->response.status, 200);
	cr_expect(says(request, "липень–серпень 2026 року"));
	cr_expect(says(request, "понад 600"));
	cr_expect(says(request, "Крадіжок немає."));
	cr_expect(says(request, "облік не ведеться"));
	cr_expect_not(says(request, "Шахрайства"), "nothing was said of it");
	cr_expect_not(says(request, "Чернетка"));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/"), "липень–серпень 2026 року"));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/feeds/reports.atom"),
		       "липень–серпень 2026"));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, under("/en", path)), "over 600"));
}

Test(reports, the_figures_stand_beside_those_of_the_period_before)
{
	struct request *request;

	cr_assert_eq(post_status(ROLE_CHIEF,
				 ask_post(ROLE_CHIEF, "/korosten/reports",
					  "kind=bimonthly&from=01.05.2026&to=30.06.2026&unit=Відділ"
					  "&author_post=начальник&summary=Весна."
					  "&territory=UA18060090000061708"
					  "&figure.calls_total=4263&figure.crime_total=144")
					 ->response.location,
				 "x=1"),
		     422, "a form without its fields is refused");
	cr_assert_eq(post_status(ROLE_CHIEF, "/korosten/reports/1/publish", ""), 303);
	cr_assert_eq(post_status(ROLE_CHIEF, "/korosten/reports",
				 SUMMER "&figure.calls_total=3877&figure.crime_total=63"),
		     303);
	cr_assert_eq(post_status(ROLE_CHIEF, "/korosten/reports/2/publish", ""), 303);
	request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/reports/2");
	cr_expect(says(request, "−386 (−9,1\u00A0%)"));
	cr_expect(says(request, "−81 (−56,3\u00A0%)"));
	cr_expect(says(request, "на 386 менше, ніж за травень–червень 2026 року"));
	cr_expect(says(request, "погодив сам автор"));
	request = ask(ROLE_POLICE, METHOD_GET, "/korosten/reports/new");
	cr_expect(says(request, "value=\"01.09.2026\""), "the next one begins behind the last");
	cr_assert_eq(
		post_status(ROLE_POLICE, "/korosten/reports",
			    "kind=bimonthly&from=2026-09-01&to=2026-10-31&unit=Відділ&territory="
			    "UA18060090000061708"),
		303);
	request = ask(ROLE_POLICE, METHOD_GET, "/korosten/reports/3/edit/figures");
	cr_expect(says(request, "3\u00A0877"), "and what stood there is told");
}

Test(reports, a_correction_is_a_new_version_with_its_reason)
{
	const char *path = published();
	struct request *request;

	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/correct"), "reason=Уточнено+заяви"),
		     303);
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, path), "понад 600"), "as it was, until then");
	request = ask(ROLE_POLICE, METHOD_GET, under(path, "/edit/all"));
	cr_expect(says(request, "Уточнено заяви"));
	cr_assert_eq(post_status(ROLE_POLICE, path, SUMMER "&revision=3&figure.calls_total=590"),
		     303);
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	request = ask(ROLE_RESIDENT, METHOD_GET, path);
	cr_expect(says(request, "Уточнено заяви"));
	cr_expect(says(request, ">590<"));
	cr_expect(says(request, under(path, "/v1")));
	request = ask(ROLE_RESIDENT, METHOD_GET, under(path, "/v1"));
	cr_expect(says(request, "понад 600"));
	cr_expect(says(request, "Це версія 1"));
}

Test(reports, what_is_withdrawn_is_gone_with_its_reason)
{
	const char *path = published();
	struct request *request;

	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/withdraw"), "reason=Не+та+громада"),
		     303);
	request = ask(ROLE_RESIDENT, METHOD_GET, path);
	cr_expect_eq(request->response.status, 410);
	cr_expect(says(request, "Не та громада"));
	cr_expect_not(says(request, "понад 600"));
	cr_expect_eq(status(ROLE_RESIDENT, under(path, "/v1")), 410);
	cr_expect_not(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/reports"), path));
}

/* ---------------------------------------------------------------- the first pages */

Test(reports, the_list_of_hromadas_finds_by_the_beginnings_of_words)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/?q=%D0%BE%D0%B2%D1%80");

	cr_expect(says(request, "/ovruch/"));
	cr_expect_not(says(request, "/korosten/"));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/"), "/korosten/"));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/?q=zzz"), "Нічого не знайдено"));
}

Test(reports, only_a_hromada_is_led_to_its_slash)
{
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten"), 301);
	cr_expect_eq(status(ROLE_RESIDENT, "/nowhere"), 404);
	cr_expect_eq(status(ROLE_RESIDENT, "/nowhere/"), 404);
	cr_expect_eq(status(ROLE_RESIDENT, "/sign-in/"), 301);
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/reports/"), 301);
}

Test(reports, a_first_page_without_reports_and_issues_says_so)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/");

	cr_expect_eq(request->response.status, 200);
	cr_expect(says(request, "Поліція ще не оприлюднила тут жодного звіту."));
	cr_expect(says(request, "tel:102"));
	cr_expect(says(request, "/korosten/subscribe"));
}
