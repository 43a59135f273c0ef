/*
 * update.h - the lines of an issue's history.
 *
 * Every step, edit and note is an event, append-only (schema 0004). What the public may read of them
 * are updates; struct update_work is the same line with what is for staff.
 */
#pragma once

#include <stdbool.h>

#include "db.h"

struct update {
	int64_t id, issue_id, number; /* number: within the issue, from 1; not without gaps */
	int64_t at;
	const char *kind; /* "step", "edit", "hide", "show", "note", "undo", "due", "meeting",
			     "message", "photo" */
	const char *from_state, *to_state;
	const char *role; /* of who did it: a key of access.h */
	int64_t organisation_id;
	const char *organisation; /* whom it was given to, or who did it */
	const char *note;         /* plain text with lines */
	struct date due, due_before, review_on;
	const char *reason, *evidence;
	const char *confirmed_by; /* plain text, or "resident": the reporter, by the secret link */
	bool is_undone;           /* taken back: the public is told no more than that */
};

struct updates {
	struct update *items;
	size_t count;
};

struct update_work {
	struct update update;
	const char *internal_note;
	const char *person; /* login, or "" */
	bool is_former;     /* has left and was erased: the login is a number */
	bool is_public;
};

struct update_works {
	struct update_work *items;
	size_t count;
};

/* The public lines of a public issue, oldest first. */
struct updates update_list(struct db *db, int64_t issue_id);

/* The newest one that has words and was not taken back; NOT_FOUND. */
CHECKED enum outcome update_find_newest_note(struct db *db, int64_t issue_id,
					     struct update *update);

/*
 * The public lines of a hromada that became public between two moments (both inclusive), oldest first,
 * at most limit; of the first moment only those behind the position "since" (0: all). Their "at" is when
 * they became public.
 */
struct update_position {
	int64_t seq;
	struct update update;
	int64_t year, number;   /* of its issue */
	const char *state_then; /* where the issue stood after it */
};

struct update_positions {
	struct update_position *items;
	size_t count;
};
struct update_positions update_between(struct db *db, int64_t community_id, int64_t from,
				       int64_t to, int64_t since, int limit);

/* One of them, by id. */
CHECKED enum outcome update_find(struct db *db, int64_t id, struct update *update);

/* All lines, for staff: also what stood in a step that was taken back. */
struct update_works update_list_work(struct db *db, int64_t issue_id);

/* The line as everybody may read it: of a step that was taken back only that it was. */
struct update update_muted(const struct update *update);
