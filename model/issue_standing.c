/*
 * issue_standing.c - how an issue stands: the columns that change with its steps, in one place.
 *
 * A step, its undoing and a reopening all read a standing, change it and write it back. What follows
 * from a state alone (when it was registered, since when it is on hold, ...) follows here, so that no
 * way into a state forgets it.
 */
#include "issue_read.h"

enum outcome issue_standing_find(struct db *db, int64_t id, struct issue_standing *standing)
{
	struct rows rows = db_rows(
		db,
		"SELECT state, hidden_class, organisation_id, duplicate_of, due, review_on, "
		"held_on, resolved_at, publish_not_before, registered_at, assigned_at, closed_at, "
		"held_days, due_moves, reopened_count, is_for_meeting FROM issue WHERE id = $1",
		ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*standing = (struct issue_standing){
		.state = rows_text(&rows, 0),
		.hidden_class = rows_text(&rows, 1),
		.organisation_id = rows_int(&rows, 2),
		.duplicate_of = rows_int(&rows, 3),
		.due = rows_date(&rows, 4),
		.review_on = rows_date(&rows, 5),
		.held_on = rows_date(&rows, 6),
		.resolved_at = rows_int(&rows, 7),
		.publish_not_before = rows_int(&rows, 8),
		.registered_at = rows_int(&rows, 9),
		.assigned_at = rows_int(&rows, 10),
		.closed_at = rows_int(&rows, 11),
		.held_days = rows_int(&rows, 12),
		.due_moves = rows_int(&rows, 13),
		.reopened_count = rows_int(&rows, 14),
		.is_for_meeting = rows_int(&rows, 15),
	};
	rows_end(&rows);
	return OK;
}

enum outcome issue_standing_keep(struct change *change, int64_t id,
				 const struct issue_standing *standing)
{
	struct arena *arena = change->db.arena;

	return change_run(
		change,
		"UPDATE issue SET state = $2, hidden_class = $3, organisation_id = $4, "
		"duplicate_of = $5, due = $6, review_on = $7, held_on = $8, resolved_at = $9, "
		"publish_not_before = $10, registered_at = $11, assigned_at = $12, "
		"closed_at = $13, held_days = $14, due_moves = $15, reopened_count = $16, "
		"is_for_meeting = $17, updated_at = $18, revision = revision + 1 WHERE id = $1",
		ARGS(INT(id), TEXT(standing->state), TEXT_OR_NONE(standing->hidden_class),
		     INT_OR_NONE(standing->organisation_id), INT_OR_NONE(standing->duplicate_of),
		     DATE(arena, standing->due), DATE(arena, standing->review_on),
		     DATE(arena, standing->held_on), INT_OR_NONE(standing->resolved_at),
		     INT_OR_NONE(standing->publish_not_before),
		     INT_OR_NONE(standing->registered_at), INT_OR_NONE(standing->assigned_at),
		     INT_OR_NONE(standing->closed_at), INT(standing->held_days),
		     INT(standing->due_moves), INT(standing->reopened_count),
		     INT(standing->is_for_meeting), INT(change->now)));
}

static bool is_given_out(enum state state)
{
	return state == STATE_ASSIGNED || state == STATE_IN_PROGRESS || state == STATE_PLANNED ||
	       state == STATE_FORWARDED;
}

void issue_standing_move(struct issue_standing *standing, enum state to, int64_t now)
{
	enum state from = (enum state)state_find(standing->state);

	standing->state = state_key(to);
	/* What an import took over as public was registered elsewhere, nobody knows when. */
	if (!state_facts(from)->is_public && state_facts(to)->is_public && !standing->registered_at)
		standing->registered_at = now;
	if (is_given_out(to) && standing->organisation_id && !standing->assigned_at)
		standing->assigned_at = now;
	if (to == STATE_RESOLVED)
		standing->resolved_at = now;
	standing->closed_at = state_facts(to)->is_terminal ? now : 0;
	if (to == STATE_ON_HOLD)
		standing->held_on = date_of(now);
	else
		standing->held_on = standing->review_on = (struct date){0};
	if (to != STATE_DUPLICATE)
		standing->duplicate_of = 0;
	if (to == STATE_REOPENED) {
		standing->due = (struct date){0};
		standing->resolved_at = 0;
		standing->reopened_count++;
	}
}

int issue_standing_held(const struct issue_standing *standing, int64_t now)
{
	int days = date_is_set(standing->held_on)
			   ? date_days_between(standing->held_on, date_of(now))
			   : 0;

	return days > 0 ? days : 0;
}

struct date issue_standing_due(const struct issue_standing *standing, int64_t now)
{
	int days = issue_standing_held(standing, now);

	return date_is_set(standing->due) && days ? date_add_days(standing->due, days)
						  : standing->due;
}
