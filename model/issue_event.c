/*
 * issue_event.c - writing an issue's history, and telling search and feeds what became of it.
 *
 * Every file that changes an issue ends with issue_tell or issue_tell_standing: it compares what the public saw before with
 * what it sees now, so that no path can forget the index, a withdrawal or a feed.
 */
#include "base/text.h"
#include "issue_read.h"
#include "publication.h"
#include "search.h"

enum outcome issue_event_add(struct change *change, const struct issue_event *event, int64_t *id)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = change_insert(
		change,
		"INSERT INTO issue_event (issue_id, number, at, kind, from_state, to_state, role, "
		"person_id, organisation_id, public_note, internal_note, due, due_before, "
		"review_on, reason, "
		"evidence, confirmed_by, is_public) VALUES ($1, (SELECT coalesce(max(number), 0) + "
		"1 FROM issue_event WHERE issue_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, "
		"$11, $12, $13, $14, $15, $16, $17)",
		ARGS(INT(event->issue_id), INT(change->now), TEXT(event->kind),
		     TEXT(text_or_empty(event->from_state)), TEXT(text_or_empty(event->to_state)),
		     TEXT(text_or_empty(event->role)), INT_OR_NONE(change->actor.person_id),
		     INT_OR_NONE(event->organisation_id), TEXT(text_or_empty(event->public_note)),
		     TEXT(text_or_empty(event->internal_note)), DATE(arena, event->due),
		     DATE(arena, event->due_before), DATE(arena, event->review_on),
		     TEXT(text_or_empty(event->reason)), TEXT(text_or_empty(event->evidence)),
		     TEXT(text_or_empty(event->confirmed_by)), INT(event->is_public)),
		id);

	return outcome == OK && (strcmp(event->kind, "step") == 0 ||
				 strcmp(event->kind, "undo") == 0)
		       ? issue_erasure_note(change, event->issue_id, text_or_empty(event->to_state))
		       : outcome;
}

enum outcome issue_publish(struct change *change, int64_t id)
{
	return change_run(change,
			  "UPDATE issue SET published_at = coalesce(published_at, $2), "
			  "publish_not_before = NULL, hidden_class = NULL, updated_at = $2 "
			  "WHERE id = $1",
			  ARGS(INT(id), INT(change->now)));
}

/* may_have_words: its words may be others than before. */
static enum outcome tell(struct change *change, int64_t id, bool was_public, int64_t event_id,
			 bool may_have_words)
{
	struct rows rows = db_rows(&change->db,
				   "SELECT is_public, published_at FROM issue WHERE id = $1",
				   ARGS(INT(id)));
	bool is_public = false, is_first = false;
	enum outcome outcome;

	if (rows_next(&rows)) {
		is_public = rows_int(&rows, 0);
		is_first = rows_int(&rows, 1) == change->now;
	}
	rows_end(&rows);
	if (!was_public && !is_public)
		return db_outcome(&change->db);
	/* search_put compares first, but has to read all words for that. */
	outcome = change->is_bulk || (!may_have_words && was_public && is_public)
			  ? OK
			  : search_put(change, id);
	if (outcome != OK)
		return outcome;
	if (!is_public)
		return publication_withdraw_issue(change, id);
	/* What was done before the first publication stands on the page, but is no news. */
	if (!was_public && !(is_first && event_id))
		return publication_restore_issue(change, id);
	return event_id ? publication_add_update(change, id, event_id)
			: publication_add_issue(change, id);
}

enum outcome issue_tell(struct change *change, int64_t id, bool was_public, int64_t event_id)
{
	return tell(change, id, was_public, event_id, true);
}

enum outcome issue_tell_standing(struct change *change, int64_t id, bool was_public,
				 int64_t event_id)
{
	return tell(change, id, was_public, event_id, false);
}
