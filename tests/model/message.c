#include <criterion/criterion.h>

#include "model/message.h"
#include "tests/register.h"

/* What residents send to an issue, and what becomes of it. */
TestSuite(message, .init = register_begin, .fini = world_end);

static enum outcome send(int64_t id, enum message_kind kind, const char *text)
{
	struct form form = world_form();
	enum outcome outcome = message_add(world_change(ROLE_RESIDENT), &form,
					   &(struct message_entry){id, kind, text, 0});

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static int64_t newest(void)
{
	struct messages messages = message_waiting(world_db(), world_korosten.id, 100);

	cr_assert(messages.count > 0);
	return messages.items[messages.count - 1].id;
}

static enum outcome accept_as(enum role role, int64_t message_id, const char *text)
{
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	enum outcome outcome = message_accept(
		world_change(role), &form, &viewer,
		&(struct message_decision){.message_id = message_id, .text = text});

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static enum outcome decline_as(enum role role, int64_t message_id, const char *reason)
{
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	enum outcome outcome = message_decline(
		world_change(role), &form, &viewer,
		&(struct message_decision){.message_id = message_id, .reason = reason});

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static size_t public_lines(int64_t id)
{
	return update_list(world_db(), id).count;
}

Test(message, an_addition_without_words_is_refused)
{
	cr_expect_eq(send(register_registered(), MESSAGE_ADDITION, ""), INVALID);
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 0);
}

Test(message, nobody_comments_on_what_is_not_public)
{
	cr_expect_eq(send(register_report().id, MESSAGE_COMMENT, "Бачив це."), NOT_FOUND);
}

Test(message, what_is_not_done_cannot_be_confirmed)
{
	cr_expect_eq(send(register_assigned(), MESSAGE_CONFIRMATION, ""), CONFLICT);
}

Test(message, of_one_issue_so_many_wait_and_no_more)
{
	int64_t id = register_registered();

	for (int i = 0; i < MESSAGE_WAITING_MOST; i++)
		cr_assert_eq(send(id, MESSAGE_COMMENT, "Ще раз."), OK);
	cr_expect_eq(send(id, MESSAGE_COMMENT, "Ще раз."), TOO_OFTEN);
}

Test(message, nothing_of_it_is_public_before_it_is_let_through)
{
	int64_t id = register_registered();
	size_t before = public_lines(id);

	cr_assert_eq(send(id, MESSAGE_COMMENT, "Канарка."), OK);
	cr_expect_eq(public_lines(id), before);
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 1);
	cr_expect_eq(message_waiting_count(world_db(), world_ovruch.id), 0);
}

Test(message, what_is_let_through_is_a_public_line_in_the_moderators_words)
{
	int64_t id = register_registered();
	struct updates updates;

	cr_assert_eq(send(id, MESSAGE_ADDITION, "Тут живе Іван, будинок 5."), OK);
	cr_assert_eq(accept_as(ROLE_MODERATOR, newest(), "Темно по всій вулиці."), OK);
	updates = update_list(world_db(), id);
	cr_expect_str_eq(updates.items[updates.count - 1].kind, "message");
	cr_expect_str_eq(updates.items[updates.count - 1].note, "Темно по всій вулиці.");
	cr_expect_str_eq(updates.items[updates.count - 1].role, "resident");
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 0);
	cr_expect_str_eq(message_of_reporter(world_db(), id).items[0].text, "");
}

Test(message, what_is_declined_needs_a_reason_and_leaves_no_words)
{
	int64_t id = register_registered();
	struct messages mine;

	cr_assert_eq(send(id, MESSAGE_ADDITION, "Сусід Петренко краде лампи."), OK);
	cr_expect_eq(decline_as(ROLE_MODERATOR, newest(), ""), INVALID);
	cr_expect_eq(decline_as(ROLE_MODERATOR, newest(), "boredom"), INVALID);
	cr_assert_eq(decline_as(ROLE_MODERATOR, newest(), "personal"), OK);
	mine = message_of_reporter(world_db(), id);
	cr_expect_str_eq(mine.items[0].state, "declined");
	cr_expect_str_eq(mine.items[0].reason, "personal");
	cr_expect_str_eq(mine.items[0].text, "");
}

Test(message, is_decided_once)
{
	int64_t id = register_registered(), message;

	cr_assert_eq(send(id, MESSAGE_COMMENT, "Бачив це."), OK);
	message = newest();
	cr_assert_eq(accept_as(ROLE_MODERATOR, message, "Бачив це."), OK);
	cr_expect_eq(accept_as(ROLE_SECRETARY, message, "Бачив це."), CONFLICT);
	cr_expect_eq(decline_as(ROLE_SECRETARY, message, "known"), CONFLICT);
}

Test(message, is_not_decided_from_another_hromada)
{
	struct viewer viewer = world_viewer_in_ovruch(ROLE_MODERATOR);
	struct form form = world_form();
	int64_t id = register_registered();

	cr_assert_eq(send(id, MESSAGE_COMMENT, "Бачив це."), OK);
	cr_expect_eq(message_accept(world_change(ROLE_MODERATOR), &form, &viewer,
				    &(struct message_decision){.message_id = newest(),
							       .text = "Бачив це."}),
		     NOT_FOUND);
	world_cancel();
}

Test(message, a_confirmation_closes_the_issue_as_the_reporters)
{
	int64_t id = register_resolved();
	struct updates updates;

	cr_assert_eq(send(id, MESSAGE_CONFIRMATION, ""), OK);
	cr_expect_eq(accept_as(ROLE_MODERATOR, newest(), "Підтверджено."), INVALID);
	cr_assert_eq(accept_as(ROLE_SECRETARY, newest(), "Підтверджено."), OK);
	cr_expect_str_eq(register_work(id).issue.state, "closed");
	updates = update_list(world_db(), id);
	cr_expect_str_eq(updates.items[updates.count - 1].confirmed_by, "resident",
			 "a key, said in the reader's language");
}

Test(message, who_did_the_work_may_write_down_that_its_reporter_confirmed_it)
{
	int64_t id = register_assigned();

	register_move(ROLE_SECRETARY, id, "resolved");
	cr_assert_eq(send(id, MESSAGE_CONFIRMATION, ""), OK);
	cr_expect_eq(accept_as(ROLE_SECRETARY, newest(), "Підтверджено."), OK);
	cr_expect_str_eq(register_work(id).issue.state, "closed");
}

Test(message, a_withdrawal_ends_the_issue_with_an_explanation)
{
	int64_t id = register_assigned();

	cr_assert_eq(send(id, MESSAGE_WITHDRAWAL, ""), OK);
	cr_assert_eq(accept_as(ROLE_SECRETARY, newest(), "Заявник відкликав повідомлення."), OK);
	cr_expect_str_eq(register_work(id).issue.state, "clarified");
}

Test(message, a_new_report_of_the_same_reopens_it_and_becomes_its_duplicate)
{
	int64_t id = register_resolved();
	struct issue_added again = register_report();
	struct form form = world_form();

	register_move(ROLE_CHAIR, id, "closed");
	cr_assert_eq(message_add(world_change(ROLE_RESIDENT), &form,
				 &(struct message_entry){.issue_id = id,
							 .kind = MESSAGE_REOPENING,
							 .text = "Знову темно.",
							 .report_id = again.id}),
		     OK);
	world_commit();
	cr_assert_eq(accept_as(ROLE_MODERATOR, newest(), "Знову темно."), OK);
	cr_expect_str_eq(register_work(id).issue.state, "reopened");
	cr_expect_str_eq(register_work(again.id).issue.state, "duplicate");
	cr_expect_eq(register_work(again.id).duplicate_of, id);
}

Test(message, reading_what_waits_scans_nothing)
{
	int64_t id = register_registered(), other = register_registered(), before;

	cr_assert_eq(send(id, MESSAGE_COMMENT, "Бачив це."), OK);
	cr_assert_eq(send(other, MESSAGE_COMMENT, "І я бачив."), OK);
	cr_assert_eq(send(other, MESSAGE_COMMENT, "Досі темно."), OK);
	before = world_scans();
	message_waiting(world_db(), world_korosten.id, 20);
	message_waiting_count(world_db(), world_korosten.id);
	message_waiting_of(world_db(), id);
	message_of_reporter(world_db(), id);
	cr_expect_eq(world_scans(), before);
}
