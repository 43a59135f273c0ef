#include <criterion/criterion.h>

#include "model/publication.h"
#include "tests/register.h"

/* Taking one's own step back: by whom, how long, and what of it cannot be. */
TestSuite(issue_undo, .init = register_begin, .fini = world_end);

static enum outcome undo(enum role role, int64_t id)
{
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	enum outcome outcome = issue_undo(world_change(role), &form, &viewer, id);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	cr_assert(outcome == OK || register_fault(&form, "") == FAULT_NOT_ALLOWED_NOW);
	return outcome;
}

Test(issue_undo, somebody_elses_step_stays)
{
	int64_t id = register_assigned();

	cr_assert_eq(undo(ROLE_CHAIR, id), INVALID);
	cr_assert_eq(undo(ROLE_RESIDENT, id), INVALID);
	cr_assert_str_eq(register_work(id).issue.state, "assigned");
}

Test(issue_undo, after_ten_minutes_it_stays)
{
	int64_t id = register_assigned();

	world_at(world_now() + ISSUE_UNDO_SECONDS + 1);
	cr_assert_eq(undo(ROLE_SECRETARY, id), INVALID);
}

Test(issue_undo, in_the_last_second_it_is_taken_back)
{
	int64_t id = register_assigned();

	world_at(world_now() + ISSUE_UNDO_SECONDS);
	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	cr_assert_str_eq(register_work(id).issue.state, "registered");
}

Test(issue_undo, what_a_step_made_public_is_not_taken_back)
{
	int64_t id = register_registered();

	cr_assert_eq(undo(ROLE_MODERATOR, id), INVALID);
	cr_assert(register_is_public(id));
}

Test(issue_undo, an_embargo_that_ended_meanwhile_made_it_public)
{
	int64_t id = register_report().id, count;
	struct issue_step step = register_full_step("registered");
	struct form form = world_form();

	step.publish_not_before = world_now() + 60;
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), OK);
	cr_assert_not_null(issue_undo_state(world_db(), &(struct viewer){0}, id, world_now())
				   ? NULL
				   : "nobody in particular takes nothing back");
	world_at(world_now() + 120);
	cr_assert_eq(issue_release_due(world_change(ROLE_ADMIN), &count), OK);
	world_commit();
	cr_assert_eq(undo(ROLE_MODERATOR, id), INVALID);
}

Test(issue_undo, a_registration_that_still_waits_is_taken_back)
{
	int64_t id = register_report().id;
	struct issue_step step = register_full_step("registered");
	struct form form = world_form();

	step.publish_not_before = world_now() + 3600;
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), OK);
	cr_assert_eq(undo(ROLE_MODERATOR, id), OK);
	cr_assert_str_eq(register_work(id).issue.state, "moderation");
	cr_assert_eq(register_work(id).issue.registered_at, 0);
	cr_assert_eq(register_work(id).publish_not_before, 0);
}

Test(issue_undo, what_it_took_from_the_public_comes_back)
{
	int64_t id = register_registered();

	register_move(ROLE_MODERATOR, id, "restricted");
	cr_assert_not(register_is_public(id));
	cr_assert_eq(undo(ROLE_MODERATOR, id), OK);
	cr_assert(register_is_public(id));
	cr_assert_str_eq(register_work(id).hidden_class, "");
}

Test(issue_undo, an_edit_a_note_or_another_step_since_keeps_it)
{
	int64_t id = register_assigned();
	struct viewer viewer = world_viewer(ROLE_CHAIR);
	struct form form = world_form();

	cr_assert_eq(issue_note(world_change(ROLE_CHAIR), &form, &viewer, id, "Дзвонили."), OK);
	world_commit();
	cr_assert_eq(undo(ROLE_SECRETARY, id), INVALID);
	register_move(ROLE_WORKS, id, "in_progress");
	cr_assert_eq(undo(ROLE_SECRETARY, id), INVALID);
}

Test(issue_undo, an_undone_step_is_not_undone_again)
{
	int64_t id = register_assigned();

	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	cr_assert_eq(undo(ROLE_SECRETARY, id), INVALID);
}

Test(issue_undo, the_history_only_grows)
{
	int64_t id = register_assigned();
	struct updates updates;

	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	updates = update_list(world_db(), id);
	cr_assert_eq(updates.count, 3);
	cr_assert_str_eq(updates.items[1].to_state, "assigned");
	cr_assert_str_eq(updates.items[2].kind, "undo");
	cr_assert_str_eq(updates.items[2].from_state, "assigned");
	cr_assert_str_eq(updates.items[2].to_state, "registered");
}

Test(issue_undo, the_public_reads_no_word_of_a_step_taken_back_but_staff_do)
{
	int64_t id = register_assigned();
	struct updates updates;
	struct update_works works;
	struct update *line;

	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	updates = update_list(world_db(), id);
	line = &updates.items[1];
	cr_assert(line->is_undone);
	cr_expect_str_eq(line->to_state, "assigned");
	cr_expect_str_eq(line->note, "");
	cr_expect_str_eq(line->organisation, "");
	cr_expect_not(date_is_set(line->due));
	cr_expect_not(updates.items[0].is_undone || updates.items[2].is_undone);
	works = update_list_work(world_db(), id);
	cr_expect(works.items[works.count - 2].update.is_undone);
	cr_expect_str_neq(works.items[works.count - 2].update.note, "");
	cr_expect_str_eq(update_muted(&works.items[works.count - 2].update).note, "");
}

Test(issue_undo, the_end_of_a_hold_goes_with_the_step_that_was_taken_back)
{
	int64_t id = register_assigned();
	struct updates updates;
	struct update *line;

	register_move(ROLE_SECRETARY, id, "on_hold");
	world_at(world_now() + 3 * 86400);
	register_move(ROLE_SECRETARY, id, "in_progress");
	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	updates = update_list(world_db(), id);
	line = &updates.items[updates.count - 3];
	cr_assert_str_eq(line->kind, "due");
	cr_expect(line->is_undone);
	cr_expect_not(date_is_set(line->due_before));
	cr_expect_not(updates.items[updates.count - 4].is_undone, "the hold itself stays");
}

Test(issue_undo, the_feeds_tell_the_undone_line_anew)
{
	int64_t id = register_assigned(), event = 0;
	struct updates updates;
	struct publications rows;
	size_t told = 0;

	world_at(world_now() + 60);
	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	updates = update_list(world_db(), id);
	event = updates.items[1].id;
	rows = publication_all(world_db(),
			       &(struct publication_filter){.kind = PUBLICATION_UPDATE,
							    .community_id = world_korosten.id,
							    .issue_id = id});
	for (size_t i = 0; i < rows.count; i++)
		if (rows.items[i].subject_id == event) {
			told++;
			cr_expect_eq(rows.items[i].updated, world_now());
			cr_expect_lt(rows.items[i].published, world_now());
		}
	cr_assert_eq(told, 1);
}

Test(issue_undo, the_figures_return_with_the_state)
{
	int64_t id = register_resolved();
	struct issue before = register_work(id).issue, after;

	register_move(ROLE_SECRETARY, id, "reopened");
	cr_assert_eq(register_work(id).issue.reopened_count, 1);
	cr_assert_eq(undo(ROLE_SECRETARY, id), OK);
	after = register_work(id).issue;
	cr_assert_eq(after.reopened_count, 0);
	cr_assert_eq(after.resolved_at, before.resolved_at);
	cr_assert_eq(date_compare(after.due, before.due), 0);
	cr_assert_eq(after.assigned_at, before.assigned_at);
}

Test(issue_undo, people_of_another_hromada_do_not_find_it)
{
	int64_t id = register_assigned();
	struct viewer viewer = world_viewer_in_ovruch(ROLE_SECRETARY);
	struct form form = world_form();

	cr_assert_eq(issue_undo(world_change(ROLE_SECRETARY), &form, &viewer, id), NOT_FOUND);
	world_cancel();
}
