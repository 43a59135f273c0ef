/*
 * Questions of the community, asked of dispatch: who may write them down, what everyone reads, and what
 * the pages do with words that may give somebody away.
 */
#include <criterion/criterion.h>

#include "tests/asking.h"
#include "tests/world.h"

TestSuite(questions, .init = world_begin, .fini = world_end);

#define QUESTION                                                                                       \
	"text=Чи+будуть+нічні+патрулі?&sector=resident&addressee=police&asked_on=" \
	"01.09.2026&asked_at=Зустріч+громади&flags=0"
#define TO_THE_COUNCIL \
	"text=Коли+буде+світло?&sector=resident&addressee=council&asked_on=01.09.2026&flags=0"
#define ANSWER "answer=У+грудні.&answered_by=заступник+голови&answered_on=05.09.2026"

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

static int status(enum role role, const char *target)
{
	return ask(role, METHOD_GET, target)->response.status;
}

static int post_status(enum role role, const char *target, const char *form)
{
	return ask_post(role, target, form)->response.status;
}

Test(questions, secretary_chair_and_police_write_them_down)
{
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/questions/new"), 303, "led to the sign-in");
	cr_expect_eq(post_status(ROLE_MODERATOR, "/korosten/questions", QUESTION), 403);
	cr_expect_eq(post_status(ROLE_POLICE, "/ovruch/questions", QUESTION), 403,
		     "not their hromada");
	cr_expect_eq(post_status(ROLE_SECRETARY, "/korosten/questions", QUESTION), 303);
	cr_expect_eq(post_status(ROLE_CHAIR, "/korosten/questions", QUESTION), 303);
	cr_expect_eq(post_status(ROLE_POLICE, "/korosten/questions", QUESTION), 303);
}

Test(questions, the_police_do_not_judge_their_own_answers)
{
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions", TO_THE_COUNCIL), 303);
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1/answer", ANSWER), 303);
	cr_expect_eq(post_status(ROLE_POLICE, "/korosten/questions/2026-1/accept", ""), 403);
	cr_expect_eq(post_status(ROLE_CHAIR, "/korosten/questions/2026-1/accept", ""), 303);
}

Test(questions, what_was_typed_is_shown_again_with_its_faults)
{
	struct request *request = ask_post(ROLE_SECRETARY, "/korosten/questions",
					   "text=Чому+темно?&asked_on=31.02.2026&flags=0");

	cr_expect_eq(request->response.status, 422);
	cr_expect(says(request, "Чому темно?"));
	cr_expect(says(request, "31.02.2026"));
}

Test(questions, flagged_words_are_shown_before_they_are_public)
{
	const char *form = "text=Хто+відповість+за+тел.+067+123+45+67?&sector=resident"
			   "&addressee=police&asked_on=01.09.2026&flags=";
	struct request *request = ask_post(ROLE_SECRETARY, "/korosten/questions",
					   arena_printf(ready_arena(), "%s0", form));

	cr_expect_eq(request->response.status, 200);
	cr_expect(says(request, "067 123 45 67"));
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/questions/2026-1"), 404, "not kept yet");
	cr_expect_eq(post_status(ROLE_SECRETARY, "/korosten/questions",
				 arena_printf(ready_arena(), "%s2", form)),
		     303);
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/questions/2026-1"), 200);
}

Test(questions, everyone_reads_them_and_what_is_late)
{
	struct request *request;

	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions", QUESTION), 303);
	request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/questions");
	cr_expect_eq(request->response.status, 200);
	cr_expect(says(request, "Чи будуть нічні патрулі?"));
	request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/questions/2026-1");
	cr_expect(says(request, "мешканці без представництва"));
	cr_expect_not(says(request, "<form method=\"post\" action=\"/korosten/questions"),
		      "nothing to be done by everyone");
	cr_expect_eq(status(ROLE_RESIDENT, "/ovruch/questions/2026-1"), 404);
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/questions/2026-2"), 404);
	cr_expect_eq(status(ROLE_RESIDENT, "/korosten/questions/abc"), 404);
}

Test(questions, a_question_is_changed_until_it_is_answered)
{
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions", TO_THE_COUNCIL), 303);
	cr_expect_eq(status(ROLE_SECRETARY, "/korosten/questions/2026-1/edit"), 200);
	cr_expect_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1", QUESTION), 303);
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/questions/2026-1"),
		       "Чи будуть нічні патрулі?"));
	cr_expect_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1", TO_THE_COUNCIL),
		     303);
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1/answer", ANSWER), 303);
	cr_expect_eq(status(ROLE_SECRETARY, "/korosten/questions/2026-1/edit"), 303);
	cr_expect_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1", QUESTION), 409);
}

Test(questions, an_answer_that_is_not_enough_opens_it_again)
{
	const char *path = "/korosten/questions/2026-1";
	struct request *request;

	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions", TO_THE_COUNCIL), 303);
	cr_assert_eq(post_status(ROLE_SECRETARY, "/korosten/questions/2026-1/answer", ANSWER), 303);
	cr_expect_eq(post_status(ROLE_CHAIR, "/korosten/questions/2026-1/complete", ""), 422);
	cr_expect_eq(
		post_status(ROLE_CHAIR, "/korosten/questions/2026-1/complete", "reason=Якого+дня?"),
		303);
	request = ask(ROLE_RESIDENT, METHOD_GET, path);
	cr_expect(says(request, "Якого дня?"));
	cr_expect(says(request, "потребує доповнення"));
}
