/*
 * sheet.h - rows of a data set, written as CSV or as JSON by one hand.
 *
 *	struct sheet sheet = sheet_begin(arena, SHEET_JSON, "questions", 8 << 20);
 *	sheet_head(&sheet, &korosten);
 *	sheet_text(&sheet, question->text);		one call for each column, in their order
 *	sheet_line(&sheet);
 *	sheet_tail(&sheet);
 *
 * Who writes a row does not know which of the two it becomes. In CSV a cell is text; in JSON it is what the
 * column's type says (feeds/data/columns.tsv): numbers and true or false as such, everything else a string,
 * and what is missing null. So no list has a JSON of its own that could tell something else than its CSV:
 *
 *	{"dataset": "questions", "community": "korosten", "katottg": "UA...", "licence": "https://...",
 *	 "structure": "https://.../questions.csv-metadata.json", "questions": [{...}, ...], "count": 12}
 *
 * Rows stand in the bytes as soon as their line is ended, so a long list can be sent in pieces.
 */
#pragma once

#include "csv.h"
#include "dataset.h"

#define SHEET_JSON_TYPE "application/json"

enum sheet_form { SHEET_CSV, SHEET_EXCEL, SHEET_JSON };

struct sheet {
	enum sheet_form form;
	const struct dataset *dataset;
	struct csv csv;   /* csv.text are the bytes so far, in every form */
	struct json json; /* of the line being written */
	size_t column;    /* of the next cell */
	int64_t count;    /* of lines */
	bool is_line_begun, is_broken;
};

/* Whose it is, for the head of a JSON document. */
struct sheet_owner {
	const char *slug, *katottg;
	const char *url; /* of the hromada's data, "https://.../korosten/data" */
};

/* The rows of the data set of that key (one of datasets.tsv) in arena; at most maximum bytes. */
struct sheet sheet_begin(struct arena *arena, enum sheet_form form, const char *key,
			 size_t maximum);

/* The bytes have been sent: go on with none in another arena, which may be emptied before the next time. */
void sheet_go_on(struct sheet *sheet, struct arena *arena, size_t maximum);

/* What stands before the rows; owner may be NULL for CSV. */
void sheet_head(struct sheet *sheet, const struct sheet_owner *owner);

/* One more cell of the line. "", NULL, no date and no moment (0) are missing. */
void sheet_text(struct sheet *sheet, const char *text);
void sheet_integer(struct sheet *sheet, int64_t number);
void sheet_thousandths(struct sheet *sheet, int64_t number);
void sheet_degrees(struct sheet *sheet, double degrees);
void sheet_moment(struct sheet *sheet, int64_t at);
void sheet_date(struct sheet *sheet, struct date date);
void sheet_flag(struct sheet *sheet, bool flag);

/* End the line. */
void sheet_line(struct sheet *sheet);

/* What stands behind the rows. */
void sheet_tail(struct sheet *sheet);

/* TOO_MUCH past the maximum, BROKEN when a line could not be made; else OK. */
CHECKED enum outcome sheet_outcome(const struct sheet *sheet);
