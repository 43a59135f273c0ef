/*
 * report_editor.h - what the pages show on which police reports are written and moved on.
 */
#pragma once

#include "model/report.h"
#include "templates/input.h"

/* An indicator to be filled in. The four names are those of its fields. */
struct report_entry {
	const char *value, *qualifier, *state, *note;
	const char *label, *beside; /* what it was before and a year ago */
	const char *traits;
	bool is_open; /* something is said beyond the number, or its fault is there */
};

struct report_entries {
	struct report_entry *items;
	size_t count;
};

/* A part of the report in the editor. */
struct report_group {
	const char *key, *heading;
	struct report_entries core, more;
	bool is_more_open;
	const char *section; /* the name of its text's field */
};

struct report_groups {
	struct report_group *items;
	size_t count;
};

struct report_editor {
	const struct form *form;
	const char *slug, *action, *title;
	bool is_new, is_fixed; /* fixed: a correction, which stays that report */
	const char *reason;    /* of the correction */
	const char *period, *unit;
	const char *kind, *from, *to, *basis; /* of a fixed one, as the form sends them */
	struct texts territories;             /* of a fixed one, or where there is no choice */
	struct choices kinds, bases, places, qualifiers, states;
	struct report_groups groups;
	const char *revision;
	int64_t id;
};

/* A step that is checked before it is taken: publish, correct, withdraw. */
struct report_step {
	const struct form *form;
	const struct report *report;
	const char *slug, *title, *territories;
	const char *revision; /* what was read before this page was asked for */
	size_t figures, sections;
	bool is_own; /* the one who publishes wrote it */
};
