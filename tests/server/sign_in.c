#include <criterion/criterion.h>

#include "model/base/secret.h"
#include "model/kept_form.h"
#include "model/person.h"
#include "model/session.h"
#include "server/dispatch.h"
#include "tests/asking.h"
#include "tests/world.h"

#define RIGHT "чорний дрізд на тині"
#define RIGHT_TYPED                                                                         \
	"%D1%87%D0%BE%D1%80%D0%BD%D0%B8%D0%B9+%D0%B4%D1%80%D1%96%D0%B7%D0%B4+%D0%BD%D0%B0+" \
	"%D1%82%D0%B8%D0%BD%D1%96"

static void with_password_begin(void)
{
	const char *hash;

	world_begin();
	cr_assert_eq(secret_password_hash(ready_arena(), RIGHT, &hash), OK);
	cr_assert_eq(person_set_password(world_change(ROLE_ADMIN),
					 world_viewer(ROLE_CHAIR).person_id, hash, 0),
		     OK);
	world_commit();
}

TestSuite(sign_in_page, .init = with_password_begin, .fini = world_end);

static struct request *try(const char *login, const char *password, const char *next)
{
	return ask_post(
		ROLE_RESIDENT, "/sign-in",
		arena_printf(ready_arena(), "login=%s&password=%s&next=%s", login, password, next));
}

/* The value of the session cookie that an answer hands out, or NULL. */
static const char *session_cookie(const struct request *request)
{
	for (size_t i = 0; i < request->response.cookies.count; i++) {
		const char *cookie = request->response.cookies.items[i];

		if (strncmp(cookie, "session=", 8) == 0)
			return arena_bytes(ready_arena(), cookie + 8, strcspn(cookie + 8, ";"));
	}
	return NULL;
}

/* The body without what differs from answer to answer: the form's token and once. */
static const char *without_secrets(const struct request *request)
{
	char *body = arena_string(ready_arena(), ask_body(request));

	for (char *at = body; (at = strstr(at, "name=\"")); at++)
		if (strncmp(at, "name=\"token\"", 12) == 0 || strncmp(at, "name=\"once\"", 11) == 0)
			for (at = strstr(at, "value=\"") + 7; *at != '"'; at++)
				*at = '-';
	return body;
}

Test(sign_in_page, answers_an_unknown_name_and_a_wrong_password_alike)
{
	struct request *wrong = try("chair", "wrong", ""), *unknown = try("chaix", "wrong", "");

	cr_assert_eq(wrong->response.status, 422);
	cr_assert_eq(unknown->response.status, 422);
	cr_assert_null(session_cookie(wrong));
	cr_assert_str_eq(without_secrets(wrong),
			 without_secrets(ask_post(ROLE_RESIDENT, "/sign-in",
						  "login=chair&password=wrong&next=")));
	/* The name typed stands in both; nothing else tells them apart. */
	cr_assert_eq(strlen(ask_body(wrong)), strlen(ask_body(unknown)));
	cr_assert(strstr(ask_body(wrong), "value=\"chair\""));
}

Test(sign_in_page, never_shows_a_password_again)
{
	cr_assert_not(strstr(ask_body(try("chair", "fragile-secret", "")), "fragile-secret"));
}

Test(sign_in_page, counts_wrong_tries_and_tells_the_wait)
{
	for (int i = 0; i < 4; i++)
		try("chair", "wrong", "");
	cr_assert(strstr(ask_body(try("chair", "wrong", "")), "10"));
	cr_assert_null(session_cookie(try("chair", RIGHT_TYPED, "")));
}

Test(sign_in_page, lets_in_with_a_new_session_and_leads_to_the_work)
{
	struct request *request = try("Chair", RIGHT_TYPED, "");
	const char *cookie = session_cookie(request);
	struct session session;

	cr_assert_eq(request->response.status, 303);
	cr_assert_str_eq(request->response.location, "/korosten/work");
	cr_assert(cookie);
	cr_assert_eq(session_find(world_db(), cookie, WORLD_NOW, &session), OK);
	cr_assert_eq(session.person_id, world_viewer(ROLE_CHAIR).person_id);
}

Test(sign_in_page, leads_only_to_places_of_its_own)
{
	static const char *const elsewhere[] = {"//evil.example/", "https://evil.example/",
						"javascript:x", "/%5Cevil.example", "/a%0D%0Ab"};

	for (size_t i = 0; i < COUNT(elsewhere); i++)
		cr_expect_str_eq(try("chair", RIGHT_TYPED, elsewhere[i])->response.location,
				 "/korosten/work", "'%s'", elsewhere[i]);
	cr_assert_str_eq(try("chair", RIGHT_TYPED, "/en/korosten/reports%3Fx=1")->response.location,
			 "/en/korosten/reports?x=1");
}

Test(sign_in_page, refuses_a_form_without_its_token_and_from_elsewhere)
{
	struct request *request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-in",
					    "login=chair&password=" RIGHT_TYPED);

	ask_answer(request);
	cr_assert_eq(request->response.status, 403);
	request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-in",
			    "login=chair&password=" RIGHT_TYPED);
	ask_sign(request);
	request->is_same_origin = false;
	ask_answer(request);
	cr_assert_eq(request->response.status, 403);
}

Test(sign_in_page, is_not_shown_to_who_is_in_already)
{
	cr_assert_str_eq(ask(ROLE_CHAIR, METHOD_GET, "/sign-in")->response.location, "/account");
}

Test(sign_out, ends_the_session_and_takes_the_cookie_back)
{
	struct session session;
	struct request *request;
	const char *token;

	with_password_begin();
	token = session_cookie(try("chair", RIGHT_TYPED, ""));
	request = ask_begin(ROLE_RESIDENT, METHOD_POST, "/sign-out", "");
	pairs_add(ready_arena(), &request->cookies, "session", token);
	ask_sign(request);
	ask_answer(request);
	cr_assert_eq(request->response.status, 303);
	cr_assert_str_eq(session_cookie(request), "");
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &session), NOT_FOUND);
	world_end();
}

Test(sign_out, by_a_link_is_not_possible)
{
	with_password_begin();
	cr_assert_eq(ask(ROLE_CHAIR, METHOD_GET, "/sign-out")->response.status, 405);
	world_end();
}

Test(kept, shows_what_was_typed_to_its_browser_only)
{
	struct request *request;
	struct pairs typed = {0};
	const char *token;

	world_begin();
	pairs_add(ready_arena(), &typed, "title", "Темно на Гоголя");
	cr_assert_eq(kept_form_add(world_change(ROLE_RESIDENT), "/korosten/issues", &typed, &token),
		     OK);
	world_commit();
	cr_assert_eq(ask(ROLE_SECRETARY, METHOD_GET, "/kept")->response.status, 404);
	request = ask_begin(ROLE_SECRETARY, METHOD_GET, "/kept", "");
	pairs_add(ready_arena(), &request->cookies, "kept", token);
	ask_answer(request);
	cr_assert_eq(request->response.status, 200);
	cr_assert(strstr(ask_body(request), "Темно на Гоголя"));
	cr_assert(strstr(ask_body(request), "action=\"/korosten/issues\""));
	world_end();
}

Test(sign_in_page, signing_out_twice_at_once_is_no_fault)
{
	struct request *first = ask_begin(ROLE_CHAIR, METHOD_POST, "/sign-out", ""), *twin;
	struct connection *connection = world_db()->connection;

	ask_sign(first);
	twin = arena_take(ready_arena(), sizeof(*twin));
	*twin = *first;
	cr_assert(dispatch_admit(first, connection));
	cr_assert(dispatch_admit(twin, connection));
	dispatch_write(first, connection);
	dispatch_write(twin, connection);
	cr_expect_eq(first->response.status, 303);
	cr_expect_eq(twin->response.status, 303);
}
