/*
 * report_paste_cells.h - pasted lines cut into their cells.
 *
 * Unlike table.h this reads what has no header line and follows no standard but a spreadsheet's habits:
 * quotes count only where they begin a cell and are closed at the end of one (RFC 4180, line ends within
 * them included); a lone one is a sign like any other. Nothing here fails.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define PASTE_CELLS_MOST 6 /* of a line; more are passed over */

/* A line cut into its cells, each cleaned to one line. */
struct paste_cells {
	const char *items[PASTE_CELLS_MOST];
	size_t count;
};

/* Which cell is what, in lines with a header; -1: none is. */
struct paste_header {
	bool is_there;
	int indicator, value, qualifier, note;
};

/* The cells of the line that begins at *at, in arena; *at moves behind its end. */
struct paste_cells report_paste_cells_read(struct arena *arena, const char **at, char separator);

/* Whether none of them holds anything. */
bool report_paste_cells_are_empty(const struct paste_cells *cells);

/* Read a first line as the header of an import; is_there only when it names indicator and value. */
struct paste_header report_paste_cells_header(const struct paste_cells *cells);

/*
 * Tab, semicolon or comma: the one that makes the first line a header, else a tab or a semicolon that
 * stands outside quotes anywhere, else the comma, which numbers have too.
 */
char report_paste_cells_separator(struct arena *arena, const char *text);
