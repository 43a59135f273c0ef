#include "model/publish_hour.h"

#include <criterion/criterion.h>

#include "model/base/clock.h"
#include "model/community_settings.h"
#include "tests/register.h"

TestSuite(publish_hour, .init = register_begin, .fini = world_end);

static int64_t at(const char *moment)
{
	int64_t seconds = 0;

	cr_assert_eq(clock_read_rfc3339(moment, &seconds), OK, "%s", moment);
	return seconds;
}

static void assert_next(int hour, const char *now, const char *wanted)
{
	int64_t made = publish_hour_next(hour, at(now));

	cr_expect_eq(made, at(wanted), "%d o'clock behind %s is %s, not %s", hour, now,
		     clock_rfc3339(ready_arena(), made), wanted);
}

Test(publish_hour, is_the_next_one_on_the_wall_in_kyiv)
{
	assert_next(18, "2026-11-20T17:59:59+02:00", "2026-11-20T18:00:00+02:00");
	assert_next(18, "2026-11-20T18:00:00+02:00", "2026-11-21T18:00:00+02:00");
	assert_next(0, "2026-11-20T00:00:01+02:00", "2026-11-21T00:00:00+02:00");
	assert_next(23, "2026-12-31T23:30:00+02:00", "2027-01-01T23:00:00+02:00");
	assert_next(18, "2026-07-01T12:00:00+03:00", "2026-07-01T18:00:00+03:00");
}

/* 29 March 2026: from 03:00 to 04:00; 25 October 2026: from 04:00 back to 03:00. */
Test(publish_hour, holds_on_the_days_when_clocks_are_moved)
{
	assert_next(18, "2026-03-28T19:00:00+02:00", "2026-03-29T18:00:00+03:00");
	assert_next(18, "2026-10-24T19:00:00+03:00", "2026-10-25T18:00:00+02:00");
	assert_next(3, "2026-03-28T04:00:00+02:00", "2026-03-29T04:00:00+03:00");
	assert_next(4, "2026-03-28T05:00:00+02:00", "2026-03-29T04:00:00+03:00");
	assert_next(2, "2026-03-28T05:00:00+02:00", "2026-03-29T02:00:00+02:00");
	assert_next(3, "2026-10-24T04:00:00+03:00", "2026-10-25T03:00:00+03:00");
	assert_next(4, "2026-10-24T05:00:00+03:00", "2026-10-25T04:00:00+02:00");
	assert_next(3, "2026-10-25T03:30:00+03:00", "2026-10-26T03:00:00+02:00");
}

static void set(struct community_settings settings)
{
	struct change *change = world_change(ROLE_ADMIN);
	int64_t told = 0;

	cr_assert_eq(community_settings_change(change, &(struct form){.arena = change->db.arena},
					       world_korosten.id, &settings, &told),
		     OK);
	world_commit();
}

static int64_t hour_after_next(void)
{
	return (clock_wall(world_now()).hour + 2) % 24;
}

Test(publish_hour, what_is_registered_appears_at_the_hour_all_at_once)
{
	int64_t first, second, released = 0, moment;

	set((struct community_settings){.precision_cap = 3, .publish_hour = hour_after_next()});
	first = register_registered();
	world_at(world_now() + 600);
	second = register_registered();
	cr_assert_not(register_is_public(first));
	moment = register_work(first).publish_not_before;
	cr_assert_eq(moment, register_work(second).publish_not_before);
	cr_assert_gt(moment, world_now());
	world_at(moment - 1);
	cr_assert_eq(issue_due_count(world_db(), world_now()), 0);
	world_at(moment);
	cr_assert_eq(issue_release_due(world_change(ROLE_ADMIN), &released), OK);
	world_commit();
	cr_assert_eq(released, 2);
	cr_assert(register_is_public(first) && register_is_public(second));
	cr_assert_eq(register_work(first).issue.published_at,
		     register_work(second).issue.published_at);
}

Test(publish_hour, a_moment_that_is_named_goes_before_it)
{
	int64_t id = register_report().id;
	struct issue_step step = register_full_step("registered");
	struct form form = world_form();

	set((struct community_settings){.precision_cap = 3, .publish_hour = hour_after_next()});
	step.publish_not_before = world_now() - 60;
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), OK);
	cr_assert(register_is_public(id));
}

Test(publish_hour, without_one_it_is_public_at_once)
{
	cr_assert(register_is_public(register_registered()));
}

/* ------------------------------------------------------------------ what is told of a place */

static int64_t count(const char *sql)
{
	return db_int(world_db(), sql, NO_ARGS, -1);
}

#define IN_SEARCH "SELECT count(*) FROM issue_search WHERE issue_search MATCH 'дитмайданчика'"

Test(publish_hour, a_lower_cap_leaves_the_street_nowhere_and_tells_the_feeds)
{
	int64_t id = register_registered(), before = count("SELECT max(seq) FROM publication");
	struct issue issue;

	cr_assert_eq(issue_find_id(world_db(), id, world_now(), &issue), OK);
	cr_assert_str_eq(issue.place, "вул. Гоголя, біля дитмайданчика");
	cr_assert_eq(count(IN_SEARCH), 1);
	set((struct community_settings){.precision_cap = PRECISION_SETTLEMENT, .publish_hour = -1});
	cr_assert_eq(issue_find_id(world_db(), id, world_now(), &issue), OK);
	cr_assert_str_eq(issue.place, "");
	cr_assert_eq(count(IN_SEARCH), 0);
	cr_assert_gt(count("SELECT max(seq) FROM publication"), before);
}

Test(publish_hour, settings_that_change_no_place_trouble_no_feed)
{
	int64_t before;

	register_registered();
	before = count("SELECT max(seq) FROM publication");
	set((struct community_settings){
		.precision_cap = 3, .publish_hour = 18, .police_unit = "Відділ"});
	cr_assert_eq(count("SELECT max(seq) FROM publication"), before);
}

Test(publish_hour, a_frontline_hromada_tells_the_settlement_at_most)
{
	set((struct community_settings){
		.precision_cap = PRECISION_EXACT, .is_frontline = true, .publish_hour = -1});
	cr_assert_eq(count("SELECT precision_cap FROM community WHERE slug = 'korosten'"),
		     PRECISION_SETTLEMENT);
}

static enum outcome set_kind(struct category_settings settings, struct form *form)
{
	struct change *change = world_change(ROLE_ADMIN);
	int64_t told = 0;
	enum outcome outcome = category_settings_change(change, form, "lighting", &settings, &told);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

Test(publish_hour, a_kind_that_only_redirects_says_whom_to_call)
{
	struct category_settings settings = {.uk = "Освітлення", .en = "Lighting"};
	struct form form = world_form();

	cr_assert_eq(set_kind(settings, &form), INVALID);
	cr_assert(form_fault_of(&form, "call"));
}

Test(publish_hour, a_kind_lowered_lowers_its_issues_and_raised_leaves_them)
{
	struct category_settings settings = {
		.uk = "Освітлення", .en = "Lighting", .takes_reports = true};
	int64_t id = register_registered();
	struct form form = world_form();

	settings.precision = PRECISION_HIDDEN;
	cr_assert_eq(set_kind(settings, &form), OK);
	cr_assert_eq(register_work(id).precision, PRECISION_HIDDEN);
	cr_assert_eq(count(IN_SEARCH), 0);
	settings.precision = PRECISION_EXACT;
	cr_assert_eq(set_kind(settings, &form), OK);
	cr_assert_eq(register_work(id).precision, PRECISION_HIDDEN);
}
