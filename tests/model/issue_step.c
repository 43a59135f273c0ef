#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/issue_queue.h"
#include "model/state.h"
#include "tests/register.h"

/* Who may move an issue where, what it asks, and what stands there afterwards. */
TestSuite(issue_step, .init = register_begin, .fini = world_end);

/* Take the step with one thing left out, and tell what was missed. */
static enum fault_kind missed(enum role role, int64_t id, struct issue_step step, const char *field)
{
	struct form form = world_form();

	cr_assert_eq(register_step(role, id, step, &form), INVALID);
	return register_fault(&form, field);
}

/* A kind without target days: nothing can stand for a day that nobody named. */
static void forget_aim(void)
{
	struct change *change = world_change(ROLE_ADMIN);

	cr_assert_eq(change_run(change, "UPDATE category SET target_days = 0 WHERE key = $1",
				ARGS(TEXT("lighting"))),
		     OK);
	cr_assert_eq(audit_add(change, "category edit", "category", "", ""), OK);
	world_commit();
}

Test(issue_step, an_unknown_state_is_told_with_its_name)
{
	int64_t id = register_registered();

	cr_assert_eq(missed(ROLE_SECRETARY, id, register_full_step("done"), "to"), FAULT_UNKNOWN);
}

Test(issue_step, a_step_the_table_does_not_have_is_refused)
{
	int64_t id = register_registered();

	cr_assert_eq(missed(ROLE_SECRETARY, id, register_full_step("closed"), "to"),
		     FAULT_NOT_ALLOWED_NOW);
	cr_assert_str_eq(register_work(id).issue.state, "registered");
}

Test(issue_step, a_role_takes_only_its_own_steps)
{
	int64_t id = register_registered();

	cr_assert_eq(missed(ROLE_MODERATOR, id, register_full_step("assigned"), "to"),
		     FAULT_NOT_FOR_ROLE);
	cr_assert_eq(missed(ROLE_MEMBER, id, register_full_step("assigned"), "to"),
		     FAULT_NOT_FOR_ROLE);
	cr_assert_eq(missed(ROLE_RESIDENT, id, register_full_step("assigned"), "to"),
		     FAULT_NOT_FOR_ROLE);
}

Test(issue_step, a_body_resolves_its_own_issues_only)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	step.organisation_id = register_police;
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), OK);
	cr_assert_eq(missed(ROLE_WORKS, id, register_full_step("resolved"), "to"),
		     FAULT_NOT_FOR_ROLE);
	register_move(ROLE_POLICE, id, "resolved");
}

Test(issue_step, every_public_step_needs_a_public_note)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");

	step.note = "";
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "note"), FAULT_MISSING);
}

Test(issue_step, assigning_needs_a_body_and_a_day)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");

	forget_aim();
	step.organisation_id = 0;
	step.due = (struct date){0};
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "responsible"), FAULT_MISSING);
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "due"), FAULT_MISSING);
}

Test(issue_step, a_body_of_another_hromada_is_unknown)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");

	step.organisation_id = 999;
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "responsible"), FAULT_UNKNOWN);
}

Test(issue_step, a_day_that_has_passed_is_no_due_date)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");

	step.due = date_add_days(date_of(world_now()), -1);
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "due"), FAULT_DATE_PAST);
}

Test(issue_step, a_hold_needs_a_reason_of_the_list_and_a_day_to_look_again)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("on_hold");

	step.reason = "лінощі";
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "reason"), FAULT_UNKNOWN);
	step = register_full_step("on_hold");
	step.review_on = (struct date){0};
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "review_on"), FAULT_MISSING);
	register_move(ROLE_SECRETARY, id, "on_hold");
}

Test(issue_step, resolving_needs_a_proof_or_why_there_is_none)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("resolved");
	struct form form = world_form();

	step.evidence = "";
	cr_assert_neq(missed(ROLE_WORKS, id, step, "evidence"), FAULT_NONE);
	step.reason = "без фото: роботи під землею";
	cr_assert_eq(register_step(ROLE_WORKS, id, step, &form), OK);
	cr_assert_eq(register_work(id).issue.resolved_at, world_now());
}

Test(issue_step, forwarding_needs_the_number_of_the_letter)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("forwarded");
	struct form form = world_form();

	step.evidence = "";
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "evidence"), FAULT_MISSING);
	step.photo_count = 1;
	cr_expect_eq(missed(ROLE_SECRETARY, id, step, "evidence"), FAULT_MISSING,
		     "a photo stands for a letter");
	step.reason = "без фото: лист надіслано поштою";
	cr_expect_eq(missed(ROLE_SECRETARY, id, step, "evidence"), FAULT_MISSING,
		     "a reason stands for a letter");
	step.evidence = "№ 459/02-21 від 22.10.2026";
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), OK);
}

/* Closing, as the form sends it: the choice, and the fields beside it. */
static enum outcome close_by(int64_t id, struct issue_step step, struct form *form)
{
	struct pairs typed = {0};

	pairs_add(ready_arena(), &typed, "meeting_number", "");
	*form = form_begin(ready_arena(), &typed);
	step.to = "closed";
	step.note = "Перевірено.";
	return register_step(ROLE_CHAIR, id, step, form);
}

static const char *confirmer_of(int64_t id)
{
	struct updates updates = update_list(world_db(), id);

	return updates.items[updates.count - 1].confirmed_by;
}

Test(issue_step, a_meeting_that_confirms_has_a_number_and_a_day_that_has_been)
{
	int64_t id = register_resolved();
	struct issue_step step = {.confirmed_by = CONFIRMER_MEETING, .meeting_number = "№ "};
	struct form form;

	cr_assert_eq(close_by(id, step, &form), INVALID);
	cr_expect_eq(register_fault(&form, "meeting_number"), FAULT_MISSING);
	cr_expect_eq(register_fault(&form, "meeting_on"), FAULT_MISSING);
	step.meeting_number = "№ 4";
	step.meeting_on = date_add_days(date_of(world_now()), 1);
	cr_assert_eq(close_by(id, step, &form), INVALID);
	cr_expect_eq(register_fault(&form, "meeting_on"), FAULT_DATE_FUTURE);
	step.meeting_on = (struct date){.year = 2025, .month = 11, .day = 2};
	cr_assert_eq(close_by(id, step, &form), OK);
	cr_assert_str_eq(confirmer_of(id), "засідання № 4 від 02.11.2025");
}

Test(issue_step, a_starosta_who_confirms_is_named_and_did_not_do_it)
{
	int64_t id = register_resolved();
	struct issue_step step = {.confirmed_by = CONFIRMER_STAROSTA};
	struct form form;

	cr_assert_eq(close_by(id, step, &form), INVALID);
	cr_expect_eq(register_fault(&form, "starosta"), FAULT_MISSING);
	step.starosta = "кп «ВОДОКАНАЛ»";
	cr_assert_eq(close_by(id, step, &form), INVALID);
	cr_expect_eq(register_fault(&form, "confirmed_by"), FAULT_SAME_AS_EXECUTOR);
	step.starosta = "Бехівський округ";
	cr_assert_eq(close_by(id, step, &form), OK);
	cr_assert_str_eq(confirmer_of(id), "староста (Бехівський округ)");
}

Test(issue_step, what_was_left_over_of_another_choice_says_nothing)
{
	int64_t id = register_resolved();
	struct issue_step step = {.confirmed_by = CONFIRMER_REPORTER, .starosta = "кп «ВОДОКАНАЛ»"};
	struct form form;

	cr_assert_eq(close_by(id, step, &form), OK);
	cr_assert_str_eq(confirmer_of(id), "заявник");
}

Test(issue_step, the_reporter_confirms_and_a_key_alone_is_enough_for_a_program)
{
	int64_t id = register_resolved(), other = register_resolved();
	struct issue_step step = register_full_step("closed");
	struct form form;

	cr_assert_eq(close_by(id, (struct issue_step){.confirmed_by = CONFIRMER_REPORTER}, &form),
		     OK);
	cr_expect_str_eq(confirmer_of(id), "заявник");
	step.confirmed_by = CONFIRMER_STAROSTA;
	form = world_form();
	cr_assert_eq(register_step(ROLE_CHAIR, other, step, &form), OK);
	cr_expect_str_eq(confirmer_of(other), "староста");
}

Test(issue_step, closing_needs_a_confirmer)
{
	int64_t id = register_resolved();
	struct issue_step step = register_full_step("closed");

	step.confirmed_by = "";
	cr_assert_eq(missed(ROLE_CHAIR, id, step, "confirmed_by"), FAULT_MISSING);
}

Test(issue_step, who_did_the_work_does_not_confirm_it)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("closed");

	register_move(ROLE_SECRETARY, id, "resolved");
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "confirmed_by"), FAULT_SAME_AS_EXECUTOR);
	step.confirmed_by = "кп «ВОДОКАНАЛ»";
	cr_assert_eq(missed(ROLE_CHAIR, id, step, "confirmed_by"), FAULT_SAME_AS_EXECUTOR);
	register_move(ROLE_CHAIR, id, "closed");
}

Test(issue_step, who_resolves_hands_it_to_nobody_else_on_the_way)
{
	int64_t id = register_assigned();
	struct issue_step step = register_full_step("resolved");
	struct date due = register_work(id).issue.due;
	struct form form = world_form();

	step.organisation_id = register_police;
	step.due = date_add_days(due, 30);
	cr_assert_eq(register_step(ROLE_WORKS, id, step, &form), OK);
	cr_assert_eq(register_work(id).issue.organisation_id, register_utility);
	cr_assert_eq(date_compare(register_work(id).issue.due, due), 0);
}

Test(issue_step, declining_needs_a_reason_of_the_list)
{
	int64_t id = register_report().id;
	struct issue_step step = register_full_step("declined");

	step.reason = "не подобається";
	cr_assert_eq(missed(ROLE_MODERATOR, id, step, "reason"), FAULT_UNKNOWN);
	step.reason = "";
	cr_assert_eq(missed(ROLE_MODERATOR, id, step, "reason"), FAULT_MISSING);
}

Test(issue_step, planned_work_gets_a_body_and_a_day_before_it_begins)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("planned");
	struct form form = world_form();

	forget_aim();
	step.due = (struct date){0};
	step.reason = "місцевий бюджет 2027 року";
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), OK);
	step = register_full_step("in_progress");
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "responsible"), FAULT_MISSING);
	cr_assert_eq(missed(ROLE_SECRETARY, id, step, "due"), FAULT_MISSING);
}

Test(issue_step, a_step_over_somebody_elses_is_told_with_the_state_it_found)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	step.revision = register_work(id).revision;
	register_move(ROLE_SECRETARY, id, "assigned");
	cr_assert_eq(register_step(ROLE_CHAIR, id, step, &form), INVALID);
	cr_assert_eq(register_fault(&form, ""), FAULT_CHANGED_MEANWHILE);
	cr_assert_str_eq(form_fault_of(&form, "")->detail, "assigned");
}

Test(issue_step, the_whole_way_leaves_a_public_line_for_each_step)
{
	int64_t id = register_resolved();
	struct updates updates;

	register_move(ROLE_CHAIR, id, "closed");
	updates = update_list(world_db(), id);
	cr_assert_eq(updates.count, 4);
	cr_assert_str_eq(updates.items[0].to_state, "registered");
	cr_assert_str_eq(updates.items[1].organisation, "КП «Водоканал»");
	cr_assert_str_eq(updates.items[2].role, "works");
	cr_assert_str_eq(updates.items[3].confirmed_by, "засідання № 5");
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM publication WHERE kind = 'update'",
			    NO_ARGS, 0),
		     4);
	cr_assert_eq(db_int(world_db(),
			    "SELECT count(*) FROM publication WHERE kind = 'issue' "
			    "AND is_latest = 1",
			    NO_ARGS, 0),
		     1);
}

Test(issue_step, the_steps_offered_are_the_steps_allowed)
{
	struct issue_work work = register_work(register_registered());
	struct viewer secretary = world_viewer(ROLE_SECRETARY), member = world_viewer(ROLE_MEMBER);
	struct issue_choices choices = issue_choices_of(ready_arena(), &secretary, &work);

	cr_assert_eq(issue_choices_of(ready_arena(), &member, &work).count, 0);
	cr_assert_str_eq(choices.items[0].state, "assigned");
	cr_assert(choices.items[0].asks & ASKS_RESPONSIBLE);
}

Test(issue_step, numbers_count_within_hromada_and_year)
{
	struct issue_added first = register_report(), second = register_report(), third;

	cr_assert_eq(second.number, first.number + 1);
	world_at(world_now() + 60 * 86400); /* January 2027 */
	third = register_report();
	cr_assert_eq(third.year, 2027);
	cr_assert_eq(third.number, 1);
}

Test(issue_step, overdue_begins_when_the_due_day_is_over_in_kyiv)
{
	int64_t id = register_assigned();
	struct date due = register_work(id).issue.due;
	int64_t midnight = date_start(date_add_days(due, 1));
	struct issue_filter filter = {
		.community_id = world_korosten.id, .state = "overdue", .now = midnight - 1};
	struct issue_queue queue = {.community_id = world_korosten.id, .now = midnight - 1};

	cr_assert_eq(issue_task_count(world_db(), TASK_OVERDUE, &queue), 0);
	world_at(midnight - 1);
	cr_assert_not(register_work(id).issue.is_overdue);
	cr_assert_eq(issue_list(world_db(), &filter).count, 0);
	world_at(midnight);
	filter.now = midnight;
	cr_assert(register_work(id).issue.is_overdue);
	cr_assert_eq(register_work(id).issue.overdue_days, 1);
	cr_assert_eq(issue_list(world_db(), &filter).count, 1);
	queue.now = midnight;
	cr_assert_eq(issue_task_count(world_db(), TASK_OVERDUE, &queue), 1);
	register_move(ROLE_SECRETARY, id, "on_hold"); /* stops our clock */
	cr_assert_not(register_work(id).issue.is_overdue);
	cr_assert_eq(issue_list(world_db(), &filter).count, 0);
}
