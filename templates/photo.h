/*
 * photo.h - photos as pages show them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/input.h"

struct photo_view {
	const char *href, *thumbnail; /* thumbnail: NULL for who wants to save bytes */
	const char *alt;
	const char *moment;    /* "Before"; NULL where there is nothing to compare with */
	const char *state;     /* for staff: that it waits; NULL when it is public */
	const char *work;      /* where a moderator decides about it; NULL for others */
	const char *issue;     /* number of the issue, where photos of several stand together */
	int64_t width, height; /* of the thumbnail */
	int64_t whole_width, whole_height;
	int64_t kilobytes; /* of the whole one */
};

struct photo_views {
	struct photo_view *items;
	size_t count;
};

/* What a form has brought so far. */
struct photo_kept {
	const char *id, *key;
	int64_t number, width, height, kilobytes;
};

struct photo_field {
	const char *token; /* the word that travels in the form */
	struct photo_kept *items;
	size_t count;
	bool has_room;
	int64_t most, megabytes; /* so many photos, so large each */
};

/* A part of the picture that can be made unrecognisable. */
struct photo_cell {
	int64_t number, row, column;
};

struct photo_cells {
	struct photo_cell *items;
	size_t count;
};

/* One photo before a moderator. */
struct photo_work {
	const char *slug, *name, *issue, *issue_href, *title;
	struct photo_view view;
	const struct form *form;
	struct choices moments, reasons;
	struct photo_cells cells;
	bool is_tall, is_waiting;
};

struct photo_queue {
	const char *slug;
	struct photo_views photos;
	int64_t count;
};
