/*
 * session.h - somebody signed in.
 *
 * The cookie holds 256 random bits, the database only their hash. A session ends 30 minutes after
 * its last use, 12 hours after its beginning, at sign-out, and when the password or a role changes
 * or the account is disabled. Sessions change with every visit and are not audited.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

struct session {
	int64_t id, person_id;
	int64_t made_at, seen_at;
	const char *device;
	bool wants_touch; /* its last use was written more than a minute ago */
	bool is_this;     /* in a list: the one that asked for it */
};

struct sessions {
	struct session *items;
	size_t count;
};

/*
 * Begin one; *token is what the cookie holds, told this once. device: a few words that tell one's own
 * browsers apart, cut to what fits.
 */
CHECKED enum outcome session_begin(struct change *change, int64_t person_id, const char *device,
				   const char **token);

/* The live session of a cookie's token; NOT_FOUND for any other, ended or disabled. */
CHECKED enum outcome session_find(struct db *db, const char *token, int64_t now,
				  struct session *session);

/* Write down that it is in use; once a minute is enough (wants_touch). */
CHECKED enum outcome session_touch(struct change *change, int64_t id);

/* A person's live sessions, the last used first; asking is the one that wants to know (0: none). */
struct sessions session_of(struct db *db, int64_t person_id, int64_t asking, int64_t now);

/* End one of a person's own; NOT_FOUND when it is none of theirs. */
CHECKED enum outcome session_end(struct change *change, int64_t person_id, int64_t id);

/* End all of a person's, but keep (0: none). */
CHECKED enum outcome session_end_others(struct change *change, int64_t person_id, int64_t keep);

/* Forget those whose time is over. */
CHECKED enum outcome session_tidy(struct change *change);
