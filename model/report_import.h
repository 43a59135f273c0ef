/*
 * report_import.h - police reports from a file (CONTRACT.md, "Files").
 *
 * The file is long: one line a figure or a text. The lines of a report share their reference (where
 * the column is left out: community, kind and period) and need not stand together. They are gathered
 * into the very pairs that the editor's form would send, so a report from a file passes the same
 * table of fields and the same rules.
 *
 *	indicator           value                  qualifier            note
 *	theft               49                     exact, approx, ...   of the author
 *	arrival_mean                               not_tracked
 *	section.crime       a text
 *	section.summary     the summary
 *	basis, author_post, territory (KATOTTG codes, blanks between), source (a URL)
 */
#pragma once

#include "report_edit.h"
#include "table.h"

/* What a line of the file said, as a field of the form. */
struct report_import_line {
	size_t line;
	const char *column; /* which cell a fault of that field is about */
};

struct report_import {
	const char *reference;
	int64_t community_id;
	const char *source_url;
	size_t line;                      /* of its first line */
	struct pairs pairs;               /* the form's fields */
	struct report_import_line *lines; /* of each pair */
	struct pairs
		extras; /* lines that only the demonstration knows, by indicator; notes as ".note" */
};

struct report_imports {
	struct report_import *items;
	size_t count;
};

extern const struct table_column report_import_columns[];

/*
 * Gather the rest of the table into arena. extras (ended by NULL; NULL for none) are indicators that
 * are not ours to know. Faults go to the table; INVALID when there are any.
 */
CHECKED enum outcome report_import_gather(struct db *db, struct table *table, struct arena *arena,
					  const char *const *extras,
					  struct report_imports *imports);

/*
 * Add one as a draft. CONFLICT when its reference is known already, which changes nothing; INVALID
 * with faults in the table, each at the line and column that said it.
 */
CHECKED enum outcome report_import_add(struct change *change, struct table *table,
				       const struct report_import *import, int64_t *id);

/* What came of a file. */
struct report_import_counts {
	size_t read, added, known;
};

/*
 * Import the whole table: reports that are new are added and published at once, under the change's
 * moment. All of it or, with faults in the table and INVALID, to be cancelled. progress (may be NULL)
 * is told how many reports are done.
 */
CHECKED enum outcome report_import(struct change *change, struct table *table,
				   void (*progress)(size_t done),
				   struct report_import_counts *counts);
