/*
 * issue_work.c - one issue as staff see it.
 *
 * Each act has its form on the same page, asked for by the query (?to=assigned, ?do=edit), so that
 * the facts stay in sight, only the fields that matter are shown, and nothing needs a script. The forms
 * are made in issue_forms.c, the acts are in issue_acts.c.
 */
#include "issue_work.h"

#include "issue_conflict.h"
#include "issue_deadline.h"
#include "issue_flags.h"
#include "issue_forms.h"
#include "issue_history.h"
#include "issue_view.h"
#include "model/appeal.h"
#include "model/community.h"
#include "model/issue_queue.h"
#include "model/message.h"
#include "model/state.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue_work.html.h"

static const char *number_text(const struct request *request, int64_t number)
{
	return arena_printf(request->arena, "%lld", (long long)number);
}

static void add_steps(struct request *request, const struct issue_work *work,
		      struct work_issue *view, const char *wanted)
{
	struct issue_choices choices = issue_choices_of(request->arena, &request->viewer, work);

	for (size_t i = 0; i < choices.count; i++) {
		const struct issue_choice *choice = &choices.items[i];

		*LIST_ADD(request->arena, &view->steps) = (struct work_step){
			.to = choice->state,
			.name = issue_forms_act(request, choice->state),
			.href = arena_printf(request->arena, "%s?to=%s",
					     issue_view_work_path(request, &work->issue),
					     choice->state)};
		if (strcmp(choice->state, wanted) == 0)
			view->step = issue_forms_step(request, choice, work);
	}
	if (!view->step && state_find(wanted) >= 0) {
		view->impossible = issue_forms_act(request, wanted);
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
	view->view.lines = issue_history_work_lines(request, &lines);
	view->revision = number_text(request, work->revision);
	view->flags = issue_flags_of(request, work);
	if (lines.count)
		view->seen = issue_forms_carried(
			request, "seen",
			number_text(request, lines.items[lines.count - 1].update.number));
	view->was = issue_forms_carried(request, "was", issue_conflict_was(request, work));
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
		view->form = issue_forms_edit(request, work);
	if (((view->step && (view->step->due || view->step->publish_not_before)) ||
	     view->deadline.is_moving) &&
	    !is_posted)
		view->form = issue_forms_values(request, work);
	if (view->is_editing || view->is_hiding) {
		view->categories = issue_view_categories(request, true);
		view->areas = issue_view_areas(request);
		view->precisions = issue_forms_precisions(request);
		view->reasons = issue_forms_reasons(request, view->is_hiding);
	}
}

/* The photos of a step, and what they show unless somebody says so. */
static void add_photos(struct request *request, struct work_issue *view)
{
	const struct form *form = view->form;
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *preset = arena_take(request->arena, sizeof(*preset));

	view->step_photos = photo_form_field(request);
	view->moments = photo_view_moments(request);
	if (request->method == METHOD_POST)
		return;
	for (size_t i = 0; i < form->typed->count; i++)
		pairs_add(request->arena, pairs, form->typed->items[i].name,
			  form->typed->items[i].value);
	pairs_add(request->arena, pairs, "moment",
		  photo_moment_key(photo_moment_of_step(view->step->to)));
	*preset = form_begin(request->arena, pairs);
	view->form = preset;
}

enum outcome issue_work_show(struct request *request, const struct issue_private *contact)
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
		add_photos(request, &view);
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
	return issue_work_show(request, NULL);
}
