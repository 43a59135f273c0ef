/*
 * issue_undo.c - taking one's own step back, within minutes.
 *
 * The history only grows: the step stays in it, and a line of kind 'undo' behind it tells that it
 * was a mistake. The public then reads of the step no more than that; staff still read its words.
 * The issue itself returns to exactly what it was, from a copy kept when the step was taken.
 *
 * Publicity goes one way. What a step took from the public (marked as a duplicate of the wrong one)
 * is given back, under its old ids in the feeds. What a step made public stays: somebody may have
 * read it, and taking it away needs a reason that its page can tell (issue_hide).
 */
#include "audit.h"
#include "issue_read.h"
#include "publication.h"

/* What was kept, as far as it still holds. */
struct undo {
	struct issue_standing before;
	int64_t event_id, organisation_id;
	bool is_public_line;
};

enum outcome issue_undo_keep(struct change *change, int64_t id, int64_t event_id, bool was_public,
			     const struct issue_standing *before)
{
	struct arena *arena = change->db.arena;

	return change_run(
		change,
		"INSERT INTO issue_undo (issue_id, event_id, revision, was_public, state, "
		"hidden_class, organisation_id, duplicate_of, due, review_on, held_on, "
		"resolved_at, publish_not_before, registered_at, assigned_at, closed_at, "
		"held_days, due_moves, reopened_count, is_for_meeting) VALUES ($1, $2, "
		"(SELECT revision FROM issue WHERE id = $1), $3, $4, $5, $6, $7, $8, $9, $10, "
		"$11, $12, $13, $14, $15, $16, $17, $18, $19) "
		"ON CONFLICT (issue_id) DO UPDATE SET event_id = excluded.event_id, "
		"revision = excluded.revision, was_public = excluded.was_public, "
		"state = excluded.state, hidden_class = excluded.hidden_class, "
		"organisation_id = excluded.organisation_id, "
		"duplicate_of = excluded.duplicate_of, due = excluded.due, "
		"review_on = excluded.review_on, held_on = excluded.held_on, "
		"resolved_at = excluded.resolved_at, "
		"publish_not_before = excluded.publish_not_before, "
		"registered_at = excluded.registered_at, assigned_at = excluded.assigned_at, "
		"closed_at = excluded.closed_at, held_days = excluded.held_days, "
		"due_moves = excluded.due_moves, reopened_count = excluded.reopened_count, "
		"is_for_meeting = excluded.is_for_meeting",
		ARGS(INT(id), INT(event_id), INT(was_public), TEXT(before->state),
		     TEXT_OR_NONE(before->hidden_class), INT_OR_NONE(before->organisation_id),
		     INT_OR_NONE(before->duplicate_of), DATE(arena, before->due),
		     DATE(arena, before->review_on), DATE(arena, before->held_on),
		     INT_OR_NONE(before->resolved_at), INT_OR_NONE(before->publish_not_before),
		     INT_OR_NONE(before->registered_at), INT_OR_NONE(before->assigned_at),
		     INT_OR_NONE(before->closed_at), INT(before->held_days), INT(before->due_moves),
		     INT(before->reopened_count), INT(before->is_for_meeting)));
}

/* The step's own line, if it is this person's, new enough, and nothing has come behind it. */
#define STILL_HOLDS                                                                        \
	" FROM issue_undo u JOIN issue i ON i.id = u.issue_id "                            \
	"JOIN issue_event e ON e.id = u.event_id WHERE u.issue_id = $1 "                   \
	"AND e.person_id = $2 AND e.at >= $3 AND i.revision = u.revision "                 \
	"AND i.is_public <= u.was_public AND NOT EXISTS (SELECT 1 FROM issue_event later " \
	"WHERE later.issue_id = $1 AND later.number > e.number)"

static enum outcome find(struct db *db, const struct viewer *viewer, int64_t id, int64_t now,
			 struct undo *undo)
{
	struct rows rows;

	if (!viewer->person_id)
		return NOT_FOUND;
	rows = db_rows(db,
		       "SELECT u.event_id, e.is_public, u.state, u.hidden_class, "
		       "u.organisation_id, u.duplicate_of, u.due, u.review_on, u.held_on, "
		       "u.resolved_at, u.publish_not_before, u.registered_at, u.assigned_at, "
		       "u.closed_at, u.held_days, u.due_moves, u.reopened_count, "
		       "u.is_for_meeting" STILL_HOLDS,
		       ARGS(INT(id), INT(viewer->person_id), INT(now - ISSUE_UNDO_SECONDS)));
	if (!rows_next(&rows))
		return db_missing(db);
	*undo = (struct undo){
		.event_id = rows_int(&rows, 0),
		.is_public_line = rows_int(&rows, 1),
		.before = {.state = rows_text(&rows, 2),
			   .hidden_class = rows_text(&rows, 3),
			   .organisation_id = rows_int(&rows, 4),
			   .duplicate_of = rows_int(&rows, 5),
			   .due = rows_date(&rows, 6),
			   .review_on = rows_date(&rows, 7),
			   .held_on = rows_date(&rows, 8),
			   .resolved_at = rows_int(&rows, 9),
			   .publish_not_before = rows_int(&rows, 10),
			   .registered_at = rows_int(&rows, 11),
			   .assigned_at = rows_int(&rows, 12),
			   .closed_at = rows_int(&rows, 13),
			   .held_days = rows_int(&rows, 14),
			   .due_moves = rows_int(&rows, 15),
			   .reopened_count = rows_int(&rows, 16),
			   .is_for_meeting = rows_int(&rows, 17)},
	};
	rows_end(&rows);
	return OK;
}

const char *issue_undo_state(struct db *db, const struct viewer *viewer, int64_t id, int64_t now)
{
	struct undo undo;

	return find(db, viewer, id, now, &undo) == OK ? undo.before.state : NULL;
}

static enum outcome write_down(struct change *change, const struct viewer *viewer,
			       const struct issue_work *work, const struct undo *undo,
			       int64_t *event_id)
{
	struct arena *arena = change->db.arena;
	struct pairs before = {0}, after = {0};
	enum outcome outcome = issue_event_add(
		change,
		&(struct issue_event){.issue_id = work->issue.id,
				      .kind = "undo",
				      .from_state = work->issue.state,
				      .to_state = undo->before.state,
				      .role = role_key(viewer_role(viewer)),
				      .organisation_id = undo->before.organisation_id,
				      .due = undo->before.due,
				      .review_on = undo->before.review_on,
				      .is_public = undo->is_public_line},
		event_id);

	pairs_add(arena, &before, "state", work->issue.state);
	pairs_add(arena, &after, "state", undo->before.state);
	return outcome == OK ? audit_add(change, "issue undo", issue_subject(arena, work->issue.id),
					 audit_json(arena, &before), audit_json(arena, &after))
			     : outcome;
}

enum outcome issue_undo(struct change *change, struct form *form, const struct viewer *viewer,
			int64_t id)
{
	struct issue_work work;
	struct undo undo;
	int64_t event_id = 0;
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &work);

	if (outcome == OK && work.issue.community_id != viewer->community_id)
		outcome = NOT_FOUND;
	if (outcome != OK)
		return outcome;
	outcome = find(&change->db, viewer, id, change->now, &undo);
	if (outcome == NOT_FOUND)
		return form_fault(form, "", FAULT_NOT_ALLOWED_NOW);
	if (outcome == OK)
		outcome = issue_standing_keep(change, id, &undo.before);
	if (outcome == OK)
		outcome = write_down(change, viewer, &work, &undo, &event_id);
	if (outcome == OK)
		outcome = change_run(change, "DELETE FROM issue_undo WHERE issue_id = $1",
				     ARGS(INT(id)));
	if (outcome == OK)
		outcome = publication_mute_update(change, undo.event_id);
	return outcome == OK
		       ? issue_tell(change, id, work.is_public, undo.is_public_line ? event_id : 0)
		       : outcome;
}
