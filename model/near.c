#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define METRES_OF_DEGREE 111195.0
#define BLUR             0.001 /* degrees: what is shown of a place may be that far from what is kept */

/* ------------------------------------------------------------------ as typed */

/* Digits with at most one point, as people and maps write degrees. */
static bool read_degrees(const char **at, double most, int32_t *thousandths)
{
	size_t length = strspn(*at, "-0123456789.");
	char *end;
	double degrees;

	if (!length || length > 24)
		return false;
	degrees = strtod(*at, &end);
	if (end != *at + length || !(fabs(degrees) <= most))
		return false;
	*thousandths = (int32_t)lround(degrees * 1000);
	*at = end;
	return true;
}

static bool read_radius(const char *typed, int32_t *radius)
{
	*radius = NEAR_RADIUS;
	if (!*typed)
		return true;
	if (strspn(typed, "0123456789") != strlen(typed) || strlen(typed) > 5)
		return false;
	*radius = (int32_t)strtol(typed, NULL, 10);
	return *radius >= NEAR_RADIUS_LEAST && *radius <= NEAR_RADIUS_MOST;
}

struct near near_read(const char *point, const char *radius)
{
	struct near near = {0};
	size_t between;

	point += strspn(point, " ");
	if (!read_degrees(&point, 90, &near.latitude))
		return (struct near){0};
	between = strspn(point, ", ");
	point += between;
	if (!between || between > 3 || !read_degrees(&point, 180, &near.longitude))
		return (struct near){0};
	point += strspn(point, " ");
	if (*point || !read_radius(radius, &near.radius))
		return (struct near){0};
	near.is_set = true;
	return near;
}

const char *near_text(struct arena *arena, const struct near *near)
{
	return arena_printf(arena, "%.3f,%.3f", near_latitude(near), near_longitude(near));
}

/* ------------------------------------------------------------------ as a condition */

double near_latitude(const struct near *near)
{
	return near->latitude / 1000.0;
}

double near_longitude(const struct near *near)
{
	return near->longitude / 1000.0;
}

double near_scale(const struct near *near)
{
	double cosine = cos(near_latitude(near) * (M_PI / 180));

	return cosine * cosine;
}

double near_square(const struct near *near)
{
	double degrees = near->radius / METRES_OF_DEGREE;

	return degrees * degrees;
}

/* ------------------------------------------------------------------ by the index */

static int by_id(const void *first, const void *second)
{
	const uint32_t *a = first, *b = second;

	return (*a > *b) - (*a < *b);
}

/* What lies in one band of a hundredth of a degree, about a kilometre high, between two meridians. */
static void find_in_band(struct db *db, int64_t community_id, const struct near *near, int band,
			 double half_width, struct near_ids *ids)
{
	struct rows rows = db_rows(
		db,
		"SELECT p.id FROM issue i JOIN issue_public p ON p.id = i.id "
		"WHERE i.community_id = $1 AND CAST(i.latitude * 100 AS INTEGER) = $2 "
		"AND i.longitude BETWEEN $3 AND $4 AND i.latitude IS NOT NULL "
		"AND " NEAR_MATCHES("p", "$5", "$6", "$7", "$8"),
		ARGS(INT(community_id), INT(band), REAL(near_longitude(near) - half_width),
		     REAL(near_longitude(near) + half_width), REAL(near_latitude(near)),
		     REAL(near_longitude(near)), REAL(near_scale(near)), REAL(near_square(near))));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, ids) = (uint32_t)rows_int(&rows, 0);
}

struct near_ids near_find(struct db *db, int64_t community_id, const struct near *near)
{
	double half_height = sqrt(near_square(near)) + BLUR;
	double narrowing = sqrt(near_scale(near));
	double half_width = narrowing > 0.01 ? sqrt(near_square(near)) / narrowing + BLUR : 360;
	int first = (int)((near_latitude(near) - half_height) * 100);
	int last = (int)((near_latitude(near) + half_height) * 100);
	struct near_ids ids = {0};

	for (int band = first; band <= last; band++)
		find_in_band(db, community_id, near, band, half_width, &ids);
	if (ids.count)
		qsort(ids.items, ids.count, sizeof(*ids.items), by_id);
	return ids;
}
