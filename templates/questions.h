/*
 * questions.h - what the pages of the community's questions show.
 */
#pragma once

#include "templates/input.h"
#include "templates/issue_work.h"
#include "templates/question_row.h"

/* What a report says to a question. */
struct question_said {
	const char *report, *href; /* its period, its address */
	const char *answer, *by;   /* answer "": carried over */
};

struct question_saids {
	struct question_said *items;
	size_t count;
};

struct question_list_view {
	const char *slug;
	const struct form *form; /* the filter */
	struct choices states;
	struct question_rows rows;
	int64_t count, open, overdue;
	const char *next; /* the address of the page behind this one; "" */
	bool may_write, is_filtered;
};

struct question_view {
	const char *slug;
	const struct form *form; /* of a step that was refused */
	struct question_row row;
	struct question_saids said; /* in reports, the oldest first */
	const char *steps;          /* where its steps go: "/korosten/questions/2026-3" */
	bool may_change, may_answer, may_judge;
};

struct question_form {
	const char *slug;
	const struct form *form;
	const char *action, *title;
	const char *revision; /* of what is changed; "0" of a new one */
	const char *flagged;  /* the flags that were shown already */
	struct work_flags flags;
	struct choices sectors, addressees, categories;
};
