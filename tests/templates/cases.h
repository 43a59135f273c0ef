/*
 * cases.h - what the templates of cases.html are given.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/date.h"

struct case_place {
	const char *name;
	int number;
};

struct case_item {
	const char *text;
	bool is_new;
};

struct case_items {
	struct case_item *items;
	size_t count;
};

struct case_names {
	const char **items;
	size_t count;
};

struct case_thing {
	const char *title, *address;
	char code[8];
	int64_t count, happened_at;
	double share;
	struct date due;
	bool is_open;
	struct case_place place;
	const struct case_place *other;
	struct case_items items;
	struct case_names names;
};
