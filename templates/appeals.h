/*
 * appeals.h - the secretary's pages of statutory appeals.
 */
#pragma once

#include "model/appeal.h"
#include "templates/input.h"

/* A line of the list. Dates are short texts, "" where there is none. */
struct appeal_row {
	const char *href, *number, *issue_href, *issue_number, *issue_title;
	const char *kind, *received;
	const char *next; /* a sentence: what is due next, and when */
	const char *late; /* "3 days late", or "" */
};

struct appeal_rows {
	struct appeal_row *items;
	size_t count;
};

struct appeal_list {
	const char *slug;
	struct appeal_rows rows;
	struct appeal_counts counts;
	bool is_answered; /* the other list: what is answered */
	const char *next; /* address of the page behind this one, or "" */
};

/* One last day: by when, where it may move to, and how it stands. */
struct appeal_deadline {
	const char *name, *date, *working, *standing;
	bool is_late;
};

struct appeal_deadlines {
	struct appeal_deadline *items;
	size_t count;
};

/* The form of an appeal's record. */
struct appeal_form {
	const char *action;
	const struct form *form;
	struct choices kinds, receipts, signs, subjects, terms, counted;
	const char *revision; /* "" for a new one */
};

/* All appeals of one issue, and the form of a new one. */
struct appeal_issue {
	const char *title, *number, *href;
	struct appeal_rows rows;
	const struct appeal_form *form; /* NULL: who reads may not write */
};

struct appeal_view {
	const char *slug;
	struct appeal_row row;
	const char *receipt, *sign, *subject, *term, *arrived, *counted, *outcome, *answered;
	struct appeal_deadlines deadlines;
	const struct appeal_form *form; /* NULL: who reads may not write */
	const struct form *answer;
	struct choices outcomes;
	const char *answer_action, *revision;
	const char *suggestion; /* the outcome that the issue's state speaks for, or "" */
	bool is_on_hold;
};

/* The table of resolution 858. */
struct appeal_line {
	const char *code, *name;
	bool is_unsure;
	int64_t count, before;
};

struct appeal_lines {
	struct appeal_line *items;
	size_t count;
};

struct appeal_part {
	const char *name;
	struct appeal_lines lines;
	int64_t count, before;
};

struct appeal_parts {
	struct appeal_part *items;
	size_t count;
};

struct appeal_period {
	const char *name, *href;
	bool is_current;
};

struct appeal_periods {
	struct appeal_period *items;
	size_t count;
};

struct appeal_report {
	const char *slug, *hromada;
	const char *period, *period_before; /* «січень–червень 2026 року» */
	const char *csv;
	struct appeal_periods periods;
	struct appeal_parts parts;
	int64_t total, total_before;
	bool agrees;
};
