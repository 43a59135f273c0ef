/*
 * message.h - what residents send to an issue after it was reported.
 *
 * By the secret link its reporter adds something, takes the report back, confirms that it is done or
 * says that it is not; anybody may comment on a public issue. None of it is read by anybody but staff
 * before it is let through. Then a line of the issue's history carries the words (as the moderator
 * left them), and the row keeps only what became of it.
 *
 *	message_add --> waiting --> message_accept  --> an event of kind "message", or the step it asks for
 *	                        \-> message_decline --> a reason, which the reporter reads by their link
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "issue.h"

enum message_kind {
	MESSAGE_ADDITION,
	MESSAGE_WITHDRAWAL,
	MESSAGE_CONFIRMATION,
	MESSAGE_REOPENING,
	MESSAGE_COMMENT,
	MESSAGE_KIND_COUNT
};

/* As in the database: "addition", ...; -1 when there is no such one. */
const char *message_kind_key(enum message_kind kind);
int message_kind_find(const char *key);

struct message {
	int64_t id, issue_id;
	int64_t year, number; /* of its issue */
	const char *title;    /* of its issue, as staff see it */
	int64_t at;
	const char *kind;
	const char *text; /* as it was sent; "" once it is decided or erased */
	uint32_t flags;   /* bits of flag.h: what the words may give away */
	const char *state, *reason;
	int64_t report_year, report_number; /* the new report that tells of the same; 0: none */
};

struct messages {
	struct message *items;
	size_t count;
};

/* What waits in a hromada to be checked, oldest first, at most limit; how many there are. */
struct messages message_waiting(struct db *db, int64_t community_id, int limit);
int64_t message_waiting_count(struct db *db, int64_t community_id);

/* Of one issue, oldest first: what waits; everything that came by its secret link. */
struct messages message_waiting_of(struct db *db, int64_t issue_id);
struct messages message_of_reporter(struct db *db, int64_t issue_id);

/* ------------------------------------------------------------------ coming in */

/* Of an issue at most so many may wait; who sends more is told to come later. */
#define MESSAGE_WAITING_MOST 30

struct message_entry {
	int64_t issue_id;
	enum message_kind kind;
	const char *text;  /* asked of an addition and a comment, "" will do for the others */
	int64_t report_id; /* of a reopening that a new report asks for; 0: none */
};

/* The one field a resident fills: "text". */
extern const struct field message_entry_fields[];

/*
 * Keep it for the moderator. A fault goes to "text" (FAULT_MISSING). CONFLICT when the issue is not
 * where such a message makes sense (confirming what is not done), TOO_OFTEN when too many wait,
 * NOT_FOUND, or GONE for a comment on what is not public.
 */
CHECKED enum outcome message_add(struct change *change, struct form *form,
				 const struct message_entry *entry);

/* ------------------------------------------------------------------ moderation */

/* Why one is not let through: a closed list, ended by a line without a key. */
struct message_reason {
	const char *key, *english, *ukrainian;
};
const struct message_reason *message_reasons(void);
const struct message_reason *message_reason_find(const char *key);

struct message_decision {
	int64_t message_id;
	const char *text;   /* what everybody will read: the words sent, or better ones */
	const char *reason; /* of declining */
};

extern const struct field message_decision_fields[];

/* The step that letting it through takes, by its state's key; "" when the words become a line. */
const char *message_step(const struct message *message, const struct issue_work *work);

/* Whether letting it through is this viewer's to do. */
bool message_is_open_to(const struct viewer *viewer, const struct message *message,
			const struct issue_work *work);

/*
 * Let it through. An addition and a comment become a public line; a confirmation closes the issue
 * (confirmed by the reporter), a withdrawal ends it with an explanation, a reopening reopens it and
 * makes the new report its duplicate: steps that the viewer must be allowed to take, text being their
 * note. Faults go to form ("text", or those of the step). CONFLICT when it was decided meanwhile.
 */
CHECKED enum outcome message_accept(struct change *change, struct form *form,
				    const struct viewer *viewer,
				    const struct message_decision *decision);

/* Do not. A fault goes to "reason". CONFLICT as above. */
CHECKED enum outcome message_decline(struct change *change, struct form *form,
				     const struct viewer *viewer,
				     const struct message_decision *decision);
