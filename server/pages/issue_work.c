/*
 * issue_work.c - one issue as staff see it, and what they do about it.
 *
 * Each act has its form on the same page, asked for by the query (?to=assigned, ?do=edit), so that
 * the facts stay in sight, only the fields that matter are shown, and nothing needs a script.
 */
#include "issue_conflict.h"
#include "issue_deadline.h"
#include "issue_view.h"
#include "model/answer_template.h"
#include "model/appeal.h"
#include "model/base/clock.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/issue_queue.h"
#include "model/message.h"
#include "model/publish_hour.h"
#include "model/state.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue_work.html.h"

/* What a step does, as its button says it. */
static const char *const acts[STATE_COUNT] = {
	[STATE_NEW] = SAY("New"),
	[STATE_MODERATION] = SAY("Send to moderation"),
	[STATE_REGISTERED] = SAY("Register and publish"),
	[STATE_ASSIGNED] = SAY("Assign a responsible body"),
	[STATE_IN_PROGRESS] = SAY("Begin the work"),
	[STATE_PLANNED] = SAY("Plan it"),
	[STATE_ON_HOLD] = SAY("Put on hold"),
	[STATE_FORWARDED] = SAY("Forward to whom it concerns"),
	[STATE_RESOLVED] = SAY("Mark as done"),
	[STATE_CLOSED] = SAY("Confirm and close"),
	[STATE_CLARIFIED] = SAY("Answer with an explanation"),
	[STATE_DECLINED] = SAY("Decline"),
	[STATE_DUPLICATE] = SAY("Mark as a duplicate"),
	[STATE_REOPENED] = SAY("Reopen"),
	[STATE_RESTRICTED] = SAY("Keep from the public"),
};

static const char *act_of(const struct request *request, const char *state)
{
	return words_say(page_words(request), acts[state_find(state)]);
}

/* ------------------------------------------------------------------ the forms */

static const char *number_text(const struct request *request, int64_t number)
{
	return arena_printf(request->arena, "%lld", (long long)number);
}

static struct choices reasons_of_step(const struct request *request, enum state to)
{
	struct choices choices = {0};

	for (const struct state_reason *reason = state_reasons(); reason->key; reason++)
		if (reason->states & ((uint32_t)1 << to))
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

static struct choices reasons_of_moderation(const struct request *request, bool only_hiding)
{
	struct choices choices = {0};

	for (const struct issue_reason *reason = issue_reasons(); reason->key; reason++)
		if ((!only_hiding || reason->is_for_hiding) && strcmp(reason->key, "original") != 0)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

static struct choices precisions(const struct request *request)
{
	static const char *const names[] = {
		[PRECISION_HIDDEN] = SAY("nothing"),
		[PRECISION_SETTLEMENT] = SAY("the settlement"),
		[PRECISION_STREET] = SAY("the street, a point to 100 metres"),
		[PRECISION_EXACT] = SAY("the exact place"),
	};
	struct choices choices = {0};

	for (int i = 0; i < (int)COUNT(names); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, i),
			.label = words_say(page_words(request), names[i])};
	return choices;
}

static const char *traits(const struct issue_choice *choice, uint32_t ask, const char *asked,
			  const char *optional)
{
	if (choice->asks & ask)
		return asked;
	return (choice->one_of | choice->takes) & ask ? optional : NULL;
}

/* The answers kept ready for a step: nothing to choose from without them. */
static struct choices answers_of(const struct request *request, const char *state,
				 const char *category)
{
	struct answer_templates answers = answer_template_fitting(
		request->db, request->community->id, state, category);
	struct choices choices = {0};

	for (size_t i = 0; i < answers.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, answers.items[i].id),
			.label = answers.items[i].name};
	return choices;
}

/* Whether the form came back only to have an answer put into it. */
static bool is_inserting(const struct request *request)
{
	return request->method == METHOD_POST && pairs_find(&request->form, "insert");
}

/* What a form carries: while an answer is put in, what it carried before, lest a conflict be hidden. */
static const char *carried_on(const struct request *request, const char *name, const char *now)
{
	const char *typed = pairs_value(&request->form, name);

	return is_inserting(request) && *typed ? unicode_scrub(request->arena, typed) : now;
}

/* When it would be public with the others of its day; NULL when at once. */
static const char *batch_moment(const struct request *request, const struct issue_work *work)
{
	int64_t moment_of_all = work->issue.published_at
					? 0
					: publish_hour_of(request->db, request->community->id,
							  request->now);

	return moment_of_all
		       ? words_moment(request->arena, page_words(request), moment(moment_of_all))
		       : NULL;
}

static const struct work_form *step_form(const struct request *request,
					 const struct issue_choice *choice,
					 const struct issue_work *work)
{
	struct work_form *form = arena_take(request->arena, sizeof(*form));

	*form = (struct work_form){
		.to = choice->state,
		.name = act_of(request, choice->state),
		.revision = carried_on(request, "revision", number_text(request, work->revision)),
		.answers = answers_of(request, choice->state, work->issue.category),
		.note = traits(choice, ASKS_NOTE, "small", "optional small"),
		.responsible = traits(choice, ASKS_RESPONSIBLE, "small", "optional small"),
		.due = traits(choice, ASKS_DUE, "small", "optional small"),
		.reason = traits(choice, ASKS_REASON, "small", "optional small"),
		.evidence = traits(choice, ASKS_EVIDENCE, "small", "optional small"),
		.confirmed_by = traits(choice, ASKS_CONFIRMER, "small", "optional small"),
		.review_on = traits(choice, ASKS_REVIEW_ON, "small", "optional small"),
		.duplicate_of = traits(choice, ASKS_DUPLICATE_OF, "short small",
				       "optional short small"),
		.reasons = reasons_of_step(request, (enum state)state_find(choice->state)),
		.organisations = issue_view_organisations(request),
	};
	form->is_moving = form->reason && form->due && date_is_set(work->issue.due) &&
			  !(choice->one_of & ASKS_REASON);
	if (strcmp(choice->state, "registered") == 0) {
		form->publish_not_before = "optional medium small";
		form->batch = batch_moment(request, work);
	}
	return form;
}

/* As people write it here: "22.11.2026", or with an hour when it is not the day's beginning. */
static const char *moment_typed(const struct request *request, int64_t seconds)
{
	struct wall wall = clock_wall(seconds);
	const char *day = words_date_short(request->arena, words_of("uk"), date_of(seconds));

	if (!wall.hour && !wall.minute)
		return day;
	return arena_printf(request->arena, "%s %02d:%02d", day, wall.hour, wall.minute);
}

/* The form of an edit, filled with what stands there. */
static struct form *edit_form(struct request *request, const struct issue_work *work)
{
	const struct issue *issue = &work->issue;
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct arena *arena = request->arena;

	pairs_add(arena, pairs, "title", issue->title);
	pairs_add(arena, pairs, "text", issue->text);
	pairs_add(arena, pairs, "place", issue->place);
	pairs_add(arena, pairs, "category", issue->category);
	pairs_add(arena, pairs, "area", issue->area_id ? number_text(request, issue->area_id) : "");
	pairs_add(arena, pairs, "precision", number_text(request, work->precision));
	if (work->publish_not_before)
		pairs_add(arena, pairs, "publish_not_before",
			  moment_typed(request, work->publish_not_before));
	*form = form_begin(arena, pairs);
	return form;
}

/* A step's form proposes the day there is, or our own aim, and tells the moment it waits for. */
static struct form *step_values(struct request *request, const struct issue_work *work)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct date due = issue_due_proposed(request->db, work, request->now);

	pairs_add(request->arena, pairs, "due",
		  words_date_short(request->arena, page_words(request), due));
	if (work->issue.organisation_id)
		pairs_add(request->arena, pairs, "responsible",
			  number_text(request, work->issue.organisation_id));
	if (work->publish_not_before)
		pairs_add(request->arena, pairs, "publish_not_before",
			  clock_rfc3339(request->arena, work->publish_not_before));
	*form = form_begin(request->arena, pairs);
	return form;
}

/* ------------------------------------------------------------------ the page */

static void add_steps(struct request *request, const struct issue_work *work,
		      struct work_issue *view, const char *wanted)
{
	struct issue_choices choices = issue_choices_of(request->arena, &request->viewer, work);

	for (size_t i = 0; i < choices.count; i++) {
		const struct issue_choice *choice = &choices.items[i];

		*LIST_ADD(request->arena, &view->steps) = (struct work_step){
			.to = choice->state,
			.name = act_of(request, choice->state),
			.href = arena_printf(request->arena, "%s?to=%s",
					     issue_view_work_path(request, &work->issue),
					     choice->state)};
		if (strcmp(choice->state, wanted) == 0)
			view->step = step_form(request, choice, work);
	}
	if (!view->step && state_find(wanted) >= 0) {
		view->impossible = act_of(request, wanted);
		view->lost = request->method == METHOD_POST
				     ? issue_conflict_lost_find(request, view->impossible)
				     : NULL;
	}
}

/* What may be done beside the steps. */
static void add_rights(struct request *request, const struct issue_work *work,
		       struct work_issue *view)
{
	bool may_moderate = viewer_may(&request->viewer, MODERATE_ISSUE);
	bool is_public_state = state_facts((enum state)state_find(work->issue.state))->is_public;

	view->may_moderate = may_moderate;
	view->may_pass_words = may_moderate && work->is_flag_open;
	if (may_moderate)
		view->messages = (int64_t)message_waiting_of(request->db, work->issue.id).count;
	/* What was hidden in one step still waits for its reason. */
	view->may_hide = may_moderate &&
			 (!*work->hidden_class || strcmp(work->hidden_class, "emergency") == 0);
	view->may_revert = may_moderate && work->is_reworded;
	if (!*work->hidden_class)
		view->emergency = issue_view_emergency(request, &work->issue);
	view->may_show = may_moderate && !work->is_public && is_public_state;
	view->may_read_contact = viewer_may(&request->viewer, READ_PRIVATE);
	view->is_erased = work->is_erased;
	view->may_note = viewer_may(&request->viewer, STEP_ISSUE);
	view->is_for_meeting = work->is_for_meeting;
	if (issue_agenda_is_open_to(&request->viewer) &&
	    (work->is_for_meeting || strcmp(work->issue.phase, "closed") != 0))
		view->agenda = work->is_for_meeting ? "0" : "1";
	view->may_read_appeals = viewer_may(&request->viewer, READ_APPEALS);
	if (view->may_read_appeals)
		view->appeals = appeal_of_issue(request->db, work->issue.id, request->now).count;
}

static void add_words(struct request *request, const struct issue_work *work,
		      struct work_issue *view)
{
	struct update_works lines = update_list_work(request->db, work->issue.id);

	view->view = issue_view_of(request, &work->issue);
	view->view.lines = issue_view_work_lines(request, &lines);
	view->revision = number_text(request, work->revision);
	view->flags = issue_view_flags(request, work);
	if (lines.count)
		view->seen = carried_on(
			request, "seen",
			number_text(request, lines.items[lines.count - 1].update.number));
	view->was = carried_on(request, "was", issue_conflict_was(request, work));
	view->conflict = issue_conflict_find(request, work, &lines);
	view->hidden = issue_view_reason(request, work->hidden_class);
	if (work->is_public)
		view->public_path = issue_view_path(request, &work->issue);
	if (work->publish_not_before > request->now)
		view->embargo = words_moment(request->arena, page_words(request),
					     moment(work->publish_not_before));
}

static void choose_form(struct request *request, const struct issue_work *work,
			struct work_issue *view, const struct pairs *asked)
{
	const char *act = pairs_value(asked, "do");
	bool is_posted = request->method == METHOD_POST;
	struct form *blank = arena_take(request->arena, sizeof(*blank));

	*blank = form_begin(request->arena, &request->query);
	view->form = is_posted ? &request->checked : blank;
	view->is_editing = view->may_moderate && strcmp(act, "edit") == 0;
	view->is_hiding = view->may_hide && strcmp(act, "hide") == 0;
	view->is_noting = view->may_note && strcmp(act, "note") == 0;
	if (view->is_editing && !is_posted)
		view->form = edit_form(request, work);
	if (((view->step && (view->step->due || view->step->publish_not_before)) ||
	     view->deadline.is_moving) &&
	    !is_posted)
		view->form = step_values(request, work);
	if (view->is_editing || view->is_hiding) {
		view->categories = issue_view_categories(request, true);
		view->areas = issue_view_areas(request);
		view->precisions = precisions(request);
		view->reasons = reasons_of_moderation(request, view->is_hiding);
	}
}

/* With the contact, when it was asked for. */
static enum outcome show(struct request *request, const struct issue_private *contact)
{
	const struct pairs *asked = request->method == METHOD_POST ? &request->form
								   : &request->query;
	struct work_issue view = {.contact = contact};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome != OK)
		return outcome;
	add_words(request, &work, &view);
	add_rights(request, &work, &view);
	add_steps(request, &work, &view, pairs_value(asked, "to"));
	issue_deadline_fill(request, &work, &view, pairs_value(asked, "do"));
	choose_form(request, &work, &view, asked);
	view.photos = photo_views_work(request, work.issue.id);
	if (view.step)
		view.step_photos = photo_form_field(request);
	page_wants_form(request);
	issue_work_html(
		page_begin_with(request, &(struct frame){.title = work.issue.title,
							 .place = PLACE_WORK,
							 .has_faults = view.form->faults.count > 0,
							 .is_hidden = true}),
		&view);
	return page_end(request);
}

enum outcome issue_work_page(struct request *request)
{
	return show(request, NULL);
}

/* ------------------------------------------------------------------ the acts */

/* To the page that shows what has become of it, and says that it was saved. */
static enum outcome saved(struct request *request, const char *path)
{
	return request_go(request, arena_printf(request->arena, "%s?saved=1", path));
}

/* Show the form again with the answer that was chosen behind the note; nothing is written. */
static enum outcome insert_answer(struct request *request)
{
	int64_t id = strtoll(pairs_value(&request->form, "template"), NULL, 10);
	const char *note = pairs_value(&request->form, "note");
	struct answer_template answer;

	if (answer_template_find(request->db, request->community->id, id, &answer) == OK) {
		const char *text = *note ? arena_printf(request->arena, "%s\n\n%s", note,
							answer.text)
					 : answer.text;
		bool is_there = false;

		for (size_t i = 0; i < request->form.count; i++)
			if (strcmp(request->form.items[i].name, "note") == 0) {
				request->form.items[i].value = text;
				is_there = true;
			}
		if (!is_there)
			pairs_add(request->arena, &request->form, "note", text);
	}
	return show(request, NULL);
}

/* They came with the step; what is called done shows that it is. */
static enum outcome adopt_photos(struct request *request, struct change *change,
				 const struct issue *issue, const char *to)
{
	bool is_done = strcmp(to, "resolved") == 0 || strcmp(to, "closed") == 0;

	return photo_adopt(
		change, photo_form_word(request),
		&(struct photo_place){.issue_id = issue->id,
				      .event_id = photo_newest_event(&change->db, issue->id),
				      .is_after = is_done});
}

enum outcome issue_state_action(struct request *request, struct change *change)
{
	struct issue_step step = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = photo_form_keep(request, change);
	if (outcome == OK && is_inserting(request))
		return insert_answer(request);
	if (outcome == OK)
		issue_conflict_settle(request, &work);
	if (outcome == OK)
		outcome = form_read(&request->checked, issue_step_fields, &step);
	if (outcome == OK)
		step.photo_count = (int64_t)photo_form_count(request);
	if (outcome == OK)
		outcome = issue_take_step(change, &request->checked, &request->viewer,
					  work.issue.id, &step);
	if (request->checked.faults.count)
		return OK; /* photos that came are kept; the form is shown again with its faults */
	if (outcome == OK)
		outcome = adopt_photos(request, change, &work.issue, step.to);
	return outcome == OK ? saved(request, issue_view_path(request, &work.issue)) : outcome;
}

enum outcome issue_edit_action(struct request *request, struct change *change)
{
	struct issue_edit edit = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome != OK)
		return outcome;
	/* A field that was not sent at all stays as it is. */
	edit.place = work.issue.place;
	edit.area_id = pairs_find(&request->form, "area") ? 0 : work.issue.area_id;
	edit.precision = work.precision;
	edit.publish_not_before = pairs_find(&request->form, "publish_not_before")
					  ? 0
					  : work.publish_not_before;
	issue_conflict_settle(request, &work);
	outcome = form_read(&request->checked, issue_edit_fields, &edit);
	if (outcome == OK)
		outcome = issue_change(change, &request->checked, &request->viewer, work.issue.id,
				       &edit);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_hide_action(struct request *request, struct change *change)
{
	struct issue_remark remark = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, issue_remark_fields, &remark);
	if (outcome == OK)
		outcome = issue_hide(change, &request->checked, &request->viewer, work.issue.id,
				     &remark);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_emergency_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_hide_at_once(change, &request->checked, &request->viewer,
					     work.issue.id);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_revert_action(struct request *request, struct change *change)
{
	struct issue_edit edit = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, issue_revert_fields, &edit);
	if (outcome == OK)
		outcome = issue_revert(change, &request->checked, &request->viewer, work.issue.id,
				       edit.revision);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_show_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_show(change, &request->checked, &request->viewer, work.issue.id);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_note_action(struct request *request, struct change *change)
{
	struct issue_remark remark = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, issue_remark_fields, &remark);
	if (outcome == OK)
		outcome = issue_note(change, &request->checked, &request->viewer, work.issue.id,
				     remark.internal_note);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_words_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_pass_words(change, &request->viewer, work.issue.id);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_agenda_action(struct request *request, struct change *change)
{
	bool is_on = strcmp(pairs_value(&request->form, "on"), "0") != 0;
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_put_on_agenda(change, &request->checked, &request->viewer,
					      work.issue.id, is_on);
	return outcome == OK ? saved(request, issue_view_work_path(request, &work.issue)) : outcome;
}

enum outcome issue_contact_action(struct request *request, struct change *change)
{
	struct issue_private contact;
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_private_find(change, work.issue.id, &contact);
	return outcome == OK ? show(request, &contact) : outcome;
}
