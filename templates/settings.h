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

/* The form of a hromada or of a kind. */
struct settings_form {
	const char *action, *name;
	const struct form *form;
	struct choices precisions, hours;
};
