/*
 * issue_import.h - issues from a file (CONTRACT.md, "Files").
 *
 * A line is translated into what the form for staff would send (area and responsible body by name,
 * "reported" for when the matter was told), so it passes the same table of fields. What a line says is
 * registered is added as it stays; a state beyond it is reached step by step, as everything reaches it,
 * with a public line that says the record comes from elsewhere; a duplicate cannot be told by a file. Without a
 * state what residents told waits for moderation, and what staff brought is registered.
 *
 * The reference is the importer's own id: a line whose reference is known changes nothing. Where it is
 * left out, the address of an exported issue stands for it, or a hash of the line. A file of the open
 * data is read as it is.
 */
#pragma once

#include "issue.h"
#include "state.h"
#include "table.h"

extern const struct table_column issue_import_columns[];

/* The columns that issue_entry_fields does not have, with the limits of their cells. */
extern const struct field issue_import_fields[];

/* A line, checked. */
struct issue_import {
	int64_t community_id;
	struct issue_report report; /* organisation_id is 0 yet */
	const char *responsible;    /* the body's name, or "" */
	const char *reference;      /* never "": given, or made of the line */
	const char *url;            /* of the issue where it was exported, or "" */
	enum state state;
};

/*
 * Read the table's row at hand; texts live in the row's arena. INVALID with faults in the table, each
 * under its column.
 */
CHECKED enum outcome issue_import_read(struct db *db, struct table *table,
				       struct issue_import *import);

/*
 * Add a fault of the row at hand under a column; the form's faults, under the names that the file has
 * for its fields. The first gives INVALID, always.
 */
CHECKED enum outcome issue_import_fault(struct table *table, const char *column,
					enum fault_kind kind, const char *detail);
void issue_import_faults(struct table *table, const struct form *form);

/* The body of that name, made when the hromada has none yet. */
CHECKED enum outcome issue_import_body(struct change *change, int64_t community_id,
				       const char *name, int64_t *id);

/* What came of a file. */
struct issue_import_counts {
	size_t read, added, known;
};

/*
 * Import the whole table under the change's moment: all of it or, with faults in the table and
 * INVALID, to be cancelled. progress (may be NULL) is told how many lines are done.
 */
CHECKED enum outcome issue_import(struct change *change, struct table *table,
				  void (*progress)(size_t done),
				  struct issue_import_counts *counts);
