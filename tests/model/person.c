#include <criterion/criterion.h>

#include "model/one_time_link.h"
#include "model/person.h"
#include "model/session.h"
#include "model/viewer.h"
#include "tests/world.h"

TestSuite(person, .init = world_begin, .fini = world_end);

static int64_t id_of(const char *login)
{
	struct person person;

	cr_assert_eq(person_find(world_db(), login, &person), OK, "no '%s'", login);
	return person.id;
}

static enum outcome add(const char *login, int role, const char *community, struct form *form,
			int64_t *id)
{
	struct person_entry entry = {
		.login = login, .name = "Хтось", .role = role, .community = community};

	return person_add(world_change(ROLE_ADMIN), form, &entry, id);
}

static const char *sign_in(const char *login)
{
	const char *token;

	cr_assert_eq(session_begin(world_change(ROLE_RESIDENT), id_of(login), "", &token), OK);
	world_commit();
	return token;
}

static enum outcome session(const char *token)
{
	struct session found;

	return session_find(world_db(), token, WORLD_NOW, &found);
}

Test(person, refuses_a_login_that_is_taken_in_any_case)
{
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("Moderator", ROLE_MEMBER, "korosten", &form, &id), INVALID);
	cr_assert_eq(form_fault_of(&form, "login")->kind, FAULT_TAKEN);
}

Test(person, refuses_logins_roles_and_communities_that_are_none)
{
	static const char *const bad[] = {"a", "two words", "мельник", "x<y", "a\x01z", ""};
	struct form form = world_form();
	int64_t id;

	for (size_t i = 0; i < COUNT(bad); i++) {
		form = world_form();
		cr_expect_eq(add(bad[i], ROLE_MEMBER, "", &form, &id), INVALID, "'%s'", bad[i]);
		cr_expect_eq(form_fault_of(&form, "login")->kind, FAULT_UNKNOWN, "'%s'", bad[i]);
	}
	form = world_form();
	cr_assert_eq(add("resident", ROLE_RESIDENT, "", &form, &id), INVALID);
	cr_assert_eq(form_fault_of(&form, "role")->kind, FAULT_UNKNOWN);
	form = world_form();
	cr_assert_eq(add("someone", ROLE_MEMBER, "atlantis", &form, &id), INVALID);
	cr_assert_eq(form_fault_of(&form, "community")->kind, FAULT_UNKNOWN);
}

Test(person, is_found_by_login_in_any_case_with_roles)
{
	struct person person;

	cr_assert_eq(person_find(world_db(), "nobody", &person), NOT_FOUND);
	cr_assert_eq(person_find(world_db(), " CHAIR ", &person), OK);
	cr_assert_str_eq(person.login, "chair");
	cr_assert_not(person.has_password);
	cr_assert_eq(person.roles.count, 1);
	cr_assert_eq(person.roles.items[0].role, ROLE_CHAIR);
	cr_assert_str_eq(person.roles.items[0].slug, "korosten");
}

Test(person, holds_a_role_once_even_in_all_communities)
{
	int64_t id = id_of("chair");

	cr_assert_eq(person_grant(world_change(ROLE_ADMIN), id, world_korosten.id, ROLE_CHAIR),
		     CONFLICT);
	cr_assert_eq(person_grant(world_change(ROLE_ADMIN), id, 0, ROLE_OBSERVER), OK);
	world_commit();
	cr_assert_eq(person_grant(world_change(ROLE_ADMIN), id, 0, ROLE_OBSERVER), CONFLICT);
	cr_assert_eq(person_revoke(world_change(ROLE_ADMIN), id, 0, ROLE_OBSERVER), OK);
	world_commit();
	cr_assert_eq(person_revoke(world_change(ROLE_ADMIN), id, 0, ROLE_OBSERVER), NOT_FOUND);
}

Test(person, takes_no_role_from_themselves_and_does_not_disable_themselves)
{
	int64_t id = id_of("admin");

	cr_assert_eq(person_revoke(world_change(ROLE_ADMIN), id, world_korosten.id, ROLE_ADMIN),
		     FORBIDDEN);
	cr_assert_eq(person_disable(world_change(ROLE_ADMIN), id), FORBIDDEN);
}

Test(person, a_change_of_role_ends_their_sessions)
{
	const char *token = sign_in("chair"), *other = sign_in("works");

	cr_assert_eq(person_grant(world_change(ROLE_ADMIN), id_of("chair"), 0, ROLE_OBSERVER), OK);
	world_commit();
	cr_assert_eq(session(token), NOT_FOUND);
	cr_assert_eq(session(other), OK);
	token = sign_in("chair");
	cr_assert_eq(person_revoke(world_change(ROLE_ADMIN), id_of("chair"), 0, ROLE_OBSERVER), OK);
	world_commit();
	cr_assert_eq(session(token), NOT_FOUND);
}

Test(person, a_new_password_ends_their_sessions_but_the_one_that_set_it)
{
	const char *first = sign_in("chair"), *second = sign_in("chair");
	struct session kept;

	cr_assert_eq(session_find(world_db(), second, WORLD_NOW, &kept), OK);
	cr_assert_eq(person_set_password(world_change(ROLE_CHAIR), id_of("chair"), "hash", kept.id),
		     OK);
	world_commit();
	cr_assert_eq(session(first), NOT_FOUND);
	cr_assert_eq(session(second), OK);
	cr_assert_eq(person_set_password(world_change(ROLE_CHAIR), 4711, "hash", 0), NOT_FOUND);
}

Test(person, disabled_has_no_password_no_sessions_no_links_and_no_roles)
{
	int64_t id = id_of("chair"), found;
	const char *token = sign_in("chair"), *link;
	struct one_time_link answer;
	struct viewer viewer;

	cr_assert_eq(person_set_password(world_change(ROLE_ADMIN), id, "hash", id), OK);
	world_commit();
	cr_assert_eq(one_time_link_add(world_change(ROLE_ADMIN), id, &link), OK);
	world_commit();
	cr_assert_str_eq(person_password(world_db(), "Chair", &found), "hash");
	cr_assert_eq(found, id);
	cr_assert_eq(person_disable(world_change(ROLE_ADMIN), id), OK);
	world_commit();
	cr_assert_null(person_password(world_db(), "chair", &found));
	cr_assert_eq(found, 0);
	cr_assert_eq(session(token), NOT_FOUND);
	cr_assert_eq(one_time_link_find(world_db(), link, WORLD_NOW, &answer), GONE);
	viewer_load(world_db(), id, world_korosten.id, &viewer);
	cr_assert_eq(viewer.person_id, 0);
	cr_assert_eq(viewer.roles, 1u << ROLE_RESIDENT);
	cr_assert_eq(person_enable(world_change(ROLE_ADMIN), id), OK);
	world_commit();
	cr_assert_str_eq(person_password(world_db(), "chair", &found), "hash");
}

Test(person, an_administrator_of_one_hromada_reaches_only_its_people)
{
	int64_t admin = id_of("admin"), both = id_of("works");

	cr_assert_not(person_may_manage_in(world_db(), admin, 0));
	cr_assert_not(person_may_manage_in(world_db(), admin, world_ovruch.id));
	cr_assert(person_may_manage_in(world_db(), admin, world_korosten.id));
	cr_assert_not(person_is_managed(world_db(), admin, id_of("chair-ovruch")));
	cr_assert_not(person_is_managed(world_db(), admin, id_of("root")));
	cr_assert(person_is_managed(world_db(), admin, id_of("chair")));
	/* Somebody who acts in Ovruch too is not Korosten's alone to hand a link. */
	cr_assert_eq(person_grant(world_change(ROLE_ADMIN), both, world_ovruch.id, ROLE_WORKS), OK);
	world_commit();
	cr_assert_not(person_is_managed(world_db(), admin, both));
	cr_assert_not(person_may_manage_in(world_db(), id_of("chair"), world_korosten.id));
	cr_assert(person_is_managed(world_db(), id_of("root"), both));
}

Test(person, a_list_shows_whom_the_administrator_manages_and_goes_on_by_login)
{
	struct persons own = person_list(world_db(), id_of("admin"), "", 100);
	struct persons all = person_list(world_db(), id_of("root"), "", 100);

	cr_assert_eq(own.count, ROLE_COUNT - 1);
	cr_assert_eq(all.count, 2 * (ROLE_COUNT - 1) + 1);
	cr_assert_eq(person_list(world_db(), id_of("chair"), "", 100).count, 0);
	cr_assert_str_eq(own.items[0].login, "admin");
	cr_assert_eq(own.items[0].roles.count, 1);
	all = person_list(world_db(), id_of("root"), "secretary", 2);
	cr_assert_eq(all.count, 2);
	cr_assert_str_eq(all.items[0].login, "secretary-ovruch");
	cr_assert_str_eq(all.items[1].login, "starosta");
}

Test(viewer, holds_in_a_community_what_was_given_there_or_everywhere, .init = world_begin,
     .fini = world_end)
{
	struct viewer viewer;

	viewer_load(world_db(), 0, world_korosten.id, &viewer);
	cr_assert_eq(viewer.roles, 1u << ROLE_RESIDENT);
	cr_assert_str_eq(viewer.login, "");
	viewer_load(world_db(), id_of("chair"), world_ovruch.id, &viewer);
	cr_assert_not(viewer_is(&viewer, ROLE_CHAIR));
	cr_assert_eq(viewer.community_id, world_ovruch.id);
	viewer_load(world_db(), id_of("chair"), world_korosten.id, &viewer);
	cr_assert(viewer_is(&viewer, ROLE_CHAIR));
	viewer_load(world_db(), id_of("chair"), 0, &viewer);
	cr_assert(viewer_may(&viewer, OWN_ACCOUNT));
	viewer_load(world_db(), id_of("root"), world_ovruch.id, &viewer);
	cr_assert(viewer_is(&viewer, ROLE_ADMIN));
}
