/*
 * answers.h - the answers kept ready, and the form of one.
 */
#pragma once

#include "templates/input.h"

struct answer_row {
	const char *href;  /* of its form; NULL when the reader may not change it */
	const char *state; /* its name, with the first answer of that state; else NULL */
	const char *category, *name, *text;
};

struct answer_rows {
	struct answer_row *items;
	size_t count;
};

struct answers_view {
	const char *slug;
	struct answer_rows rows;
	int64_t count;
	bool may_write;
};

struct answer_form {
	const char *slug;
	const struct form *form;
	const char *action;  /* where it goes */
	const char *removal; /* where its removal goes; NULL: it is a new one */
	const char *was;     /* the text that stood there */
	struct choices states, categories;
};
