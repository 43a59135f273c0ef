/*
 * indicator_settings.h - the administrator's pages of a hromada's indicators.
 */
#pragma once

#include "templates/input.h"

struct indicator_setting {
	const char *href, *name, *use, *definition;
	bool is_own;
};

struct indicator_setting_rows {
	struct indicator_setting *items;
	size_t count;
};

struct indicator_setting_group {
	const char *key, *heading; /* of a part of the report */
	struct indicator_setting_rows rows;
};

struct indicator_setting_groups {
	struct indicator_setting_group *items;
	size_t count;
};

struct indicator_settings_list {
	const char *name, *back, *add;
	struct indicator_setting_groups groups;
};

/* The form of one of them, or of a new one. */
struct indicator_setting_form {
	const char *name, *back, *action;
	const struct form *form;
	const char *key, *kind, *publicity; /* what stays as it is */
	int64_t version;                    /* of the definition in force */
	bool is_own, may_be_removed;
	struct choices sections, units, kinds, publicities, wholes; /* of a new one */
};
