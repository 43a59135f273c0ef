/*
 * area.h - the settlements, starosta districts and police beats of a hromada.
 *
 * Its rows are read and added with their hromada (community.h); here is what one is, and how people
 * write and read its name.
 */
#pragma once

#include <stdbool.h>

#include "db.h"

struct area {
	int64_t id, community_id;
	const char *katottg; /* of a settlement, else "" */
	const char *kind;    /* "city", "town", "village", "starosta", "beat" */
	const char *name;    /* without its kind: "Барди" */
	bool has_point;      /* where it is was set or imported */
	double latitude, longitude;
};

struct areas {
	struct area *items;
	size_t count;
};

/*
 * The area that people mean by a name, with or without its kind ("с. Барди", "барди", "м.Коростень").
 * Case and apostrophes do not count; of several the first in the list wins. NOT_FOUND.
 */
CHECKED enum outcome area_find_named(struct db *db, int64_t community_id, const char *name,
				     struct area *area);

/*
 * "с. Барди", "м. Коростень", "селище Ясногірка", "Бардівський старостинський округ": how Ukrainian
 * writes it; in arena. "" for no name.
 */
const char *area_title(struct arena *arena, const char *kind, const char *name);

/*
 * The areas of a hromada with where they are: as it was set, else the middle of the newest public
 * points of their issues, rounded to about a kilometre; has_point is false where neither is known.
 * Only points that everyone may know are looked at.
 */
struct areas area_places(struct db *db, int64_t community_id);
