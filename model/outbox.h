/*
 * outbox.h - what waits to be sent to somebody outside.
 *
 *	a change            outbox_add       --.  one transaction: sent if it is durable, and only then
 *	                                       |
 *	server/courier.c    outbox_take      <-'  written down as taken, before the sending
 *	                      ... the network ...
 *	                    outbox_sent           deleted
 *	                    outbox_failed         again later, or given up
 *
 * A courier that dies with something in its hands leaves it taken; it waits again after OUTBOX_LEASE, or
 * when the next one begins. So nothing is lost, and what was handed over right before a power cut may be
 * handed over twice: neither HTTP nor SMTP can tell the two apart. Pings do no harm twice, and mail keeps
 * its Message-ID.
 *
 * Nothing here is public, so the response cache does not notice it; and it holds addresses, so it is as
 * short-lived as can be and leaves no line in the audit log.
 */
#pragma once

#include "db.h"

#define OUTBOX_LEASE ((int64_t)600)        /* seconds */
#define OUTBOX_KEPT  ((int64_t)30 * 86400) /* how long what was given up is shown */

enum outbox_kind { OUTBOX_PING, OUTBOX_MAIL, OUTBOX_KIND_COUNT };

enum outbox_state { OUTBOX_WAITING, OUTBOX_TAKEN, OUTBOX_GIVEN_UP, OUTBOX_STATE_COUNT };

struct outbox_item {
	int64_t id;
	enum outbox_kind kind;
	const char *to; /* of a ping the path of a feed, "/korosten/feeds/issues"; a mail address */
	/*
	 * Of those with the same key only one waits: a second outbox_add only sees to it that it is
	 * tried within a quarter of an hour, however often that failed. One that is being sent counts
	 * no more. NULL: no such bound.
	 */
	const char *key;
	const char
		*body; /* of mail the whole message, RFC 5322, lines end with CRLF; of a ping "" */
	int64_t wait_until; /* not to be sent before; 0: at once */

	/* Given by the reading functions. */
	int64_t made_at;
	int tries;
	enum outbox_state state;
	const char *fault; /* why the last try failed, "" before one did */
};

struct outbox_items {
	struct outbox_item *items;
	size_t count;
};

/* "ping", "mail". */
const char *outbox_kind_key(enum outbox_kind kind);

/* Put it in, in the change that makes it necessary. Of the item kind to wait_until are read. */
CHECKED enum outcome outbox_add(struct change *change, const struct outbox_item *item);

/* Whether anything of the kind is due now: one look into an index. */
bool outbox_is_due(struct db *db, enum outbox_kind kind, int64_t now);

/* The oldest that is due, written down as taken and tried once more. NOT_FOUND: nothing is due. */
CHECKED enum outcome outbox_take(struct change *change, enum outbox_kind kind,
				 struct outbox_item *item);

/* It has arrived: it is deleted, and its bytes are overwritten. */
CHECKED enum outcome outbox_sent(struct change *change, int64_t id);

/*
 * It has not, for that reason (no address in it). It is tried again after 1, 5, 15 minutes, 1, 3, 6, 12 and
 * 24 hours; then, or at once where is_final, it is given up. What waits with the same key takes its place.
 */
CHECKED enum outcome outbox_failed(struct change *change, int64_t id, const char *why,
				   bool is_final);

/* At the start, when nobody can be sending: what is taken waits again, at once. */
CHECKED enum outcome outbox_release(struct change *change);

/* A chore: what was given up long ago is deleted. */
CHECKED enum outcome outbox_tidy(struct change *change);

/*
 * For keys of the shape "GROUP.REST": whether anything of the group waits or is being sent. GROUP has
 * neither points nor anything SQL's order of text would be surprised by: digits.
 */
bool outbox_is_group_busy(struct db *db, enum outbox_kind kind, const char *group);

/* What of the group is not being sent at this moment is deleted: nobody wants it any more. */
CHECKED enum outcome outbox_forget_group(struct change *change, enum outbox_kind kind,
					 const char *group);

/* ------------------------------------------------------------------ for the administrator */

/*
 * At most limit: given up, the newest first; then what failed and is tried again; then the rest by when it
 * is tried. No bodies, and of a mail address only how it begins and its domain: "a…@example.org".
 */
struct outbox_items outbox_list(struct db *db, size_t limit);

/* How many there are of a kind. */
struct outbox_figures {
	int64_t waiting; /* never tried */
	int64_t failed;  /* tried in vain, and tried again later */
	int64_t taken;   /* under way */
	int64_t given_up;
	int64_t late; /* seconds since the first of those that are due was due; 0: none is */
};

/* Costs one walk along the kind's part of an index. */
struct outbox_figures outbox_figures(struct db *db, enum outbox_kind kind, int64_t now);

/* Try again at once, from the first pause on; NOT_FOUND when it is not there, or under way. */
CHECKED enum outcome outbox_retry(struct change *change, int64_t id);

/* The same with everything that was given up. NOT_FOUND: nothing was. */
CHECKED enum outcome outbox_retry_all(struct change *change);

/* Do not send it. NOT_FOUND likewise. */
CHECKED enum outcome outbox_drop(struct change *change, int64_t id);
