/*
 * paper.h - a document that flows over sheets of A4: headings, paragraphs, lists, tables, a code.
 *
 * Headings stay with what follows, rows of tables are never broken and their head stands again on the
 * next sheet; at the foot of each stands what document it is and "page 1 of 3". What it is made of goes
 * into the PDF's structure tree (pdf.h), so it can be read aloud in the right order.
 */
#pragma once

#include "templates/pdf.h"
#include "templates/qr.h"
#include "templates/words.h"

#define PAPER_COLUMNS 6

enum paper_style {
	PAPER_PLAIN,
	PAPER_LEAD,  /* the sentence that matters most */
	PAPER_SMALL, /* small print */
};

struct paper_row {
	const char *cells[PAPER_COLUMNS]; /* NULL: none */
	const char *note;                 /* small print under the first cell; NULL */
	bool is_part;                     /* moved in: "of which ..." */
	bool is_strong;
	int bar; /* thousandths of the longest */
};

struct paper_rows {
	struct paper_row *items;
	size_t count;
};

/* The first column names the row; the others are numbers, unless is_text. */
struct paper_table {
	const char *caption; /* NULL: a heading right above says it */
	const char *heads[PAPER_COLUMNS];
	double widths[PAPER_COLUMNS]; /* parts of the whole; what is left is for bars */
	size_t columns;
	bool is_text;
	struct paper_rows rows;
};

struct paper {
	struct arena *arena;
	const struct words *words;
	struct pdf *pdf;
	const char *foot;
	double y;          /* where the next thing begins */
	bool is_beginning; /* of a sheet: no room above a heading */
	/* A heading that waits for what follows it, so that the two stay together. */
	const char *waiting;
	int level;
};

/* An empty document; foot stands at the bottom of each sheet. */
struct paper paper_begin(struct arena *arena, const struct words *words,
			 const struct pdf_about *about, const char *foot);

/* Begin a new sheet unless there is room for so many points. */
void paper_keep(struct paper *paper, double height);

/* A heading of level 1 to 3. Those of level 2 are in the list of contents. */
void paper_heading(struct paper *paper, int level, const char *text);

/* Paragraphs: an empty line begins a new one. */
void paper_text(struct paper *paper, enum paper_style style, const char *text);

/* A list of items with points; begin, items, end. */
void paper_list_begin(struct paper *paper);
void paper_item(struct paper *paper, const char *text);
void paper_list_end(struct paper *paper);

void paper_table(struct paper *paper, const struct paper_table *table);

/* A code with the address that it says, as a link; alternative is the code in words. */
void paper_code(struct paper *paper, const struct qr *code, const char *alternative,
		const char *text, const char *address);

/* The PDF in arena. BROKEN. */
CHECKED enum outcome paper_end(struct paper *paper, const char **bytes, size_t *length);
