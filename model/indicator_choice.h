/*
 * indicator_choice.h - what a hromada makes of an indicator: used or not, asked for first or kept
 * folded, its place among the others, what exactly is counted.
 *
 * Whatever is changed here, published figures stay as they are: what is no longer used is only not
 * asked for any more, and a new wording is a new version of the definition (indicator_definition.h),
 * before which and after which figures are not compared.
 */
#pragma once

#include "form.h"
#include "indicator.h"

#define INDICATOR_NAME_MOST       120 /* characters */
#define INDICATOR_DEFINITION_MOST 1000

struct indicator_choice {
	const char *uk, *en; /* names; of the hromada's own indicators only */
	bool is_used, is_core;
	int64_t place;                          /* in its part, from 1 */
	const char *definition, *definition_en; /* both empty: everybody's */
	bool is_break_meant; /* who changes the definition knows what it breaks */
};
extern const struct field indicator_choice_fields[];

/* The indicators of a part as that hromada orders them, its own among them, used or not. */
struct indicators indicator_choice_part(struct db *db, int64_t community_id, const char *section);

/*
 * Keep it. NOT_FOUND when the hromada has no such indicator. Faults: uk, en FAULT_MISSING (of its
 * own); definition FAULT_MISSING (of its own, or with an English one alone); is_break_meant
 * FAULT_BREAKS when figures were counted by the definition in force.
 */
CHECKED enum outcome indicator_choice_change(struct change *change, struct form *form,
					     int64_t community_id, const char *key,
					     const struct indicator_choice *choice);
