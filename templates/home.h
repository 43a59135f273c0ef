/*
 * home.h - what the first pages show: of a hromada, and of the whole installation.
 */
#pragma once

#include "model/community.h"
#include "model/issue.h"
#include "model/report.h"
#include "templates/chart.h"

/* An issue in a few words. */
struct home_issue {
	const char *key; /* "2026-147" */
	const char *title, *state, *tag, *place;
	int64_t at; /* published, or resolved */
};

struct home_issues {
	struct home_issue *items;
	size_t count;
};

struct home {
	const struct community *community;
	const struct report *report; /* the newest; NULL: none yet */
	const char *period, *message;
	struct chart chart;
	struct date due; /* of the next report */
	bool is_overdue;
	struct home_issues open, resolved;
	int64_t open_count, resolved_count;
};

/* The hromadas of a raion, the raions of an oblast. */
struct home_raion {
	const char *name;
	struct communities communities;
};

struct home_raions {
	struct home_raion *items;
	size_t count;
};

struct home_oblast {
	const char *name;
	struct home_raions raions;
};

struct home_oblasts {
	struct home_oblast *items;
	size_t count;
};

struct home_list {
	const char *q; /* what was looked for; "" */
	int64_t count;
	bool is_searched;
	struct home_oblasts oblasts;
};
