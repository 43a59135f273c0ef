/*
 * csv.h - comma-separated values by RFC 4180.
 *
 *	struct csv csv = csv_begin(arena, CSV_MACHINE, 8 << 20);
 *	csv_text(&csv, "identifier");
 *	csv_text(&csv, "title");
 *	csv_line(&csv);
 *
 * A spreadsheet takes a cell beginning with = + - @ or a TAB for a formula and runs it; such a cell gets
 * an apostrophe in front (formula.h; numbers that we write as numbers do not).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/base/text.h"
#include "model/form.h"

#define CSV_TYPE "text/csv; charset=utf-8"

enum csv_kind {
	CSV_MACHINE, /* commas, no byte-order mark */
	CSV_EXCEL,   /* semicolons and a byte-order mark: how Excel in Ukraine opens it right */
};

struct csv {
	struct text text; /* the bytes so far; text.is_full when the maximum was passed */
	char separator;
	bool is_line_begun;
};

/* The kind that ?sep=; asks for: CSV_EXCEL, else CSV_MACHINE. */
enum csv_kind csv_kind_asked(const struct pairs *query);

/* A new file in arena of at most maximum bytes. */
struct csv csv_begin(struct arena *arena, enum csv_kind kind, size_t maximum);

/* One more cell of the line; NULL is an empty one. */
void csv_text(struct csv *csv, const char *text);
void csv_integer(struct csv *csv, int64_t number);
/* number / 1000, with as many decimals as it has and a point before them: 1204500 is 1204.5. */
void csv_thousandths(struct csv *csv, int64_t number);

/* End the line (CR LF). */
void csv_line(struct csv *csv);
