#include <criterion/criterion.h>

#include "model/reporter.h"
#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* What a reporter may do by the secret link. */
TestSuite(reporter, .init = register_begin, .fini = world_end);

static enum outcome send(int64_t id, enum message_kind kind, const char *text)
{
	struct issue_work work = register_work(id);
	struct form form = world_form();
	enum outcome outcome = reporter_send(world_change(ROLE_RESIDENT), &form, &work, kind, text);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static struct reporter_choices choices(int64_t id)
{
	struct issue_work work = register_work(id);

	return reporter_choices_of(world_db(), &work, world_now());
}

Test(reporter, takes_back_what_nobody_has_registered_at_once)
{
	int64_t id = register_report().id;

	cr_assert_eq(send(id, MESSAGE_WITHDRAWAL, ""), OK);
	cr_expect_str_eq(register_work(id).issue.state, "declined");
	cr_expect_eq(register_work(id).issue.closed_at, world_now());
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 0);
	cr_expect_eq(send(id, MESSAGE_WITHDRAWAL, ""), CONFLICT);
	cr_expect_eq(send(id, MESSAGE_ADDITION, "Ще одне."), CONFLICT);
}

Test(reporter, asks_the_secretary_to_take_back_what_is_registered)
{
	int64_t id = register_assigned();

	cr_assert_eq(send(id, MESSAGE_WITHDRAWAL, ""), OK);
	cr_expect_str_eq(register_work(id).issue.state, "assigned");
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 1);
	cr_expect_eq(send(id, MESSAGE_WITHDRAWAL, ""), CONFLICT, "it waits already");
}

Test(reporter, confirms_only_what_is_done)
{
	cr_expect_eq(send(register_assigned(), MESSAGE_CONFIRMATION, ""), CONFLICT);
	cr_expect_eq(send(register_resolved(), MESSAGE_CONFIRMATION, ""), OK);
}

Test(reporter, reopens_at_once_and_only_the_words_wait)
{
	int64_t id = register_resolved();
	struct updates updates;

	cr_assert_eq(send(id, MESSAGE_REOPENING, "Канарка: знову темно."), OK);
	cr_expect_str_eq(register_work(id).issue.state, "reopened");
	cr_expect_eq(register_work(id).issue.reopened_count, 1);
	cr_expect_eq(message_waiting_count(world_db(), world_korosten.id), 1);
	updates = update_list(world_db(), id);
	for (size_t i = 0; i < updates.count; i++)
		cr_expect_null(strstr(updates.items[i].note, "Канарка"));
	cr_expect_eq(send(id, MESSAGE_REOPENING, ""), CONFLICT, "it is open");
}

Test(reporter, reopens_for_90_days_and_not_longer)
{
	int64_t id = register_resolved();

	register_move(ROLE_CHAIR, id, "closed");
	world_at(world_now() + 90 * DAY);
	cr_expect(choices(id).may_reopen);
	world_at(world_now() + DAY);
	cr_expect_not(choices(id).may_reopen);
	cr_expect_eq(send(id, MESSAGE_REOPENING, ""), CONFLICT);
}

Test(reporter, cannot_bring_back_what_was_declined)
{
	int64_t id = register_report().id;

	register_move(ROLE_MODERATOR, id, "declined");
	cr_expect_not(choices(id).may_reopen);
	cr_expect_not(choices(id).may_add);
}

Test(reporter, never_comments_by_the_link)
{
	cr_expect_eq(send(register_registered(), MESSAGE_COMMENT, "Бачив це."), CONFLICT);
}
