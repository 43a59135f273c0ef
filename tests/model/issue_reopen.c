#include <criterion/criterion.h>

#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* What was done with and comes back: as the same issue, within 90 days. */
TestSuite(issue_reopen, .init = register_begin, .fini = world_end);

static enum outcome by_resident(int64_t id)
{
	struct form form = world_form();
	enum outcome outcome = issue_reopen_by_resident(world_change(ROLE_RESIDENT), &form, id);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static enum fault_kind by_report(int64_t report, int64_t id)
{
	struct issue issue = register_work(id).issue;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	enum outcome outcome = issue_reopen_by_report(
		world_change(ROLE_MODERATOR), &form, &viewer, report,
		issue_key_text(ready_arena(), issue.year, issue.number));

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome == OK ? FAULT_NONE : register_fault(&form, "main");
}

Test(issue_reopen, its_reporter_reopens_what_is_done_without_a_moderator)
{
	int64_t id = register_resolved();
	struct updates updates;
	struct update *line;

	register_move(ROLE_CHAIR, id, "closed");
	cr_assert_eq(by_resident(id), OK);
	updates = update_list(world_db(), id);
	line = &updates.items[updates.count - 1];
	cr_assert_str_eq(line->to_state, "reopened");
	cr_assert_str_eq(line->role, "resident");
	cr_assert_str_eq(line->note, "");
	cr_assert_eq(register_work(id).issue.reopened_count, 1);
	cr_assert_eq(register_work(id).issue.closed_at, 0);
	cr_assert_not(date_is_set(register_work(id).issue.due), "it waits for a new day");
}

Test(issue_reopen, what_is_open_is_not_reopened)
{
	cr_assert_eq(by_resident(register_assigned()), INVALID);
	cr_assert_eq(by_resident(register_report().id), INVALID);
}

Test(issue_reopen, after_ninety_days_it_is_another_matter)
{
	int64_t id = register_resolved();

	world_at(world_now() + ISSUE_REOPEN_DAYS * DAY + 1);
	cr_assert_eq(by_resident(id), INVALID);
	world_at(world_now() - 1);
	cr_assert_eq(by_resident(id), OK);
}

Test(issue_reopen, what_was_declined_stays_so)
{
	int64_t id = register_report().id;

	register_move(ROLE_MODERATOR, id, "declined");
	cr_assert_eq(by_resident(id), INVALID);
}

Test(issue_reopen, what_is_hidden_stays_hidden_when_it_is_reopened)
{
	int64_t id = register_resolved();
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	struct issue_remark remark = {.reason = "personal"};

	cr_assert_eq(issue_hide(world_change(ROLE_MODERATOR), &form, &viewer, id, &remark), OK);
	world_commit();
	cr_assert_eq(by_resident(id), OK);
	cr_assert_not(register_is_public(id));
}

Test(issue_reopen, a_report_of_the_same_reopens_it_and_becomes_its_duplicate)
{
	int64_t id = register_resolved(), again = register_report().id;

	cr_assert_eq(by_report(again, id), FAULT_NONE);
	cr_assert_str_eq(register_work(id).issue.state, "reopened");
	cr_assert_str_eq(register_work(again).issue.state, "duplicate");
	cr_assert_eq(register_work(again).duplicate_of, id);
}

Test(issue_reopen, a_report_that_was_registered_already_is_its_own_matter)
{
	cr_assert_eq(by_report(register_registered(), register_resolved()), FAULT_NOT_ALLOWED_NOW);
}

Test(issue_reopen, a_report_reopens_nothing_that_is_open_and_not_itself)
{
	int64_t id = register_assigned(), again = register_report().id;

	cr_assert_eq(by_report(again, id), FAULT_NOT_ALLOWED_NOW);
	cr_assert_eq(by_report(again, again), FAULT_UNKNOWN);
	cr_assert_str_eq(register_work(again).issue.state, "moderation");
}
