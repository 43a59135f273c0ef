/* A feed by e-mail, as its pages go: nothing is told that should not be, nothing is done by looking. */
#include <criterion/criterion.h>

#include "model/outbox.h"
#include "model/subscription.h"
#include "server/settings.h"
#include "tests/asking.h"
#include "tests/register.h"

static void begin(void)
{
	register_begin();
	ask_settings()->smtp = "smtp://127.0.0.1:25";
}

TestSuite(by_mail, .init = begin, .fini = world_end);

static int64_t count(void)
{
	return db_int(world_db(), "SELECT count(*) FROM subscription", NO_ARGS, 0);
}

static struct subscription newest(void)
{
	struct subscriptions all = subscription_of(world_db(), world_korosten.id,
						   "olena@example.org");

	cr_assert_gt(all.count, 0);
	return all.items[all.count - 1];
}

static struct request *ask_for_it(const char *more)
{
	return ask_post(
		ROLE_RESIDENT, "/korosten/subscribe/mail",
		arena_printf(ready_arena(), "email=olena%%40example.org&rhythm=daily%s", more));
}

static const char *own(const char *rest)
{
	return arena_printf(ready_arena(), "/mail/%s%s", newest().secret, rest);
}

Test(by_mail, is_nowhere_without_a_mail_server)
{
	ask_settings()->smtp = "";
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/subscribe/mail")->response.status,
		     404);
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/subscribe/mail")->response.status, 404);
	cr_expect_eq(ask_for_it("")->response.status, 404);
	cr_expect_eq(count(), 0);
	cr_expect_null(strstr(ask_body(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/subscribe")),
			      "subscribe/mail"));
}

Test(by_mail, can_be_ended_also_when_the_mail_server_is_gone)
{
	ask_for_it("");
	ask_settings()->smtp = "";
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, own(""))->response.status, 200);
	cr_expect_eq(ask_post(ROLE_RESIDENT, own("/end"), "")->response.status, 303);
	cr_expect_eq(count(), 0);
}

Test(by_mail, a_form_from_elsewhere_asks_for_nothing)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/korosten/subscribe/mail",
					    "email=olena%40example.org&rhythm=daily");

	ask_sign(request);
	request->is_same_origin = false;
	ask_answer(request);
	cr_expect_eq(request->response.status, 403);
	cr_expect_eq(count(), 0);
}

Test(by_mail, a_filter_that_is_not_understood_is_not_everything)
{
	cr_expect_eq(ask_for_it("&what=issues&category=nonsense")->response.status, 404);
	cr_expect_eq(ask_for_it("&what=nonsense")->response.status, 404);
	cr_expect_eq(ask_for_it("&what=issues&state=overdue")->response.status, 404);
	cr_expect_eq(ask_for_it("&what=reports&category=lighting")->response.status, 404);
	cr_expect_eq(count(), 0);
}

Test(by_mail, keeps_the_filter_in_its_canonical_form)
{
	struct request *request = ask_for_it("&what=issues&state=open&category=lighting&q=");

	cr_assert_eq(request->response.status, 303);
	cr_expect_str_eq(newest().kind, "issues");
	cr_expect_str_eq(newest().query, "category=lighting&state=open");
	cr_expect_eq(outbox_figures(world_db(), OUTBOX_MAIL, world_now()).waiting, 1);
}

Test(by_mail, the_network_too_can_be_followed)
{
	struct request *request = ask_post(ROLE_RESIDENT, "/subscribe/mail",
					   "email=olena%40example.org&rhythm=daily&what=reports");

	cr_assert_eq(request->response.status, 303);
	cr_expect_str_eq(request->response.location, "/subscribe/mail/sent");
	cr_expect_eq(newest().community_id, 0);
}

Test(by_mail, looking_confirms_nothing)
{
	ask_for_it("");
	ask(ROLE_RESIDENT, METHOD_GET, own(""));
	ask(ROLE_RESIDENT, METHOD_HEAD, own(""));
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, own("/confirm"))->response.status, 405);
	cr_expect_not(newest().is_confirmed);
	cr_expect_eq(ask_post(ROLE_RESIDENT, own("/confirm"), "")->response.status, 303);
	cr_expect(newest().is_confirmed);
}

Test(by_mail, a_foreign_or_guessed_link_is_as_if_it_never_was)
{
	ask_for_it("");
	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET, "/mail/0")->response.status, 404);
	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET,
			 "/mail/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
			     ->response.status,
		     404);
	cr_expect_eq(ask_post(ROLE_RESIDENT, "/mail/0/end", "")->response.status, 404);
}

static int one_click(const char *path, const char *form)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_POST, path, form);

	request->is_same_origin = false;
	ask_answer(request);
	return request->response.status;
}

Test(by_mail, one_click_needs_no_token_and_says_gone_afterwards)
{
	struct request *request;
	const char *path;

	ask_for_it("");
	path = own("");
	cr_expect_eq(one_click(path, "x=y"), 422);
	cr_expect_eq(count(), 1);
	cr_expect_eq(one_click(path, "List-Unsubscribe=One-Click"), 200);
	cr_expect_eq(count(), 0);
	cr_expect_eq(one_click(path, "List-Unsubscribe=One-Click"), 410);
	request = ask(ROLE_RESIDENT, METHOD_GET, path);
	cr_expect_eq(request->response.status, 410);
	cr_expect(strstr(ask_body(request), "Листів більше не буде"), "it says why");
}

Test(by_mail, the_address_of_its_page_is_told_to_nobody)
{
	struct request *request;

	ask_for_it("");
	request = ask(ROLE_RESIDENT, METHOD_GET, own(""));
	cr_expect(request->response.hides_address);
	cr_expect_eq(request->response.cache, CACHE_NOTHING);
}

Test(by_mail, only_who_handles_personal_data_ends_somebody_elses)
{
	ask_for_it("");
	cr_expect_eq(ask_post(ROLE_POLICE, "/korosten/residents/letters", "who=olena%40example.org")
			     ->response.status,
		     403);
	cr_expect_eq(count(), 1);
	cr_expect_eq(
		ask_post(ROLE_SECRETARY, "/korosten/residents/letters", "who=OLENA%40example.org")
			->response.status,
		303);
	cr_expect_eq(count(), 0);
}
