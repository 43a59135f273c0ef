/*
 * issue_queue.h - the queue: what waits for somebody to do something, by task.
 *
 * Within a task the latest stands first: what is longest overdue, what has waited longest. A viewer
 * counts and sees the same rows: a responsible body's people their body's own, who does not moderate
 * nothing that is not past moderation (issue_is_open_to says the same of one issue).
 */
#pragma once

#include "issue.h"

enum issue_task {
	TASK_EMERGENCY, /* hidden in one step: a moderator has to decide */
	TASK_OVERDUE,   /* its day has passed */
	TASK_FLAGGED,   /* its words may give something away, and no moderator has let them */
	TASK_MODERATE,  /* new and in moderation */
	TASK_MESSAGES,  /* residents sent something that a moderator has to read */
	TASK_PHOTOS,    /* photos wait to be looked at */
	TASK_ASSIGN,    /* registered or reopened, nobody answers for it */
	TASK_ANSWER,    /* reopened, or nothing was told of it for ISSUE_ANSWER_DAYS; not late */
	TASK_SOON,      /* its day is within ISSUE_SOON_DAYS */
	TASK_MOVED,     /* open, and its day was moved more than once */
	TASK_REVIEW,    /* on hold, and the day has come to look at it again */
	TASK_MEETING,   /* waits to be taken up at the next meeting */
	TASK_CONFIRM,   /* resolved, waits to be confirmed */
	TASK_PROGRESS,  /* under way, in time and told of */
	TASK_EMBARGO,   /* registered, not public before its moment */
	TASK_WITHHELD,  /* hidden for a reason, or not for the public */
	ISSUE_TASK_COUNT
};

#define ISSUE_ANSWER_DAYS 14
#define ISSUE_SOON_DAYS   3

const char *issue_task_key(enum issue_task task); /* "moderate", ... */
int issue_task_find(const char *key);             /* -1 when there is none */

/* What of a task is asked for. Zeros and NULLs mean all; strings may be anything a visitor typed. */
struct issue_queue {
	int64_t community_id; /* always set */
	int64_t own_id;    /* the body whose people see only its own; 0: all; -1: nothing at all */
	bool is_moderated; /* only what is past moderation and not withheld */
	int64_t now;

	const char *q, *category; /* words, a number; a key */
	int64_t area_id, organisation_id;
	const char *before; /* behind which row to go on: what issue_task_next gave */
	int limit;          /* 0: 25; at most 100 */
};

/* What this viewer may see of the hromada at hand. */
struct issue_queue issue_queue_begin(const struct viewer *viewer, int64_t now);

/* The same with what a query string asks for: q, category, area, body, before. */
struct issue_queue issue_queue_read(struct arena *arena, const struct viewer *viewer, int64_t now,
				    const struct pairs *query);

/* A page of it, and how many there are on all pages. */
struct issue_works issue_task_list(struct db *db, enum issue_task task,
				   const struct issue_queue *queue);
int64_t issue_task_count(struct db *db, enum issue_task task, const struct issue_queue *queue);

/* The before= of the page behind this one, in arena; NULL when it is the last. */
const char *issue_task_next(struct db *db, enum issue_task task, const struct issue_queue *queue,
			    const struct issue_works *works);

/* ------------------------------------------------------------------ everything */

/*
 * Staff's search: issues of every state that the viewer may see, newest first. q finds by words, by
 * number and by the importer's own id. state: a key of state.h, or NULL.
 *
 * What the public sees is looked for in the index. Of the rest there is no index, for an index keeps
 * words that an edit took out, or a hromada had erased: the newest ISSUE_SEARCH_SCAN of them are read.
 */
#define ISSUE_SEARCH_SCAN 2000

struct issue_works issue_search(struct db *db, const struct issue_queue *queue, const char *state);
const char *issue_search_next(struct db *db, const struct issue_queue *queue, const char *state,
			      const struct issue_works *works);

/*
 * Whose telephone or e-mail it is: open issues, and closed ones whose contact is not erased yet, newest
 * first, at most 100. The whole number or address has to be given, as FIELD_PHONE and FIELD_EMAIL
 * clean it. Leaves an audit line without it, because looking is recorded.
 */
CHECKED enum outcome issue_search_contact(struct change *change, const struct issue_queue *queue,
					  const char *contact, struct issue_works *works);

/* ------------------------------------------------------------------ the next meeting */

/*
 * Put it on the list of what the next meeting takes up, or take it off. An internal line says so.
 * FAULT_NOT_ALLOWED_NOW when it stands (or does not stand) there already, or is done with.
 */
CHECKED enum outcome issue_put_on_agenda(struct change *change, struct form *form,
					 const struct viewer *viewer, int64_t id, bool is_on);

/* Whether this viewer may: the secretary and the chair. */
bool issue_agenda_is_open_to(const struct viewer *viewer);
