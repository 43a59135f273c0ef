/*
 * issue_deadline.c - of staff's page of an issue: taking one's last step back, moving the day it should
 * be done, reopening what a new report tells once more.
 */
#include "issue_deadline.h"

#include "issue_view.h"
#include "model/community.h"
#include "model/similar.h"
#include "server/page.h"
#include "server/pages.h"

/* A report that waits for a moderator may be about what is thought to be done. */
static struct issue_rows comes_again(struct request *request, const struct issue_work *work)
{
	const struct issue *issue = &work->issue;
	struct issue_rows rows = {0};
	struct similar_asked asked = {
		.community_id = issue->community_id,
		.category = issue->category,
		.area_id = issue->area_id,
		.words = arena_printf(request->arena, "%s %s %s", issue->title, issue->text,
				      issue->place),
		.now = request->now,
	};
	struct issues found;

	if (strcmp(issue->state, "new") != 0 && strcmp(issue->state, "moderation") != 0)
		return rows;
	found = similar_find(request->db, &asked);
	for (size_t i = 0; i < found.count; i++)
		if (found.items[i].id != issue->id &&
		    issue_can_reopen(&found.items[i], request->now))
			*LIST_ADD(request->arena, &rows) = issue_view_row(request, &found.items[i]);
	return rows;
}

void issue_deadline_fill(struct request *request, const struct issue_work *work,
			 struct work_issue *view, const char *act)
{
	const struct viewer *viewer = &request->viewer;
	const char *before = issue_undo_state(request->db, viewer, work->issue.id, request->now);

	view->deadline.may_move = issue_due_is_open_to(viewer, work);
	view->deadline.is_moving = view->deadline.may_move && strcmp(act, "due") == 0;
	if (before)
		view->deadline.undo = issue_view_state(request, before);
	if (viewer_may(viewer, MODERATE_ISSUE))
		view->deadline.again = comes_again(request, work);
}

/* ------------------------------------------------------------------ the acts */

static enum outcome saved(struct request *request, const struct issue_work *work)
{
	return request_go(request, arena_printf(request->arena, "%s?saved=1",
						issue_view_work_path(request, &work->issue)));
}

enum outcome issue_undo_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_undo(change, &request->checked, &request->viewer, work.issue.id);
	return outcome == OK ? saved(request, &work) : outcome;
}

enum outcome issue_due_action(struct request *request, struct change *change)
{
	struct issue_due due = {0};
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, issue_due_fields, &due);
	if (outcome == OK)
		outcome = issue_move_due(change, &request->checked, &request->viewer, work.issue.id,
					 &due);
	return outcome == OK ? saved(request, &work) : outcome;
}

enum outcome issue_again_action(struct request *request, struct change *change)
{
	struct issue_work work;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = issue_reopen_by_report(change, &request->checked, &request->viewer,
						 work.issue.id,
						 pairs_value(&request->form, "main"));
	return outcome == OK ? saved(request, &work) : outcome;
}
