#include "model/issue_bulk.h"

#include <criterion/criterion.h>

#include "tests/register.h"

/* Acts on many issues, and hiding in one step. */
TestSuite(issue_bulk, .init = register_begin, .fini = world_end);

static const char *number_of(int64_t id)
{
	struct issue_work work = register_work(id);

	return issue_key_text(ready_arena(), work.issue.year, work.issue.number);
}

static enum outcome bulk(enum role role, struct issue_bulk bulk, struct form *form,
			 struct issue_bulk_faults *faults)
{
	struct viewer viewer = world_viewer(role);
	struct change *change = world_change(role);
	enum outcome outcome;

	bulk.note = bulk.note ? bulk.note : "";
	bulk.duplicate_of = bulk.duplicate_of ? bulk.duplicate_of : "";
	bulk.reason = bulk.reason ? bulk.reason : "";
	outcome = issue_bulk_do(change, form, &viewer, &bulk, faults);
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

Test(issue_bulk, an_issue_that_fails_takes_none_along)
{
	int64_t ready = register_report().id, done = register_registered();
	const char *numbers[] = {number_of(done), "2026-9999", "нісенітниця", number_of(ready)};
	struct issue_bulk_faults faults = {0};
	struct form form = world_form();

	cr_assert_eq(bulk(ROLE_MODERATOR,
			  (struct issue_bulk){.issues = {numbers, 4}, .act = "register"}, &form,
			  &faults),
		     OK);
	cr_assert(register_is_public(ready));
	cr_assert_eq(faults.count, 3);
	cr_assert_str_eq(faults.items[0].number, numbers[0]);
	cr_assert_eq(faults.items[0].fault.kind, FAULT_NOT_ALLOWED_NOW);
	cr_assert_eq(faults.items[1].fault.kind, FAULT_UNKNOWN);
}

Test(issue_bulk, an_act_that_lacks_something_does_nothing)
{
	int64_t id = register_registered();
	const char *numbers[] = {number_of(id)};
	struct issue_bulk_faults faults = {0};
	struct form form = world_form();

	cr_assert_eq(bulk(ROLE_SECRETARY,
			  (struct issue_bulk){.issues = {numbers, 1}, .act = "assign"}, &form,
			  &faults),
		     INVALID);
	cr_assert(form_fault_of(&form, "responsible"));
	cr_assert(form_fault_of(&form, "due"));
	cr_assert(form_fault_of(&form, "note"));
	cr_assert_str_eq(register_work(id).issue.state, "registered");
}

Test(issue_bulk, who_may_not_do_it_with_one_may_not_with_many)
{
	int64_t id = register_report().id;
	const char *numbers[] = {number_of(id)};
	struct issue_bulk_faults faults = {0};
	struct form form = world_form();

	cr_assert_eq(bulk(ROLE_CHAIR,
			  (struct issue_bulk){
				  .issues = {numbers, 1}, .act = "hide", .reason = "personal"},
			  &form, &faults),
		     INVALID);
	cr_assert_eq(form_fault_of(&form, "act")->kind, FAULT_NOT_FOR_ROLE);
	cr_assert_str_eq(register_work(id).hidden_class, "");
}

Test(issue_bulk, ticked_twice_is_done_once)
{
	int64_t id = register_registered();
	const char *numbers[] = {number_of(id), number_of(id)};
	struct issue_bulk_faults faults = {0};
	struct form form = world_form();

	cr_assert_eq(bulk(ROLE_MODERATOR,
			  (struct issue_bulk){
				  .issues = {numbers, 2}, .act = "hide", .reason = "personal"},
			  &form, &faults),
		     OK);
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM issue_event WHERE kind = 'hide'",
			    NO_ARGS, 0),
		     1);
}

/* ------------------------------------------------------------------ hiding at once, flags, reverting */

static enum outcome hide_at_once(int64_t id)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct change *change = world_change(ROLE_MODERATOR);
	struct form form = world_form();
	enum outcome outcome = issue_hide_at_once(change, &form, &viewer, id);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

Test(issue_bulk, hidden_at_once_it_is_gone_and_says_why)
{
	int64_t id = register_registered();
	struct issue_work work = register_work(id);
	struct issue_key key = {work.issue.community_id, work.issue.year, work.issue.number};
	struct issue issue;

	cr_assert_eq(hide_at_once(id), OK);
	cr_assert_eq(issue_find(world_db(), key, world_now(), &issue), GONE);
	cr_assert_str_eq(issue_gone_reason(world_db(), key), "emergency");
}

Test(issue_bulk, hiding_at_once_leaves_a_reason_that_was_given)
{
	int64_t id = register_registered();
	const char *numbers[] = {number_of(id)};
	struct issue_bulk_faults faults = {0};
	struct form form = world_form();

	cr_assert_eq(
		bulk(ROLE_MODERATOR,
		     (struct issue_bulk){.issues = {numbers, 1}, .act = "hide", .reason = "minor"},
		     &form, &faults),
		OK);
	cr_assert_eq(hide_at_once(id), OK);
	cr_assert_str_eq(register_work(id).hidden_class, "minor");
}

static enum outcome reword(int64_t id, const char *text)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct issue_work work = register_work(id);
	struct issue_edit edit = {.title = work.issue.title,
				  .text = text,
				  .place = work.issue.place,
				  .precision = work.precision,
				  .reason = "personal"};
	struct change *change = world_change(ROLE_MODERATOR);
	struct form form = world_form();
	enum outcome outcome = issue_change(change, &form, &viewer, id, &edit);

	world_commit();
	return outcome;
}

Test(issue_bulk, flags_follow_the_words_and_the_reporters_words_come_back)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	int64_t id = register_registered();
	struct change *change;
	struct form form = world_form();

	cr_assert_eq(register_work(id).flags, 1, "Телефонуйте Івану");
	cr_assert_not(register_work(id).is_reworded);
	cr_assert_eq(reword(id, "Немає освітлення."), OK);
	cr_assert_eq(register_work(id).flags, 0);
	cr_assert(register_work(id).is_reworded);
	change = world_change(ROLE_MODERATOR);
	cr_assert_eq(issue_revert(change, &form, &viewer, id, 0), OK);
	world_commit();
	cr_assert_eq(register_work(id).flags, 1);
	cr_assert(strstr(register_work(id).issue.text, "Івану"));
	change = world_change(ROLE_MODERATOR);
	cr_assert_eq(issue_revert(change, &form, &viewer, id, 0), NOT_FOUND);
	world_cancel();
}
