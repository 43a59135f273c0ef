/*
 * report.h - what the pages of police reports show; server/pages/report_view.c fills it.
 */
#pragma once

#include "model/form.h"
#include "model/report_read.h"
#include "templates/chart.h"
#include "templates/qr.h"
#include "templates/report_changes.h"
#include "templates/report_closed.h"
#include "templates/report_files.h"
#include "templates/report_since.h"
#include "templates/report_talk.h"

/* An indicator in a report, all in words. */
struct report_row {
	const char *key, *name;
	const char *now, *before, *change, *last_year, *change_last_year;
	const char *note;   /* of the author */
	int64_t definition; /* the version it was counted by, unless that is the one in force; 0 */
	bool is_part;       /* "of which ..." */
};

struct report_rows {
	struct report_row *items;
	size_t count;
};

/* A part of the report: figures, a chart of one of them, a text. */
struct report_block {
	const char *key, *heading;
	struct report_rows rows;
	bool has_before, has_last_year; /* whether there is a report beside this one */
	struct chart chart;             /* no bars: none */
	const char *text;
};

struct report_blocks {
	struct report_block *items;
	size_t count;
};

/* A published version in the list of all. */
struct report_version_line {
	const struct report *report;
	const char *changes; /* how much it changed, in words; "" */
};

struct report_version_lines {
	struct report_version_line *items;
	size_t count;
};

struct report_view {
	const struct form *form; /* faults of a step that was refused */
	const struct report *report;
	const char *slug, *title, *kind, *basis;
	const char *message;     /* the key sentence; "" when no figure gives one */
	const char *territories; /* names, when there is more than this hromada; else "" */
	struct report_blocks blocks;
	struct report_since since;
	struct report_closed closed;
	struct report_talk talk; /* answers to the community, plans */
	struct report_files files;
	const char *address; /* of this version, whole; what the code on paper says */
	struct qr qr;
	struct report_change_list changes;    /* of this version */
	struct report_version_lines versions; /* published ones, newest first */
	const struct report *before, *next;   /* of the same line, or NULL */
	const char *before_period, *next_period;
	struct date due;       /* of the next one, when this is the newest; else none */
	bool is_draft;         /* nobody else sees this */
	bool is_old;           /* a newer version is published */
	bool is_corrected;     /* this version corrects another */
	bool has_versions;     /* more than one */
	bool has_small;        /* some figure is shown as "fewer than 3" */
	bool is_page_of_staff; /* show the links below */
	bool may_write, may_publish;
};

/* A line of the list of reports: a report, or a period without one. */
struct report_line {
	const struct report *report; /* NULL: a gap */
	const char *period, *kind, *message;
	const char *hearing; /* that it will be heard, or was; "" */
};

struct report_lines {
	struct report_line *items;
	size_t count;
};

struct report_year {
	const char *year;
	const char *count; /* how many two-month reports of those due, in words; "" */
	struct report_lines lines;
};

struct report_years {
	struct report_year *items;
	size_t count;
};

struct report_list_view {
	const char *slug;
	int64_t count;
	struct report_years years;
	struct report_lines open; /* drafts and what waits for approval; for staff */
	const char *next;         /* before= of the page behind this one; "" when it is the last */
	struct date due;
	bool is_overdue, may_write, is_staff;
};
