/*
 * report_paste.h - figures pasted from a spreadsheet, or taken from a file.
 *
 * Lines parted by tabs (from a spreadsheet), semicolons or commas (CSV), in any of these shapes:
 *
 *	Крадіжки (ст. 185 КК)	49		name or key, value, and perhaps a note
 *	theft,49,approx,...			the columns of `import reports`, with their header line
 *	49					a bare column, in the order of the main indicators
 *
 * An empty line keeps its place in a bare column. An empty value says nothing, and a dash takes a figure
 * away. The qualifier of an import may be a state, too.
 *
 * Names are matched folded, in Ukrainian or English, so case, apostrophes and blanks do not matter; a name
 * that begins only one indicator's will do. Nothing is written: what would change is told first, and the
 * author takes it over as if it had been typed.
 */
#pragma once

#include "report_edit.h"

#define PASTE_MOST       20000 /* characters */
#define PASTE_LINES_MOST 1000

enum paste_state {
	PASTE_CHANGES, /* the figure will be another one */
	PASTE_SAME,    /* it is that already */
	PASTE_UNKNOWN, /* names no indicator */
	PASTE_SEVERAL, /* could be several */
	PASTE_TWICE,   /* another line named it before */
	PASTE_WRONG,   /* its value is none; fault tells why */
	PASTE_TOO_MANY /* the first of the lines that are not read, there being too many */
};

struct paste_line {
	size_t line; /* from 1 */
	enum paste_state state;
	const char *typed;                    /* what it was called, and its value */
	const char *indicator;                /* its key, when it is one */
	const char *value, *qualifier, *note; /* as they were typed; "" */
	struct figure will;                   /* what it makes of the figure, unless it is wrong */
	struct fault fault;                   /* of PASTE_WRONG */
};

struct paste {
	struct paste_line *items;
	size_t count;
	size_t changes, faults;
};

/* What these lines say beside the figures that stand there. In arena. */
struct paste report_paste_read(struct arena *arena, const struct indicators *indicators,
			       const struct figures *present, const char *text);

/* The same lines parted by semicolons: a form's field, shown again, keeps no tabs. */
const char *report_paste_plain(struct arena *arena, const char *text);

/* The form's fields of all lines that change something. */
struct pairs report_paste_pairs(struct arena *arena, const struct paste *paste);
