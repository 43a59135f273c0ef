#include <criterion/criterion.h>

#include "model/base/secret.h"
#include "model/one_time_link.h"
#include "model/person.h"
#include "model/session.h"
#include "tests/asking.h"
#include "tests/world.h"

#define OLD "vx8Rk2mPq0Zt"
#define NEW "zebra+river+copper+moon"

static void with_password_begin(void)
{
	const char *hash;

	world_begin();
	cr_assert_eq(secret_password_hash(ready_arena(), OLD, &hash), OK);
	cr_assert_eq(person_set_password(world_change(ROLE_ADMIN),
					 world_viewer(ROLE_CHAIR).person_id, hash, 0),
		     OK);
	world_commit();
}

TestSuite(account_page, .init = with_password_begin, .fini = world_end);

static const char *hash_of_chair(void)
{
	return person_password_of(world_db(), world_viewer(ROLE_CHAIR).person_id);
}

static const char *new_link(void)
{
	const char *token;

	cr_assert_eq(one_time_link_add(world_change(ROLE_ADMIN), world_viewer(ROLE_CHAIR).person_id,
				       &token),
		     OK);
	world_commit();
	return arena_printf(ready_arena(), "/account/link/%s", token);
}

Test(account_page, is_for_who_is_signed_in)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/account");

	cr_assert_eq(request->response.status, 303);
	cr_assert_str_eq(request->response.location, "/sign-in?next=/account");
	request = ask(ROLE_CHAIR, METHOD_GET, "/account");
	cr_assert_eq(request->response.status, 200);
	cr_assert_eq(request->response.cache, CACHE_NOTHING);
	cr_assert(strstr(ask_body(request), "Голова робочої групи"));
}

Test(account_page, a_wrong_present_password_changes_nothing_and_is_counted)
{
	const char *before = hash_of_chair();
	struct request *request;

	for (int i = 0; i < 5; i++) {
		request = ask_post(ROLE_CHAIR, "/account/password", "current=wrong&password=" NEW);
		cr_assert_eq(request->response.status, 422);
	}
	request = ask_post(ROLE_CHAIR, "/account/password", "current=" OLD "&password=" NEW);
	cr_assert_eq(request->response.status, 422);
	cr_assert_str_eq(hash_of_chair(), before);
}

Test(account_page, a_weak_new_password_is_refused)
{
	static const char *const weak[] = {"", "short", "password2026!", "chair-chair-chair"};
	const char *before = hash_of_chair();

	for (size_t i = 0; i < COUNT(weak); i++) {
		struct request *request = ask_post(
			ROLE_CHAIR, "/account/password",
			arena_printf(ready_arena(), "current=" OLD "&password=%s", weak[i]));
		cr_expect_eq(request->response.status, 422, "'%s'", weak[i]);
	}
	cr_assert_str_eq(hash_of_chair(), before);
}

Test(account_page, a_new_password_ends_the_other_sessions)
{
	struct session session;
	struct request *request;
	const char *other;

	cr_assert_eq(session_begin(world_change(ROLE_CHAIR), world_viewer(ROLE_CHAIR).person_id, "",
				   &other),
		     OK);
	world_commit();
	request = ask_post(ROLE_CHAIR, "/account/password", "current=" OLD "&password=" NEW);
	cr_assert_eq(request->response.status, 303);
	cr_assert(secret_password_is("zebra river copper moon", hash_of_chair()));
	cr_assert_eq(session_find(world_db(), other, WORLD_NOW, &session), NOT_FOUND);
	cr_assert_eq(session_find(world_db(), pairs_find(&request->cookies, "session"), WORLD_NOW,
				  &session),
		     OK);
}

Test(account_page, ends_sessions_of_ones_own_only)
{
	struct sessions mine;
	struct session session;
	const char *token, *address;

	cr_assert_eq(session_begin(world_change(ROLE_CHAIR), world_viewer(ROLE_CHAIR).person_id,
				   "Firefox, Android", &token),
		     OK);
	world_commit();
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &session), OK);
	address = arena_printf(ready_arena(), "/account/sessions/%lld/end", (long long)session.id);
	ask_post(ROLE_WORKS, address, "");
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &session), OK);
	cr_assert(strstr(ask_body(ask(ROLE_CHAIR, METHOD_GET, "/account")), address));
	cr_assert_eq(ask_post(ROLE_CHAIR, address, "")->response.status, 303);
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &session), NOT_FOUND);
	ask_post(ROLE_CHAIR, "/account/sessions/end-others", "");
	mine = session_of(world_db(), world_viewer(ROLE_CHAIR).person_id, 0, WORLD_NOW);
	cr_assert_eq(mine.count, 1);
}

Test(account_link, that_was_never_made_is_not_found)
{
	with_password_begin();
	cr_assert_eq(ask(ROLE_RESIDENT, METHOD_GET, "/account/link/abc")->response.status, 404);
	cr_assert_eq(ask_post(ROLE_RESIDENT, "/account/link/abc", "password=" NEW)->response.status,
		     404);
	world_end();
}

Test(account_link, sets_a_password_once_and_then_is_gone)
{
	const char *address;
	struct request *request;

	with_password_begin();
	address = new_link();
	request = ask(ROLE_RESIDENT, METHOD_GET, address);
	cr_assert_eq(request->response.status, 200);
	cr_assert(strstr(ask_body(request), "chair"));
	cr_assert_eq(ask_post(ROLE_RESIDENT, address, "password=short")->response.status, 422);
	request = ask_post(ROLE_RESIDENT, address, "password=" NEW);
	cr_assert_eq(request->response.status, 303);
	cr_assert_str_eq(request->response.location, "/sign-in?ready=1");
	cr_assert(secret_password_is("zebra river copper moon", hash_of_chair()));
	cr_assert_eq(ask(ROLE_RESIDENT, METHOD_GET, address)->response.status, 410);
	cr_assert_eq(
		ask_post(ROLE_RESIDENT, address, "password=another+river+here")->response.status,
		410);
	cr_assert(secret_password_is("zebra river copper moon", hash_of_chair()));
	world_end();
}
