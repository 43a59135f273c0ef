/*
 * area.h - the settlements, starosta districts and police beats of a hromada.
 */
#pragma once

#include "db.h"

struct area {
	int64_t id, community_id;
	const char *katottg; /* of a settlement, else "" */
	const char *kind;    /* "city", "town", "village", "starosta", "beat" */
	const char *name;    /* without its kind: "Барди" */
};

struct areas {
	struct area *items;
	size_t count;
};

/* Those of a hromada: settlements first, cities before villages, then in Ukrainian order. */
struct areas area_list(struct db *db, int64_t community_id);

/* NOT_FOUND also when it is another hromada's. */
CHECKED enum outcome area_find(struct db *db, int64_t community_id, int64_t id, struct area *area);

/* By name as people write it, with or without "с.", "м.", "смт"; case and apostrophes do not count. */
CHECKED enum outcome area_find_named(struct db *db, int64_t community_id, const char *name,
				     struct area *area);

/* CONFLICT when the hromada has one of this kind and name. */
CHECKED enum outcome area_add(struct change *change, const struct area *area, int64_t *id);

/* "с. Барди", "м. Коростень", "селище Х": how Ukrainian puts a kind before a name; in arena. */
const char *area_title(struct arena *arena, const char *kind, const char *name);
