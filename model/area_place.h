/*
 * area_place.h - where the settlements of a hromada are, as its administrator says it.
 *
 * In degrees of WGS 84, within 44..53 north and 22..41 east (Ukraine's box, as the schema has it). Either
 * field by field ("lat.12", "long.12": of area 12), or as lines of a table: the settlement (its name,
 * with or without its kind, or its code), the latitude and the longitude, parted by tabs, or by blanks,
 * which is how a form shows tabs again. A line without numbers leaves its settlement as it is; a line wins over the fields.
 */
#pragma once

#include "area.h"
#include "form.h"

#define AREA_PLACE_LINES "lines" /* the field of the lines */

/* The field's name, in arena: what is "lat" or "long". */
const char *area_place_field(struct arena *arena, const char *what, int64_t area_id);

/* Degrees as they are shown to be typed again: "50.95", at most five decimals, a metre; in arena. */
const char *area_place_degrees(struct arena *arena, double degrees);

/*
 * Read what was typed and keep it; one audit line tells all that changed, and none is left when nothing
 * did. Fields that were not typed leave their settlements as they are, emptied ones take its place off
 * the map. INVALID with a fault at each field, and one for each faulty line.
 */
CHECKED enum outcome area_place_change(struct change *change, struct form *form,
				       int64_t community_id, int64_t *changed);
