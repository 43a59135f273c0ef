/* The outbox's page, asked of dispatch by who administers the whole installation. */
#include "model/outbox.h"

#include <criterion/criterion.h>

#include "model/person.h"
#include "model/session.h"
#include "server/settings.h"
#include "tests/asking.h"
#include "tests/world.h"

TestSuite(outbox_page, .init = world_begin, .fini = world_end);

static struct request *ask_as_root(enum method method, const char *target)
{
	struct request *request = ask_begin(ROLE_RESIDENT, method, target, "");
	struct person root;
	const char *token;

	cr_assert_eq(person_find(world_db(), "root", &root), OK);
	cr_assert_eq(session_begin(world_change(ROLE_ADMIN), root.id, "a test", &token), OK);
	world_commit();
	pairs_add(request->arena, &request->cookies, "session", token);
	if (method == METHOD_POST)
		ask_sign(request);
	ask_answer(request);
	return request;
}

/* Put one in, try it tries times in vain; the last is final where has_ended. */
static int64_t put(enum outbox_kind kind, const char *to, const char *fault, bool has_ended)
{
	struct outbox_item item = {.kind = kind, .to = to, .body = "Subject: secret words"};

	cr_assert_eq(outbox_add(world_change(ROLE_ADMIN), &item), OK);
	world_commit();
	cr_assert_eq(outbox_take(world_change(ROLE_ADMIN), kind, &item), OK);
	world_commit();
	if (fault) {
		cr_assert_eq(outbox_failed(world_change(ROLE_ADMIN), item.id, fault, has_ended),
			     OK);
		world_commit();
	}
	return item.id;
}

static const char *page(void)
{
	struct request *request = ask_as_root(METHOD_GET, "/admin/outbox");

	cr_assert_eq(request->response.status, 200);
	return ask_body(request);
}

static int act(int64_t id, const char *what)
{
	return ask_as_root(METHOD_POST, arena_printf(ready_arena(), "/admin/outbox/%lld/%s",
						     (long long)id, what))
		->response.status;
}

static struct outbox_figures figures(enum outbox_kind kind)
{
	return outbox_figures(world_db(), kind, world_now());
}

Test(outbox_page, is_for_those_who_administer_all_hromadas)
{
	int64_t id = put(OUTBOX_MAIL, "anna@example.org", "timeout", true);
	const char *retry = arena_printf(ready_arena(), "/admin/outbox/%lld/retry", (long long)id);

	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET, "/admin/outbox")->response.status, 403);
	cr_expect_eq(ask(ROLE_SECRETARY, METHOD_GET, "/admin/outbox")->response.status, 403);
	cr_expect_eq(ask_post(ROLE_ADMIN, retry, "")->response.status, 403);
	cr_expect_eq(ask_post(ROLE_ADMIN, "/admin/outbox/retry", "")->response.status, 403);
	cr_expect_eq(figures(OUTBOX_MAIL).given_up, 1);
}

Test(outbox_page, says_what_failed_and_why_in_the_readers_language)
{
	put(OUTBOX_PING, "/korosten/feeds/issues", "status 500", false);
	put(OUTBOX_MAIL, "anna@example.org", "timeout", true);
	cr_expect(strstr(page(), "/korosten/feeds/issues"));
	cr_expect(strstr(page(), "Сервер відповів: 500."));
	cr_expect(strstr(page(), "Немає відповіді вчасно."));
	cr_expect(strstr(ask_body(ask_as_root(METHOD_GET, "/en/admin/outbox")),
			 "The server answered 500."));
}

Test(outbox_page, shows_no_address_whole_and_no_words_of_a_letter)
{
	put(OUTBOX_MAIL, "anna@example.org", "timeout", false);
	cr_expect(strstr(page(), "a…@example.org"));
	cr_expect_null(strstr(page(), "anna"));
	cr_expect_null(strstr(page(), "secret words"));
}

Test(outbox_page, says_where_nobody_is_set_to_send_it_to)
{
	cr_expect(strstr(page(), "--hub"));
	cr_expect(strstr(page(), "--smtp"));
	ask_settings()->hub = "https://hub.example/";
	cr_expect_null(strstr(page(), "--hub"));
	cr_expect(strstr(page(), "--smtp"));
}

Test(outbox_page, what_is_under_way_has_no_buttons)
{
	int64_t id = put(OUTBOX_MAIL, "anna@example.org", NULL, false);

	cr_expect_null(strstr(page(), "/drop"));
	cr_expect_eq(act(id, "drop"), 303);
	cr_expect_eq(figures(OUTBOX_MAIL).taken, 1);
}

Test(outbox_page, tries_again_and_drops)
{
	int64_t id = put(OUTBOX_MAIL, "anna@example.org", "timeout", true);

	cr_expect(strstr(page(), "/drop"));
	cr_expect_eq(act(id, "retry"), 303);
	cr_expect_eq(figures(OUTBOX_MAIL).waiting, 1);
	cr_expect_eq(act(id, "drop"), 303);
	cr_expect_eq(figures(OUTBOX_MAIL).waiting, 0);
	cr_expect_eq(act(id, "drop"), 303, "somebody else was faster");
}

Test(outbox_page, tries_everything_given_up_again)
{
	cr_expect_null(strstr(page(), "\"/admin/outbox/retry\""));
	put(OUTBOX_MAIL, "anna@example.org", "timeout", true);
	put(OUTBOX_PING, "/feeds/issues", "status 404", true);
	cr_expect(strstr(page(), "\"/admin/outbox/retry\""));
	cr_expect_eq(ask_as_root(METHOD_POST, "/admin/outbox/retry")->response.status, 303);
	cr_expect_eq(figures(OUTBOX_MAIL).waiting, 1);
	cr_expect_eq(figures(OUTBOX_PING).waiting, 1);
}

Test(outbox_page, says_when_it_does_not_show_all)
{
	for (int i = 0; i < 101; i++)
		put(OUTBOX_MAIL, "anna@example.org", "timeout", true);
	cr_expect(strstr(ask_body(ask_as_root(METHOD_GET, "/en/admin/outbox")),
			 "The first 100 are shown"));
}
