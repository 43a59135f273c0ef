/*
 * table.h - CSV and TSV files, one row at a time.
 *
 * What imports and the embedded data files are read with. UTF-8 (a byte order mark is passed over);
 * comma or tab, as the header line shows; quoting as in RFC 4180, line ends within quotes included;
 * CR LF, LF or CR; the last line may lack its end. Memory does not grow with the file: a row lives in
 * an arena of its own until the next one, as pairs of column name and cell, which is just what
 * form_read takes:
 *
 *	static const struct table_column columns[] = {{"title", true}, {"text", false}, {0}};
 *	struct table table;
 *	if (table_begin(&table, arena, file, columns) == OK)
 *		while (table_next(&table)) {
 *			struct form form = form_begin(table.row_arena, &table.row);
 *			if (form_read(&form, fields, &issue) != OK)
 *				table_faults_add(&table, &form.faults);
 *		}
 *	outcome = table_end(&table);
 *
 * The apostrophe that the open data puts before what a spreadsheet would run (formula.h) is taken off.
 *
 * A row that cannot be read becomes a fault with its line and column, and reading goes on behind it,
 * so that one try tells everything that is wrong with a file (up to TABLE_FAULTS_MOST).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/outcome.h"
#include "base/pairs.h"
#include "form.h"

#define TABLE_FAULTS_MOST  1000
#define TABLE_COLUMNS_MOST 64
#define TABLE_ROW_MOST     ((size_t)256 << 10) /* bytes */

struct table_column {
	const char *name;
	bool is_required; /* the header must have it; whether a cell may be empty is the form's */
};

struct table {
	struct pairs row;        /* the row at hand; cells are as they stand in the file */
	struct arena *row_arena; /* where they live; reset at each row */
	size_t line;             /* the file's line on which that row begins, from 1 */
	struct faults faults;    /* all so far, in the arena given to table_begin */
	bool is_cut;             /* there were more faults than are kept */

	/* table.c's own */
	struct arena *arena;
	FILE *file;
	const struct table_column *columns;
	const char *pending; /* what is left of the header line, or NULL */
	const char *names[TABLE_COLUMNS_MOST];
	size_t name_count, next_line;
	char separator;
	bool is_broken;
};

/*
 * Begin to read file by its header line. columns (ended by a line of zeros; NULL allows any) are
 * those that exist: one that does not, one that stands twice and a required one that is missing are
 * faults, and then INVALID. table_end is due in any case. file stays the caller's to close.
 */
CHECKED enum outcome table_begin(struct table *table, struct arena *arena, FILE *file,
				 const struct table_column *columns);

/* Read the next good row; empty lines are passed over. False at the end. */
bool table_next(struct table *table);

/* A cell of the row at hand, "" when the file has no such column. */
const char *table_cell(const struct table *table, const char *column);

/* Copy faults found in the row at hand; their line is filled in. */
void table_faults_add(struct table *table, const struct faults *faults);

/* Give back the rows' memory. OK, INVALID (there are faults) or BROKEN (the file could not be read). */
CHECKED enum outcome table_end(struct table *table);
