/*
 * issue_reopen.c - what was done with and comes back: its reporter says so, or a new report tells it.
 *
 * Within ISSUE_REOPEN_DAYS it is the same matter, and so the same issue with one history. Staff reopen
 * by a step like any other (issue_step.c).
 */
#include "audit.h"
#include "issue_read.h"

#define DAY ((int64_t)24 * 60 * 60)

bool issue_can_reopen(const struct issue *issue, int64_t now)
{
	int state = state_find(issue->state);
	int64_t done_at = issue->closed_at ? issue->closed_at : issue->resolved_at;

	return (state == STATE_RESOLVED || state == STATE_CLOSED || state == STATE_CLARIFIED) &&
	       now - done_at <= ISSUE_REOPEN_DAYS * DAY;
}

/* ------------------------------------------------------------------ by its reporter */

static enum outcome note_reopened(struct change *change, const struct issue *issue)
{
	struct arena *arena = change->db.arena;
	struct pairs before = {0}, after = {0};

	pairs_add(arena, &before, "state", issue->state);
	pairs_add(arena, &after, "state", "reopened");
	return audit_add(change, "issue step", issue_subject(arena, issue->id),
			 audit_json(arena, &before), audit_json(arena, &after));
}

enum outcome issue_reopen_by_resident(struct change *change, struct form *form, int64_t id)
{
	struct issue_work work;
	struct issue_standing standing;
	int64_t event_id = 0;
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &work);

	if (outcome == OK && work.issue.community_id != change->community_id)
		outcome = NOT_FOUND;
	if (outcome == OK)
		outcome = issue_standing_find(&change->db, id, &standing);
	if (outcome != OK)
		return outcome;
	if (!issue_can_reopen(&work.issue, change->now))
		return form_fault(form, "", FAULT_NOT_ALLOWED_NOW);
	issue_standing_move(&standing, STATE_REOPENED, change->now);
	outcome = issue_standing_keep(change, id, &standing);
	if (outcome == OK)
		outcome = issue_event_add(change,
					  &(struct issue_event){.issue_id = id,
								.kind = "step",
								.from_state = work.issue.state,
								.to_state = standing.state,
								.role = role_key(ROLE_RESIDENT),
								.reason = "reporter",
								.is_public = true},
					  &event_id);
	if (outcome == OK)
		outcome = note_reopened(change, &work.issue);
	return outcome == OK ? issue_tell(change, id, work.is_public, event_id) : outcome;
}

/* ------------------------------------------------------------------ by a new report */

/* A step of the moderator's whose words are a table's; its fault belongs to the choice of main. */
static enum outcome take(struct change *change, struct form *form, const struct viewer *viewer,
			 int64_t id, const struct issue_step *step)
{
	struct form own = form_begin(form->arena, form->typed);
	enum outcome outcome = issue_take_step(change, &own, viewer, id, step);

	if (outcome == INVALID)
		return form_fault(form, "main", own.faults.items[0].kind);
	return outcome;
}

enum outcome issue_reopen_by_report(struct change *change, struct form *form,
				    const struct viewer *viewer, int64_t report_id,
				    const char *main_text)
{
	struct issue_key key = {.community_id = viewer->community_id};
	struct issue_work report, work;
	struct issue_step step = {.to = "reopened", .reason = "report", .is_systems = true};
	enum outcome outcome = issue_find_work_id(&change->db, report_id, change->now, &report);

	if (outcome != OK || report.issue.community_id != viewer->community_id)
		return outcome == OK ? NOT_FOUND : outcome;
	if (strcmp(report.issue.state, "new") != 0 && strcmp(report.issue.state, "moderation") != 0)
		return form_fault(form, "main", FAULT_NOT_ALLOWED_NOW);
	if (issue_key_read(main_text, &key) != OK ||
	    issue_find_work(&change->db, key, change->now, &work) != OK ||
	    work.issue.id == report_id)
		return form_fault(form, "main", FAULT_UNKNOWN);
	if (!issue_can_reopen(&work.issue, change->now))
		return form_fault(form, "main", FAULT_NOT_ALLOWED_NOW);
	outcome = take(change, form, viewer, work.issue.id, &step);
	if (outcome == OK)
		outcome = take(
			change, form, viewer, report_id,
			&(struct issue_step){.to = "duplicate",
					     .duplicate_of = issue_key_text(change->db.arena,
									    key.year, key.number)});
	return outcome;
}
