/*
 * audit.h - who did what, when, and what stood there before and after.
 *
 * Append-only. Every line carries the BLAKE2b-256 of the line before it and of itself, so that a
 * line changed, taken out or slipped in behind our back is found by audit_verify. Residents' personal
 * data never goes in here: what was erased elsewhere must not live on in the log.
 */
#pragma once

#include "base/pairs.h"
#include "db.h"

struct audit_line {
	int64_t id, at, person_id, community_id;
	const char *actor, *role, *action, *subject, *before, *after;
};

struct audit_lines {
	struct audit_line *items;
	size_t count;
};

/*
 * Add the change's line. action is "noun verb" ("issue step"), subject "noun id" ("issue 43"), before
 * and after are JSON made by audit_json, or "".
 */
CHECKED enum outcome audit_add(struct change *change, const char *action, const char *subject,
			       const char *before, const char *after);

/* {"name":"value",...} of the pairs, in arena. */
const char *audit_json(struct arena *arena, const struct pairs *pairs);

/* The newest lines before line number before (0: the newest of all), at most count, newest first. */
struct audit_lines audit_latest(struct db *db, int64_t before, size_t count);

/* What somebody looks for in the log; "" and 0 are anything. */
struct audit_filter {
	int64_t admin_id;            /* who looks: sees the hromadas they administer */
	const char *actor, *subject; /* a login; "issue 43" */
	int64_t before;              /* only lines before this one */
	size_t most;
};

/* The lines that fit, newest first. */
struct audit_lines audit_list(struct db *db, const struct audit_filter *filter);

/* Whose looks are listed; "" and 0 are anything. */
struct audit_look_filter {
	int64_t admin_id;  /* who asks: sees the hromadas they administer */
	const char *actor; /* a login, or "resident" */
	int64_t community_id;
	int64_t before; /* only lines before this one */
	size_t most;
};

/* The looks at personal data that fit, residents' and staff's, newest first. */
struct audit_lines audit_looks(struct db *db, const struct audit_look_filter *filter);

/* The same for one subject, oldest first. */
struct audit_lines audit_of(struct db *db, const char *subject);

/* What that person did under that login, newest first, at most most. */
struct audit_lines audit_by(struct db *db, int64_t person_id, const char *login, size_t most);

/* How many lines there are. */
int64_t audit_count(struct db *db);

/* Walk the chain. OK when it is whole; INVALID with *broken the first line that does not fit. */
CHECKED enum outcome audit_verify(struct db *db, int64_t *broken);

/*
 * Put other in the place of the login of that person wherever the log names it, and seal the lines from
 * the first of them on anew, so that the chain is whole. *sealed_before and *sealed_after are the hash of
 * the newest line as it was and as it is, for who has noted it elsewhere. The log is walked once from
 * there, in which nobody else writes: one or two seconds of processor time for 100,000 lines.
 */
CHECKED enum outcome audit_forget(struct change *change, int64_t person_id, const char *login,
				  const char *other, const char **sealed_before,
				  const char **sealed_after);
