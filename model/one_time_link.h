/*
 * one_time_link.h - a link that lets its holder set a password: once, within 24 hours.
 *
 * An administrator prints it or hands it over; no e-mail is needed. Only its hash is kept, and a new
 * link ends the person's earlier ones.
 */
#pragma once

#include <stdint.h>

#include "db.h"

struct one_time_link {
	int64_t id, person_id, expires_at;
	const char *login, *name; /* whose it is */
};

/* Make one; the address is "/account/link/" and *token, which is told this once. */
CHECKED enum outcome one_time_link_add(struct change *change, int64_t person_id,
				       const char **token);

/* End all unused ones of a person. */
CHECKED enum outcome one_time_link_end_all(struct change *change, int64_t person_id);

/* NOT_FOUND when there was never such a link, GONE when it was used, replaced or is too old. */
CHECKED enum outcome one_time_link_find(struct db *db, const char *token, int64_t now,
					struct one_time_link *link);

/* Set its person's password (already hashed), end the link and all their sessions. */
CHECKED enum outcome one_time_link_use(struct change *change, const struct one_time_link *link,
				       const char *hash);
