/*
 * indicator_own.h - indicators that a hromada adds of its own.
 *
 * What an indicator is - its part of the report, its unit and kind, how public it is, what it is a
 * part of - stays as it was added, because figures that were published rely on it. While nobody has
 * counted by it, it can be removed and added anew; its words and its place are indicator_choice.h's.
 */
#pragma once

#include "form.h"
#include "indicator.h"

#define INDICATOR_OWN_PREFIX "own_"

struct indicator_own {
	const char *key;     /* Latin small letters, digits and _; the prefix is put before it */
	const char *section; /* of struct indicator */
	const char *uk, *en, *unit;
	int kind, publicity;   /* enum indicator_kind, enum indicator_publicity */
	const char *subset_of; /* a key, or "" */
	bool is_kind;
	const char *definition, *definition_en;
};
extern const struct field indicator_own_fields[];

/* The units that there are. */
extern const char *const indicator_own_units[];
extern const size_t indicator_own_unit_count;

/*
 * Add it behind the others; *key is its whole one, in the change's memory. Faults: key FAULT_NOT_A_KEY,
 * FAULT_TAKEN (anywhere in the installation); section, unit FAULT_UNKNOWN; kind FAULT_NOT_A_SUM (of a
 * percentage); subset_of FAULT_UNKNOWN, FAULT_OTHER_KIND, and FAULT_MISSING of a kind of nothing.
 */
CHECKED enum outcome indicator_own_add(struct change *change, struct form *form,
				       int64_t community_id, const struct indicator_own *own,
				       const char **key);

/* Whether a report, be it a draft, has a figure of it, or another indicator is a part of it. */
bool indicator_own_is_in_use(struct db *db, const char *key);

/* Remove one of the hromada's own; NOT_FOUND when it is none, CONFLICT when it is in use. */
CHECKED enum outcome indicator_own_remove(struct change *change, int64_t community_id,
					  const char *key);
