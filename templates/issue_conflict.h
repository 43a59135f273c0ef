/*
 * issue_conflict.h - what two people wrote at the same time, side by side.
 */
#pragma once

#include "templates/issue_view.h"

/* A field that differs; one of the two is chosen when the form is sent again. */
struct conflict_field {
	const char *name; /* of the choice: "keep_title" */
	const char *label;
	const char *theirs, *mine; /* in words */
	const char *who;           /* who changed it: a sentence, or "" */
	bool is_theirs;            /* what is chosen to begin with */
};

struct conflict_fields {
	struct conflict_field *items;
	size_t count;
};

struct conflict {
	struct issue_lines lines; /* what happened meanwhile */
	struct conflict_fields fields;
	const char *state; /* the issue's state now */
};

/* What was typed into the form of a step that is not possible any more. */
struct conflict_lost {
	const char *name;     /* of the step */
	struct pairs carried; /* to go along with another step */
	struct pairs shown;   /* the same, as label and words */
};
