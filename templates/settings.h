/*
 * settings.h - what administrators set: of a hromada, of a kind of issues, of the whole installation.
 */
#pragma once

#include "model/category.h"
#include "model/community.h"
#include "templates/input.h"

/* One line of a list: where its form stands, and what holds now. */
struct settings_row {
	const char *href, *name, *precision, *more;
};

struct settings_rows {
	struct settings_row *items;
	size_t count;
};

/* Where settlements are: their names, the names of their fields, what those are read out as. */
struct settings_place {
	const char *name, *latitude, *longitude, *latitude_label, *longitude_label;
};

struct settings_places {
	const char *action, *back, *name;
	const char *from; /* the page's first settlement, or "" on the first page */
	bool is_paged;
	const char *first, *next; /* addresses; NULL: none */
	const struct form *form;
	int64_t all, known; /* settlements; those with a place */
	struct {
		struct settings_place *items;
		size_t count;
	} rows;
};

/* The form of a hromada or of a kind. */
struct settings_form {
	const char *action, *name;
	const char *places; /* address of where its settlements are; NULL: no such page */
	const struct form *form;
	struct choices precisions, hours;
};
