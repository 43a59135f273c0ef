/*
 * performance.h - how the register is doing, as its page shows it: numbers put into words.
 *
 * server/pages/performance.c fills it from model/performance.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/date.h"
#include "templates/chart.h"
#include "templates/input.h"

/* A line of figures: of a kind, of a body, of all. */
struct performance_line {
	const char *name;
	int64_t registered, finished, overdue, reopened;
	const char *to_register, *to_assign, *to_finish; /* "2,5 / 14,0", or how many there are */
	const char *on_time;                             /* "8 of 10", "80 of 100 (80 %)" */
};

struct performance_lines {
	struct performance_line *items;
	size_t count;
};

struct performance_view {
	const char *slug, *period, *csv;
	const char *lead; /* the main thing in a sentence; "" when there is too little for one */
	const struct form *form;
	struct date from, to;
	struct performance_line all;
	struct performance_lines categories, bodies;
	struct chart registered, finished; /* by kind; no bars: nothing to show */
	bool is_cut, is_made_up;
};
