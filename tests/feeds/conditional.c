#include "feeds/conditional.h"

#include <criterion/criterion.h>

#include "model/base/clock.h"
#include "tests/ready.h"

TestSuite(conditional, .init = ready_begin, .fini = ready_end);

#define CHANGED 1773127800
#define NOW     (CHANGED + 1000)

static const struct mark present = {.feed = 0x9c56cc51, .face = 0x1b2e77d0, .seq = 247};

struct trial {
	const char *etags;
	enum verdict verdict;
	int64_t seq;
};

/* Every trial's verdict, with a date that would say 304 to whoever believed it. */
static void try_all(const struct trial *trials, size_t count)
{
	const char *date = clock_http(ready_arena(), NOW);

	for (size_t i = 0; i < count; i++) {
		struct decision decision = conditional_decide(trials[i].etags, date, present,
							      CHANGED, NOW);

		cr_expect_eq(decision.verdict, trials[i].verdict, "%s", trials[i].etags);
		if (decision.verdict == VERDICT_SINCE_SEQ)
			cr_expect_eq(decision.seq, trials[i].seq, "%s", trials[i].etags);
	}
}

Test(conditional, a_tag_that_is_not_ours_gets_the_plain_window)
{
	static const struct trial trials[] = {
		{"", VERDICT_WINDOW, 0},
		{"\"\"", VERDICT_WINDOW, 0},
		{"\"abc\"", VERDICT_WINDOW, 0},
		{"f-9c56cc51-247-1b2e77d0", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51-247-1b2e77d0", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51-247\"", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51--1-1b2e77d0\"", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51-247-1b2e77d01\"", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51-99999999999999999999-1b2e77d0\"", VERDICT_WINDOW, 0},
		{"\"f-9c56cc51-2f7-1b2e77d0\"", VERDICT_WINDOW, 0},
		{"w/\"f-9c56cc51-247-1b2e77d0\"", VERDICT_WINDOW, 0},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, a_mark_of_another_feed_gets_the_plain_window)
{
	static const struct trial trials[] = {
		{"\"f-00000001-247-1b2e77d0\"", VERDICT_WINDOW, 0},
		{"\"f-00000001-3-1b2e77d0\"", VERDICT_WINDOW, 0},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, a_mark_from_the_future_gets_the_plain_window)
{
	static const struct trial trials[] = {
		{"\"f-9c56cc51-248-1b2e77d0\"", VERDICT_WINDOW, 0},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, the_present_mark_is_not_modified)
{
	static const struct trial trials[] = {
		{"\"f-9c56cc51-247-1b2e77d0\"", VERDICT_NOT_MODIFIED, 0},
		{"W/\"f-9c56cc51-247-1b2e77d0\"", VERDICT_NOT_MODIFIED, 0},
		{"  \"f-9c56cc51-247-1b2e77d0\" ", VERDICT_NOT_MODIFIED, 0},
		{"\"f-9c56cc51-247-1b2e77d0-gzip\"", VERDICT_NOT_MODIFIED, 0},
		{"\"f-9c56cc51-247-1b2e77d0;br\"", VERDICT_NOT_MODIFIED, 0},
		{"*", VERDICT_NOT_MODIFIED, 0},
		{" *", VERDICT_NOT_MODIFIED, 0},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, any_tag_of_a_list_may_match)
{
	static const struct trial trials[] = {
		{"\"a\", W/\"f-9c56cc51-247-1b2e77d0\"", VERDICT_NOT_MODIFIED, 0},
		{"\"a,b\",\"f-9c56cc51-247-1b2e77d0\"", VERDICT_NOT_MODIFIED, 0},
		{"\"f-9c56cc51-40-1b2e77d0\", \"f-9c56cc51-247-1b2e77d0\"", VERDICT_NOT_MODIFIED,
		 0},
		{"\"f-9c56cc51-40-1b2e77d0\", \"f-9c56cc51-90-1b2e77d0\", "
		 "\"f-9c56cc51-50-1b2e77d0\"",
		 VERDICT_SINCE_SEQ, 90},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, an_older_mark_gets_everything_behind_it)
{
	static const struct trial trials[] = {
		{"\"f-9c56cc51-46-1b2e77d0\"", VERDICT_SINCE_SEQ, 46},
		{"W/\"f-9c56cc51-0-1b2e77d0-gzip\"", VERDICT_SINCE_SEQ, 0},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, another_wording_is_sent_again_and_loses_nothing)
{
	static const struct trial trials[] = {
		{"\"f-9c56cc51-247-00000000\"", VERDICT_SINCE_SEQ, 247},
		{"\"f-9c56cc51-46-00000000\"", VERDICT_SINCE_SEQ, 46},
	};

	try_all(trials, COUNT(trials));
}

Test(conditional, a_tag_wins_over_a_date)
{
	const char *date = clock_http(ready_arena(), NOW);
	struct decision decision = conditional_decide("\"x\"", date, present, CHANGED, NOW);

	cr_expect_eq(decision.verdict, VERDICT_WINDOW);
}

static enum verdict by_date(const char *date, int64_t now)
{
	return conditional_decide(NULL, date, present, CHANGED, now).verdict;
}

Test(conditional, a_date_that_cannot_be_is_ignored)
{
	cr_expect_eq(by_date("yesterday", NOW), VERDICT_WINDOW);
	cr_expect_eq(by_date("", NOW), VERDICT_WINDOW);
	cr_expect_eq(by_date(clock_http(ready_arena(), NOW + 60), NOW), VERDICT_WINDOW);
}

Test(conditional, a_date_alone_gives_no_304_within_two_seconds_of_a_change)
{
	const char *date = clock_http(ready_arena(), CHANGED);

	cr_expect_eq(by_date(date, CHANGED), VERDICT_WINDOW);
	cr_expect_eq(by_date(date, CHANGED + 2), VERDICT_WINDOW);
	cr_expect_eq(by_date(date, CHANGED + 3), VERDICT_NOT_MODIFIED);
}

Test(conditional, an_older_date_gets_everything_from_that_second_on)
{
	struct decision decision = conditional_decide(NULL, clock_http(ready_arena(), CHANGED - 1),
						      present, CHANGED, NOW);

	cr_expect_eq(decision.verdict, VERDICT_SINCE_MOMENT);
	cr_expect_eq(decision.moment, CHANGED - 1);
}

Test(conditional, a_first_visit_gets_the_plain_window)
{
	cr_expect_eq(by_date(NULL, NOW), VERDICT_WINDOW);
}

Test(conditional, a_mark_can_be_read_back)
{
	const char *etag = conditional_etag(ready_arena(), present);
	char *sent = arena_printf(ready_arena(), "\"%s\"", etag);

	cr_expect_str_eq(etag, "f-9c56cc51-247-1b2e77d0");
	cr_expect_eq(conditional_decide(sent, NULL, present, CHANGED, NOW).verdict,
		     VERDICT_NOT_MODIFIED);
}

Test(conditional, strings_are_parted_in_a_hash)
{
	const char *const one[] = {"ab", "c", NULL}, *const other[] = {"a", "bc", NULL};

	cr_expect_neq(conditional_hash(one), conditional_hash(other));
	cr_expect_eq(conditional_hash(one), conditional_hash(one));
}
