/*
 * indicator.h - the pages of what the police count: all indicators, and one of them over time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "templates/chart.h"

/* One in the list of all. */
struct indicator_line {
	const char *key, *name, *definition;
	const char *figure; /* in the newest report; "" when nothing was said */
	bool is_part;       /* "of which ..." */
	bool is_ukrainian;  /* the definition, on an English page too */
};

struct indicator_lines {
	struct indicator_line *items;
	size_t count;
};

struct indicator_group {
	const char *key, *heading;
	struct indicator_lines lines;
};

struct indicator_groups {
	struct indicator_group *items;
	size_t count;
};

struct indicator_list {
	const char *slug;
	const char *period; /* of the newest report; "" when there is none */
	struct indicator_groups groups;
};

/* A period of the line. bar has its words and its width. */
struct indicator_period {
	struct chart_bar bar;
	int64_t report_id;  /* 0: a gap */
	const char *change; /* from the period before */
	const char *note;   /* of the author */
	int64_t definition; /* the version of the definition that begins to hold here; 0: as before */
};

struct indicator_periods {
	struct indicator_period *items;
	size_t count;
};

/* A definition that is not the one in force. */
struct indicator_wording {
	int64_t version, since; /* since 0: nobody knows */
	const char *words;
	bool is_ukrainian;
};

struct indicator_wordings {
	struct indicator_wording *items;
	size_t count;
};

struct indicator_view {
	const char *slug, *name, *definition;
	const char *section, *heading; /* key and words of its part of the report */
	const char *kind;              /* what kind of number it is, a sentence */
	const char *whole, *whole_key; /* what it is a part of; "" */
	const char *unit;              /* who reports; "" when nobody has yet */
	int64_t definition_version;
	bool is_ukrainian;                  /* the definition */
	struct indicator_wordings wordings; /* the others, newest first */
	struct indicator_periods periods;   /* oldest first */
	bool is_cumulative, has_gaps, has_breaks, has_small;
	bool has_remarks; /* one of these */
};
