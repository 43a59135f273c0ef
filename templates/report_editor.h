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
	bool is_new, is_fixed;                   /* fixed: a correction, which stays that report */
	bool has_period, has_figures, has_texts; /* which parts the page shows */
	bool is_part;                            /* one of them, with a way back to the list */
	const char *back, *paste;                /* addresses: of the list, of pasting figures */
	const char
		*register_figures; /* the address of taking over what the register counts; NULL */
	const char *seen;          /* fingerprints of what the part shows */
	const char *reason;        /* of the correction */
	const char *period, *unit;
	const char *kind, *from, *to, *basis; /* of a fixed one, as the form sends them */
	struct texts territories;             /* of a fixed one, or where there is no choice */
	struct choices kinds, bases, places, qualifiers, states;
	struct report_groups groups;
	const char *revision;
	int64_t id;
};

/* A task on the list of a report that is being written. */
struct report_task {
	const char *href; /* NULL: nothing to do there now */
	const char *name, *state;
	bool is_done;
};

struct report_tasks {
	struct report_task *items;
	size_t count;
};

/* Something missing, with the way to where it is filled in. */
struct report_lack {
	const char *text, *href;
};

struct report_lacks {
	struct report_lack *items;
	size_t count;
};

/* A warning that may be answered. */
struct report_odd {
	const char *text, *field;
};

struct report_odds {
	struct report_odd *items;
	size_t count;
};

struct report_desk {
	const struct form *form;
	const char *slug, *title, *unit, *reason;
	int64_t id;
	const char *revision;
	bool is_correction, is_submitted, may_publish;
	struct report_tasks tasks;
	/* Of the check page. */
	struct report_lacks missing, hidden;
	struct report_odds odds;
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
