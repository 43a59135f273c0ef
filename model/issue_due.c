/*
 * issue_due.c - the day by which an issue should be done: our own aim, moved only with a reason.
 *
 * Each move keeps the day it was moved from and a public reason (an event of kind 'due'), so that
 * nobody can grow punctual by moving days. Days on hold are not ours: when a hold ends, the day moves on
 * by as many as it lasted (issue_step.c), and that is written down as well, but not counted as a move.
 */
#include "audit.h"
#include "category.h"
#include "issue_read.h"

#define DUE(member) offsetof(struct issue_due, member)

const struct field issue_due_fields[] = {
	{.name = "due", .kind = FIELD_DATE, .is_required = true, .offset = DUE(due)},
	{.name = "note",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = 2000,
	 .offset = DUE(note)},
	{.name = "internal_note", .kind = FIELD_TEXT, .most = 2000, .offset = DUE(internal_note)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = DUE(revision)},
	{0},
};

/* ------------------------------------------------------------------ our aim */

struct date issue_due_aim(struct db *db, const char *category, int64_t reported_at, int64_t now)
{
	struct category found;
	struct date aim, today = date_of(now);

	if (category_find(db, category, &found) != OK || !found.target_days)
		return (struct date){0};
	aim = date_add_days(date_of(reported_at), found.target_days);
	return date_compare(aim, today) < 0 ? date_add_days(today, found.target_days) : aim;
}

struct date issue_due_proposed(struct db *db, const struct issue_work *work, int64_t now)
{
	struct issue_standing standing;

	if (issue_standing_find(db, work->issue.id, &standing) != OK)
		return (struct date){0};
	if (date_is_set(standing.due))
		return issue_standing_due(&standing, now);
	return issue_due_aim(db, work->issue.category, work->issue.reported_at, now);
}

/* ------------------------------------------------------------------ moving it */

/* Who sets a day may move it. On hold the clock stands still: there is nothing to move. */
bool issue_due_is_open_to(const struct viewer *viewer, const struct issue_work *work)
{
	int state = state_find(work->issue.state);

	if (!viewer_is(viewer, ROLE_SECRETARY) && !viewer_is(viewer, ROLE_CHAIR))
		return false;
	return state == STATE_ASSIGNED || state == STATE_IN_PROGRESS || state == STATE_PLANNED ||
	       state == STATE_FORWARDED;
}

static enum outcome check(struct change *change, struct form *form, const struct viewer *viewer,
			  const struct issue_work *work, const struct issue_due *due)
{
	if (due->revision && due->revision != work->revision)
		return form_fault_with(form, (struct fault){.field = "",
							    .kind = FAULT_CHANGED_MEANWHILE,
							    .detail = work->issue.state});
	if (!viewer_is(viewer, ROLE_SECRETARY) && !viewer_is(viewer, ROLE_CHAIR))
		return form_fault(form, "", FAULT_NOT_FOR_ROLE);
	if (!issue_due_is_open_to(viewer, work))
		return form_fault(form, "", FAULT_NOT_ALLOWED_NOW);
	if (!due->note || !*due->note)
		form_fault(form, "note", FAULT_MISSING);
	if (!date_is_set(due->due))
		form_fault(form, "due", FAULT_MISSING);
	else if (date_compare(due->due, date_of(change->now)) < 0)
		form_fault(form, "due", FAULT_DATE_PAST);
	else if (date_is_set(work->issue.due) && date_compare(due->due, work->issue.due) == 0)
		form_fault(form, "due", FAULT_UNCHANGED);
	return form->faults.count ? INVALID : OK;
}

static enum outcome note_moved(struct change *change, const struct issue *issue, struct date due)
{
	struct arena *arena = change->db.arena;
	struct pairs before = {0}, after = {0};

	pairs_add(arena, &before, "due", date_iso(arena, issue->due));
	pairs_add(arena, &after, "due", date_iso(arena, due));
	return audit_add(change, "issue due", issue_subject(arena, issue->id),
			 audit_json(arena, &before), audit_json(arena, &after));
}

enum outcome issue_move_due(struct change *change, struct form *form, const struct viewer *viewer,
			    int64_t id, const struct issue_due *due)
{
	struct issue_work work;
	struct issue_standing standing;
	int64_t event_id = 0;
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &work);

	if (outcome == OK && work.issue.community_id != viewer->community_id)
		outcome = NOT_FOUND;
	if (outcome == OK)
		outcome = check(change, form, viewer, &work, due);
	if (outcome == OK)
		outcome = issue_standing_find(&change->db, id, &standing);
	if (outcome != OK)
		return outcome;
	standing.due_moves += date_is_set(standing.due); /* a first day is no move */
	standing.due = due->due;
	outcome = issue_standing_keep(change, id, &standing);
	if (outcome == OK)
		outcome = issue_event_add(
			change,
			&(struct issue_event){.issue_id = id,
					      .kind = "due",
					      .from_state = work.issue.state,
					      .to_state = work.issue.state,
					      .role = role_key(viewer_role(viewer)),
					      .public_note = due->note,
					      .internal_note = due->internal_note,
					      .due = due->due,
					      .due_before = work.issue.due,
					      .is_public = true},
			&event_id);
	if (outcome == OK)
		outcome = note_moved(change, &work.issue, due->due);
	return outcome == OK ? issue_tell_standing(change, id, work.is_public, event_id) : outcome;
}
