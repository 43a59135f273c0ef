#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/clock.h"
#include "model/publication.h"
#include "model/subscription.h"
#include "tests/register.h"

#define DAY  ((int64_t)24 * 60 * 60)
#define HOUR ((int64_t)60 * 60)

/* News by e-mail: who gets what, and how far they were told. */
TestSuite(subscription, .init = register_begin, .fini = world_end);

static struct subscription_wish wish_of(const char *email)
{
	return (struct subscription_wish){.community_id = world_korosten.id,
					  .kind = "everything",
					  .query = "",
					  .language = "uk",
					  .email = email,
					  .rhythm = SUBSCRIPTION_AT_ONCE,
					  .address = "192.0.2.1",
					  .per_network = 100};
}

static enum outcome ask_for(struct subscription_wish wish, struct subscription *asked)
{
	enum outcome outcome = subscription_ask(world_change(ROLE_RESIDENT), &wish, asked);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static struct subscription asked(const char *email)
{
	struct subscription subscription;

	cr_assert_eq(ask_for(wish_of(email), &subscription), OK);
	cr_assert_gt(subscription.id, 0);
	return subscription;
}

static void confirm(const struct subscription *subscription)
{
	cr_assert_eq(subscription_confirm(world_change(ROLE_RESIDENT), subscription), OK);
	world_commit();
}

static struct subscription confirmed(const char *email)
{
	struct subscription subscription = asked(email);

	confirm(&subscription);
	cr_assert_eq(subscription_find(world_db(), subscription.secret, &subscription), OK);
	return subscription;
}

static enum outcome find(const struct subscription *subscription)
{
	struct subscription found;

	return subscription_find(world_db(), subscription->secret, &found);
}

static size_t due(void)
{
	return subscription_due(world_db(), world_now(), 10).count;
}

/* ------------------------------------------------------------------ asking */

Test(subscription, a_network_asks_so_often_a_day_and_again_the_next_day)
{
	struct subscription_wish wish = wish_of("a@example.org");
	struct subscription subscription;

	wish.per_network = 2;
	cr_assert_eq(ask_for(wish, &subscription), OK);
	wish.email = "b@example.org";
	wish.address = "192.0.2.77";
	cr_assert_eq(ask_for(wish, &subscription), OK);
	wish.email = "c@example.org";
	cr_expect_eq(ask_for(wish, &subscription), TOO_OFTEN);
	wish.address = "198.51.100.1";
	cr_expect_eq(ask_for(wish, &subscription), OK);
	wish.address = "192.0.2.1";
	world_at(world_now() + DAY);
	cr_expect_eq(ask_for(wish, &subscription), OK);
}

Test(subscription, an_address_gets_three_questions_a_day_whoever_asks_and_in_any_letters)
{
	struct subscription_wish wish = wish_of("Olena@example.org");
	struct subscription subscription = {0};

	for (int i = 0; i < SUBSCRIPTION_ASKS_A_DAY; i++) {
		wish.address = arena_printf(ready_arena(), "192.0.%d.1", i);
		cr_assert_eq(ask_for(wish, &subscription), OK);
		cr_assert_gt(subscription.id, 0);
	}
	wish.address = "198.51.100.1";
	wish.email = "olena@EXAMPLE.org";
	cr_assert_eq(ask_for(wish, &subscription), OK, "nobody learns it");
	cr_expect_eq(subscription.id, 0);
	world_at(world_now() + DAY);
	cr_assert_eq(ask_for(wish, &subscription), OK);
	cr_expect_gt(subscription.id, 0);
}

Test(subscription, keeps_neither_the_link_nor_an_internet_address)
{
	struct subscription subscription = asked("a@example.org");

	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM subscription WHERE secret_hash = $1 OR salt = $1",
			    ARGS(TEXT(subscription.secret)), 0),
		     0);
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM subscription_ask WHERE network_hash LIKE '%.%' "
			    "OR email_hash LIKE '%@%' OR network_hash LIKE '%c00002%'",
			    NO_ARGS, 0),
		     0);
}

Test(subscription, who_never_answered_is_forgotten_after_three_days)
{
	struct subscription silent = asked("a@example.org"), other = confirmed("b@example.org");

	world_at(world_now() + SUBSCRIPTION_ASKED_DAYS * DAY + 1);
	cr_assert_eq(subscription_tidy(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_expect_eq(find(&silent), GONE);
	cr_expect_eq(find(&other), OK);
	cr_expect_eq(db_int(world_db(), "SELECT count(*) FROM subscription_ask", NO_ARGS, 0), 0);
}

/* ------------------------------------------------------------------ links */

Test(subscription, is_found_by_its_own_link_only)
{
	struct subscription first = asked("a@example.org"), second = asked("b@example.org"), found;

	cr_expect_eq(subscription_find(world_db(), "", &found), NOT_FOUND);
	cr_expect_eq(subscription_find(world_db(), "zz", &found), NOT_FOUND);
	cr_assert_eq(subscription_find(world_db(), second.secret, &found), OK);
	cr_expect_str_eq(found.email, "b@example.org");
	cr_expect_str_eq(found.secret, second.secret);
	cr_expect_str_neq(first.secret, second.secret);
}

Test(subscription, confirming_ends_what_the_same_address_has_of_the_same_feed)
{
	struct subscription old = confirmed("a@example.org"), waiting = asked("A@example.org"),
			    fresh, other = confirmed("b@example.org");
	struct subscription_wish wish = wish_of("A@Example.org");

	register_registered();
	wish.rhythm = SUBSCRIPTION_WEEKLY;
	cr_assert_eq(ask_for(wish, &fresh), OK);
	cr_assert_gt(fresh.seq, old.seq);
	cr_assert_eq(find(&old), OK, "as long as nobody said yes");
	confirm(&fresh);
	cr_expect_eq(find(&old), GONE);
	cr_expect_eq(find(&waiting), GONE);
	cr_expect_eq(find(&other), OK);
	cr_assert_eq(subscription_find(world_db(), fresh.secret, &fresh), OK);
	cr_expect_eq(fresh.seq, old.seq, "what the old one had not been told yet");
	cr_expect_eq(fresh.rhythm, SUBSCRIPTION_WEEKLY);
}

Test(subscription, confirming_leaves_other_feeds_of_the_address_alone)
{
	struct subscription all = confirmed("a@example.org"), dark, english;
	struct subscription_wish wish = wish_of("a@example.org");

	wish.query = "category=lighting";
	cr_assert_eq(ask_for(wish, &dark), OK);
	confirm(&dark);
	wish.language = "en";
	cr_assert_eq(ask_for(wish, &english), OK);
	confirm(&english);
	cr_expect_eq(find(&all), OK);
	cr_expect_eq(find(&dark), OK);
	cr_expect_eq(subscription_of(world_db(), world_korosten.id, "A@example.org").count, 3);
	cr_expect_eq(subscription_of(world_db(), world_ovruch.id, "a@example.org").count, 0);
}

Test(subscription, a_second_yes_changes_nothing)
{
	struct subscription subscription = confirmed("a@example.org");

	confirm(&subscription);
	cr_expect_eq(audit_of(world_db(), arena_printf(ready_arena(), "subscription %lld",
						       (long long)subscription.id))
			     .count,
		     1);
}

Test(subscription, ended_its_address_is_nowhere_and_its_link_says_so)
{
	struct subscription subscription = confirmed("gone@example.org");

	cr_assert_eq(subscription_end(world_change(ROLE_RESIDENT), &subscription, "click"), OK);
	world_commit();
	cr_expect_eq(find(&subscription), GONE);
	cr_expect_eq(db_int(world_db(), "SELECT count(*) FROM subscription", NO_ARGS, 0), 0);
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM audit WHERE after LIKE '%gone%' "
			    "OR subject LIKE '%gone%'",
			    NO_ARGS, 0),
		     0);
	cr_expect_gt(db_int(world_db(), "SELECT erased_at FROM installation", NO_ARGS, 0), 0,
		     "the file is written anew at night");
}

Test(subscription, beginning_and_ending_stand_in_the_log)
{
	struct subscription subscription = confirmed("a@example.org");
	struct audit_lines lines;
	struct change *change;

	change = world_change(ROLE_RESIDENT);
	change->community_id = 0; /* as of a link in a letter, whose address names no hromada */
	cr_assert_eq(subscription_end(change, &subscription, "click"), OK);
	world_commit();
	lines = audit_of(world_db(), arena_printf(ready_arena(), "subscription %lld",
						  (long long)subscription.id));
	cr_assert_eq(lines.count, 2);
	cr_expect_str_eq(lines.items[0].action, "subscription confirm");
	cr_expect_str_eq(lines.items[1].action, "subscription end");
	cr_expect_eq(lines.items[1].community_id, world_korosten.id);
}

/* ------------------------------------------------------------------ due */

Test(subscription, nothing_is_due_without_news_or_a_yes)
{
	struct subscription waiting;

	confirmed("a@example.org");
	cr_expect_eq(due(), 0);
	waiting = asked("b@example.org");
	register_registered();
	cr_expect_eq(due(), 1);
	confirm(&waiting);
	cr_expect_eq(due(), 2, "what came between asking and confirming is told too");
}

Test(subscription, news_of_one_hromada_wakes_nobody_of_another)
{
	struct subscription_wish wish = wish_of("a@example.org");
	struct subscription there, everywhere;

	wish.community_id = world_ovruch.id;
	cr_assert_eq(ask_for(wish, &there), OK);
	confirm(&there);
	wish.community_id = 0;
	cr_assert_eq(ask_for(wish, &everywhere), OK);
	confirm(&everywhere);
	register_registered();
	cr_assert_eq(due(), 1);
	cr_expect_eq(subscription_due(world_db(), world_now(), 10).items[0].id, everywhere.id);
}

Test(subscription, told_is_not_due_until_there_is_more)
{
	struct subscription subscription = confirmed("a@example.org");

	register_registered();
	cr_assert_eq(subscription_move_to(world_change(ROLE_RESIDENT), subscription.id,
					  subscription_newest(world_db(), &subscription),
					  world_now() + SUBSCRIPTION_PAUSE),
		     OK);
	world_commit();
	world_at(world_now() + SUBSCRIPTION_PAUSE - 1);
	cr_expect_eq(due(), 0);
	register_registered();
	cr_expect_eq(due(), 0, "two letters are ten minutes apart");
	world_at(world_now() + 1);
	cr_expect_eq(due(), 1);
}

Test(subscription, moving_on_makes_no_cached_answer_old)
{
	struct subscription subscription = confirmed("a@example.org");
	uint64_t version;

	world_durable();
	version = db_version();
	cr_assert_eq(subscription_move_to(world_change(ROLE_RESIDENT), subscription.id, 1, 0), OK);
	world_commit();
	world_durable();
	cr_expect_eq(db_version(), version);
}

Test(subscription, finding_those_of_an_address_scans_nothing)
{
	int64_t before;

	confirmed("a@example.org");
	confirmed("b@example.org"); /* a scan is seen from its second row on */
	confirmed("c@example.org");
	before = world_scans();
	cr_assert_eq(subscription_of(world_db(), world_korosten.id, "a@example.org").count, 1);
	cr_expect_eq(world_scans(), before);
}

/* ------------------------------------------------------------------ rhythms */

static int64_t at(const char *rfc3339)
{
	int64_t seconds = 0;

	cr_assert_eq(clock_read_rfc3339(rfc3339, &seconds), OK);
	return seconds;
}

static const char *next(enum subscription_rhythm rhythm, const char *now)
{
	return clock_rfc3339(ready_arena(), subscription_next(rhythm, at(now)));
}

Test(subscription, daily_letters_come_at_eight_in_kyiv)
{
	cr_expect_str_eq(next(SUBSCRIPTION_DAILY, "2026-11-26T07:59:59+02:00"),
			 "2026-11-26T08:00:00+02:00");
	cr_expect_str_eq(next(SUBSCRIPTION_DAILY, "2026-11-26T08:00:00+02:00"),
			 "2026-11-27T08:00:00+02:00");
	cr_expect_str_eq(next(SUBSCRIPTION_DAILY, "2026-12-31T23:59:59+02:00"),
			 "2027-01-01T08:00:00+02:00");
}

Test(subscription, weekly_letters_come_on_mondays)
{
	cr_expect_str_eq(next(SUBSCRIPTION_WEEKLY, "2026-11-26T12:00:00+02:00"),
			 "2026-11-30T08:00:00+02:00");
	cr_expect_str_eq(next(SUBSCRIPTION_WEEKLY, "2026-11-30T07:00:00+02:00"),
			 "2026-11-30T08:00:00+02:00");
	cr_expect_str_eq(next(SUBSCRIPTION_WEEKLY, "2026-11-30T08:00:00+02:00"),
			 "2026-12-07T08:00:00+02:00");
}

Test(subscription, eight_is_eight_also_when_the_clocks_change)
{
	cr_expect_str_eq(next(SUBSCRIPTION_DAILY, "2026-03-28T09:00:00+02:00"),
			 "2026-03-29T08:00:00+03:00");
	cr_expect_str_eq(next(SUBSCRIPTION_DAILY, "2026-10-24T09:00:00+03:00"),
			 "2026-10-25T08:00:00+02:00");
}

Test(subscription, a_morning_without_news_puts_off_what_comes_later_to_the_next)
{
	struct subscription_wish wish = wish_of("a@example.org");
	struct subscription subscription;

	wish.rhythm = SUBSCRIPTION_DAILY;
	cr_assert_eq(ask_for(wish, &subscription), OK);
	confirm(&subscription);
	cr_expect_eq(due(), 0, "a yes makes no letter before its hour");
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	cr_assert_eq(due(), 1, "with nothing to tell");
	cr_assert_eq(subscription_move_to(world_change(ROLE_RESIDENT), subscription.id, 0,
					  subscription_next(SUBSCRIPTION_DAILY, world_now())),
		     OK);
	world_commit();
	register_registered();
	world_at(world_now() + HOUR);
	cr_expect_eq(due(), 0);
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	cr_expect_eq(due(), 1);
}

Test(subscription, a_new_rhythm_counts_from_now)
{
	struct subscription subscription = confirmed("a@example.org");

	register_registered();
	cr_assert_eq(subscription_set_rhythm(world_change(ROLE_RESIDENT), &subscription,
					     SUBSCRIPTION_DAILY),
		     OK);
	world_commit();
	cr_expect_eq(due(), 0);
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	cr_expect_eq(due(), 1);
}

/* ------------------------------------------------------------------ mailboxes that are gone */

static void refused_on(int64_t id, int day)
{
	struct change *change = world_change(ROLE_RESIDENT);

	change->now = WORLD_NOW + day * DAY;
	cr_assert_eq(subscription_refused(change, id), OK);
	world_commit();
}

static void arrived(int64_t id)
{
	cr_assert_eq(subscription_arrived(world_change(ROLE_RESIDENT), id), OK);
	world_commit();
}

Test(subscription, ends_when_its_mailbox_has_been_gone_for_two_weeks)
{
	struct subscription subscription = confirmed("olena@example.org");
	struct subscription other = confirmed("petro@example.org");

	refused_on(subscription.id, 0);
	refused_on(subscription.id, 7);
	refused_on(subscription.id, 13);
	cr_expect_eq(find(&subscription), OK);
	refused_on(subscription.id, 14);
	cr_expect_eq(find(&subscription), GONE);
	cr_expect_eq(find(&other), OK);
	cr_expect_str_eq(db_text(world_db(),
				 "SELECT after FROM audit WHERE action = 'subscription end'",
				 NO_ARGS),
			 "{\"reason\":\"refused\"}");
	refused_on(subscription.id, 15); /* of a letter that was under way */
}

Test(subscription, does_not_end_for_a_bad_day_or_a_single_letter)
{
	struct subscription often = confirmed("olena@example.org");
	struct subscription seldom = confirmed("petro@example.org");

	for (int i = 0; i < 20; i++)
		refused_on(often.id, 0);
	refused_on(seldom.id, 0);
	refused_on(seldom.id, 30);
	cr_expect_eq(find(&often), OK);
	cr_expect_eq(find(&seldom), OK);
}

Test(subscription, a_letter_that_arrives_makes_all_refusals_before_it_forgotten)
{
	struct subscription subscription = confirmed("olena@example.org");

	refused_on(subscription.id, 0);
	refused_on(subscription.id, 7);
	arrived(subscription.id);
	refused_on(subscription.id, 15);
	refused_on(subscription.id, 20);
	refused_on(subscription.id, 28);
	cr_expect_eq(find(&subscription), OK);
	refused_on(subscription.id, 29);
	cr_expect_eq(find(&subscription), GONE);
}

Test(subscription, one_that_is_only_asked_for_ends_by_its_own_term)
{
	struct subscription subscription = asked("olena@example.org");

	for (int day = 0; day < 20; day++)
		refused_on(subscription.id, day);
	cr_expect_eq(find(&subscription), OK);
}

Test(subscription, is_known_by_the_key_of_its_letters)
{
	struct subscription subscription = confirmed("olena@example.org");

	cr_expect_eq(
		subscription_of_key(arena_printf(ready_arena(), "%s.7",
						 subscription_group(ready_arena(), &subscription))),
		subscription.id);
}
