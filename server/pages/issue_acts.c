/*
 * issue_acts.c - what staff do about an issue: one action for each form of its page.
 */
#include "issue_conflict.h"
#include "issue_forms.h"
#include "issue_view.h"
#include "issue_work.h"
#include "model/answer_template.h"
#include "model/community.h"
#include "model/issue_queue.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"

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
	return issue_work_show(request, NULL);
}

/* They came with the step. */
static enum outcome adopt_photos(struct request *request, struct change *change,
				 const struct issue *issue, const struct photo_choice *choice)
{
	return photo_adopt(
		change, photo_form_word(request),
		&(struct photo_place){.issue_id = issue->id,
				      .event_id = photo_newest_event(&change->db, issue->id),
				      .is_after = choice->moment == PHOTO_AFTER});
}

enum outcome issue_state_action(struct request *request, struct change *change)
{
	struct issue_step step = {0};
	struct photo_choice choice;
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = photo_form_keep(request, change);
	if (outcome == OK && issue_forms_is_inserting(request))
		return insert_answer(request);
	if (outcome == OK)
		issue_conflict_settle(request, &work);
	if (outcome == OK)
		outcome = form_read(&request->checked, issue_step_fields, &step);
	if (outcome == OK)
		step.photo_count = (int64_t)photo_form_count(request);
	if (outcome == OK) {
		choice.moment = (int)photo_moment_of_step(step.to);
		outcome = form_read(&request->checked, photo_choice_fields, &choice);
	}
	if (outcome == OK)
		outcome = issue_take_step(change, &request->checked, &request->viewer,
					  work.issue.id, &step);
	if (request->checked.faults.count)
		return OK; /* photos that came are kept; the form is shown again with its faults */
	if (outcome == OK)
		outcome = adopt_photos(request, change, &work.issue, &choice);
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
	return outcome == OK ? issue_work_show(request, &contact) : outcome;
}
