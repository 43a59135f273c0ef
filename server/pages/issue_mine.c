/*
 * issue_mine.c - one issue for its reporter, by the secret link, and what they send to it.
 *
 * The address is the secret. So the page is never stored, no link from it tells the address, and a
 * wrong, another hromada's or an erased one is as if it never was.
 */
#include "issue_history.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/photo.h"
#include "model/reporter.h"
#include "model/state.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue_mine.html.h"

/* What can be sent, as the page puts it. */
static const struct {
	enum message_kind kind;
	const char *name, *explanation, *sent;
	const char *text; /* traits of the field */
	bool is_grave;
} acts[] = {
	{MESSAGE_REOPENING, SAY("It is not fixed"),
	 SAY("The issue is open again at once. What you write is read by a moderator before others "
	     "can see it."),
	 SAY("The issue is open again."), "optional small", false},
	{MESSAGE_CONFIRMATION, SAY("It is fixed"),
	 SAY("The secretary closes the issue with your word for it."),
	 SAY("Thank you. The secretary closes the issue with your word for it."), NULL, false},
	{MESSAGE_ADDITION, SAY("Add to your report"),
	 SAY("Something changed, or you left something out."),
	 SAY("It was received. A moderator reads it first."), "small", false},
	{MESSAGE_WITHDRAWAL, SAY("Take the report back"),
	 SAY("What nobody has registered yet is taken back at once. Otherwise the secretary is "
	     "told, for others may be concerned too."),
	 SAY("It was received."), "optional small", true},
};

static enum outcome find(struct request *request, struct issue_work *work)
{
	request->response.hides_address = true;
	return issue_find_secret(request->db, request->community->id, request->path_values[1],
				 request->now, work);
}

static const char *own_path(const struct request *request)
{
	return arena_printf(request->arena, "/%s/my/%s", request->community->slug,
			    request->path_values[1]);
}

/* What the reporter may read: every public note, also of the steps nobody else sees. */
static struct issue_lines lines_for_reporter(struct request *request, int64_t issue_id)
{
	struct update_works works = update_list_work(request->db, issue_id);
	struct updates updates = {0};

	for (size_t i = 0; i < works.count; i++)
		if (works.items[i].is_public || strcmp(works.items[i].update.kind, "step") == 0 ||
		    strcmp(works.items[i].update.kind, "undo") == 0)
			*LIST_ADD(request->arena, &updates) = update_muted(&works.items[i].update);
	return issue_history_lines(request, &updates);
}

/* ------------------------------------------------------------------ what was sent */

static const char *became(struct request *request, const struct message *message)
{
	const struct words *words = page_words(request);
	const struct message_reason *reason = message_reason_find(message->reason);
	const char *why;

	if (strcmp(message->state, "waiting") == 0)
		return words_say(words, SAY("waits for the moderator"));
	if (strcmp(message->state, "accepted") == 0)
		return words_say(words, SAY("taken up"));
	why = !reason                                ? ""
	      : strcmp(request->language, "en") == 0 ? reason->english
						     : reason->ukrainian;
	return words_fill(request->arena, words, words_say(words, SAY("not taken up: {1}")),
			  (struct hole[]){words_hole(why)}, 1);
}

static struct mine_messages messages_of(struct request *request, int64_t issue_id)
{
	struct messages sent = message_of_reporter(request->db, issue_id);
	struct mine_messages messages = {0};

	for (size_t i = 0; i < sent.count; i++) {
		const struct message *message = &sent.items[i];
		const char *tag = strcmp(message->state, "accepted") == 0 ? "done" : "wait";

		*LIST_ADD(request->arena, &messages) = (struct mine_message){
			.at = message->at,
			.what = issue_history_message(request, message->kind),
			.text = message->text,
			.became = became(request, message),
			.tag = tag,
		};
	}
	return messages;
}

/* ------------------------------------------------------------------ what can be sent */

static bool may_send(const struct reporter_choices *choices, enum message_kind kind)
{
	return kind == MESSAGE_REOPENING      ? choices->may_reopen
	       : kind == MESSAGE_CONFIRMATION ? choices->may_confirm
	       : kind == MESSAGE_ADDITION     ? choices->may_add
	       : kind == MESSAGE_WITHDRAWAL   ? choices->may_withdraw
					      : false;
}

/* The form that was asked for, else the first that makes sense; links to the others. */
static void add_acts(struct request *request, const struct issue_work *work, struct issue_mine *it)
{
	const struct pairs *asked = request->method == METHOD_POST ? &request->form
								   : &request->query;
	struct reporter_choices choices = reporter_choices_of(request->db, work, request->now);
	const struct words *words = page_words(request);
	int wanted = message_kind_find(pairs_value(asked, "do"));

	if (wanted < 0 || !may_send(&choices, (enum message_kind)wanted))
		wanted = choices.may_confirm ? MESSAGE_CONFIRMATION : MESSAGE_ADDITION;
	for (size_t i = 0; i < COUNT(acts); i++) {
		const char *key = message_kind_key(acts[i].kind);
		struct mine_act act = {
			.kind = key,
			.name = words_say(words, acts[i].name),
			.href = arena_printf(request->arena, "%s?do=%s#act", own_path(request),
					     key),
			.explanation = words_say(words, acts[i].explanation),
			.text = acts[i].text,
			.is_grave = acts[i].is_grave,
		};

		if (!may_send(&choices, acts[i].kind))
			continue;
		if ((int)acts[i].kind == wanted)
			it->act = act;
		else
			*LIST_ADD(request->arena, &it->acts) = act;
	}
}

/* What was just sent, from the address that the act led to. */
static const char *sent_words(struct request *request)
{
	int sent = message_kind_find(pairs_value(&request->query, "sent"));

	for (size_t i = 0; i < COUNT(acts); i++)
		if ((int)acts[i].kind == sent)
			return words_say(page_words(request), acts[i].sent);
	return NULL;
}

/* ------------------------------------------------------------------ the page */

/* By when we want such a thing done, counted from the report. */
static void add_aim(struct request *request, const struct issue_work *work, struct issue_mine *it)
{
	struct category category;

	if (category_find(request->db, work->issue.category, &category) != OK ||
	    !category.target_days)
		return;
	it->aim_days = category.target_days;
	it->aim = date_add_days(date_of(work->issue.reported_at), category.target_days);
	if (date_compare(it->aim, date_of(request->now)) < 0)
		it->aim_days = 0; /* missed: what is due now is a matter of the working group */
}

/* Where a duplicate goes on, if the public sees it. */
static void add_main(struct request *request, const struct issue_work *work, struct issue_mine *it)
{
	struct issue issue;

	if (!work->duplicate_of ||
	    issue_find_main(request->db, work->issue.id, request->now, &issue) != OK)
		return;
	it->main_href = issue_view_path(request, &issue);
	it->main_number = issue_key_text(request->arena, issue.year, issue.number);
}

static enum outcome show(struct request *request, const struct issue_work *work)
{
	struct issue_mine it = {
		.view = issue_view_of(request, &work->issue),
		.link = request_url(request, own_path(request)),
		.token = request->path_values[1],
		.form = &request->checked,
		.messages = messages_of(request, work->issue.id),
		.photos_waiting = photo_waiting_of(request->db, work->issue.id),
		.is_waiting = strcmp(work->issue.state, "new") == 0 ||
			      strcmp(work->issue.state, "moderation") == 0,
		.is_public = work->is_public,
		.is_over = strcmp(work->issue.phase, "open") != 0,
		.sent = sent_words(request),
	};

	it.view.lines = lines_for_reporter(request, work->issue.id);
	it.qr = qr_of(request->arena, it.link);
	/* Staff come here from an entry for somebody, to hand the address over. */
	if (viewer_may(&request->viewer, ENTER_ISSUE) && issue_is_open_to(&request->viewer, work))
		it.view.work = issue_view_work_path(request, &work->issue);
	add_acts(request, work, &it);
	add_aim(request, work, &it);
	add_main(request, work, &it);
	page_wants_form(request);
	issue_mine_html(page_begin_with(request, &(struct frame){.title = SAY("Your report"),
								 .place = PLACE_ISSUES,
								 .is_hidden = true}),
			&it);
	return page_end(request);
}

enum outcome issue_mine_page(struct request *request)
{
	struct issue_work work;
	enum outcome outcome = find(request, &work);

	if (outcome == GONE)
		return privacy_link_ended(request);
	return outcome == OK ? show(request, &work) : outcome;
}

enum outcome issue_mine_action(struct request *request, struct change *change)
{
	int kind = message_kind_find(pairs_value(&request->form, "do"));
	struct message_entry entry = {.text = ""};
	struct issue_work work;
	enum outcome outcome = find(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, message_entry_fields, &entry);
	if (outcome == OK && kind < 0)
		outcome = NOT_FOUND;
	if (outcome == OK)
		outcome = reporter_send(change, &request->checked, &work, (enum message_kind)kind,
					entry.text);
	return outcome == OK
		       ? request_go(request,
				    arena_printf(request->arena, "%s?sent=%s", own_path(request),
						 message_kind_key((enum message_kind)kind)))
		       : outcome;
}
