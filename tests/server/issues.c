#include <criterion/criterion.h>

#include "tests/asking.h"
#include "tests/register.h"

/* The register's pages and forms, asked as a browser would, without a socket. */
TestSuite(issues, .init = register_begin, .fini = world_end);

static bool has(const struct request *request, const char *words)
{
	return strstr(ask_body(request), words) != NULL;
}

static struct request *get(enum role role, const char *target)
{
	return ask(role, METHOD_GET, target);
}

/* A path about the newest issue. */
static const char *path_of(int64_t id, const char *folder, const char *rest)
{
	struct issue_work work = register_work(id);

	return arena_printf(ready_arena(), "/korosten/%s/%lld-%lld%s", folder,
			    (long long)work.issue.year, (long long)work.issue.number, rest);
}

static const char *issue_path(int64_t id)
{
	return path_of(id, "issues", "");
}

static int64_t newest(void)
{
	return db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);
}

static const char whole[] = "category=lighting&text=Три+тижні+темно&place=вул.+Гоголя"
			    "&contact_phone=050+111+22+33";

/* ------------------------------------------------------------------ reporting */

Test(issues, a_whole_report_in_one_post_leads_to_the_secret_link)
{
	struct request *request = ask_post(ROLE_RESIDENT, "/korosten/issues", whole);
	struct request *mine;

	cr_assert_eq(request->response.status, 303);
	cr_assert(strncmp(request->response.location, "/korosten/my/", 13) == 0);
	mine = get(ROLE_RESIDENT, request->response.location);
	cr_assert_eq(mine->response.status, 200);
	cr_assert(has(mine, "Три тижні темно"));
	cr_assert_not(has(mine, "380501112233"), "the link is no way to the contact");
	cr_assert_eq(get(ROLE_RESIDENT, issue_path(newest()))->response.status, 404);
}

Test(issues, a_report_with_faults_comes_back_with_everything_typed)
{
	struct request *request = ask_post(
		ROLE_RESIDENT, "/korosten/issues",
		"category=lighting&text=&place=вул.+Гоголя&contact_phone=abc&title=Темно");

	cr_assert_eq(request->response.status, 422);
	cr_assert(has(request, "вул. Гоголя"));
	cr_assert(has(request, "value=\"abc\""));
	cr_assert(has(request, "value=\"Темно\""));
	cr_assert_eq(newest(), 0);
}

Test(issues, an_unknown_kind_a_far_point_and_a_long_title_are_refused)
{
	static const char *const wrong[] = {
		"category=unicorns&text=Темно+вже&place=тут",
		"category=lighting&text=Темно+вже&place=тут&lat=0&long=0",
		"category=lighting&text=Темно+вже&place=тут&lat=50.9",
		"category=lighting&text=Темно+вже&place=тут&area=999",
		"category=lighting&text=Темно+вже",
		"category=lighting&text=%ff%fe%fd%fc%fb%fa&place=тут",
	};

	for (size_t i = 0; i < COUNT(wrong); i++)
		cr_assert_eq(ask_post(ROLE_RESIDENT, "/korosten/issues", wrong[i])->response.status,
			     422, "'%s' is taken", wrong[i]);
	cr_assert_eq(newest(), 0);
}

Test(issues, domestic_violence_takes_no_words_and_tells_whom_to_call)
{
	struct request *request = get(ROLE_RESIDENT, "/korosten/issues/new?step=place&category=dv");

	cr_assert(has(request, "tel:1547"));
	cr_assert(has(request, "tel:102"));
	cr_assert_not(has(request, "<textarea"));
	request = ask_post(ROLE_RESIDENT, "/korosten/issues",
			   "category=dv&text=Сталося+щось&place=тут");
	cr_assert_eq(request->response.status, 422);
	cr_assert_eq(newest(), 0);
}

Test(issues, the_questions_follow_each_other_and_keep_every_answer)
{
	struct request *request = get(ROLE_RESIDENT, "/korosten/issues/new");

	cr_assert(has(request, "tel:112"));
	request = get(ROLE_RESIDENT, "/korosten/issues/new?step=category");
	cr_assert(has(request, "value=\"lighting\""));
	request = ask_post(ROLE_RESIDENT, "/korosten/issues/new",
			   "step=place&category=lighting&place=вул.+Гоголя");
	cr_assert(has(request, "<textarea"));
	cr_assert(has(request, "value=\"вул. Гоголя\""));
	request = ask_post(ROLE_RESIDENT, "/korosten/issues/new",
			   "step=text&category=lighting&place=вул.+Гоголя&text=Темно+вже+давно");
	cr_assert(has(request, "name=\"photo\""));
	request = ask_post(ROLE_RESIDENT, "/korosten/issues/new",
			   "step=photo&category=lighting&place=вул.+Гоголя&text=Темно+вже+давно");
	cr_assert(has(request, "name=\"contact_phone\""));
	request = ask_post(ROLE_RESIDENT, "/korosten/issues/new",
			   "step=contact&category=lighting&place=вул.+Гоголя&text=Темно+вже+давно");
	cr_assert(has(request, "action=\"/korosten/issues\""));
	cr_assert(has(request, "value=\"Темно вже давно\""));
	cr_assert_eq(newest(), 0, "nothing is kept before the last page is sent");
}

Test(issues, a_question_without_its_answer_is_put_again)
{
	struct request *request = ask_post(ROLE_RESIDENT, "/korosten/issues/new",
					   "step=text&category=lighting&place=тут&text=");

	cr_assert_eq(request->response.status, 422);
	cr_assert(has(request, "<textarea"));
	cr_assert(has(request, "value=\"тут\""));
}

Test(issues, a_residents_form_cannot_play_staff)
{
	ask_post(ROLE_RESIDENT, "/korosten/issues",
		 arena_printf(ready_arena(), "%s&source=police&responsible=1&due=2026-12-31",
			      whole));
	cr_assert_str_eq(register_work(newest()).issue.source, "resident");
	cr_assert_str_eq(register_work(newest()).issue.state, "moderation");
}

Test(issues, what_the_secretary_enters_for_a_caller_is_registered)
{
	struct request *request = ask_post(
		ROLE_SECRETARY, "/korosten/issues",
		arena_printf(ready_arena(), "%s&source=call&responsible=%lld&due=2026-12-31", whole,
			     (long long)register_utility));

	cr_assert_eq(request->response.status, 303);
	/* The caller left a contact, so there is a link to hand over. */
	cr_assert_eq(strncmp(request->response.location, "/korosten/my/", 13), 0);
	cr_assert_str_eq(register_work(newest()).issue.state, "assigned");
	cr_assert_eq(get(ROLE_RESIDENT, issue_path(newest()))->response.status, 200);
}

/* ------------------------------------------------------------------ reading */

Test(issues, an_address_that_is_no_number_is_not_found)
{
	static const char *const paths[] = {"/korosten/issues/abc", "/korosten/issues/2026-0",
					    "/korosten/issues/2026-99999999999999999999",
					    "/korosten/issues/2026-1x", "/korosten/work/2026-77"};

	for (size_t i = 0; i < COUNT(paths); i++)
		cr_assert_eq(get(ROLE_SECRETARY, paths[i])->response.status, 404, "%s", paths[i]);
}

Test(issues, a_hidden_issue_is_gone_and_a_duplicate_moved)
{
	int64_t first = register_registered(), second = register_registered();

	cr_assert_eq(ask_post(ROLE_MODERATOR, path_of(first, "issues", "/hide"), "reason=personal")
			     ->response.status,
		     303);
	cr_assert_eq(get(ROLE_RESIDENT, issue_path(first))->response.status, 410);
	cr_assert_eq(
		ask_post(ROLE_MODERATOR, path_of(first, "issues", "/show"), "")->response.status,
		303);
	cr_assert_eq(ask_post(ROLE_MODERATOR, path_of(second, "issues", "/state"),
			      arena_printf(ready_arena(), "to=duplicate&duplicate_of=2026-1"))
			     ->response.status,
		     303);
	cr_assert_eq(get(ROLE_RESIDENT, issue_path(second))->response.status, 301);
	cr_assert_str_eq(get(ROLE_RESIDENT, issue_path(second))->response.location,
			 issue_path(first));
}

Test(issues, a_neighbours_number_is_not_found_here)
{
	register_registered();
	cr_assert_eq(get(ROLE_RESIDENT, "/ovruch/issues/2026-1")->response.status, 404);
	cr_assert_not(has(get(ROLE_RESIDENT, "/ovruch/issues"), "Не горять"));
}

Test(issues, an_empty_list_says_what_to_leave_out)
{
	struct request *request;

	register_registered();
	request = get(ROLE_RESIDENT, "/korosten/issues?q=%D1%8F%D0%BC%D0%B0&category=lighting");
	cr_assert_eq(request->response.status, 200);
	cr_assert(has(request, "href=\"/korosten/issues?category=lighting\""));
}

Test(issues, hostile_text_stays_text_everywhere)
{
	static const char hostile[] =
		"category=order&title=%3Cscript%3Ealert(1)%3C/script%3E&text=%22%3E%3Cimg+src=x+"
		"onerror=alert(1)%3E&place=%27%22%3E%3Csvg/onload=alert(1)%3E";
	int64_t id;

	ask_post(ROLE_RESIDENT, "/korosten/issues", hostile);
	id = newest();
	register_move(ROLE_MODERATOR, id, "registered");
	for (int i = 0; i < 3; i++) {
		const char *paths[] = {"/korosten/issues", issue_path(id), path_of(id, "work", "")};
		struct request *request = get(i == 2 ? ROLE_SECRETARY : ROLE_RESIDENT, paths[i]);

		cr_assert_eq(request->response.status, 200);
		cr_assert_not(has(request, "<script"));
		cr_assert_not(has(request, "<img"));
		cr_assert_not(has(request, "<svg/onload"));
	}
}

/* ------------------------------------------------------------------ working */

Test(issues, the_queue_is_not_for_residents)
{
	cr_assert_eq(get(ROLE_RESIDENT, "/korosten/work")->response.status, 303);
	cr_assert_eq(get(ROLE_MEMBER, "/korosten/work")->response.status, 200);
}

Test(issues, what_waits_for_moderation_is_shown_to_moderators_alone)
{
	int64_t id = register_report().id;

	cr_assert(has(get(ROLE_MODERATOR, "/korosten/work"), "Не горять ліхтарі"));
	cr_assert_not(has(get(ROLE_MEMBER, "/korosten/work"), "Не горять ліхтарі"));
	cr_assert_eq(get(ROLE_MODERATOR, path_of(id, "work", ""))->response.status, 200);
	cr_assert_eq(get(ROLE_MEMBER, path_of(id, "work", ""))->response.status, 403);
	cr_assert_eq(get(ROLE_WORKS, path_of(id, "work", ""))->response.status, 403);
}

Test(issues, the_story_of_one_issue_from_dark_street_to_confirmed)
{
	int64_t id;

	ask_post(ROLE_RESIDENT, "/korosten/issues", whole);
	id = newest();
	cr_assert_eq(ask_post(ROLE_MODERATOR, path_of(id, "issues", "/state"), "to=registered")
			     ->response.status,
		     303);
	cr_assert_eq(
		ask_post(ROLE_SECRETARY, path_of(id, "issues", "/state"),
			 arena_printf(
				 ready_arena(),
				 "to=assigned&note=Відповідає+КП&due=31.12.2026&responsible=%lld",
				 (long long)register_utility))
			->response.status,
		303);
	cr_assert_eq(ask_post(ROLE_WORKS, path_of(id, "issues", "/state"),
			      "to=resolved&note=Замінено+лампи&evidence=акт+7")
			     ->response.status,
		     303);
	cr_assert_eq(ask_post(ROLE_WORKS, path_of(id, "issues", "/state"),
			      "to=closed&note=Готово&confirmed_by=ми")
			     ->response.status,
		     422);
	cr_assert_eq(ask_post(ROLE_CHAIR, path_of(id, "issues", "/state"),
			      "to=closed&note=Перевірено&confirmed_by=засідання+5")
			     ->response.status,
		     303);
	cr_assert(has(get(ROLE_RESIDENT, issue_path(id)), "Замінено лампи"));
	cr_assert(has(get(ROLE_RESIDENT, issue_path(id)), "засідання 5"));
}

Test(issues, a_step_with_a_fault_comes_back_with_its_form)
{
	int64_t id = register_registered();
	struct request *request = ask_post(ROLE_SECRETARY, path_of(id, "issues", "/state"),
					   "to=assigned&note=Хтось+зробить");

	cr_assert_eq(request->response.status, 422);
	cr_assert(has(request, "Хтось зробить"));
	cr_assert(has(request, "name=\"responsible\""));
}

Test(issues, contacts_are_shown_after_a_click_that_is_recorded)
{
	int64_t id = register_report().id;
	struct request *request;

	cr_assert_not(has(get(ROLE_MODERATOR, path_of(id, "work", "")), "Марія"));
	request = ask_post(ROLE_MODERATOR, path_of(id, "issues", "/contact"), "");
	cr_assert_eq(request->response.status, 200);
	cr_assert(has(request, "Марія Тестова"));
	cr_assert_eq(db_int(world_db(),
			    "SELECT count(*) FROM audit WHERE action = 'issue private read'",
			    NO_ARGS, 0),
		     1);
	cr_assert_eq(ask_post(ROLE_CHAIR, path_of(id, "issues", "/contact"), "")->response.status,
		     403);
}

Test(issues, internal_notes_stay_inside)
{
	int64_t id = register_registered();

	cr_assert_eq(ask_post(ROLE_SECRETARY, path_of(id, "issues", "/note"),
			      "internal_note=канарка-усередині")
			     ->response.status,
		     303);
	cr_assert(has(get(ROLE_SECRETARY, path_of(id, "work", "")), "канарка-усередині"));
	cr_assert_not(has(get(ROLE_RESIDENT, issue_path(id)), "канарка"));
	cr_assert_not(has(get(ROLE_RESIDENT, "/korosten/issues?q=канарка"), "Не горять"));
}
