/* What passes: one-time links, forms that count once, forms that are kept. */
#include <criterion/criterion.h>

#include "model/base/pairs.h"
#include "model/installation.h"
#include "model/kept_form.h"
#include "model/once.h"
#include "model/one_time_link.h"
#include "model/person.h"
#include "model/session.h"
#include "tests/world.h"

#define HOUR ((int64_t)60 * 60)

TestSuite(one_time_link, .init = world_begin, .fini = world_end);
TestSuite(once, .init = world_begin, .fini = world_end);
TestSuite(kept_form, .init = world_begin, .fini = world_end);
TestSuite(installation, .init = world_begin, .fini = world_end);

static const char *link_for(enum role role)
{
	const char *token;

	cr_assert_eq(
		one_time_link_add(world_change(ROLE_ADMIN), world_viewer(role).person_id, &token),
		OK);
	world_commit();
	return token;
}

Test(one_time_link, is_found_for_a_day_and_no_longer)
{
	const char *token = link_for(ROLE_CHAIR);
	struct one_time_link link;

	cr_assert_eq(one_time_link_find(world_db(), "no-such-token", WORLD_NOW, &link), NOT_FOUND);
	cr_assert_eq(one_time_link_find(world_db(), token, WORLD_NOW + 24 * HOUR, &link), GONE);
	cr_assert_eq(one_time_link_find(world_db(), token, WORLD_NOW + 24 * HOUR - 1, &link), OK);
	cr_assert_str_eq(link.login, "chair");
}

Test(one_time_link, ends_when_a_newer_one_is_made)
{
	const char *first = link_for(ROLE_CHAIR), *other = link_for(ROLE_WORKS),
		   *second = link_for(ROLE_CHAIR);
	struct one_time_link link;

	cr_assert_eq(one_time_link_find(world_db(), first, WORLD_NOW, &link), GONE);
	cr_assert_eq(one_time_link_find(world_db(), second, WORLD_NOW, &link), OK);
	cr_assert_eq(one_time_link_find(world_db(), other, WORLD_NOW, &link), OK);
}

Test(one_time_link, sets_a_password_once_and_ends_all_sessions)
{
	const char *token = link_for(ROLE_CHAIR), *cookie;
	struct one_time_link link;
	struct session session;
	int64_t id;

	cr_assert_eq(session_begin(world_change(ROLE_RESIDENT), world_viewer(ROLE_CHAIR).person_id,
				   "", &cookie),
		     OK);
	world_commit();
	cr_assert_eq(one_time_link_find(world_db(), token, WORLD_NOW, &link), OK);
	cr_assert_eq(one_time_link_use(world_change(ROLE_RESIDENT), &link, "hash"), OK);
	world_commit();
	cr_assert_str_eq(person_password(world_db(), "chair", &id), "hash");
	cr_assert_eq(session_find(world_db(), cookie, WORLD_NOW, &session), NOT_FOUND);
	cr_assert_eq(one_time_link_use(world_change(ROLE_RESIDENT), &link, "other"), GONE);
	cr_assert_eq(one_time_link_find(world_db(), token, WORLD_NOW, &link), GONE);
}

Test(once, a_form_counts_once)
{
	const char *location = NULL;

	cr_assert_eq(once_find(world_db(), "form-one", &location), NOT_FOUND);
	cr_assert_eq(once_find(world_db(), "", &location), NOT_FOUND);
	cr_assert_eq(once_add(world_change(ROLE_RESIDENT), "form-one", "/korosten/issues/1"), OK);
	world_commit();
	cr_assert_eq(once_find(world_db(), "form-one", &location), OK);
	cr_assert_str_eq(location, "/korosten/issues/1");
	cr_assert_eq(once_add(world_change(ROLE_RESIDENT), "form-one", "/elsewhere"), CONFLICT);
}

Test(once, is_forgotten_after_a_day)
{
	const char *location;

	cr_assert_eq(once_add(world_change(ROLE_RESIDENT), "form-one", "/"), OK);
	world_commit();
	world_at(WORLD_NOW + 24 * HOUR);
	cr_assert_eq(once_tidy(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_assert_eq(once_find(world_db(), "form-one", &location), NOT_FOUND);
}

static const char *keep(const struct pairs *pairs)
{
	const char *token;

	cr_assert_eq(kept_form_add(world_change(ROLE_RESIDENT), "/korosten/issues", pairs, &token),
		     OK);
	world_commit();
	return token;
}

Test(kept_form, gives_back_what_was_typed_to_the_byte)
{
	static const char *const hostile[] = {
		"", "a&b=c", "100 % + 1", "рядок\nдругий", "\"<script>\"", "%41", "="};
	struct pairs pairs = {0};
	struct kept_form kept;
	const char *token;

	for (size_t i = 0; i < COUNT(hostile); i++)
		pairs_add(ready_arena(), &pairs, "figure.calls total", hostile[i]);
	token = keep(&pairs);
	cr_assert_eq(kept_form_find(world_db(), token, WORLD_NOW, &kept), OK);
	cr_assert_str_eq(kept.path, "/korosten/issues");
	cr_assert_eq(kept.pairs.count, COUNT(hostile));
	for (size_t i = 0; i < COUNT(hostile); i++) {
		cr_expect_str_eq(kept.pairs.items[i].name, "figure.calls total");
		cr_expect_str_eq(kept.pairs.items[i].value, hostile[i]);
	}
}

Test(kept_form, keeps_no_secrets)
{
	struct pairs pairs = {0};
	struct kept_form kept;

	pairs_add(ready_arena(), &pairs, "password", "x");
	pairs_add(ready_arena(), &pairs, "new_password", "x");
	pairs_add(ready_arena(), &pairs, "code", "x");
	pairs_add(ready_arena(), &pairs, "token", "x");
	pairs_add(ready_arena(), &pairs, "once", "x");
	pairs_add(ready_arena(), &pairs, "title", "y");
	cr_assert_eq(kept_form_find(world_db(), keep(&pairs), WORLD_NOW, &kept), OK);
	cr_assert_eq(kept.pairs.count, 1);
	cr_assert_str_eq(kept.pairs.items[0].name, "title");
}

Test(kept_form, refuses_more_than_its_limit)
{
	char *large = arena_take(ready_arena(), 270000);
	struct pairs pairs = {0};
	const char *token;

	memset(large, 'x', 269999);
	pairs_add(ready_arena(), &pairs, "text", large);
	cr_assert_eq(kept_form_add(world_change(ROLE_RESIDENT), "/", &pairs, &token), TOO_MUCH);
}

Test(kept_form, lives_for_an_hour_and_until_it_was_sent)
{
	struct pairs pairs = {0};
	struct kept_form kept;
	const char *token;

	pairs_add(ready_arena(), &pairs, "title", "y");
	token = keep(&pairs);
	cr_assert_eq(kept_form_find(world_db(), "other", WORLD_NOW, &kept), NOT_FOUND);
	cr_assert_eq(kept_form_find(world_db(), token, WORLD_NOW + HOUR, &kept), NOT_FOUND);
	cr_assert_eq(kept_form_find(world_db(), token, WORLD_NOW + HOUR - 1, &kept), OK);
	cr_assert_eq(kept_form_remove(world_change(ROLE_RESIDENT), token), OK);
	world_commit();
	cr_assert_eq(kept_form_find(world_db(), token, WORLD_NOW, &kept), NOT_FOUND);
	keep(&pairs);
	world_at(WORLD_NOW + HOUR);
	cr_assert_eq(kept_form_tidy(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM kept_form", NO_ARGS, -1), 0);
}

Test(installation, is_made_once)
{
	cr_assert_eq(installation_make(world_change(ROLE_RESIDENT), "other.test", false), CONFLICT);
}

Test(installation, knows_its_authority_and_switches_to_read_only)
{
	struct installation installation;

	cr_assert_eq(installation_find(world_db(), &installation), OK);
	cr_assert_str_eq(installation.authority, "poruch.test");
	cr_assert_str_eq(installation.authority_date, "2026-11-06");
	cr_assert_eq(strlen(installation.form_key), 43);
	cr_assert_not(installation.is_demo);
	cr_assert_not(installation.is_read_only);
	cr_assert_eq(installation_set_read_only(world_change(ROLE_ADMIN), true), OK);
	world_commit();
	cr_assert_eq(installation_find(world_db(), &installation), OK);
	cr_assert(installation.is_read_only);
}
