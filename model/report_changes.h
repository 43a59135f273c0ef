/*
 * report_changes.h - what a correction changed, figure by figure.
 *
 * Both versions are taken as everyone may see them (report_figures), so that a hidden value cannot show
 * through a change: from "fewer than 3" to "fewer than 3" nothing changed, whatever was written.
 */
#pragma once

#include "form.h"
#include "report_read.h"

/* Keys of the parts that are no text of the form. */
#define REPORT_CHANGES_ANSWERS  "answer"
#define REPORT_CHANGES_OUTCOMES "outcome"
#define REPORT_CHANGES_PLANS    "plan"

struct figure_change {
	const char *indicator;
	const struct figure *was, *is; /* NULL: nothing was said in that version */
	bool is_note;                  /* the author's note changed too, or it alone */
};

struct figure_changes {
	struct figure_change *items;
	size_t count;
};

struct report_changes {
	struct figure_changes
		figures;       /* in the order of the later version, what was dropped last */
	struct texts sections; /* keys of parts whose text changed; "summary" is one */
};

/* From one version of a report to another; memory is the database's arena. */
struct report_changes report_changes_of(struct db *db, const struct report *before,
					const struct report *after);
