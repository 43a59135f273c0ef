/*
 * api_receipt.h - what a program gets for what it sent: a token for a report, nothing new for an update
 * that it sent before.
 *
 * A report has no number that may be told before a moderator let it through, so the program gets a
 * random token and asks with it until there is one. The token opens nothing else: it is not the
 * reporter's secret link.
 */
#pragma once

#include "api_key.h"
#include "issue.h"

/* The token of an issue that this key sent. */
CHECKED enum outcome api_receipt_add(struct change *change, const struct api_key *key,
				     int64_t issue_id, const char **token);

/*
 * The issue behind a token in a hromada; key->year is 0 while it never was public. NOT_FOUND for no token
 * of ours.
 */
CHECKED enum outcome api_receipt_find(struct db *db, int64_t community_id, const char *token,
				      struct issue_key *key);

/* An update is noted by the sender's own id. CONFLICT when it was noted before. */
CHECKED enum outcome api_receipt_note_update(struct change *change, const struct api_key *key,
					     const char *update_id);
