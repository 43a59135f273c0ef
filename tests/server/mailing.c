/* Letters: who gets one, what stands in it, and that it and the new position are one. */
#include "server/mailing.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/text.h"
#include "model/installation.h"
#include "model/outbox.h"
#include "model/publication.h"
#include "server/settings.h"
#include "templates/letter.html.h"
#include "tests/asking.h"
#include "tests/register.h"
#include "tests/skeleton.h"

static void begin(void)
{
	register_begin();
	ask_settings()->smtp = "smtp://127.0.0.1:25";
	ask_settings()->mail_from = "poruch@example.org";
}

TestSuite(mailing, .init = begin, .fini = world_end);

/* Each with an address of its own: one address is asked three times a day at most. */
static struct subscription subscribed_to(const char *kind, const char *query,
					 enum subscription_rhythm rhythm)
{
	static int number;
	struct subscription_wish wish = {
		.community_id = world_korosten.id,
		.kind = kind,
		.query = query,
		.language = "uk",
		.email = arena_printf(ready_arena(), "olena%d@example.org", ++number),
		.rhythm = rhythm,
		.address = "192.0.2.1",
		.per_network = 100};
	struct subscription subscription;

	cr_assert_eq(subscription_ask(world_change(ROLE_RESIDENT), &wish, &subscription), OK);
	world_commit();
	cr_assert_eq(subscription_confirm(world_change(ROLE_RESIDENT), &subscription), OK);
	world_commit();
	return subscription;
}

static struct subscription subscribed(void)
{
	return subscribed_to("everything", "", SUBSCRIPTION_AT_ONCE);
}

static void run(void)
{
	cr_assert_eq(mailing_run(world_change(ROLE_RESIDENT), ask_settings()), OK);
	world_commit();
}

static int64_t waiting(void)
{
	return outbox_figures(world_db(), OUTBOX_MAIL, world_now()).waiting;
}

/* How many letters there are, the others having arrived. */
static int64_t letters(void)
{
	int64_t count;

	run();
	count = waiting();
	cr_assert_eq(change_run(world_change(ROLE_RESIDENT), "DELETE FROM outbox", NO_ARGS), OK);
	world_commit();
	return count;
}

static int64_t position(const struct subscription *of)
{
	struct subscription found;

	cr_assert_eq(subscription_find(world_db(), of->secret, &found), OK);
	return found.seq;
}

/* ------------------------------------------------------------------ who gets none */

Test(mailing, writes_nothing_without_a_mail_server)
{
	subscribed();
	register_registered();
	ask_settings()->smtp = "";
	cr_expect_eq(letters(), 0);
}

Test(mailing, writes_nothing_while_the_register_is_only_read)
{
	struct subscription subscription = subscribed();
	int64_t before = position(&subscription);

	register_registered();
	cr_assert_eq(installation_set_read_only(world_change(ROLE_ADMIN), true), OK);
	world_commit();
	cr_expect_eq(letters(), 0);
	cr_expect_eq(position(&subscription), before, "it is told afterwards");
}

Test(mailing, what_does_not_fit_the_filter_only_moves_the_position)
{
	struct subscription subscription = subscribed_to("issues", "category=roads",
							 SUBSCRIPTION_AT_ONCE);

	register_registered();
	cr_expect_eq(letters(), 0);
	cr_expect_eq(position(&subscription), subscription_newest(world_db(), &subscription));
}

Test(mailing, a_feed_that_is_gone_has_no_letters_and_does_not_stop_others)
{
	subscribed_to("issues", "area=99999", SUBSCRIPTION_AT_ONCE);
	subscribed_to("nonsense", "", SUBSCRIPTION_AT_ONCE);
	subscribed_to("issue", "2026-99999", SUBSCRIPTION_AT_ONCE);
	subscribed();
	register_registered();
	cr_expect_eq(letters(), 1);
	cr_expect_eq(letters(), 0);
}

static const char *number_of(int64_t id)
{
	struct issue issue = register_work(id).issue;

	return issue_key_text(ready_arena(), issue.year, issue.number);
}

static void make_duplicate(int64_t id, int64_t main_id)
{
	struct issue_step step = register_full_step("duplicate");
	struct form form = world_form();

	step.duplicate_of = number_of(main_id);
	cr_assert_eq(register_step(ROLE_MODERATOR, id, step, &form), OK);
}

Test(mailing, who_follows_an_issue_follows_the_one_it_turned_out_to_be)
{
	int64_t main_id = register_registered(), id = register_registered();
	struct subscription to = subscribed_to("issue", number_of(id), SUBSCRIPTION_AT_ONCE), found;

	make_duplicate(id, main_id);
	run();
	cr_assert_eq(subscription_find(world_db(), to.secret, &found), OK);
	cr_expect_str_eq(found.query, number_of(main_id));
	letters();
	register_move(ROLE_SECRETARY, main_id, "assigned");
	world_at(world_now() + SUBSCRIPTION_PAUSE);
	cr_expect_eq(letters(), 1);
}

Test(mailing, who_follows_both_is_not_told_twice)
{
	int64_t main_id = register_registered(), id = register_registered();
	struct subscription to = subscribed_to("issue", number_of(id), SUBSCRIPTION_AT_ONCE), found;

	subscribed_to("issue", number_of(main_id), SUBSCRIPTION_AT_ONCE);
	cr_assert_eq(change_run(world_change(ROLE_RESIDENT), "UPDATE subscription SET email = $1",
				ARGS(TEXT("olena@example.org"))),
		     OK);
	world_commit();
	make_duplicate(id, main_id);
	run();
	cr_expect_eq(subscription_find(world_db(), to.secret, &found), GONE);
}

Test(mailing, what_was_withdrawn_before_is_not_told)
{
	struct viewer moderator = world_viewer(ROLE_MODERATOR);
	struct form form = world_form();
	int64_t id;

	subscribed();
	id = register_registered();
	cr_assert_eq(issue_hide_at_once(world_change(ROLE_MODERATOR), &form, &moderator, id), OK);
	world_commit();
	cr_expect_eq(letters(), 0);
}

/* ------------------------------------------------------------------ the letter */

Test(mailing, a_letter_and_the_position_are_one_change)
{
	struct subscription subscription = subscribed();
	int64_t before = position(&subscription);

	register_registered();
	cr_assert_eq(mailing_run(world_change(ROLE_RESIDENT), ask_settings()), OK);
	world_cancel();
	cr_expect_eq(waiting(), 0);
	cr_expect_eq(position(&subscription), before);
	run();
	cr_expect_eq(waiting(), 1);
	cr_expect_gt(position(&subscription), before);
	run();
	cr_expect_eq(waiting(), 1, "nothing is told twice");
}

Test(mailing, an_issue_that_changed_without_a_step_is_news_by_itself)
{
	int64_t id = register_registered();
	struct change *change;

	subscribed();
	change = world_change(ROLE_MODERATOR);
	cr_assert_eq(publication_add_issue(change, id), OK);
	cr_assert_eq(audit_add(change, "issue edit", "issue", "", ""), OK);
	world_commit();
	cr_expect_eq(letters(), 1);
}

Test(mailing, while_one_is_on_its_way_no_other_is_written)
{
	struct subscription subscription = subscribed();
	int64_t told;

	register_registered();
	run();
	told = position(&subscription);
	register_registered();
	world_at(world_now() + SUBSCRIPTION_PAUSE);
	run();
	cr_expect_eq(waiting(), 1);
	cr_expect_eq(position(&subscription), told);
	world_at(world_now() + SUBSCRIPTION_PAUSE);
	cr_expect_eq(letters(), 1, "the first");
	world_at(world_now() + SUBSCRIPTION_PAUSE);
	cr_expect_eq(letters(), 1, "the second");
}

Test(mailing, ending_takes_back_what_was_not_sent)
{
	struct subscription subscription = subscribed();

	register_registered();
	run();
	cr_assert_eq(waiting(), 1);
	cr_assert_eq(subscription_end(world_change(ROLE_RESIDENT), &subscription, "owner"), OK);
	world_commit();
	cr_expect_eq(waiting(), 0);
}

/* The only letter there is. */
static const char *letter(void)
{
	struct outbox_item item;

	run();
	cr_assert_eq(waiting(), 1);
	cr_assert_eq(outbox_take(world_change(ROLE_RESIDENT), OUTBOX_MAIL, &item), OK);
	world_commit();
	return item.body;
}

/* Its part for mail programs that show HTML, out of base64. */
static const char *html_of(const char *body)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct text html = text_begin(ready_arena(), 1 << 20);
	const char *at = strstr(body, "Content-Type: text/html"), *digit;
	unsigned bits = 0, count = 0;

	cr_assert_not_null(at);
	for (at = strstr(at, "\r\n\r\n"); at && *at && *at != '-'; at++) {
		digit = strchr(digits, *at);
		if (!digit)
			continue;
		bits = (bits << 6 | (unsigned)(digit - digits)) & 0xFFFFFF;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		text_add_char(&html, (char)(bits >> count & 0xFF));
	}
	cr_assert(strstr(html.bytes, "</html>"), "%s", html.bytes);
	return html.bytes;
}

/* How many entries it has, and one more where it leads to the rest. */
static int headings(const char *html)
{
	int count = 0;

	for (const char *at = html; (at = strstr(at, "<h2>")); at++)
		count++;
	return count;
}

Test(mailing, a_step_is_told_without_its_issue_once_more)
{
	int64_t id = register_registered();

	subscribed();
	register_move(ROLE_SECRETARY, id, "assigned");
	cr_expect_eq(headings(html_of(letter())), 1);
}

Test(mailing, who_never_saw_an_issue_is_told_of_it_beside_its_steps)
{
	const char *html;
	int64_t id;

	subscribed_to("everything", "", SUBSCRIPTION_DAILY);
	id = register_registered();
	register_move(ROLE_SECRETARY, id, "assigned");
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	html = html_of(letter());
	cr_expect_not_null(strstr(html, "<h2>Не горять ліхтарі</h2>"));
	cr_expect_gt(headings(html), 1);
}

Test(mailing, a_letter_is_in_the_language_it_was_asked_for_in)
{
	subscribed();
	cr_assert_eq(change_run(world_change(ROLE_RESIDENT),
				"UPDATE subscription SET language = 'en'", NO_ARGS),
		     OK);
	world_commit();
	register_registered();
	cr_expect_not_null(strstr(html_of(letter()), "<html lang=\"en\">"));
}

Test(mailing, two_letters_at_once_are_ten_minutes_apart)
{
	subscribed();
	register_registered();
	cr_expect_eq(letters(), 1);
	register_registered();
	world_at(world_now() + SUBSCRIPTION_PAUSE - 1);
	cr_expect_eq(letters(), 0);
	world_at(world_now() + 1);
	cr_expect_eq(letters(), 1);
}

Test(mailing, what_fits_nobody_delays_no_letter)
{
	subscribed_to("issues", "category=roads", SUBSCRIPTION_AT_ONCE);
	register_registered();
	cr_expect_eq(letters(), 0);
	cr_expect_leq(db_int(world_db(), "SELECT due_at FROM subscription", NO_ARGS, INT64_MAX),
		      world_now());
}

Test(mailing, long_texts_end_a_letter_before_mail_services_cut_it)
{
	struct change *change;
	const char *html;

	subscribed_to("issues", "", SUBSCRIPTION_DAILY);
	for (int i = 0; i < 25; i++)
		register_registered();
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(change_run(change,
				"UPDATE issue SET text = "
				"replace(hex(zeroblob(2000)), '00', 'темно ')",
				NO_ARGS),
		     OK);
	cr_assert_eq(audit_add(change, "test", "issues", "", "{}"), OK);
	world_commit();
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	html = html_of(letter());
	cr_expect_lt(strlen(html), (size_t)128 << 10);
	cr_expect_gt(headings(html), 1);
}

Test(mailing, a_letter_is_bounded_and_leads_to_the_rest)
{
	const char *body, *html, *subject;

	subscribed_to("issues", "", SUBSCRIPTION_DAILY);
	for (int i = 0; i < 35; i++)
		register_registered();
	world_at(subscription_next(SUBSCRIPTION_DAILY, world_now()));
	body = letter();
	html = html_of(body);
	cr_expect_eq(headings(html), 30 + 1);
	cr_expect_not_null(strstr(html, "Ще 5 записів"));
	subject = strstr(body, "Subject: ");
	cr_assert_not_null(subject);
	/* "... — 35 нових записів" */
	cr_expect_not_null(strstr(subject, "IOKAlCAzNSDQvdC+0LLQuNGFINC30LDQv9C40YHRltCy"),
			   "%.300s", subject);
}

Test(mailing, many_are_served_in_several_changes)
{
	struct change *change;

	for (int i = 0; i < 25; i++) {
		struct subscription subscription;

		cr_assert_eq(subscription_ask(world_change(ROLE_RESIDENT),
					      &(struct subscription_wish){
						      .community_id = world_korosten.id,
						      .kind = "everything",
						      .query = "",
						      .language = "en",
						      .email = arena_printf(ready_arena(),
									    "n%d@example.org", i),
						      .address = "192.0.2.1",
						      .per_network = 100},
					      &subscription),
			     OK);
		world_commit();
		cr_assert_eq(subscription_confirm(world_change(ROLE_RESIDENT), &subscription), OK);
		world_commit();
	}
	register_registered();
	change = world_change(ROLE_RESIDENT);
	cr_assert_eq(mailing_run(change, ask_settings()), OK);
	cr_expect(change->wants_more);
	world_commit();
	cr_expect_eq(waiting(), 20);
	run();
	cr_expect_eq(waiting(), 25);
}

/* ------------------------------------------------------------------ its template */

static const char *letter_with(const char *text)
{
	struct page page = html_begin(ready_arena(), words_of("uk"), 1 << 20);
	const struct letter letter = {.title = text,
				      .page = text,
				      .more = 3,
				      .home = text,
				      .own = text,
				      .email = text,
				      .rhythm = text,
				      .asked_days = 3};
	const struct letter_entry entry = {
		.title = text, .author = text, .link = text, .at = moment(WORLD_NOW)};

	letter_begin_html(&page, &letter);
	letter_entry_head_html(&page, &entry);
	letter_entry_foot_html(&page, &entry);
	letter_news_end_html(&page, &letter);
	letter_begin_html(&page, &letter);
	letter_question_end_html(&page, &letter);
	return page.out.bytes;
}

Test(mailing, hostile_text_changes_no_letter)
{
	cr_expect_str_eq(skeleton_of(ready_arena(), letter_with(skeleton_plain)),
			 skeleton_of(ready_arena(), letter_with(skeleton_hostile)));
}
