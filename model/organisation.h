/*
 * organisation.h - the bodies that answer for things: a department, a utility, the police.
 */
#pragma once

#include "db.h"

struct organisation {
	int64_t id, community_id;
	const char *name;
	const char *kind;   /* council, executive, police, utility, emergency, education, social,
			       health, ngo, other */
	const char *edrpou; /* 8 digits, or "" */
};

struct organisations {
	struct organisation *items;
	size_t count;
};

/* Those of a hromada, in Ukrainian order. */
struct organisations organisation_list(struct db *db, int64_t community_id);

/* NOT_FOUND also when it is another hromada's. */
CHECKED enum outcome organisation_find(struct db *db, int64_t community_id, int64_t id,
				       struct organisation *organisation);

/* By its exact name. */
CHECKED enum outcome organisation_find_named(struct db *db, int64_t community_id, const char *name,
					     struct organisation *organisation);

/* CONFLICT when the hromada has one of this name. */
CHECKED enum outcome organisation_add(struct change *change,
				      const struct organisation *organisation, int64_t *id);
