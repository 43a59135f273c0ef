/*
 * api_key.h - keys of programs that write through the Open311 API: whose they are, what they may do, how
 * often.
 *
 * Reading needs no key. A key is 192 random bits, shown once when it is made; only its hash is kept. It
 * is for one hromada, or for all of them, and what it sends goes through moderation as a resident's
 * words do. Limits are counted in the minute and the day that it writes in, in the database, so a
 * restart forgets nothing.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "form.h"

/* What a key may do, as bits. */
enum api_right {
	API_REPORT = 1, /* send reports */
	API_UPDATE = 2, /* send updates of issues that are public */
};

struct api_key {
	int64_t id;
	int64_t community_id;         /* 0: any hromada */
	const char *slug, *community; /* of its hromada; "" for any */
	const char *name;
	unsigned rights;
	int64_t per_minute, per_day;
	int64_t made_at, revoked_at; /* 0: it works */
	int64_t used_at;             /* 0: never */
	int64_t today;               /* how often it wrote on the day of now */
};

struct api_keys {
	struct api_key *items;
	size_t count;
};

/* The key behind what a program sent. NOT_FOUND when it is none, or was revoked. */
CHECKED enum outcome api_key_find(struct db *db, const char *secret, struct api_key *key);

/*
 * Count one use. TOO_OFTEN when a limit is reached, with the seconds to wait in *wait; nothing is counted
 * then.
 */
CHECKED enum outcome api_key_count(struct change *change, const struct api_key *key, int *wait);

/* ------------------------------------------------------------------ administration */

/* What an administrator types. */
struct api_key_entry {
	const char *name, *community; /* community: a slug, "" for any */
	bool may_report, may_update;
	int64_t per_minute, per_day;
};

extern const struct field api_key_fields[];

/*
 * Those of hromadas this administrator manages, the newest first, at most most, behind the id before (0:
 * from the newest). now: of which day "today" is.
 */
struct api_keys api_key_list(struct db *db, int64_t admin_id, int64_t before, int64_t now,
			     size_t most);

/* One of them; NOT_FOUND when it is elsewhere. */
CHECKED enum outcome api_key_find_id(struct db *db, int64_t admin_id, int64_t id, int64_t now,
				     struct api_key *key);

/*
 * Make one; *secret is the key, told this once. Faults: a right of at least one kind ("may_report").
 * The hromada has been checked by the caller: community_id, 0 for any.
 */
CHECKED enum outcome api_key_add(struct change *change, struct form *form, int64_t community_id,
				 const struct api_key_entry *entry, int64_t *id,
				 const char **secret);

/* Change name, rights and limits; its hromada stays. */
CHECKED enum outcome api_key_change(struct change *change, struct form *form, int64_t id,
				    const struct api_key_entry *entry);

/* It works no more, for good. CONFLICT when it does not work already. */
CHECKED enum outcome api_key_revoke(struct change *change, int64_t id);
