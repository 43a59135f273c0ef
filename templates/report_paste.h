/*
 * report_paste.h - figures pasted or taken from a file, before they are taken over.
 */
#pragma once

#include "model/form.h"

struct report_paste_row {
	const char *line, *name; /* its number; the indicator, or what was typed */
	const char *was, *will;  /* figures; "" where there is nothing to tell */
	const char *remark;      /* what is wrong with the line; "" */
};

struct report_paste_rows {
	struct report_paste_row *items;
	size_t count;
};

struct report_paste_view {
	const struct form *form;
	const char *action, *back;
	const char *seen;  /* fingerprints of the figures that the lines are shown beside */
	bool is_looked_at; /* the lines were read: show what they say */
	struct report_paste_rows changes, faults;
	size_t same;
};
