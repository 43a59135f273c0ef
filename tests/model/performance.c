#include "model/performance.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* How long things take and how much is done in time, over the public issues of a period. */
TestSuite(performance, .init = register_begin, .fini = world_end);

static struct performance figures(void)
{
	struct pairs nothing = {0};
	struct date from, to;

	performance_period(&nothing, world_now(), &from, &to);
	return performance_of(world_db(), world_korosten.id, from, to, world_now());
}

/* Registered after one day, assigned after two more, resolved days after that. */
static int64_t resolve_after(int days)
{
	int64_t began = world_now(), id = register_report().id;

	world_at(began + DAY);
	register_move(ROLE_MODERATOR, id, "registered");
	world_at(began + 3 * DAY);
	register_move(ROLE_SECRETARY, id, "assigned");
	world_at(began + (3 + days) * DAY);
	register_move(ROLE_WORKS, id, "resolved");
	world_at(began);
	return id;
}

static void set(const char *sql, int64_t id)
{
	struct change *change = world_change(ROLE_ADMIN);

	cr_assert_eq(change_run(change, sql, ARGS(INT(id))), OK);
	cr_assert_eq(audit_add(change, "issue edit", "issue", "", ""), OK);
	world_commit();
}

Test(performance, nothing_registered_gives_no_figures)
{
	struct performance performance = figures();

	cr_assert_eq(performance.all.registered, 0);
	cr_assert_eq(performance.all.times[TO_FINISH].median, 0);
	cr_assert_eq(performance.categories.count, 0);
	cr_assert_eq(performance.bodies.count, 0);
}

Test(performance, of_fewer_than_five_only_the_number_is_told)
{
	for (int i = 0; i < 4; i++)
		resolve_after(2);
	world_at(world_now() + 30 * DAY);
	cr_assert_eq(figures().all.times[TO_FINISH].count, 4);
	cr_assert_eq(figures().all.times[TO_FINISH].median, 0);
	cr_assert_eq(figures().all.times[TO_FINISH].ninth, 0);
}

Test(performance, median_and_ninth_tenth_of_each_span)
{
	struct performance_row all;

	for (int i = 1; i <= 10; i++)
		resolve_after(i);
	world_at(world_now() + 30 * DAY);
	all = figures().all;
	cr_assert_eq(all.registered, 10);
	cr_assert_eq(all.times[TO_REGISTER].median, DAY);
	cr_assert_eq(all.times[TO_ASSIGN].median, 2 * DAY);
	cr_assert_eq(all.times[TO_FINISH].median, 3 * DAY + 11 * DAY / 2);
	cr_assert_eq(all.times[TO_FINISH].ninth, 12 * DAY);
}

Test(performance, kinds_and_bodies_have_the_same_issues)
{
	struct performance performance;

	for (int i = 0; i < 5; i++)
		resolve_after(2);
	register_registered();
	world_at(world_now() + 20 * DAY);
	performance = figures();
	cr_assert_eq(performance.categories.count, 1);
	cr_assert_str_eq(performance.categories.items[0].key, "lighting");
	cr_assert_eq(performance.categories.items[0].registered, 6);
	cr_assert_eq(performance.bodies.count, 2);
	cr_assert_str_eq(performance.bodies.items[0].uk, "КП «Водоканал»");
	cr_assert_eq(performance.bodies.items[0].registered, 5);
	cr_assert_str_eq(performance.bodies.items[1].uk, "", "nobody comes last");
}

Test(performance, days_on_hold_are_taken_off)
{
	int64_t ids[5], began = world_now();

	for (size_t i = 0; i < COUNT(ids); i++)
		ids[i] = register_assigned();
	for (size_t i = 0; i < COUNT(ids); i++)
		register_move(ROLE_SECRETARY, ids[i], "on_hold");
	world_at(began + 10 * DAY);
	for (size_t i = 0; i < COUNT(ids); i++)
		register_move(ROLE_SECRETARY, ids[i], "in_progress");
	world_at(began + 14 * DAY);
	for (size_t i = 0; i < COUNT(ids); i++)
		register_move(ROLE_WORKS, ids[i], "resolved");
	cr_assert_eq(figures().all.times[TO_FINISH].median, 4 * DAY);
	cr_assert_eq(figures().all.on_time, 5, "the day moved on by the hold");
}

Test(performance, what_is_late_and_not_done_counts_as_not_in_time)
{
	int64_t late = register_assigned(), done = register_assigned(), held = register_assigned(),
		open = register_assigned();
	struct performance_row all;

	register_move(ROLE_WORKS, done, "resolved");
	register_move(ROLE_SECRETARY, held, "on_hold");
	set("UPDATE issue SET due = '2027-12-01' WHERE id = $1", open);
	world_at(world_now() + 11 * DAY);
	all = figures().all;
	cr_assert_eq(all.due, 2, "what was resolved, and what is late");
	cr_assert_eq(all.on_time, 1);
	cr_assert_eq(all.overdue, 1);
	cr_assert_gt(late, 0);
}

Test(performance, the_last_day_is_still_in_time)
{
	int64_t id = register_assigned();

	world_at(date_start(date_add_days(date_of(world_now()), 11)) - 60);
	register_move(ROLE_WORKS, id, "resolved");
	cr_assert_eq(figures().all.on_time, 1);
}

Test(performance, what_came_back_is_counted_and_is_not_done)
{
	int64_t id = register_resolved();

	register_move(ROLE_SECRETARY, id, "reopened");
	cr_assert_eq(figures().all.reopened, 1);
	cr_assert_eq(figures().all.finished, 0);
}

Test(performance, only_what_the_public_sees_is_counted)
{
	int64_t hidden = register_resolved();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	struct issue_remark remark = {.reason = "personal"};

	register_resolved();
	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, hidden, &remark), OK);
	world_commit();
	register_report();
	cr_assert_eq(figures().all.registered, 1);
}

Test(performance, what_an_import_took_over_is_not_counted)
{
	int64_t id = register_registered();

	set("UPDATE issue SET registered_at = NULL WHERE id = $1", id);
	cr_assert_eq(figures().all.registered, 0);
}

Test(performance, the_neighbours_issues_are_theirs)
{
	struct date day = date_of(world_now());

	register_registered();
	cr_assert_eq(
		performance_of(world_db(), world_ovruch.id, day, day, world_now()).all.registered,
		0);
}

Test(performance, a_period_is_a_year_at_most_and_ends_today_at_the_latest)
{
	struct pairs query = {0};
	struct date from, to, today = date_of(world_now());

	pairs_add(ready_arena(), &query, "from", "01.01.2001");
	pairs_add(ready_arena(), &query, "to", "2999-01-01");
	performance_period(&query, world_now(), &from, &to);
	cr_assert_eq(date_compare(to, today), 0);
	cr_assert_eq(date_days_between(from, to), PERFORMANCE_DAYS - 1);
}

Test(performance, a_period_that_cannot_be_read_is_the_last_year)
{
	struct pairs query = {0};
	struct date from, to;

	pairs_add(ready_arena(), &query, "from", "'; DROP TABLE issue");
	pairs_add(ready_arena(), &query, "to", "31.02.2026");
	performance_period(&query, world_now(), &from, &to);
	cr_assert_str_eq(date_iso(ready_arena(), to),
			 date_iso(ready_arena(), date_of(world_now())));
	cr_assert_eq(date_days_between(from, to), 364);
}

Test(performance, both_ends_of_the_period_are_in_it)
{
	struct date day = date_of(world_now());

	register_registered();
	cr_assert_eq(
		performance_of(world_db(), world_korosten.id, day, day, world_now()).all.registered,
		1);
	day = date_add_days(day, 1);
	cr_assert_eq(
		performance_of(world_db(), world_korosten.id, day, day, world_now()).all.registered,
		0);
}

/* The table of kinds is read whole; it does not grow with the register. */
static int64_t scans_of_figures(void)
{
	int64_t before = world_scans();

	figures();
	return world_scans() - before;
}

Test(performance, more_issues_are_no_more_walked_through)
{
	int64_t few;

	resolve_after(3);
	few = scans_of_figures();
	for (int i = 0; i < 8; i++)
		resolve_after(3);
	cr_assert_eq(scans_of_figures(), few);
}
