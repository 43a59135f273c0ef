#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/one_time_link.h"
#include "model/person.h"
#include "tests/asking.h"
#include "tests/world.h"

TestSuite(people_page, .init = world_begin, .fini = world_end);

static int64_t id_of(const char *login)
{
	struct person person;

	cr_assert_eq(person_find(world_db(), login, &person), OK, "no '%s'", login);
	return person.id;
}

static const char *address_of(const char *login, const char *action)
{
	return arena_printf(ready_arena(), "/admin/people/%lld%s", (long long)id_of(login), action);
}

static int status_of(const char *login, const char *action, const char *form)
{
	return ask_post(ROLE_ADMIN, address_of(login, action), form)->response.status;
}

Test(people_page, lists_the_administrators_own_hromada_only)
{
	const char *body = ask_body(ask(ROLE_ADMIN, METHOD_GET, "/admin/people"));

	cr_assert(strstr(body, ">moderator<"));
	cr_assert_not(strstr(body, "moderator-ovruch"));
	cr_assert_not(strstr(body, ">root<"));
}

Test(people_page, hides_and_protects_people_of_elsewhere)
{
	static const char *const actions[] = {"/link", "/disable", "/enable"};

	cr_assert_eq(ask(ROLE_ADMIN, METHOD_GET, address_of("chair-ovruch", ""))->response.status,
		     404);
	for (size_t i = 0; i < COUNT(actions); i++)
		cr_expect_eq(status_of("chair-ovruch", actions[i], ""), 404, "%s", actions[i]);
	cr_assert_eq(status_of("chair-ovruch", "/grant", "role=works&community=korosten"), 404);
	cr_assert_eq(status_of("root", "/link", ""), 404);
}

Test(people_page, gives_no_roles_beyond_the_administrators_own)
{
	cr_assert_eq(status_of("chair", "/grant", "role=admin&community="), 403);
	cr_assert_eq(status_of("chair", "/grant", "role=works&community=ovruch"), 403);
	cr_assert_eq(status_of("chair", "/grant", "role=works&community=atlantis"), 422);
	cr_assert_eq(status_of("chair", "/grant", "role=resident&community=korosten"), 422);
	cr_assert_eq(status_of("chair", "/grant", "role=chair&community=korosten"), 422);
	cr_assert_eq(ask_post(ROLE_ADMIN, "/admin/people", "login=x1&name=x&role=admin&community=")
			     ->response.status,
		     403);
	cr_assert_eq(ask_post(ROLE_ADMIN, "/admin/people",
			      "login=chair&name=x&role=works&community=korosten")
			     ->response.status,
		     422);
}

Test(people_page, an_administrator_does_not_lock_themselves_out)
{
	cr_assert_eq(status_of("admin", "/disable", ""), 403);
	cr_assert_eq(status_of("admin", "/revoke", "role=admin&community=korosten"), 403);
}

Test(people_page, adds_an_account_and_shows_its_link_once)
{
	struct request *request = ask_post(ROLE_ADMIN, "/admin/people",
					   "login=Olena&name=%3Cb%3EOlena&post=&role=starosta"
					   "&community=korosten");
	const char *link = strstr(ask_body(request), "/account/link/");
	struct one_time_link found;
	struct person person;

	cr_assert_eq(request->response.status, 200);
	cr_assert_eq(request->response.cache, CACHE_NOTHING);
	cr_assert(link);
	cr_assert(strstr(ask_body(request), "&lt;b&gt;Olena"));
	link = arena_bytes(ready_arena(), link + 14, strcspn(link + 14, "<"));
	cr_assert_eq(one_time_link_find(world_db(), link, WORLD_NOW, &found), OK);
	cr_assert_str_eq(found.login, "olena");
	cr_assert_eq(person_find(world_db(), "olena", &person), OK);
	cr_assert_eq(person.roles.count, 1);
	cr_assert_eq(person.roles.items[0].role, ROLE_STAROSTA);
}

Test(people_page, grants_revokes_disables_and_enables)
{
	struct person person;

	cr_assert_eq(status_of("chair", "/grant", "role=works&community=korosten"), 303);
	cr_assert_eq(person_find(world_db(), "chair", &person), OK);
	cr_assert_eq(person.roles.count, 2);
	cr_assert_eq(status_of("chair", "/revoke", "role=works&community=korosten"), 303);
	cr_assert_eq(person_find(world_db(), "chair", &person), OK);
	cr_assert_eq(person.roles.count, 1);
	cr_assert_eq(status_of("chair", "/disable", ""), 303);
	cr_assert_eq(person_find(world_db(), "chair", &person), OK);
	cr_assert(person.disabled_at);
	cr_assert_eq(status_of("chair", "/link", ""), 409);
	cr_assert_eq(status_of("chair", "/enable", ""), 303);
	cr_assert_eq(ask(ROLE_ADMIN, METHOD_GET, address_of("chair", ""))->response.status, 200);
}

static const char *audit_body(const char *query)
{
	return ask_body(
		ask(ROLE_ADMIN, METHOD_GET, arena_printf(ready_arena(), "/admin/audit%s", query)));
}

Test(audit_page, shows_the_hromadas_own_lines_and_filters_them)
{
	world_begin();
	cr_assert_eq(status_of("chair", "/disable", ""), 303);
	cr_assert_eq(status_of("works", "/disable", ""), 303);
	cr_assert(strstr(audit_body(""), "person disable"));
	cr_assert(strstr(audit_body("?actor=admin"), "person disable"));
	cr_assert_not(strstr(audit_body("?actor=chair"), "person disable"));
	cr_assert_not(
		strstr(audit_body(arena_printf(ready_arena(), "?subject=person%%20%lld&actor=chair",
					       (long long)id_of("works"))),
		       "person disable"));
	cr_assert(strstr(audit_body(arena_printf(ready_arena(), "?subject=person%%20%lld",
						 (long long)id_of("works"))),
			 "person disable"));
	world_end();
}

Test(audit_page, of_one_hromada_hides_the_others)
{
	struct audit_filter filter = {.actor = "admin", .subject = "", .most = 1000};

	world_begin();
	cr_assert_eq(status_of("chair", "/disable", ""), 303);
	filter.admin_id = id_of("root");
	cr_assert_eq(audit_list(world_db(), &filter).count, 1);
	filter.admin_id = id_of("admin");
	cr_assert_eq(audit_list(world_db(), &filter).count, 1);
	filter.admin_id = id_of("admin-ovruch");
	cr_assert_eq(audit_list(world_db(), &filter).count, 0);
	filter.admin_id = id_of("chair");
	cr_assert_eq(audit_list(world_db(), &filter).count, 0);
	world_end();
}
