/*
 * community.h - the hromadas this installation serves, and their areas.
 *
 * The codifier (KATOTTG) knows every hromada's name, raion and oblast; 56 names stand for more than
 * one hromada, so a name is never shown without raion and oblast. The first nine characters of the
 * code say which hromada it is ("UA1806009"); Open311 uses them as jurisdiction_id.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "area.h"
#include "db.h"
#include "form.h"

struct community {
	int64_t id;
	const char *katottg; /* "UA18060090000061708" */
	const char *slug;    /* "korosten" */
	const char *name; /* "Коростенська територіальна громада" */
	const char *short_name; /* "Коростень" */
	const char *raion;      /* "Коростенський район" */
	const char *oblast;     /* "Житомирська область" */
	int64_t population;     /* 0: not known */
	bool is_frontline;
	int precision_cap; /* see issue.precision in the schema */
	const char *police_unit, *police_phone, *council_address; /* "" when not known */
};

struct communities {
	struct community *items;
	size_t count;
};

/* By slug, by row, or by KATOTTG code (whole, or its first nine characters). NOT_FOUND. */
CHECKED enum outcome community_find(struct db *db, const char *slug, struct community *community);
CHECKED enum outcome community_find_id(struct db *db, int64_t id, struct community *community);
CHECKED enum outcome community_find_katottg(struct db *db, const char *code,
					    struct community *community);

/* All, by oblast, raion and name in Ukrainian order: whoever groups them reads on until it changes. */
struct communities community_all(struct db *db);

/* The areas of a community, in Ukrainian order; one of them, NOT_FOUND when it is another's. */
struct areas community_areas(struct db *db, int64_t community_id);
CHECKED enum outcome community_find_area(struct db *db, int64_t community_id, int64_t area_id,
					 struct area *area);

/* What init and demo say of a community beyond the codifier. Unset texts may be NULL. */
struct community_entry {
	const char *katottg;
	const char *slug;       /* NULL: made of the short name */
	const char *short_name; /* NULL: the chief settlement's name where the codifier knows it */
	const char *police_unit, *police_phone, *council_address;
	int64_t population;
	bool is_frontline;
	int precision_cap; /* as in the table; init gives 3 */
};

/*
 * Add the hromada of entry->katottg with the settlements the codifier knows as its areas. Faults go
 * into form under "katottg" (FAULT_UNKNOWN, FAULT_TAKEN) and "slug" (FAULT_UNKNOWN for a slug that
 * is not made of small letters, digits and hyphens or that is a word of our own; FAULT_TAKEN).
 */
CHECKED enum outcome community_add(struct change *change, struct form *form,
				   const struct community_entry *entry, int64_t *id);

/* Add an area. CONFLICT when there is one of that kind and name. */
CHECKED enum outcome community_add_area(struct change *change, const struct area *area,
					int64_t *id);
