/* What residents sent to an issue: one at a time, to be let through or not. */
#include "issue_flags.h"
#include "issue_history.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/flag.h"
#include "model/message.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue_messages.html.h"

/* What letting one through does, by the step it takes. */
static const struct {
	const char *step, *effect;
} effects[] = {
	{"", SAY("Let it through")},
	{"closed", SAY("Close, confirmed by the reporter")},
	{"clarified", SAY("End it: taken back by the reporter")},
	{"reopened", SAY("Reopen")},
};

static const char *path_of(const struct request *request, const struct issue_work *work)
{
	return arena_printf(request->arena, "%s/messages",
			    issue_view_work_path(request, &work->issue));
}

/* The words that are proposed for everybody: a record of ours, so in Ukrainian. */
static const char *proposed(const struct message *message, const char *step)
{
	const char *sentence = strcmp(step, "closed") == 0
				       ? SAY("The reporter confirmed that the problem is solved.")
			       : strcmp(step, "clarified") == 0
				       ? SAY("The reporter took the report back.")
				       : NULL;

	return sentence ? words_say(words_of("uk"), sentence) : message->text;
}

static const struct form *form_of(struct request *request, const struct message *message,
				  const char *step)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (request->method == METHOD_POST)
		return &request->checked;
	pairs_add(request->arena, pairs, "text", proposed(message, step));
	*form = form_begin(request->arena, pairs);
	return form;
}

static struct choices reasons(const struct request *request)
{
	bool is_english = strcmp(request->language, "en") == 0;
	struct choices choices = {0};

	for (const struct message_reason *reason = message_reasons(); reason->key; reason++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = reason->key,
			.label = is_english ? reason->english : reason->ukrainian};
	return choices;
}

static void add_message(struct request *request, const struct issue_work *work,
			const struct message *message, struct messages_view *it)
{
	const char *step = message_step(message, work);

	it->id = arena_printf(request->arena, "%lld", (long long)message->id);
	it->at = message->at;
	it->what = issue_history_message(request, message->kind);
	it->words = message->text;
	it->flags = issue_flags_in(request, message->text);
	it->reasons = reasons(request);
	it->form = form_of(request, message, step);
	if (message->report_number)
		it->report = issue_key_text(request->arena, message->report_year,
					    message->report_number);
	for (size_t i = 0; i < COUNT(effects); i++)
		if (strcmp(effects[i].step, step) == 0 &&
		    message_is_open_to(&request->viewer, message, work))
			it->effect = words_say(page_words(request), effects[i].effect);
}

/* The oldest that waits, or after a fault the one it was about. */
static const struct message *one_of(const struct request *request, const struct messages *waiting)
{
	int64_t wanted = strtoll(pairs_value(&request->form, "message"), NULL, 10);

	for (size_t i = 0; i < waiting->count; i++)
		if (waiting->items[i].id == wanted)
			return &waiting->items[i];
	return waiting->count ? &waiting->items[0] : NULL;
}

enum outcome issue_messages_page(struct request *request)
{
	struct messages_view it = {.slug = request->community->slug, .form = &request->checked};
	const struct message *message;
	struct issue_work work;
	struct messages waiting;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome != OK)
		return outcome;
	waiting = message_waiting_of(request->db, work.issue.id);
	message = one_of(request, &waiting);
	it.row = issue_view_work_row(request, &work);
	it.count = (int64_t)waiting.count;
	if (message)
		add_message(request, &work, message, &it);
	page_wants_form(request);
	issue_messages_html(
		page_begin_with(request, &(struct frame){.title = SAY("Messages of residents"),
							 .place = PLACE_WORK,
							 .is_hidden = true}),
		&it);
	return page_end(request);
}

/* To what else waits, or back to the issue. */
static enum outcome go_on(struct request *request, const struct issue_work *work)
{
	struct messages waiting = message_waiting_of(request->db, work->issue.id);
	const char *path = waiting.count ? path_of(request, work)
					 : issue_view_work_path(request, &work->issue);

	return request_go(request, arena_printf(request->arena, "%s?saved=1", path));
}

typedef enum outcome decide_function(struct change *change, struct form *form,
				     const struct viewer *viewer,
				     const struct message_decision *decision);

static enum outcome decide(struct request *request, struct change *change,
			   decide_function *function)
{
	struct message_decision decision = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, message_decision_fields, &decision);
	if (outcome == OK)
		outcome = function(change, &request->checked, &request->viewer, &decision);
	return outcome == OK ? go_on(request, &work) : outcome;
}

enum outcome issue_message_accept_action(struct request *request, struct change *change)
{
	return decide(request, change, message_accept);
}

enum outcome issue_message_decline_action(struct request *request, struct change *change)
{
	return decide(request, change, message_decline);
}
