/*
 * disclosure_known.h - what is known around a report about one indicator, as rows over atoms: a hromada in
 * a stretch of days. Of disclosure.c alone.
 *
 *	            Jan-Feb  Mar-Apr  May-June        (one hromada, three stretches)
 *	Jan-Apr        1        1        0      10
 *	Mar-Apr        0        1        0      "fewer than 3"
 */
#pragma once

#include "indicator.h"
#include "report.h"

/* A figure, told or hidden. */
struct cell {
	const char *codes; /* of its hromadas, joined by blanks */
	int from, to;      /* days; from the first, to the one behind the last */
	enum figure_state state;
	int64_t value; /* when given; in thousandths */
	bool *row;     /* over the atoms */
	bool is_own;   /* of an older version of the report itself */
	bool is_stale; /* a newer version tells another number: known still, but no longer true */
};

struct cells {
	struct cell *items;
	size_t count;
};

/* The atoms, and who lives there. */
struct atoms {
	struct arena *arena;
	const char **codes;
	int *people; /* 0: not known */
	size_t code_count;
	int *days; /* where stretches begin and end, in order */
	size_t day_count;
	size_t count; /* atoms: hromadas times stretches */
};

/*
 * What was ever published of the indicator in the hromadas that reports join with this report's, in the
 * years of its period; other versions of the report itself are told but never hidden. In arena.
 */
struct cells disclosure_cells(struct db *db, struct arena *arena, const struct report *report,
			      const struct indicator *indicator);

/* The report's own figure of it. */
struct cell disclosure_cell(const struct report *report, const struct indicator *indicator,
			    enum figure_state state, int64_t value);

/* Take the hromadas and days of a cell in; when all are, disclosure_rows gives each its row. */
void disclosure_atoms_add(struct atoms *atoms, struct db *db, const struct cell *cell);
void disclosure_rows(struct atoms *atoms, struct cells *cells);

bool disclosure_is_inside(const struct atoms *atoms, const bool *part, const bool *whole);
bool disclosure_is_apart(const struct atoms *atoms, const bool *first, const bool *second);
bool disclosure_is_equal(const struct atoms *atoms, const bool *first, const bool *second);

/* The hromadas of codes, by their place among the atoms'. */
void disclosure_places(const struct atoms *atoms, bool *places, const char *codes);

/* There are any, and fewer people live there than make small numbers harmless. */
bool disclosure_are_few(const struct atoms *atoms, const bool *places);

/* Everything known about one indicator around one report, and about the total it is a part of. */
struct around {
	struct atoms atoms;
	const struct indicator *indicator;
	struct cells self, total;
};

/*
 * Whether a figure (the last of self, or of total when is_total) lets something come out that did not
 * before.
 */
bool disclosure_lets_out(struct around *around, bool is_total);
