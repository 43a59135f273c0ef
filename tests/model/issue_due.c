#include <criterion/criterion.h>

#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* The day it should be done: our own aim, moved with a reason, standing still on hold. */
TestSuite(issue_due, .init = register_begin, .fini = world_end);

static struct date in_days(int days)
{
	return date_add_days(date_of(world_now()), days);
}

static enum fault_kind move(enum role role, int64_t id, struct date day, const char *note,
			    const char *field)
{
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	enum outcome outcome = issue_move_due(world_change(role), &form, &viewer, id,
					      &(struct issue_due){.due = day, .note = note});

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	cr_assert(outcome == OK || outcome == INVALID);
	return outcome == OK ? FAULT_NONE : register_fault(&form, field);
}

static int64_t moves(int64_t id)
{
	return register_work(id).issue.due_moves;
}

Test(issue_due, a_move_needs_a_word_a_day_to_come_and_another_one)
{
	int64_t id = register_assigned();

	cr_assert_eq(move(ROLE_SECRETARY, id, in_days(20), "", "note"), FAULT_MISSING);
	cr_assert_eq(move(ROLE_SECRETARY, id, (struct date){0}, "Чому", "due"), FAULT_MISSING);
	cr_assert_eq(move(ROLE_SECRETARY, id, in_days(-1), "Чому", "due"), FAULT_DATE_PAST);
	cr_assert_eq(move(ROLE_SECRETARY, id, in_days(10), "Чому", "due"), FAULT_UNCHANGED);
	cr_assert_eq(moves(id), 0);
}

Test(issue_due, only_who_sets_days_moves_them)
{
	int64_t id = register_assigned();
	enum role others[] = {ROLE_WORKS,  ROLE_POLICE, ROLE_MODERATOR, ROLE_STAROSTA,
			      ROLE_MEMBER, ROLE_ADMIN,  ROLE_RESIDENT};

	for (size_t i = 0; i < COUNT(others); i++)
		cr_assert_eq(move(others[i], id, in_days(20), "Чому", ""), FAULT_NOT_FOR_ROLE);
	cr_assert_eq(move(ROLE_CHAIR, id, in_days(20), "Чому", ""), FAULT_NONE);
}

Test(issue_due, what_is_not_under_way_has_no_day_to_move)
{
	int64_t resolved = register_resolved(), registered = register_registered();

	cr_assert_eq(move(ROLE_SECRETARY, resolved, in_days(20), "Чому", ""),
		     FAULT_NOT_ALLOWED_NOW);
	cr_assert_eq(move(ROLE_SECRETARY, registered, in_days(20), "Чому", ""),
		     FAULT_NOT_ALLOWED_NOW);
}

Test(issue_due, a_move_keeps_the_old_day_in_the_public_history)
{
	int64_t id = register_assigned();
	struct updates updates;
	struct update *line;

	cr_assert_eq(move(ROLE_SECRETARY, id, in_days(20), "Чекаємо", ""), FAULT_NONE);
	updates = update_list(world_db(), id);
	line = &updates.items[updates.count - 1];
	cr_assert_str_eq(line->kind, "due");
	cr_assert_str_eq(line->note, "Чекаємо");
	cr_assert_eq(date_compare(line->due_before, in_days(10)), 0);
	cr_assert_eq(date_compare(line->due, in_days(20)), 0);
	cr_assert_eq(moves(id), 1);
}

Test(issue_due, a_step_to_another_day_asks_why)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("in_progress");
	struct form form = world_form();

	step.due = in_days(12);
	cr_assert_eq(register_step(ROLE_WORKS, id, step, &form), INVALID);
	cr_assert_eq(register_fault(&form, "reason"), FAULT_MISSING);
	form = world_form();
	step.reason = "немає деталей";
	cr_assert_eq(register_step(ROLE_WORKS, id, step, &form), OK);
	cr_assert_eq(moves(id), 1);
}

Test(issue_due, a_step_that_names_the_same_day_asks_nothing)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("in_progress");
	struct form form = world_form();

	step.due = in_days(10);
	cr_assert_eq(register_step(ROLE_WORKS, id, step, &form), OK);
	cr_assert_eq(moves(id), 0);
}

Test(issue_due, a_body_without_a_day_gets_the_aim_of_its_kind)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	world_at(world_now() + 4 * DAY);
	step.due = (struct date){0};
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), OK);
	cr_assert_eq(date_compare(register_work(id).issue.due, in_days(15 - 4)), 0,
		     "counted from when it was told");
}

Test(issue_due, an_aim_that_has_passed_begins_today)
{
	struct date aim = issue_due_aim(world_db(), "lighting", world_now() - 40 * DAY,
					world_now());

	cr_assert_eq(date_compare(aim, in_days(15)), 0);
	cr_assert_not(date_is_set(issue_due_aim(world_db(), "damage", world_now(), world_now())));
	cr_assert_not(date_is_set(issue_due_aim(world_db(), "none", world_now(), world_now())));
}

Test(issue_due, staffs_entry_with_a_body_and_no_day_gets_the_aim)
{
	struct change *change = world_change(ROLE_SECRETARY);
	struct viewer viewer = world_viewer(ROLE_SECRETARY);
	struct form form = world_form();
	struct issue_report report = {.category = "lighting",
				      .text = "Темно біля школи.",
				      .place = "біля школи",
				      .received = world_now() - 5 * DAY,
				      .organisation_id = register_utility};
	struct issue_added added;
	struct issue issue;

	cr_assert_eq(issue_add_entry(change, &form, &viewer, &report, &added), OK);
	world_commit();
	issue = register_work(added.id).issue;
	cr_assert_str_eq(issue.state, "assigned");
	cr_assert_eq(date_compare(issue.due, in_days(10)), 0);
	cr_assert_eq(issue.registered_at, world_now());
	cr_assert_eq(issue.assigned_at, world_now());
}

Test(issue_due, on_hold_it_is_never_late_and_afterwards_it_has_as_many_days_as_before)
{
	int64_t id = register_assigned();
	struct updates updates;

	register_move(ROLE_SECRETARY, id, "on_hold");
	world_at(world_now() + 40 * DAY);
	cr_assert_not(register_work(id).issue.is_overdue);
	cr_assert_eq(date_compare(issue_due_proposed(world_db(),
						     (struct issue_work[]){register_work(id)},
						     world_now()),
				  in_days(10)),
		     0, "the form proposes it");
	register_move(ROLE_SECRETARY, id, "in_progress");
	cr_assert_eq(date_compare(register_work(id).issue.due, in_days(10)), 0);
	cr_assert_eq(moves(id), 0, "a hold is no move");
	updates = update_list(world_db(), id);
	cr_assert_str_eq(updates.items[updates.count - 2].kind, "due");
	cr_assert_str_eq(updates.items[updates.count - 2].reason, "hold");
}

Test(issue_due, what_was_late_before_a_hold_is_as_late_after_it)
{
	int64_t id = register_assigned();

	world_at(world_now() + 13 * DAY);
	cr_assert_eq(register_work(id).issue.overdue_days, 3);
	register_move(ROLE_SECRETARY, id, "on_hold");
	world_at(world_now() + 30 * DAY);
	register_move(ROLE_SECRETARY, id, "in_progress");
	cr_assert_eq(register_work(id).issue.overdue_days, 3);
}

Test(issue_due, late_begins_at_midnight_in_kyiv)
{
	int64_t id = register_assigned();
	int64_t midnight = date_start(in_days(11));

	world_at(midnight - 1);
	cr_assert_not(register_work(id).issue.is_overdue);
	world_at(midnight);
	cr_assert(register_work(id).issue.is_overdue);
	cr_assert_eq(register_work(id).issue.overdue_days, 1);
}
