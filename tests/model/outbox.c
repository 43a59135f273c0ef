#include "model/outbox.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "tests/world.h"

#define MINUTE ((int64_t)60)
#define HOUR   (60 * MINUTE)

TestSuite(outbox, .init = world_begin, .fini = world_end);

static void add(enum outbox_kind kind, const char *to, const char *key, int64_t wait_until)
{
	cr_assert_eq(outbox_add(world_change(ROLE_ADMIN),
				&(struct outbox_item){.kind = kind,
						      .to = to,
						      .key = key,
						      .body = "words",
						      .wait_until = wait_until}),
		     OK);
	world_commit();
}

static enum outcome take(enum outbox_kind kind, struct outbox_item *item)
{
	enum outcome outcome = outbox_take(world_change(ROLE_ADMIN), kind, item);

	world_commit();
	return outcome;
}

static void fail(int64_t id, bool is_final)
{
	cr_assert_eq(outbox_failed(world_change(ROLE_ADMIN), id, "refused 500", is_final), OK);
	world_commit();
}

static size_t count(void)
{
	return outbox_list(world_db(), 100).count;
}

Test(outbox, what_is_taken_is_nobody_else_s)
{
	struct outbox_item item, other;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_expect_str_eq(item.to, "anna@example.org");
	cr_expect_str_eq(item.body, "words");
	cr_expect_eq(item.tries, 1);
	cr_expect_eq(take(OUTBOX_MAIL, &other), NOT_FOUND);
	cr_expect_not(outbox_is_due(world_db(), OUTBOX_MAIL, world_now()));
}

Test(outbox, a_kind_is_taken_without_the_other)
{
	struct outbox_item item;

	add(OUTBOX_PING, "/korosten/feeds/issues", NULL, 0);
	cr_expect_eq(take(OUTBOX_MAIL, &item), NOT_FOUND);
	cr_expect_eq(take(OUTBOX_PING, &item), OK);
}

Test(outbox, nothing_goes_before_its_time)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "anna@example.org", NULL, world_now() + HOUR);
	cr_expect_eq(take(OUTBOX_MAIL, &item), NOT_FOUND);
	world_at(world_now() + HOUR);
	cr_expect_eq(take(OUTBOX_MAIL, &item), OK);
}

Test(outbox, who_dies_with_it_loses_nothing)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	world_at(world_now() + OUTBOX_LEASE);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_expect_eq(item.tries, 2);
	cr_assert_eq(outbox_release(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_expect_eq(take(OUTBOX_MAIL, &item), OK, "the next one begins with it at once");
}

Test(outbox, what_was_sent_is_gone)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_assert_eq(outbox_sent(world_change(ROLE_ADMIN), item.id), OK);
	world_commit();
	cr_expect_eq(count(), 0);
}

Test(outbox, what_failed_comes_again_after_growing_pauses_and_is_given_up_in_the_end)
{
	static const int minutes[] = {1, 5, 15, 60, 180, 360, 720, 1440};
	struct outbox_item item;

	add(OUTBOX_PING, "/korosten/feeds/issues", NULL, 0);
	for (size_t i = 0; i < COUNT(minutes); i++) {
		cr_assert_eq(take(OUTBOX_PING, &item), OK, "try %zu", i + 1);
		fail(item.id, false);
		world_at(world_now() + minutes[i] * MINUTE - 1);
		cr_expect_not(outbox_is_due(world_db(), OUTBOX_PING, world_now()));
		world_at(world_now() + 1);
	}
	cr_assert_eq(take(OUTBOX_PING, &item), OK);
	fail(item.id, false);
	world_at(world_now() + 100 * HOUR);
	cr_expect_eq(take(OUTBOX_PING, &item), NOT_FOUND);
	cr_expect_eq(outbox_figures(world_db(), OUTBOX_PING, world_now()).given_up, 1);
	cr_expect_str_eq(outbox_list(world_db(), 1).items[0].fault, "refused 500");
}

Test(outbox, what_can_never_arrive_is_given_up_at_once)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "nobody@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, true);
	cr_expect_eq(outbox_figures(world_db(), OUTBOX_MAIL, world_now()).given_up, 1);
}

Test(outbox, the_same_key_waits_once)
{
	struct outbox_item item;

	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	add(OUTBOX_MAIL, "anna@example.org", "a", 0);
	cr_expect_eq(count(), 2);
	cr_assert_eq(take(OUTBOX_PING, &item), OK);
	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	cr_expect_eq(count(), 3, "what is under way may have been read before");
	fail(item.id, false);
	cr_expect_eq(count(), 2, "and then the one that waits is enough");
}

Test(outbox, news_does_not_wait_out_a_long_pause)
{
	struct outbox_item item;

	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	for (int i = 0; i < 5; i++) {
		cr_assert_eq(take(OUTBOX_PING, &item), OK);
		fail(item.id, false);
		world_at(world_now() + 6 * HOUR);
	}
	cr_assert_eq(take(OUTBOX_PING, &item), OK);
	fail(item.id, false); /* for six hours */
	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	cr_expect_not(outbox_is_due(world_db(), OUTBOX_PING, world_now() + 14 * MINUTE));
	cr_expect(outbox_is_due(world_db(), OUTBOX_PING, world_now() + 15 * MINUTE));
}

Test(outbox, at_the_start_the_same_key_waits_once_too)
{
	struct outbox_item item;

	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	cr_assert_eq(take(OUTBOX_PING, &item), OK);
	add(OUTBOX_PING, "/korosten/feeds/issues", "a", 0);
	cr_assert_eq(outbox_release(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_expect_eq(count(), 1);
}

Test(outbox, an_administrator_tries_again_or_drops)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_expect_eq(outbox_drop(world_change(ROLE_ADMIN), item.id), NOT_FOUND, "under way");
	world_commit();
	fail(item.id, true);
	cr_expect_eq(outbox_retry(world_change(ROLE_ADMIN), item.id), OK);
	world_commit();
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_expect_eq(item.tries, 1);
	fail(item.id, false);
	cr_expect_eq(outbox_drop(world_change(ROLE_ADMIN), item.id), OK);
	world_commit();
	cr_expect_eq(count(), 0);
	cr_expect_eq(outbox_retry(world_change(ROLE_ADMIN), item.id), NOT_FOUND);
	world_commit();
}

Test(outbox, no_address_stands_in_the_audit_log)
{
	struct outbox_item item;
	struct audit_lines lines;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, true);
	cr_assert_eq(outbox_drop(world_change(ROLE_ADMIN), item.id), OK);
	world_commit();
	lines = audit_latest(world_db(), 0, 1);
	cr_expect_str_eq(lines.items[0].action, "outbox drop");
	cr_expect_null(strstr(lines.items[0].subject, "anna"));
	cr_expect_str_eq(lines.items[0].before, "");
}

Test(outbox, what_was_given_up_long_ago_is_forgotten)
{
	struct outbox_item item;

	add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, true);
	world_at(world_now() + OUTBOX_KEPT + 1);
	cr_assert_eq(outbox_tidy(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_expect_eq(count(), 0);
}

Test(outbox, everything_given_up_is_tried_again_in_one_go)
{
	struct outbox_item item;

	cr_expect_eq(outbox_retry_all(world_change(ROLE_ADMIN)), NOT_FOUND);
	world_commit();
	for (int i = 0; i < 3; i++)
		add(i ? OUTBOX_MAIL : OUTBOX_PING, "anna@example.org", NULL, 0);
	for (int i = 0; i < 3; i++) {
		cr_assert_eq(take(i ? OUTBOX_MAIL : OUTBOX_PING, &item), OK);
		fail(item.id, i < 2);
	}
	cr_expect_eq(outbox_retry_all(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_expect_str_eq(audit_latest(world_db(), 0, 1).items[0].action, "outbox retry");
	cr_assert_eq(take(OUTBOX_PING, &item), OK);
	cr_expect_eq(item.tries, 1);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	cr_expect_eq(take(OUTBOX_MAIL, &item), NOT_FOUND, "what only failed keeps its pause");
}

Test(outbox, is_counted_by_how_it_stands)
{
	struct outbox_item item;
	struct outbox_figures figures;

	for (int i = 0; i < 5; i++)
		add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	for (int i = 0; i < 3; i++)
		cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, true);
	fail(item.id - 1, false);
	world_at(world_now() + 30);
	figures = outbox_figures(world_db(), OUTBOX_MAIL, world_now());
	cr_expect_eq(figures.waiting, 2);
	cr_expect_eq(figures.failed, 1);
	cr_expect_eq(figures.taken, 1);
	cr_expect_eq(figures.given_up, 1);
	cr_expect_eq(figures.late, 30);
	figures = outbox_figures(world_db(), OUTBOX_PING, world_now());
	cr_expect_eq(figures.waiting + figures.failed + figures.taken + figures.given_up, 0);
	cr_expect_eq(figures.late, 0);
}

Test(outbox, lists_what_is_wrong_first)
{
	static const enum outbox_state states[] = {OUTBOX_GIVEN_UP, OUTBOX_WAITING, OUTBOX_WAITING};
	struct outbox_item item;
	struct outbox_items items;

	for (int i = 0; i < 3; i++)
		add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, false);
	cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
	fail(item.id, true);
	items = outbox_list(world_db(), 100);
	cr_assert_eq(items.count, 3);
	for (size_t i = 0; i < COUNT(states); i++)
		cr_expect_eq(items.items[i].state, states[i], "%zu", i);
	cr_expect_str_eq(items.items[1].fault, "refused 500");
	cr_expect_eq(outbox_list(world_db(), 2).count, 2);
}

Test(outbox, lists_no_address_whole_and_no_letter)
{
	static const char *const addresses[][2] = {
		{"anna@example.org", "a…@example.org"},
		{"їжак@example.org", "ї…@example.org"},
		{"\"a@b\"@example.org", "\"…@example.org"},
		{"@example.org", "…@example.org"},
	};

	for (size_t i = 0; i < COUNT(addresses); i++)
		add(OUTBOX_MAIL, addresses[i][0], addresses[i][0], world_now() + (int64_t)i);
	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct outbox_item item = outbox_list(world_db(), 100).items[i];

		cr_expect_str_eq(item.to, addresses[i][1]);
		cr_expect_str_eq(item.body, "");
		cr_expect_null(item.key);
	}
}

Test(outbox, nothing_of_it_walks_through_the_whole_table)
{
	struct outbox_item item;
	int64_t before;

	for (int i = 0; i < 9; i++) {
		add(OUTBOX_MAIL, "anna@example.org", NULL, 0);
		cr_assert_eq(take(OUTBOX_MAIL, &item), OK);
		fail(item.id, i % 2 == 0);
	}
	before = world_scans();
	outbox_list(world_db(), 100);
	outbox_figures(world_db(), OUTBOX_MAIL, world_now());
	outbox_is_due(world_db(), OUTBOX_PING, world_now());
	cr_expect_eq(outbox_tidy(world_change(ROLE_ADMIN)), OK);
	cr_expect_eq(outbox_retry_all(world_change(ROLE_ADMIN)), OK);
	world_commit();
	cr_expect_eq(world_scans(), before);
}
