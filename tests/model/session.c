#include <criterion/criterion.h>

#include "model/session.h"
#include "tests/world.h"

#define MINUTE ((int64_t)60)
#define HOUR   (60 * MINUTE)

static const char *token;
static int64_t chair;
static struct session found;

static const char *sign_in(int64_t person, const char *device)
{
	const char *made;

	cr_assert_eq(session_begin(world_change(ROLE_RESIDENT), person, device, &made), OK);
	world_commit();
	return made;
}

static void signed_in_begin(void)
{
	world_begin();
	chair = world_viewer(ROLE_CHAIR).person_id;
	token = sign_in(chair, "Firefox, Linux");
}

TestSuite(session, .init = signed_in_begin, .fini = world_end);

static void touch_at(int64_t now)
{
	world_at(now);
	cr_assert_eq(session_touch(world_change(ROLE_CHAIR), found.id), OK);
	world_commit();
}

Test(session, is_not_found_by_another_token)
{
	char *other = arena_string(ready_arena(), token);

	other[10] = other[10] == 'A' ? 'B' : 'A';
	cr_assert_eq(session_find(world_db(), other, WORLD_NOW, &found), NOT_FOUND);
	cr_assert_eq(session_find(world_db(), "", WORLD_NOW, &found), NOT_FOUND);
	cr_assert_eq(session_find(world_db(), arena_printf(ready_arena(), "%sA", token), WORLD_NOW,
				  &found),
		     NOT_FOUND);
}

Test(session, keeps_no_token_in_the_database)
{
	cr_assert_eq(strlen(token), 43);
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM session WHERE token_hash = $1",
			    ARGS(TEXT(token)), -1),
		     0);
}

Test(session, ends_after_thirty_minutes_without_use)
{
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 30 * MINUTE - 1, &found), OK);
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 30 * MINUTE, &found), NOT_FOUND);
}

Test(session, lives_on_while_it_is_used_but_twelve_hours_at_most)
{
	for (int64_t now = WORLD_NOW; now < WORLD_NOW + 12 * HOUR; now += 20 * MINUTE) {
		cr_assert_eq(session_find(world_db(), token, now, &found), OK);
		touch_at(now);
	}
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 12 * HOUR - 1, &found), OK);
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 12 * HOUR, &found), NOT_FOUND);
}

Test(session, wants_to_be_written_once_a_minute_only)
{
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 59, &found), OK);
	cr_assert_not(found.wants_touch);
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 61, &found), OK);
	cr_assert(found.wants_touch);
	touch_at(WORLD_NOW + 61);
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 62, &found), OK);
	cr_assert_not(found.wants_touch);
}

Test(session, is_ended_by_its_own_person_only)
{
	int64_t works = world_viewer(ROLE_WORKS).person_id;

	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &found), OK);
	cr_assert_eq(session_end(world_change(ROLE_WORKS), works, found.id), NOT_FOUND);
	cr_assert_eq(session_end(world_change(ROLE_CHAIR), chair, found.id), OK);
	world_commit();
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW, &found), NOT_FOUND);
}

Test(session, others_of_ones_own_can_be_listed_and_ended)
{
	struct sessions own;
	const char *second;

	world_at(WORLD_NOW + 1);
	second = sign_in(chair, "Chrome, Android");
	own = session_of(world_db(), chair, 0, WORLD_NOW + 1);
	cr_assert_eq(own.count, 2);
	cr_assert_str_eq(own.items[0].device, "Chrome, Android");
	cr_assert_eq(session_end_others(world_change(ROLE_CHAIR), chair, own.items[0].id), OK);
	world_commit();
	cr_assert_eq(session_find(world_db(), token, WORLD_NOW + 1, &found), NOT_FOUND);
	cr_assert_eq(session_find(world_db(), second, WORLD_NOW + 1, &found), OK);
	cr_assert_eq(session_of(world_db(), chair, 0, WORLD_NOW + HOUR).count, 0);
}

Test(session, tidying_forgets_those_whose_time_is_over)
{
	world_at(WORLD_NOW + 30 * MINUTE);
	cr_assert_eq(session_tidy(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM session", NO_ARGS, -1), 0);
}
