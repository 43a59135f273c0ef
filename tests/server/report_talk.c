/*
 * A report's talk with the community, asked of dispatch: questions answered in a report, what everyone
 * reads of it, and what comes up in the next one.
 */
#include <criterion/criterion.h>

#include "model/indicator.h"
#include "tests/asking.h"
#include "tests/world.h"

#define QUESTION(text) "text=" text "&sector=resident&addressee=police&asked_on=01.08.2026&flags=0"
#define SUMMER                                                                                     \
	"kind=bimonthly&from=01.07.2026&to=31.08.2026&basis=period&unit=Відділ&author_post=" \
	"начальник&territory=UA18060090000061708&summary=Спокійне+літо.&figure.calls_total=7"
#define AUTUMN                                                                                     \
	"kind=bimonthly&from=01.09.2026&to=31.10.2026&basis=period&unit=Відділ&author_post=" \
	"начальник&territory=UA18060090000061708&summary=Осінь.&figure.calls_total=8"
#define CARRIED "Без відповіді, перенесено на наступний звіт."

static void begin(void)
{
	world_begin();
	cr_assert_eq(indicator_load(world_change(ROLE_RESIDENT)), OK);
	world_commit();
}

TestSuite(report_talk, .init = begin, .fini = world_end);

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

static bool read_says(enum role role, const char *target, const char *text)
{
	return says(ask(role, METHOD_GET, target), text);
}

static int post_status(enum role role, const char *target, const char *form)
{
	return ask_post(role, target, form)->response.status;
}

static const char *under(const char *path, const char *rest)
{
	return arena_printf(ready_arena(), "%s%s", path, rest);
}

static const char *saved(const char *form)
{
	struct request *request = ask_post(ROLE_POLICE, "/korosten/reports", form);

	cr_assert_eq(request->response.status, 303, "%d", request->response.status);
	return arena_string(ready_arena(), request->response.location);
}

static void asked(const char *form)
{
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions", form), 303);
}

Test(report_talk, only_who_writes_reports_answers_in_them)
{
	const char *path = under(saved(SUMMER), "/edit/questions");

	asked(QUESTION("Хто+чергує?"));
	cr_expect_eq(ask(ROLE_SECRETARY, METHOD_GET, path)->response.status, 403);
	cr_expect_eq(post_status(ROLE_SECRETARY, path, "answer.1=Ми."), 403);
	cr_expect_eq(ask(ROLE_POLICE, METHOD_GET, path)->response.status, 200);
}

Test(report_talk, an_answer_typed_is_there_again_and_in_the_preview)
{
	const char *path = saved(SUMMER);

	asked(QUESTION("Хто+чергує?"));
	cr_expect_eq(post_status(ROLE_POLICE, under(path, "/edit/questions"),
				 "answer.1=Патруль.&by.1=дільничний+офіцер"),
		     303);
	cr_expect(read_says(ROLE_POLICE, under(path, "/edit/questions"), "Патруль."));
	cr_expect(read_says(ROLE_POLICE, under(path, "/edit/questions"), "дільничний офіцер"));
	cr_expect(read_says(ROLE_CHIEF, under(path, "/preview"), "Патруль."));
	cr_expect_not(read_says(ROLE_RESIDENT, "/korosten/questions/2026-1", "Патруль."));
}

Test(report_talk, an_answer_is_read_in_the_report_and_at_the_question)
{
	const char *path = saved(SUMMER);

	asked(QUESTION("Хто+чергує?"));
	cr_assert_eq(post_status(ROLE_POLICE, under(path, "/edit/questions"), "answer.1=Патруль."),
		     303);
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, path, "Патруль."));
	cr_expect(read_says(ROLE_RESIDENT, path, "/korosten/questions/2026-1"));
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/questions/2026-1", "Патруль."));
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/questions/2026-1", path));
	cr_expect_not(read_says(ROLE_RESIDENT, path, CARRIED));
}

Test(report_talk, what_is_left_is_told_as_carried_over_and_comes_up_in_the_next)
{
	const char *path = saved(SUMMER);

	asked(QUESTION("Хто+чергує?"));
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, path, CARRIED));
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/questions/2026-1", CARRIED));
	cr_expect(read_says(ROLE_POLICE, under(saved(AUTUMN), "/edit/questions"), "Хто чергує?"));
}

Test(report_talk, an_answer_that_is_too_long_is_shown_again)
{
	const char *path = under(saved(SUMMER), "/edit/questions");
	char longer[5000];
	struct request *request;

	asked(QUESTION("Хто+чергує?"));
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	request = ask_post(ROLE_POLICE, path,
			   arena_printf(ready_arena(), "answer.1=%s&by.1=хтось", longer));
	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, longer));
	cr_expect(says(request, "хтось"));
}

/* ---------------------------------------------------------------- plans */

#define PLAN "measure.1=Рейди&term.1=постійно&responsible.1=сектор+превенції"

Test(report_talk, measures_are_planned_and_told_of_in_the_next_report)
{
	const char *path = saved(SUMMER), *next;

	cr_assert_eq(post_status(ROLE_POLICE, under(path, "/edit/plans"), PLAN), 303);
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, path, "Заплановані заходи"));
	cr_expect(read_says(ROLE_RESIDENT, path, "сектор превенції"));
	next = saved(AUTUMN);
	cr_expect(read_says(ROLE_POLICE, under(next, "/edit/plans"), "Рейди"));
	cr_assert_eq(post_status(ROLE_POLICE, under(next, "/edit/plans"),
				 "became.1=not_done&became.1.note=Бракувало+людей."),
		     303);
	cr_assert_eq(post_status(ROLE_CHIEF, under(next, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, next, "Виконання плану попереднього періоду"));
	cr_expect(read_says(ROLE_RESIDENT, next, "Бракувало людей."));
	cr_expect(read_says(ROLE_RESIDENT, next, "не виконано"));
}

Test(report_talk, what_nobody_told_of_a_plan_is_shown_as_such)
{
	const char *path = saved(SUMMER), *next;

	cr_assert_eq(post_status(ROLE_POLICE, under(path, "/edit/plans"), PLAN), 303);
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	next = saved(AUTUMN);
	cr_assert_eq(post_status(ROLE_CHIEF, under(next, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, next, "не повідомлено"));
}

Test(report_talk, a_row_more_loses_nothing_and_keeps_nothing)
{
	const char *path = saved(SUMMER);
	struct request *request = ask_post(ROLE_POLICE, under(path, "/edit/plans"),
					   "measure.3=Лекція&rows=3&more=1&revision=1");

	cr_expect_eq(request->response.status, 200);
	cr_expect(says(request, "Лекція"));
	cr_expect(says(request, "name=\"measure.4\""));
	cr_expect(says(request, "name=\"revision\" value=\"1\""));
	cr_expect_not(read_says(ROLE_POLICE, under(path, "/edit/plans"), "Лекція"));
}

Test(report_talk, a_measure_without_a_term_is_shown_again)
{
	const char *path = saved(SUMMER);
	struct request *request = ask_post(ROLE_POLICE, under(path, "/edit/plans"),
					   "measure.1=Лекція&rows=3");

	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "Лекція"));
	cr_expect_not(says(request, "name=\"measure.4\""));
}

/* ---------------------------------------------------------------- hearings */

#define HEARING "day=31.12.2026&time=17:30&place=Будинок+культури&audience=open_meeting"

Test(report_talk, where_it_will_be_heard_is_told_by_police_and_secretary_and_read_by_all)
{
	const char *path = saved(SUMMER), *hearing = under(path, "/hearing");

	cr_expect_eq(post_status(ROLE_SECRETARY, hearing, HEARING), 404, "nobody knows of it yet");
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect_eq(post_status(ROLE_MODERATOR, hearing, HEARING), 403);
	cr_expect_eq(post_status(ROLE_SECRETARY, hearing, HEARING), 303);
	cr_expect(
		read_says(ROLE_RESIDENT, path, "Будинок культури (відкрита зустріч із громадою)"));
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/reports", "Буде заслухано"));
	cr_expect_not(read_says(ROLE_RESIDENT, path, "/hearing"));
	cr_expect(read_says(ROLE_POLICE, hearing, "Будинок культури"));
}

Test(report_talk, a_hearing_without_a_place_is_shown_again)
{
	const char *path = saved(SUMMER);
	struct request *request = ask_post(ROLE_POLICE, under(path, "/hearing"),
					   "day=31.12.2026&time=25:00&audience=open_meeting");

	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "25:00"));
}

Test(report_talk, the_list_of_reports_tells_as_open_data_when_one_was_presented)
{
	const char *path = saved(SUMMER);

	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/data/reports.csv", ",null,"));
	cr_assert_eq(
		post_status(ROLE_SECRETARY, under(path, "/hearing"),
			    "day=05.09.2026&place=Рада&audience=council_session&is_presented=1"),
		303);
	cr_expect(read_says(ROLE_RESIDENT, "/korosten/data/reports.csv", ",2026-09-05,"));
}

/* ---------------------------------------------------------------- open data, the desk */

Test(report_talk, questions_are_open_data_with_the_last_answer)
{
	const char *path = saved(SUMMER), *data = "/korosten/data/questions.csv";

	asked(QUESTION("Хто+чергує?"));
	cr_expect(read_says(ROLE_RESIDENT, data,
			    "UA18060090000061708,2026-1,2026-08-01,,resident,Хто чергує?,"));
	cr_assert_eq(post_status(ROLE_POLICE, under(path, "/edit/questions"), "answer.1=Патруль."),
		     303);
	cr_expect_not(read_says(ROLE_RESIDENT, data, "Патруль."), "nobody may read it yet");
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	cr_expect(read_says(ROLE_RESIDENT, data, ",начальник,Патруль.,"));
	cr_expect(read_says(ROLE_RESIDENT, data, path));
}

Test(report_talk, the_desk_counts_what_is_answered_and_told)
{
	const char *path = saved(SUMMER), *next;

	asked(QUESTION("Хто+чергує?"));
	cr_expect(read_says(ROLE_POLICE, under(path, "/edit"), "/edit/questions"));
	cr_assert_eq(post_status(ROLE_POLICE, under(path, "/edit/plans"), PLAN), 303);
	cr_expect(read_says(ROLE_POLICE, under(path, "/edit"), "заходів: 1"));
	cr_assert_eq(post_status(ROLE_CHIEF, under(path, "/publish"), ""), 303);
	next = saved(AUTUMN);
	cr_expect(read_says(ROLE_POLICE, under(next, "/edit"), "сказано: 0 із 1"));
}
