#include "server/dispatch.h"

#include <criterion/criterion.h>

#include "model/installation.h"
#include "model/kept_form.h"
#include "model/session.h"
#include "server/limits.h"
#include "server/routes.h"
#include "server/settings.h"
#include "tests/asking.h"
#include "tests/world.h"

TestSuite(dispatch, .init = world_begin, .fini = world_end);

static const char *cookie_sent(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->response.cookies.count; i++)
		if (strncmp(request->response.cookies.items[i], name, strlen(name)) == 0)
			return request->response.cookies.items[i];
	return NULL;
}

/* ------------------------------------------------------------------ route? */

Test(dispatch, an_unknown_address_is_404_in_the_readers_language)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/en/nothing/here");

	cr_expect_eq(request->response.status, 404);
	cr_expect_not_null(strstr(ask_body(request), "There is nothing here"));
	request = ask(ROLE_RESIDENT, METHOD_GET, "/nothing/here");
	cr_expect_not_null(strstr(ask_body(request), "Тут нічого немає"));
}

Test(dispatch, an_unknown_hromada_is_404)
{
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/atlantis/subscribe")->response.status, 404);
}

Test(dispatch, a_wrong_method_is_405_and_told_the_right_ones)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_POST, "/healthz");

	cr_expect_eq(request->response.status, 405);
	cr_expect_str_eq(request->response.allow, "GET, HEAD");
	request = ask(ROLE_RESIDENT, METHOD_GET, "/sign-out");
	cr_expect_eq(request->response.status, 405);
	cr_expect_str_eq(request->response.allow, "POST");
	cr_expect_str_eq(dispatch_methods(ready_arena(), "/healthz"), "GET, HEAD");
	cr_expect_str_eq(dispatch_methods(ready_arena(), "/en/korosten/issues"), "GET, HEAD, POST");
	cr_expect_null(dispatch_methods(ready_arena(), "/no/such/thing/at/all"));
}

Test(dispatch, a_slash_too_many_or_too_few_leads_to_the_right_address)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/en/korosten/subscribe/?x=1");

	cr_expect_eq(request->response.status, 301);
	cr_expect_str_eq(request->response.location, "/en/korosten/subscribe?x=1");
	request = ask(ROLE_ADMIN, METHOD_GET, "/admin");
	cr_expect_str_eq(request->response.location, "/admin/");
}

Test(dispatch, what_has_one_language_has_no_english_address)
{
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/en/healthz")->response.status, 404);
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/healthz")->response.status, 200);
}

Test(dispatch, machines_are_told_problems_as_machines_read)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/data/nothing.json");

	cr_expect_str_eq(request->response.type, "application/problem+json");
	cr_expect_not_null(strstr(ask_body(request), "\"status\":404"));
	request = ask(ROLE_RESIDENT, METHOD_GET, "/atlantis/feeds/everything.atom");
	cr_expect_eq(request->response.status, 404);
	cr_expect_lt(request->response.length, 200);
}

Test(dispatch, a_feed_that_reads_for_too_long_is_503_with_a_time_and_nothing_of_a_feed)
{
	struct connection *connection = world_db()->connection;
	struct request *request = NULL;

	cr_assert_eq(batch_commit(connection), OK);
	ask_settings()->read_seconds = -1;
	for (int i = 0; i < 1000 && (!request || request->response.status == 200); i++)
		request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/feeds/everything.atom");
	cr_expect_eq(request->response.status, 503);
	cr_expect_gt(request->response.retry_after, 0);
	cr_expect_lt(request->response.length, 300);
	cr_expect_str_eq(request->response.type, "text/plain; charset=utf-8");
	cr_expect_null(strstr(ask_body(request), "<feed"));
	cr_assert_eq(batch_begin(connection), OK);
}

Test(dispatch, a_page_that_reads_for_too_long_is_503)
{
	struct connection *connection = world_db()->connection;
	int status = 200;

	cr_assert_eq(batch_commit(connection), OK); /* a batch is a moment of its own */
	/* The engine looks at the clock after every few thousand steps, those of many pages together. */
	ask_settings()->read_seconds = -1;
	for (int i = 0; i < 1000 && status == 200; i++)
		status = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/issues/new")->response.status;
	cr_expect_eq(status, 503);
	ask_settings()->read_seconds = 2;
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/issues/new")->response.status, 200,
		     "and the next reader is served");
	cr_assert_eq(batch_begin(connection), OK);
}

/* ------------------------------------------------------------------ limits? */

Test(dispatch, too_many_forms_are_429_with_a_time_to_wait)
{
	static const int64_t once_a_minute[LIMIT_KIND_COUNT] = {1, 1};
	struct limits *limits = limits_begin(64, once_a_minute, &secret_system);
	struct request *request = NULL;

	for (int i = 0; i < 2; i++) {
		request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-out", "");
		request->limits = limits;
		ask_answer(request);
	}
	cr_expect_eq(request->response.status, 429);
	cr_expect_gt(request->response.retry_after, 0);
	limits_end(limits);
}

/* ------------------------------------------------------------------ who is it? may they? */

Test(dispatch, who_is_not_signed_in_is_led_to_the_door_and_back)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/en/admin/people?before=7&x=%20");

	cr_expect_eq(request->response.status, 303);
	cr_expect_str_eq(request->response.location,
			 "/en/sign-in?next=/en/admin/people%3Fbefore%3D7%26x%3D%2520");
}

Test(dispatch, who_may_not_is_403)
{
	cr_expect_eq(ask(ROLE_OBSERVER, METHOD_GET, "/admin/people")->response.status, 403);
	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET, "/admin/people")->response.status, 200);
}

Test(dispatch, an_ended_session_is_nobody)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_GET, "/account", "");

	request->now += 3600; /* half an hour is enough */
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
}

Test(dispatch, a_session_in_use_is_written_down_once_a_minute)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_GET, "/account", "");

	ask_answer(request);
	cr_expect_not(request->wants_touch);
	request = ask_begin(ROLE_ADMIN, METHOD_GET, "/account", "");
	request->now += 120;
	ask_answer(request);
	cr_expect(request->wants_touch);
}

Test(dispatch, figures_are_for_this_machine_only)
{
	struct request *request = ask(ROLE_ADMIN, METHOD_GET, "/metrics");

	cr_expect_eq(request->response.status, 404, "even for the administrator");
	request = ask_begin(ROLE_RESIDENT, METHOD_GET, "/metrics", "");
	request->is_loopback = true;
	ask_answer(request);
	cr_expect_neq(request->response.status, 404);
}

/* ------------------------------------------------------------------ form token? */

Test(dispatch, a_forged_form_changes_nothing_on_any_route)
{
	for (size_t i = 0; i < route_count; i++) {
		struct text path = text_begin(ready_arena(), 200);
		const char *pattern = routes[i].pattern;
		struct request *request;
		int64_t changes = db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, -1);

		if (routes[i].method != METHOD_POST || (routes[i].flags & ROUTE_ANY_ORIGIN))
			continue;
		if (route_is_community(&routes[i])) {
			text_add(&path, "/korosten");
			pattern += 2;
		}
		for (; *pattern; pattern++)
			text_add(&path, *pattern == '*' ? "1" : (const char[]){*pattern, '\0'});

		request = ask_begin(ROLE_ADMIN, METHOD_POST, path.bytes, "to=x");
		ask_answer(request);
		cr_expect_geq(request->response.status, 400, "%s without a token", path.bytes);

		request = ask_begin(ROLE_ADMIN, METHOD_POST, path.bytes, "token=79c0a-0123&once=a");
		ask_answer(request);
		cr_expect_geq(request->response.status, 400, "%s with a wrong token", path.bytes);

		request = ask_begin(ROLE_ADMIN, METHOD_POST, path.bytes, "");
		ask_sign(request);
		request->is_same_origin = false;
		ask_answer(request);
		cr_expect_eq(request->response.status, 403, "%s from another site", path.bytes);

		request = ask_begin(ROLE_MODERATOR, METHOD_POST, path.bytes, "");
		ask_sign(request);
		request->cookies = ask_begin(ROLE_ADMIN, METHOD_POST, path.bytes, "")->cookies;
		ask_answer(request);
		cr_expect_geq(request->response.status, 400, "%s with another's token", path.bytes);
		cr_expect_eq(db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, -1), changes,
			     "%s", path.bytes);
	}
}

Test(dispatch, a_token_is_good_for_hours_and_not_for_days)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-out", "");

	ask_sign(request);
	request->now += 3600 * (request->settings->form_hours - 1);
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);

	request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-out", "");
	ask_sign(request);
	request->now += 3600 * (request->settings->form_hours + 1);
	ask_answer(request);
	cr_expect_eq(request->response.status, 422);
}

Test(dispatch, a_form_that_is_too_old_comes_back_with_everything_typed)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_POST, "/account/sessions/end-others",
					    "token=79c0a-0&once=a&note=%22Hello%22&note=two");

	ask_answer(request);
	cr_expect_eq(request->response.status, 422);
	cr_expect_not_null(strstr(ask_body(request), "action=\"/account/sessions/end-others\""));
	cr_expect_not_null(strstr(ask_body(request), "name=\"note\" value=\"&#34;Hello&#34;\""));
	cr_expect_not_null(strstr(ask_body(request), "name=\"note\" value=\"two\""));
	cr_expect_null(strstr(ask_body(request), "79c0a-0\""), "with a new token");
}

Test(dispatch, a_password_is_never_shown_again)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-in",
					    "token=79c0a-0&once=a&login=chair&password=secretword");

	ask_answer(request);
	cr_expect_eq(request->response.status, 422);
	cr_expect_not_null(strstr(ask_body(request), "value=\"chair\""));
	cr_expect_null(strstr(ask_body(request), "secretword"));
}

Test(dispatch, a_form_sent_twice_is_done_once)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_POST, "/sign-out", "");
	struct request *again = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-out", "");

	ask_sign(request);
	again->form = request->form;
	again->cookies = request->cookies;
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
	ask_answer(again);
	cr_expect_eq(again->response.status, 303);
	cr_expect_str_eq(again->response.location, request->response.location);
	cr_expect_null(cookie_sent(again, "session"), "the action did not run");
}

/* ------------------------------------------------------------------ the session ended meanwhile */

Test(dispatch, what_was_typed_outlives_the_session)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_POST, "/account/sessions/end-others",
					    "token=a&once=b&note=half+an+hour");
	const char *cookie;

	request->now += 7200;
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
	cr_expect_str_eq(request->response.location, "/sign-in?next=/kept");
	cookie = cookie_sent(request, "kept=");
	cr_assert_not_null(cookie);
	cookie = arena_bytes(ready_arena(), cookie + 5, strcspn(cookie + 5, ";"));

	world_at(world_now() + 7200);
	request = ask_begin(ROLE_ADMIN, METHOD_GET, "/kept", "");
	pairs_add(ready_arena(), &request->cookies, "kept", cookie);
	ask_answer(request);
	cr_expect_not_null(strstr(ask_body(request), "half an hour"));

	request = ask_begin(ROLE_ADMIN, METHOD_POST, "/account/sessions/end-others", "");
	pairs_add(ready_arena(), &request->cookies, "kept", cookie);
	ask_sign(request);
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
	cr_expect_not_null(cookie_sent(request, "kept=;"), "sent, and no longer kept");
	request = ask_begin(ROLE_ADMIN, METHOD_GET, "/kept", "");
	pairs_add(ready_arena(), &request->cookies, "kept", cookie);
	ask_answer(request);
	cr_expect_eq(request->response.status, 404);
}

Test(dispatch, what_an_ended_session_wrote_is_not_taken_for_a_residents)
{
	struct request *request = ask_begin(ROLE_SECRETARY, METHOD_POST, "/korosten/issues",
					    "source=call&category=lighting&text=Темно&place=міст");

	ask_sign(request);
	request->now += 7200;
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
	cr_expect_str_eq(request->response.location, "/sign-in?next=/kept");
	cr_expect_not_null(cookie_sent(request, "kept="));
}

Test(dispatch, a_long_text_of_an_ended_session_is_kept_too)
{
	char *note = arena_take(ready_arena(), 100001);
	struct request *request;

	memset(note, 'x', 100000);
	request = ask_begin(ROLE_ADMIN, METHOD_POST, "/account/sessions/end-others",
			    arena_printf(ready_arena(), "note=%s", note));
	request->now += 7200;
	ask_answer(request);
	cr_expect_eq(request->response.status, 303);
	cr_expect_str_eq(request->response.location, "/sign-in?next=/kept");
}

Test(dispatch, nobodys_form_from_another_site_is_kept)
{
	struct request *request = ask_begin(ROLE_ADMIN, METHOD_POST, "/account/sessions/end-others",
					    "note=x");

	request->now += 7200;
	request->is_same_origin = false;
	ask_answer(request);
	cr_expect_eq(request->response.status, 403);
	cr_expect_null(cookie_sent(request, "kept"));
}

/* ------------------------------------------------------------------ the emergency switch */

Test(dispatch, while_it_is_read_only_nothing_is_written_but_people_can_sign_out)
{
	cr_assert_eq(installation_set_read_only(world_change(ROLE_ADMIN), true), OK);
	world_commit();
	cr_expect_eq(ask_post(ROLE_ADMIN, "/account/sessions/end-others", "")->response.status,
		     503);
	cr_expect_eq(ask_post(ROLE_ADMIN, "/sign-out", "")->response.status, 303);
	cr_expect_eq(ask(ROLE_ADMIN, METHOD_GET, "/account")->response.status, 200);
}

/* ------------------------------------------------------------------ caching */

Test(dispatch, only_answers_for_nobody_in_particular_may_be_cached)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/subscribe");

	cr_expect_eq(request->response.cache, CACHE_PUBLIC);
	cr_expect_eq(request->response.cookies.count, 0);
	request = ask(ROLE_MEMBER, METHOD_GET, "/korosten/subscribe");
	cr_expect_eq(request->response.cache, CACHE_NOTHING);
	request = ask(ROLE_RESIDENT, METHOD_GET, "/sign-in");
	cr_expect_eq(request->response.cache, CACHE_NOTHING, "it has a token");
	cr_expect_not_null(cookie_sent(request, "visitor="));
}

Test(dispatch, over_https_cookies_are_of_this_host_and_secure)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_GET, "/sign-in", "");

	ask_settings()->public_url = "https://poruch.example.org";
	ask_answer(request);
	cr_assert_not_null(cookie_sent(request, "__Host-visitor="));
	cr_expect_not_null(strstr(cookie_sent(request, "__Host-visitor="), "; Secure"));
	cr_expect_not_null(strstr(cookie_sent(request, "__Host-visitor="), "; HttpOnly"));
	cr_expect_not_null(strstr(cookie_sent(request, "__Host-visitor="), "; SameSite=Lax"));
	cr_expect_null(strstr(cookie_sent(request, "__Host-visitor="), "Domain"));
}
