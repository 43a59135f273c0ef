#include <criterion/criterion.h>

#include "model/base/secret.h"
#include "model/installation.h"
#include "model/password.h"
#include "model/person.h"
#include "model/sign_in.h"
#include "tests/world.h"

#define RIGHT "чорний дрізд на тині"

static void set_password(const char *password)
{
	const char *hash;

	cr_assert_eq(secret_password_hash(ready_arena(), password, &hash), OK);
	cr_assert_eq(person_set_password(world_change(ROLE_ADMIN),
					 world_viewer(ROLE_CHAIR).person_id, hash, 0),
		     OK);
	world_commit();
}

static void with_password_begin(void)
{
	world_begin();
	set_password(RIGHT);
}

TestSuite(sign_in, .init = with_password_begin, .fini = world_end);

/* One whole try; gives the seconds the next one has to wait. */
struct tried {
	bool is_in, was_judged;
	int64_t wait;
};

static struct tried try_at(const char *login, const char *password, int64_t now)
{
	struct sign_in sign_in = {.login = login, .password = password, .next = ""};
	struct form form = world_form();

	world_at(now);
	sign_in_judge(world_db(), now, &sign_in);
	cr_assert_eq(sign_in_settle(world_change(ROLE_RESIDENT), &form, &sign_in), OK);
	world_commit();
	cr_assert_eq(sign_in.person_id == 0, form.faults.count > 0);
	return (struct tried){.is_in = sign_in.person_id,
			      .was_judged = sign_in.is_judged,
			      .wait = sign_in_wait(world_db(), login, now)};
}

Test(sign_in, says_the_same_of_an_unknown_name_and_a_wrong_password)
{
	struct form forms[2] = {world_form(), world_form()};
	struct sign_in tries[2] = {{.login = "chair", .password = "wrong", .next = ""},
				   {.login = "nobody", .password = "wrong", .next = ""}};

	for (size_t i = 0; i < 2; i++) {
		sign_in_judge(world_db(), WORLD_NOW, &tries[i]);
		cr_assert(tries[i].is_judged);
		cr_assert_eq(sign_in_settle(world_change(ROLE_RESIDENT), &forms[i], &tries[i]), OK);
		world_commit();
		cr_assert_eq(tries[i].person_id, 0);
		cr_assert_eq(forms[i].faults.count, 1);
		cr_assert_eq(forms[i].faults.items[0].kind, FAULT_WRONG_SIGN_IN);
		cr_assert_str_eq(forms[i].faults.items[0].field, "");
	}
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM attempt", NO_ARGS, 0), 2);
}

Test(sign_in, gives_five_free_tries_then_doubles_the_wait_to_fifteen_minutes)
{
	static const int64_t waits[] = {0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900};
	int64_t now = WORLD_NOW;

	for (size_t i = 0; i < COUNT(waits); i++) {
		struct tried tried = try_at(i % 2 ? "chair" : " CHAIR", "wrong", now);

		cr_assert_eq(tried.wait, waits[i], "after %zu: %lld", i + 1, (long long)tried.wait);
		now += tried.wait;
	}
}

Test(sign_in, waits_for_an_unknown_name_too)
{
	for (int i = 0; i < 4; i++)
		cr_assert_eq(try_at("nobody", "wrong", WORLD_NOW).wait, 0);
	cr_assert_eq(try_at("nobody", "wrong", WORLD_NOW).wait, 10);
}

Test(sign_in, judges_nothing_while_it_has_to_wait_not_even_the_right_password)
{
	struct tried tried;

	for (int i = 0; i < 5; i++)
		try_at("chair", "wrong", WORLD_NOW);
	tried = try_at("chair", RIGHT, WORLD_NOW + 9);
	cr_assert_not(tried.was_judged);
	cr_assert_not(tried.is_in);
	cr_assert(try_at("chair", RIGHT, WORLD_NOW + 10).is_in);
}

Test(sign_in, counts_tries_that_were_judged_at_once_one_after_the_other)
{
	struct sign_in tries[8];
	int refused = 0;

	for (size_t i = 0; i < COUNT(tries); i++) {
		tries[i] = (struct sign_in){.login = "chair", .next = ""};
		tries[i].password = i == 7 ? RIGHT : "wrong";
		sign_in_judge(world_db(), WORLD_NOW, &tries[i]);
		cr_assert(tries[i].is_judged);
	}
	for (size_t i = 0; i < COUNT(tries); i++) {
		struct form form = world_form();

		cr_assert_eq(sign_in_settle(world_change(ROLE_RESIDENT), &form, &tries[i]), OK);
		world_commit();
		refused += form.faults.items[0].kind == FAULT_WAIT;
	}
	cr_assert_eq(refused, 3);
	cr_assert_eq(tries[7].person_id, 0);
}

Test(sign_in, lets_the_right_password_in_and_forgets_the_wrong_ones)
{
	for (int i = 0; i < 4; i++)
		try_at("chair", "wrong", WORLD_NOW);
	cr_assert(try_at("Chair", RIGHT, WORLD_NOW + 1).is_in);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(try_at("chair", "wrong", WORLD_NOW + 2).wait, 0);
}

Test(sign_in, does_not_let_in_who_has_no_password_or_is_disabled)
{
	cr_assert_not(try_at("works", "", WORLD_NOW).is_in);
	cr_assert_eq(person_disable(world_change(ROLE_ADMIN), world_viewer(ROLE_CHAIR).person_id),
		     OK);
	world_commit();
	cr_assert_not(try_at("chair", RIGHT, WORLD_NOW).is_in);
}

Test(sign_in, refuses_the_password_of_the_demonstration_outside_of_it)
{
	set_password(PASSWORD_DEMO);
	cr_assert_not(try_at("chair", PASSWORD_DEMO, WORLD_NOW).is_in);
}

Test(sign_in, forgets_tries_after_a_day)
{
	for (int i = 0; i < 5; i++)
		try_at("chair", "wrong", WORLD_NOW);
	world_at(WORLD_NOW + 24 * 60 * 60);
	cr_assert_eq(sign_in_tidy(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM attempt", NO_ARGS, -1), 0);
}
