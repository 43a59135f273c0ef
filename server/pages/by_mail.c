/*
 * by_mail.c - a feed by e-mail: asked for, confirmed, changed, ended.
 *
 * Whoever asks is told the same whether the address is known or not. The pages of a subscription are
 * found by the secret in its letters; opening one changes nothing, because mail scanners open every
 * link. Without a mail server nobody can ask, but who has a subscription can still end it.
 */
#include "feeds/mail.h"
#include "model/community.h"
#include "server/feed_source.h"
#include "server/letter.h"
#include "server/mailing.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/by_mail.html.h"

/* ------------------------------------------------------------------ which feed */

/* The fields that are not the feed's. */
static bool is_own_field(const char *name)
{
	static const char *const names[] = {"email", "rhythm", "token", "once"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* "what" and the filter, of the query or of the form that carries them on. */
static struct pairs *feed_pairs(struct request *request)
{
	const struct pairs *typed = request->method == METHOD_POST ? &request->form
								   : &request->query;
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));

	for (size_t i = 0; i < typed->count; i++)
		if (!is_own_field(typed->items[i].name))
			pairs_add(request->arena, pairs, typed->items[i].name,
				  typed->items[i].value);
	return pairs;
}

/* What is kept of it: enough for mailing_source to find it again. */
struct feed_wish {
	struct feed_source source;
	const char *kind, *query;
	const struct pairs *pairs;
};

/*
 * NOT_FOUND for what is no feed; and for a list that the calendar changes, not news (overdue issues).
 */
static enum outcome read_feed(struct request *request, struct feed_wish *wish)
{
	struct arena *arena = request->arena;
	struct pairs query = request->query;
	const char *what, *issue;
	enum outcome outcome;

	if (!letter_is_possible(request))
		return NOT_FOUND;
	wish->pairs = feed_pairs(request);
	what = pairs_value(wish->pairs, "what");
	issue = pairs_find(wish->pairs, "issue");
	if (issue && request->community) {
		wish->kind = "issue";
		outcome = feed_source_read_issue(request, issue, formats[0].key, &wish->source);
		if (outcome != OK || request->response.location)
			return outcome;
		wish->query = issue;
		return OK;
	}
	wish->kind = *what ? what : feed_source_kinds[0].key;
	request->query = *wish->pairs;
	outcome = feed_source_read(
		request, arena_printf(arena, "%s.%s", wish->kind, formats[0].key), &wish->source);
	request->query = query;
	if (outcome == OK && wish->source.is_complete)
		return NOT_FOUND;
	wish->query = wish->source.query;
	return outcome;
}

static struct choices rhythms(const struct request *request)
{
	struct choices choices = {0};

	for (int rhythm = 0; rhythm < SUBSCRIPTION_RHYTHM_COUNT; rhythm++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = subscription_rhythm_key((enum subscription_rhythm)rhythm),
			.label = letter_rhythm(request, (enum subscription_rhythm)rhythm)};
	return choices;
}

/* ------------------------------------------------------------------ asking */

enum outcome by_mail_page(struct request *request)
{
	struct by_mail_ask it = {.form = &request->checked, .asked_days = SUBSCRIPTION_ASKED_DAYS};
	struct feed_wish wish;
	enum outcome outcome = read_feed(request, &wish);

	if (outcome != OK || request->response.location)
		return outcome;
	it.title = wish.source.title;
	it.action = request_place(request, "subscribe/mail");
	it.page = wish.source.home;
	it.feeds = request_place(request, "subscribe");
	it.feed = wish.pairs;
	it.rhythms = rhythms(request);
	by_mail_ask_html(page_begin_with(request, &(struct frame){.title = SAY("News by e-mail"),
								  .place = PLACE_SUBSCRIBE,
								  .is_hidden = true}),
			 &it);
	return page_end(request);
}

struct typed {
	const char *email;
	int rhythm;
};

static const struct field fields[] = {{.name = "email",
				       .kind = FIELD_EMAIL,
				       .is_required = true,
				       .offset = offsetof(struct typed, email)},
				      {.name = "rhythm",
				       .kind = FIELD_CHOICE,
				       .is_required = true,
				       .choice = subscription_rhythm_find,
				       .offset = offsetof(struct typed, rhythm)},
				      {0}};

enum outcome by_mail_action(struct request *request, struct change *change)
{
	struct typed typed = {.email = ""};
	struct subscription asked = {0};
	struct feed_wish wish;
	enum outcome outcome = read_feed(request, &wish);

	if (outcome != OK || request->response.location)
		return outcome;
	outcome = form_read(&request->checked, fields, &typed);
	if (outcome == OK && !mail_is_address(typed.email))
		outcome = form_fault(&request->checked, "email", FAULT_EMAIL_LETTERS);
	if (outcome == OK)
		outcome = subscription_ask(
			change,
			&(struct subscription_wish){
				.community_id = wish.source.filter.community_id,
				.kind = wish.kind,
				.query = wish.query,
				.language = request->language,
				.email = typed.email,
				.rhythm = (enum subscription_rhythm)typed.rhythm,
				.address = request->address ? request->address : "",
				.per_network = request->limits
						       ? request->settings->letters_per_network
						       : INT64_MAX},
			&asked);
	if (outcome == OK && asked.id)
		outcome = letter_add_question(request, change, &wish.source, &asked);
	return outcome == OK ? request_go(request, request_place(request, "subscribe/mail/sent"))
			     : outcome;
}

enum outcome by_mail_sent_page(struct request *request)
{
	if (!letter_is_possible(request))
		return NOT_FOUND;
	by_mail_sent_html(
		page_begin_with(request, &(struct frame){.title = SAY("Look into your mailbox"),
							 .place = PLACE_SUBSCRIBE,
							 .is_hidden = true}),
		request->community ? arena_printf(request->arena, "/%s/", request->community->slug)
				   : "/",
		SUBSCRIPTION_ASKED_DAYS);
	return page_end(request);
}

/* ------------------------------------------------------------------ one's own */

static enum outcome find(struct request *request, struct subscription *subscription)
{
	request->response.hides_address = true;
	return subscription_find(request->db, request->path_values[0], subscription);
}

static enum outcome show_ended(struct request *request)
{
	request->response.status = 410;
	by_mail_ended_html(page_begin_with(
		request, &(struct frame){.title = SAY("No more letters"), .is_hidden = true}));
	return page_end(request);
}

/* The form over what stands there, or what was typed just now. */
static struct form *form_of(struct request *request, const struct subscription *subscription)
{
	struct form *form = &request->checked;
	struct pairs *pairs;

	if (request->method == METHOD_POST)
		return form;
	pairs = arena_take(request->arena, sizeof(*pairs));
	form = arena_take(request->arena, sizeof(*form));
	pairs_add(request->arena, pairs, "rhythm", subscription_rhythm_key(subscription->rhythm));
	*form = form_begin(request->arena, pairs);
	return form;
}

/* Its feed's title and page, and the frame of its hromada; nothing when there is no such feed any more. */
static void add_feed(struct request *request, const struct subscription *subscription,
		     struct by_mail_own *it)
{
	struct pairs query = request->query;
	struct feed_source source;

	if (mailing_source(request, subscription, &source) == OK && !request->response.location) {
		it->title = source.title;
		it->page = source.home;
	}
	request->response.location = NULL;
	request->response.status = 0;
	request->query = query;
}

enum outcome by_mail_own_page(struct request *request)
{
	int status = request->response.status;
	struct subscription subscription;
	struct by_mail_own it = {0};
	enum outcome outcome = find(request, &subscription);

	if (outcome == GONE)
		return show_ended(request);
	if (outcome != OK)
		return outcome;
	add_feed(request, &subscription, &it);
	request->response.status = status;
	it.email = subscription.email;
	it.rhythm = letter_rhythm(request, subscription.rhythm);
	it.path = letter_own_path(request, &subscription);
	it.since = moment(subscription.asked_at);
	it.is_confirmed = subscription.is_confirmed;
	it.is_new = *pairs_value(&request->query, "confirmed");
	it.form = form_of(request, &subscription);
	it.rhythms = rhythms(request);
	page_wants_form(request);
	by_mail_own_html(page_begin_with(request, &(struct frame){.title = SAY("News by e-mail"),
								  .is_hidden = true}),
			 &it);
	return page_end(request);
}

/* Back to its page, whatever that says now. */
static enum outcome go_back(struct request *request, const char *query)
{
	return request_go(request, arena_printf(request->arena, "/mail/%s%s",
						request->path_values[0], query));
}

enum outcome by_mail_confirm_action(struct request *request, struct change *change)
{
	struct subscription subscription;
	enum outcome outcome = find(request, &subscription);

	if (outcome == OK)
		outcome = subscription_confirm(change, &subscription);
	return outcome == OK ? go_back(request, "?confirmed=1") : outcome;
}

enum outcome by_mail_rhythm_action(struct request *request, struct change *change)
{
	struct typed typed = {0};
	struct subscription subscription;
	enum outcome outcome = find(request, &subscription);

	if (outcome == OK)
		outcome = form_read(&request->checked, fields + 1, &typed);
	if (outcome == OK)
		outcome = subscription_set_rhythm(change, &subscription,
						  (enum subscription_rhythm)typed.rhythm);
	return outcome == OK ? go_back(request, "") : outcome;
}

enum outcome by_mail_end_action(struct request *request, struct change *change)
{
	struct subscription subscription;
	enum outcome outcome = find(request, &subscription);

	if (outcome == OK)
		outcome = subscription_end(change, &subscription, "owner");
	return outcome == OK ? go_back(request, "") : outcome;
}

/* RFC 8058: from a mail provider, for its user: no cookie, no token, no page; and no redirect. */
enum outcome by_mail_one_click_action(struct request *request, struct change *change)
{
	static const char done[] = "unsubscribed\n";
	struct subscription subscription;
	enum outcome outcome = find(request, &subscription);

	if (outcome == OK &&
	    strcmp(pairs_value(&request->form, "List-Unsubscribe"), "One-Click") != 0)
		return INVALID;
	if (outcome == OK)
		outcome = subscription_end(change, &subscription, "click");
	return outcome == OK
		       ? request_answer(request, "text/plain; charset=utf-8", done, strlen(done))
		       : outcome;
}
