/*
 * issue_read.h - what the files of issues share: their columns, listed once, and how a row is read.
 * Nobody else includes it.
 *
 * The public's and the staff's SELECT have the same columns in front, from the view or from the table;
 * p is the one or the other.
 */
#pragma once

#include "category.h"
#include "issue.h"
#include "state.h"

#define ISSUE_COLUMN_COUNT 34
#define ISSUE_COLUMNS                                                                       \
	"p.id, p.community_id, p.year, p.number, p.category, k.uk, k.en, p.title, p.text, " \
	"p.area_id, a.name, a.kind, p.place, p.latitude, p.longitude, p.state, p.phase, "   \
	"p.source, p.organisation_id, o.name, p.due, p.review_on, p.reported_at, "          \
	"p.published_at, p.updated_at, p.resolved_at, p.is_made_up, p.registered_at, "      \
	"p.assigned_at, p.closed_at, p.reopened_count, p.support_count, p.photo_count, "    \
	"p.due_moves"

#define ISSUE_JOINS                              \
	" JOIN category k ON k.key = p.category" \
	" LEFT JOIN area a ON a.id = p.area_id"  \
	" LEFT JOIN organisation o ON o.id = p.organisation_id"

#define ISSUE_SELECT_PUBLIC "SELECT " ISSUE_COLUMNS " FROM issue_public p" ISSUE_JOINS

#define ISSUE_SELECT_WORK                                                            \
	"SELECT " ISSUE_COLUMNS ", p.precision, p.is_public, p.hidden_class, "       \
	"p.publish_not_before, p.duplicate_of, p.reference, p.revision, "            \
	"p.flags, p.is_for_meeting, "                                                \
	"coalesce(v.contact_name || v.contact_phone || v.contact_email, '') <> '', " \
	"coalesce(v.secret_hash, '') <> '', "                                        \
	"coalesce(v.original_text <> '' AND (v.original_text <> p.text OR "          \
	"v.original_title <> p.title OR v.original_place <> p.place), 0), "          \
	"v.issue_id IS NULL, p.is_flag_open "                                        \
	"FROM issue p" ISSUE_JOINS " LEFT JOIN issue_private v ON v.issue_id = p.id"

/*
 * What only moderators read: words that none of them let through, and what was taken away. Whoever is
 * responsible for an issue reads it all the same. issue_is_open_to says this of one issue.
 */
#define ISSUE_WITHHELD                                                                 \
	"(p.hidden_class IS NOT NULL OR p.state IN ('new', 'moderation', 'declined', " \
	"'restricted') OR (p.state = 'duplicate' AND p.registered_at IS NULL))"

/* The row at hand; today decides what is overdue. */
struct issue issue_read_row(struct rows *rows, struct date today);
struct issue_work issue_read_work_row(struct rows *rows, struct date today);

/* Staff's view by id. */
CHECKED enum outcome issue_find_work_id(struct db *db, int64_t id, int64_t now,
					struct issue_work *work);

/* "issue 43", for audit lines; in arena. */
const char *issue_subject(struct arena *arena, int64_t id);

/* ------------------------------------------------------------------ issue_report.c */

/*
 * Everything the table of fields cannot know, the same at every door; gives the category, and makes a
 * title where there is none. Strings that nobody set become "". INVALID with faults in the form.
 */
CHECKED enum outcome issue_report_check(struct change *change, struct form *form,
					struct issue_report *report, struct category *category);

/* ------------------------------------------------------------------ issue_event.c */

/* What is written down of a step, an edit, a note. Strings may be NULL. */
struct issue_event {
	int64_t issue_id;
	const char *kind, *from_state, *to_state;
	const char *role;
	int64_t organisation_id;
	const char *public_note, *internal_note;
	struct date due, due_before, review_on;
	const char *reason, *evidence, *confirmed_by;
	bool is_public;
};

/* Append it; its actor and moment are the change's. */
CHECKED enum outcome issue_event_add(struct change *change, const struct issue_event *event,
				     int64_t *id);

/* A step was taken: whether the private part of the issue now waits to be erased (issue_erase.c). */
CHECKED enum outcome issue_erasure_note(struct change *change, int64_t id, const char *to_state);

/*
 * Make it public as far as its state allows: published_at is this moment unless it was set before;
 * embargo and hiding end. Search and feeds are told by issue_tell.
 */
CHECKED enum outcome issue_publish(struct change *change, int64_t id);

/*
 * Bring search and the feeds up to date after a change. was_public: whether the public saw it before;
 * event_id: the public line that tells of the change, or 0.
 */
CHECKED enum outcome issue_tell(struct change *change, int64_t id, bool was_public,
				int64_t event_id);

/* The same, cheaper, when only its standing changed (struct issue_standing), in which no word is searched. */
CHECKED enum outcome issue_tell_standing(struct change *change, int64_t id, bool was_public,
					 int64_t event_id);

/* ------------------------------------------------------------------ issue_standing.c */

/* How an issue stands: the columns that steps change, and that taking a step back restores. */
struct issue_standing {
	const char *state, *hidden_class;
	int64_t organisation_id, duplicate_of;
	struct date due, review_on, held_on;
	int64_t resolved_at, publish_not_before, registered_at, assigned_at, closed_at;
	int64_t held_days, due_moves, reopened_count;
	bool is_for_meeting;
};

/* The issue's; what was kept before its newest step, with the event and the revision it holds for. */
CHECKED enum outcome issue_standing_find(struct db *db, int64_t id,
					 struct issue_standing *standing);

/* Write it over the issue's; its revision goes up by one. */
CHECKED enum outcome issue_standing_keep(struct change *change, int64_t id,
					 const struct issue_standing *standing);

/*
 * What coming to a state does by itself: the moments of registering, assigning, resolving and closing,
 * the beginning of a hold, the count of reopenings; reopened work waits for a new day. Owner and day
 * have to stand there before.
 */
void issue_standing_move(struct issue_standing *standing, enum state to, int64_t now);

/* Days of Kyiv since it was put on hold, 0 when it is not; its due day, moved on by them. */
int issue_standing_held(const struct issue_standing *standing, int64_t now);
struct date issue_standing_due(const struct issue_standing *standing, int64_t now);

/* ------------------------------------------------------------------ issue_undo.c */

/* Keep how it stood before this step, which has just been written down, for its author to come back. */
CHECKED enum outcome issue_undo_keep(struct change *change, int64_t id, int64_t event_id,
				     bool was_public, const struct issue_standing *before);
