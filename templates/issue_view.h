/*
 * issue_view.h - issues as their pages show them: words chosen, addresses made.
 *
 * server/pages/issue_view.c fills these from model/issue.h in the reader's language. What is absent is
 * NULL or "" and left out of the page.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/date.h"
#include "templates/input.h"
#include "templates/photo.h"
#include "templates/question_row.h"

/* An issue in a list. */
struct issue_row {
	const char *href, *title, *number; /* "2026-147" */
	const char *category, *place, *organisation;
	const char *state, *tag; /* the state's name; its class in style.css */
	const char *overdue;     /* "overdue by 3 days" */
	const char *support;     /* "supported by 12 people", or "" */
	int64_t reported_at, updated_at;
	struct date due;
	const char *moved;     /* "moved 2 times", or "" */
	const char *age;       /* "4 days": in the queue */
	const char *flags;     /* "may name a person: Іван Коваль": in the queue; NULL */
	const char *agenda;    /* that it waits for the meeting; "" */
	const char *emergency; /* where "hide at once" goes, for who may; NULL: it is not public */
	const char *tick;      /* its number, where it can be chosen for an act on many; NULL */
	const char *why;       /* such an act did not work with it; NULL */
	bool is_ticked;
	bool is_made_up, is_not_public;
};

struct issue_rows {
	struct issue_row *items;
	size_t count;
};

/* A line of an issue's history. */
struct issue_line {
	int64_t number; /* what feeds lead to: #update-NUMBER */
	int64_t at;
	const char *what; /* "Assigned", "Text edited" */
	const char *who;  /* "the secretary" */
	const char *body; /* the organisation it was given to, or that did it */
	const char *note;
	const char *reason, *evidence, *confirmed_by;
	bool is_by_letter; /* the evidence is a letter's number */
	struct date due, due_before, review_on;
	const char *internal_note, *person; /* for staff */
	bool is_internal;                   /* nobody else sees the line */
};

struct issue_lines {
	struct issue_line *items;
	size_t count;
};

/* One issue, whole. */
struct issue_view {
	struct issue_row row;
	const char *slug, *text, *source;
	const char *point; /* "50.957, 28.639", or "" */
	const char *near;  /* the same as a filter: "50.957,28.639" */
	struct date review_on;
	struct issue_lines lines;
	const char *feed;      /* path of its Atom feed */
	const char *by_mail;   /* where the same is asked for by e-mail; NULL: it is not sent */
	const char *work;      /* path of staff's view, for staff */
	const char *emergency; /* where "hide at once" goes, for who may */
	struct photo_views photos;
	struct question_rows questions; /* of the community about it */
};

/* A filter that is set, and the list without it. */
struct issue_chip {
	const char *label, *href;
	int64_t count; /* how many there are without it; only told of an empty list */
};

struct issue_chips {
	struct issue_chip *items;
	size_t count;
};

/* The register. */
struct issue_list_view {
	const char *slug;
	const struct form *form;
	struct choices categories, states, areas, organisations, sorts;
	int64_t photo_count; /* of those with a photo */
	struct issue_chips chips;
	const struct issue_chip *narrowest; /* of an empty list: without it there is the most */
	struct issue_rows rows;
	int64_t count;
	int64_t shown_first, shown_last; /* the places of this page's rows, from 1 */
	bool is_part;                    /* there are more than this page shows */
	const char *feed, *by_mail, *csv, *json, *geojson, *map, *first, *next,
		*clear;            /* addresses; NULL: none */
	const char *near, *radius; /* the point asked for; NULL: none */
	bool is_narrowed;          /* by more than words and a state */
};
