/* The administrator's pages of a hromada's indicators, asked of dispatch. */
#include <criterion/criterion.h>

#include "model/community.h"
#include "model/report_compare.h"
#include "templates/report_words.h"
#include "tests/asking.h"
#include "tests/full_reports.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	full_reports_begin();
}

TestSuite(indicator_settings, .init = begin, .fini = world_end);

#define LIST  "/admin/communities/korosten/indicators"
#define THEFT LIST "/theft"
#define OWN                                                                                                     \
	"key=cameras&section=prevention&uk=Камер+перевірено&en=Cameras+checked&unit=од.&kind=" \
	"flow&publicity=public&definition=кожна+перевірка"

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

static int post(const char *target, const char *form)
{
	return ask_post(ROLE_ADMIN, target, form)->response.status;
}

static struct request *read_as(enum role role, const char *target)
{
	struct request *request = ask(role, METHOD_GET, target);

	cr_expect_eq(request->response.status, 200, "%s", target);
	return request;
}

Test(indicator_settings, nobody_but_administrators_chooses)
{
	cr_expect_eq(ask(ROLE_CHAIR, METHOD_GET, LIST)->response.status, 403);
	cr_expect_eq(ask_post(ROLE_POLICE, THEFT, "place=1")->response.status, 403);
	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET, LIST "/unicorns")->response.status, 404);
}

Test(indicator_settings, a_changed_definition_warns_and_keeps_what_was_typed)
{
	struct request *request = ask_post(ROLE_ADMIN, THEFT,
					   "is_used=1&is_core=1&place=3&definition=Інші+слова");

	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "Порівняння з попередніми періодами перерветься"));
	cr_expect(says(request, "Інші слова</textarea>"));
	cr_expect(says(read_as(ROLE_ADMIN, THEFT), "порівняння з попередніми періодами"));
}

Test(indicator_settings, a_meant_definition_is_read_by_everyone_beside_the_old_one)
{
	struct request *request;

	cr_assert_eq(post(THEFT, "is_used=1&is_core=1&place=3&is_break_meant=1&"
				 "definition=Інші+слова"),
		     303);
	request = read_as(ROLE_RESIDENT, "/korosten/indicators/theft");
	cr_expect(says(request, "Інші слова"));
	cr_expect(says(request, "id=\"v1\""));
	cr_expect(says(read_as(ROLE_RESIDENT, "/korosten/reports/12"),
		       "/korosten/indicators/theft#v1\">за версією 1 визначення"));
}

Test(indicator_settings, what_is_not_used_is_not_asked_for)
{
	cr_expect(says(read_as(ROLE_RESIDENT, "/korosten/indicators"), "/indicators/theft\""));
	cr_assert_eq(post(THEFT, "place=3&definition="), 303);
	cr_expect_not(says(read_as(ROLE_RESIDENT, "/korosten/indicators"), "/indicators/theft\""));
	cr_expect(says(read_as(ROLE_ADMIN, LIST), "не використовується"));
}

Test(indicator_settings, an_own_indicator_is_added_shown_and_removed)
{
	struct request *request = ask_post(ROLE_ADMIN, LIST, "key=Камери&section=crime");

	cr_expect_eq(request->response.status, 422);
	cr_expect_eq(post(LIST, OWN), 303);
	cr_expect_eq(post(LIST, OWN), 422, "the key is taken");
	cr_expect(says(read_as(ROLE_RESIDENT, "/korosten/indicators"), "Камер перевірено"));
	cr_expect_not(says(read_as(ROLE_RESIDENT, "/ovruch/indicators"), "Камер перевірено"));
	cr_expect_eq(
		ask(ROLE_RESIDENT, METHOD_GET, "/ovruch/indicators/own_cameras")->response.status,
		404);
	cr_expect_eq(post(LIST "/own_cameras/remove", ""), 303);
	cr_expect_eq(post(LIST "/theft/remove", ""), 404);
	cr_expect_not(says(read_as(ROLE_RESIDENT, "/korosten/indicators"), "Камер перевірено"));
}

Test(indicator_settings, percentages_differ_by_percentage_points)
{
	struct indicator rate = {.unit = "%"}, count = {.unit = "од."};
	struct figure now = {.state = FIGURE_GIVEN, .value = 62500, .definition_version = 1};
	struct figure before = {.state = FIGURE_GIVEN, .value = 65000, .definition_version = 1};
	struct report_comparison comparison = report_compare(&now, &before), none = {0};

	cr_expect_str_eq(report_words_change_of(ready_arena(), words_of("uk"), &rate, &comparison),
			 "−2,5\u00A0в.\u00A0п.");
	cr_expect_str_eq(report_words_change_of(ready_arena(), words_of("uk"), &count, &comparison),
			 "−2,5 (−3,8\u00A0%)");
	cr_expect_str_eq(report_words_change_of(ready_arena(), words_of("uk"), &rate, &none), "—");
}
