/*
 * subscription.h - news by e-mail: who gets which feed, how often, and how far they were told.
 *
 *	subscription_ask        somebody typed an address: nothing is sent there but one question
 *	subscription_confirm    its owner said yes, by the secret in that letter
 *	subscription_due        those for whom there is something new now
 *	subscription_move_to    a letter was written, in the same change as it went into the outbox
 *	subscription_end        the owner said no, or the secretary was asked to: the row is deleted
 *
 * Where somebody stands is a position in the order of publications (publication.h), so what is told to
 * them is what the feed would tell to a reader who stands there, and a process that dies in between
 * loses nothing and repeats nothing.
 *
 * Several rows may be of one address and one feed while they are only asked for; confirming one ends
 * the others, and takes over the earliest position. So a new rhythm is asked for and confirmed like a
 * new subscription, and nobody can find out by asking whether an address is known.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

enum subscription_rhythm {
	SUBSCRIPTION_AT_ONCE,
	SUBSCRIPTION_DAILY,
	SUBSCRIPTION_WEEKLY,
	SUBSCRIPTION_RHYTHM_COUNT
};

#define SUBSCRIPTION_PAUSE        (10 * 60) /* seconds between two letters at once: what comes gathers */
#define SUBSCRIPTION_HOUR         8         /* in Kyiv, when daily and weekly letters are written */
#define SUBSCRIPTION_ASKED_DAYS   3         /* how long an unconfirmed one is kept */
#define SUBSCRIPTION_ASKS_A_DAY   3         /* letters with a question to one address */
#define SUBSCRIPTION_SECRET_CHARS 64
#define SUBSCRIPTION_REFUSALS     3  /* letters refused in a row: nobody is there, when they */
#define SUBSCRIPTION_REFUSED_DAYS 14 /* lie so far apart, the first and the last */

/* "at_once", "daily", "weekly"; -1 when it is none of them. */
int subscription_rhythm_find(const char *key);
const char *subscription_rhythm_key(enum subscription_rhythm rhythm);

/*
 * The first moment after now at which that rhythm wants a letter, the last one having been written now:
 * SUBSCRIPTION_HOUR of the next day, of the next Monday.
 */
int64_t subscription_next(enum subscription_rhythm rhythm, int64_t now);

struct subscription {
	int64_t id, community_id; /* 0: all hromadas */
	const char *kind, *query; /* which feed; kind "issue": of the issue that query numbers */
	const char *language, *email;
	enum subscription_rhythm rhythm;
	bool is_confirmed;
	int64_t asked_at, confirmed_at;
	int64_t seq;        /* told up to this publication.seq */
	const char *secret; /* its links end with it */
};

struct subscriptions {
	struct subscription *items;
	size_t count;
};

/* ------------------------------------------------------------------ asked for, confirmed, ended */

/* What somebody typed. */
struct subscription_wish {
	int64_t community_id;
	const char *kind, *query, *language, *email;
	enum subscription_rhythm rhythm;
	const char *address; /* internet address of who asks; not kept */
	int64_t per_network; /* how often one network may ask in a day */
};

/*
 * Note it, unconfirmed; *asked is what a letter has to be written to. Its id is 0 when that address was
 * asked often enough for a day: then nothing is noted and nothing may be sent, and whoever asked must
 * not learn it. TOO_OFTEN when their own network asked too often. It stands at the newest publication.
 */
CHECKED enum outcome subscription_ask(struct change *change, const struct subscription_wish *wish,
				      struct subscription *asked);

/* By the secret of its links. NOT_FOUND when there never was such a one, GONE when it has ended. */
CHECKED enum outcome subscription_find(struct db *db, const char *secret,
				       struct subscription *subscription);

/* Its owner says yes. Harmless when they did before. */
CHECKED enum outcome subscription_confirm(struct change *change,
					  const struct subscription *subscription);

/* From now on that often. */
CHECKED enum outcome subscription_set_rhythm(struct change *change,
					     const struct subscription *subscription,
					     enum subscription_rhythm rhythm);

/*
 * From now on of another issue, which query numbers: the one it was of turned out to be the same. Where
 * the address is told of that one already, this subscription ends.
 */
CHECKED enum outcome subscription_follow(struct change *change,
					 const struct subscription *subscription,
					 const char *query);

/*
 * What the keys of its letters in the outbox begin with (outbox_is_group_busy): no letter is written
 * while another one is on its way, so that a mail server that comes back gets one and not twenty.
 */
const char *subscription_group(struct arena *arena, const struct subscription *subscription);

/*
 * It goes, with its address and what waits to be sent there. reason, for the log: "owner", "click", "asked", "time",
 * "same", "refused".
 */
CHECKED enum outcome subscription_end(struct change *change,
				      const struct subscription *subscription, const char *reason);

/*
 * All of an address in that hromada and of all hromadas, for the person's right to know and to have it
 * erased. Looking is recorded by the caller.
 */
struct subscriptions subscription_of(struct db *db, int64_t community_id, const char *email);

/* Who never answered goes, and who asked is forgotten after a day. */
CHECKED enum outcome subscription_tidy(struct change *change);

/* ------------------------------------------------------------------ told */

/*
 * Confirmed ones, at most `most`, whose moment has come: of those at once, if something was published in
 * their hromada behind their position; of the others all. Whether anything fits their filter is the
 * caller's to see; they are due until subscription_move_to.
 */
struct subscriptions subscription_due(struct db *db, int64_t now, int most);

/* The newest position in what a subscription could be told of: 0 when nothing was published yet. */
int64_t subscription_newest(struct db *db, const struct subscription *subscription);

/*
 * It was told up to seq (or nothing up to there fitted), and is due again at due_at. In the change that
 * puts the letter into the outbox.
 */
CHECKED enum outcome subscription_move_to(struct change *change, int64_t id, int64_t seq,
					  int64_t due_at);

/* Whose letter has that key in the outbox (subscription_group). */
int64_t subscription_of_key(const char *key);

/* A letter has arrived. */
CHECKED enum outcome subscription_arrived(struct change *change, int64_t id);

/*
 * A letter was refused, because there is no such mailbox (carrier.h). Once is somebody's mistake; after
 * SUBSCRIPTION_REFUSALS in a row, over SUBSCRIPTION_REFUSED_DAYS, a confirmed one ends. Who never confirmed is
 * forgotten anyway. Nothing happens where there is no such subscription any more.
 */
CHECKED enum outcome subscription_refused(struct change *change, int64_t id);
