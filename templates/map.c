#include "map.h"

#include <math.h>

#include "model/base/arena.h"
#include "model/base/unicode.h"

#define MARGIN       64
#define LEAST_RADIUS 18 /* 24 pixels across on the smallest screen (WCAG 2.5.8) */
#define MOST_RADIUS  44
#define DOT          4
#define NAMED        12 /* the largest get their names */
#define STEPS        80
#define GAP          3
#define LETTER       11 /* of a name, on the smallest screen, where they grow against the drawing */

static int radius_of(int64_t count, int64_t most)
{
	return LEAST_RADIUS +
	       (int)((MOST_RADIUS - LEAST_RADIUS) * sqrt((double)count / (double)most));
}

/* Longitudes are shorter than latitudes by the cosine of the latitude. */
static void project(struct map *map, struct map_circles *lists[2])
{
	double west = 1e9, east = -1e9, south = 1e9, north = -1e9, scale, span_x, span_y, narrow;

	for (int list = 0; list < 2; list++)
		for (size_t i = 0; i < lists[list]->count; i++) {
			const struct map_circle *circle = &lists[list]->items[i];

			west = fmin(west, circle->longitude);
			east = fmax(east, circle->longitude);
			south = fmin(south, circle->latitude);
			north = fmax(north, circle->latitude);
		}
	narrow = cos((south + north) / 2 * M_PI / 180);
	span_x = fmax((east - west) * narrow, 0.01);
	span_y = fmax(north - south, 0.01);
	scale = fmin((MAP_WIDTH - 2 * MARGIN) / span_x, (1.5 * MAP_WIDTH - 2 * MARGIN) / span_y);
	map->height = (int)(span_y * scale) + 2 * MARGIN;
	for (int list = 0; list < 2; list++)
		for (size_t i = 0; i < lists[list]->count; i++) {
			struct map_circle *circle = &lists[list]->items[i];

			circle->at_x = MAP_WIDTH / 2.0 +
				       (circle->longitude - (west + east) / 2) * narrow * scale;
			circle->at_y = MARGIN + (north - circle->latitude) * scale;
		}
}

static double within(double value, double radius, double most)
{
	return fmin(fmax(value, radius), fmax(most - radius, radius));
}

/* One step: circles that cover each other move apart, half each. */
static void push_apart(struct map_circles *circles, double height)
{
	for (size_t i = 0; i < circles->count; i++)
		for (size_t k = i + 1; k < circles->count; k++) {
			struct map_circle *a = &circles->items[i], *b = &circles->items[k];
			double dx = b->at_x - a->at_x, dy = b->at_y - a->at_y;
			double distance = sqrt(dx * dx + dy * dy);
			double lacking = a->radius + b->radius + GAP - distance;

			if (lacking <= 0)
				continue;
			if (distance < 0.01) { /* the same place: apart in a direction of its own */
				dx = cos((double)k);
				dy = sin((double)k);
				distance = 1;
			}
			a->at_x = within(a->at_x - dx / distance * lacking / 2, a->radius,
					 MAP_WIDTH);
			a->at_y = within(a->at_y - dy / distance * lacking / 2, a->radius, height);
			b->at_x = within(b->at_x + dx / distance * lacking / 2, b->radius,
					 MAP_WIDTH);
			b->at_y = within(b->at_y + dy / distance * lacking / 2, b->radius, height);
		}
}

/* As wide as its name gets on any screen. */
static int name_most(const struct map_circle *circle)
{
	return (int)unicode_length(circle->name) * LETTER;
}

static void settle(struct map_circles *circles)
{
	for (size_t i = 0; i < circles->count; i++) {
		struct map_circle *circle = &circles->items[i];

		circle->x = (int)lround(circle->at_x);
		circle->y = (int)lround(circle->at_y);
		circle->text_y = circle->y + 5;
		circle->name_x = (int)lround(within(circle->x, name_most(circle) / 2.0, MAP_WIDTH));
		circle->name_y = circle->y + circle->radius;
		circle->is_named = i < NAMED;
	}
}

/* In rows, as they come. */
static int lay_in_rows(struct map_circles *circles)
{
	int x = 0, y = 0, row = 0;

	for (size_t i = 0; i < circles->count; i++) {
		struct map_circle *circle = &circles->items[i];
		int room = 2 * circle->radius + 56;
		int name = name_most(circle) + LETTER;

		room = room > name ? room : name;
		if (x && x + room > MAP_WIDTH) {
			x = 0;
			y += row;
			row = 0;
		}
		circle->at_x = x + room / 2.0;
		circle->at_y = y + circle->radius + 4;
		x += room;
		if (row < 2 * circle->radius + 24)
			row = 2 * circle->radius + 24;
	}
	settle(circles);
	for (size_t i = 0; i < circles->count; i++)
		circles->items[i].is_named = true;
	return y + row;
}

struct map map_lay_out(struct arena *arena, const struct map_circles *all)
{
	struct map map = {0};
	struct map_circles *lists[2] = {&map.placed, &map.empty};
	int64_t most = 1;

	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].count > most)
			most = all->items[i].count;
	for (size_t i = 0; i < all->count; i++) {
		const struct map_circle *circle = &all->items[i];
		struct map_circles *list = !circle->count      ? &map.empty
					   : circle->has_place ? &map.placed
							       : &map.unplaced;
		struct map_circle *put;

		if (!circle->count && !circle->has_place)
			continue;
		put = LIST_ADD(arena, list);
		*put = *circle;
		put->radius = circle->count ? radius_of(circle->count, most) : DOT;
	}
	if (map.placed.count + map.empty.count)
		project(&map, lists);
	for (int step = 0; step < STEPS; step++)
		push_apart(&map.placed, map.height);
	settle(&map.placed);
	settle(&map.empty);
	map.unplaced_height = lay_in_rows(&map.unplaced);
	return map;
}
