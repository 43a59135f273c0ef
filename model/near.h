/*
 * near.h - "near this point": a filter of the register and its feeds.
 *
 * The point is coarse, thousandths of a degree (70 to 110 m), so that an address tells no more of who asks
 * than a street would, and so that neighbours share one feed. Compared is only what the public sees of an
 * issue's place (issue_public): one without a public point is near nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db.h"

#define NEAR_RADIUS       1000 /* metres, when none is given */
#define NEAR_RADIUS_LEAST 100
#define NEAR_RADIUS_MOST  20000

struct near {
	bool is_set;
	int32_t latitude, longitude; /* thousandths of a degree */
	int32_t radius;              /* metres */
};

/*
 * "50.951,28.645" (a blank behind the comma, or alone, is well) and "500", as typed. Not set when either
 * cannot be understood; radius "" is NEAR_RADIUS.
 */
struct near near_read(const char *point, const char *radius);

/* Back: "50.951,28.645". In arena. */
const char *near_text(struct arena *arena, const struct near *near);

/*
 * A condition for rows of issue_public, named p there, and its four values: NEAR_MATCHES("i", "$13",
 * "$14", "$15", "$16") with near_latitude(), near_longitude(), near_scale() and near_square() for them.
 * On a plane that touches the earth at the point: at 20 km it errs by less than a metre in a hundred.
 */
#define NEAR_MATCHES(name, latitude, longitude, scale, square)                             \
	"(" name ".latitude - " latitude ") * (" name ".latitude - " latitude ") + (" name \
	".longitude - " longitude ") * (" name ".longitude - " longitude ") * " scale      \
	" <= " square
double near_latitude(const struct near *near);
double near_longitude(const struct near *near);
double near_scale(const struct near *near); /* how much shorter a degree of longitude is, squared */
double near_square(const struct near *near); /* the radius in degrees of latitude, squared */

/* The ids of a hromada's public issues that are near, rising, by an index of places. */
struct near_ids {
	uint32_t *items;
	size_t count;
};
struct near_ids near_find(struct db *db, int64_t community_id, const struct near *near);
