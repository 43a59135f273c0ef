/*
 * map.h - settlements as circles: a drawing that is a list of links.
 *
 * Where a settlement is known to be, its circle stands there, moved only as far as it would cover
 * another; where it is not known, circles stand in rows beside the map and say so. The size tells
 * how many issues there are, the number inside says it, and the list below the drawing says it all
 * once more.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAP_WIDTH \
	480 /* units of the drawing; on the smallest screen one is two thirds of a pixel */

struct page;

struct map_circle {
	const char *name, *href;
	int64_t count;
	bool has_place;
	double latitude, longitude;
	/* map_lay_out sets these: */
	double at_x, at_y;                        /* where it belongs */
	int x, y, radius, text_y, name_x, name_y; /* name_y: of its upper edge */
	bool is_named; /* among the largest: its name stands in the drawing too */
};

struct map_circles {
	struct map_circle *items;
	size_t count;
};

struct map {
	struct map_circles placed, unplaced, empty; /* empty: places without an issue, small */
	int height, unplaced_height;
};

/* One list of all is divided and laid out. */
struct arena;
struct map map_lay_out(struct arena *arena, const struct map_circles *all);

/* The page. */
struct map_view {
	const char *slug;
	struct map map;
	struct map_circles rows;        /* the list: those with issues, the most first */
	int64_t count, count_elsewhere; /* of all; of those whose settlement is not told */
	const char *what;               /* "Open issues"; what the filters say */
	const char *list, *elsewhere, *geojson, *clear; /* addresses; NULL: none */
	const char *interactive; /* address of the interactive map, or NULL */
	int64_t interactive_bytes;
};

struct map_interactive_view {
	const char *style, *library, *script; /* addresses of what it loads */
	const char *data, *tiles, *back;
};
