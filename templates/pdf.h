/*
 * pdf.h - a tagged PDF being written: pages, two fonts, and the tree that says what each piece of text is.
 *
 * PDF 1.7 (ISO 32000-1) that keeps PDF/UA-1 (ISO 14289-1): a language, a title that readers show, every
 * drawn thing either in the structure tree or marked as an artifact, fonts embedded with a map back to
 * Unicode, header cells with their scope, drawings with a text in their place. The same calls give the
 * same bytes: no clock and no random number goes in.
 *
 *	struct pdf *pdf = pdf_begin(arena, &(struct pdf_about){.title = .., .language = "uk", ..});
 *	pdf_page_add(pdf);
 *	pdf_open(pdf, "H1", NULL);
 *		pdf_text(pdf, PDF_BOLD, 20, 57, 80, "Звіт");
 *	pdf_close(pdf);
 *	outcome = pdf_end(pdf, &bytes, &length);
 *
 * Lengths are points (1/72 inch) from the top left corner of an A4 page; text stands on its base line.
 * Outside of all elements things are artifacts: page numbers, lines, what is repeated.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

#define PDF_WIDTH  595.28 /* A4 */
#define PDF_HEIGHT 841.89

enum pdf_font { PDF_REGULAR, PDF_BOLD, PDF_FONTS };

struct pdf_about {
	const char *title, *author;
	const char *language; /* "uk" */
	int64_t at;           /* when it was made, by what it says: UTC seconds */
	const char *identity; /* 32 hexadecimal digits that tell it from others */
};

/* What an element has besides its type; NULL: nothing. */
struct pdf_extra {
	const char *scope;       /* of a TH: "Row" or "Column" */
	const char *alternative; /* in the place of a Figure, for who cannot see it */
	double box[4];           /* where a Figure is: left, top, right, bottom */
};

struct pdf;

/* A document without pages; all of its memory is arena's. */
struct pdf *pdf_begin(struct arena *arena, const struct pdf_about *about);

/* One more page, to be drawn on. */
void pdf_page_add(struct pdf *pdf);

/* How many there are; draw on one of them again (from 0). */
size_t pdf_page_count(const struct pdf *pdf);
void pdf_page_go(struct pdf *pdf, size_t page);

/* Begin and end an element inside the open one; type is a standard one ("H1", "P", "Table", "TD"). */
void pdf_open(struct pdf *pdf, const char *type, const struct pdf_extra *extra);
void pdf_close(struct pdf *pdf);

/* What is drawn until pdf_artifact_end is none of the text, whatever is open. They do not nest. */
void pdf_artifact_begin(struct pdf *pdf);
void pdf_artifact_end(struct pdf *pdf);

/* The width of the first length bytes of a text. */
double pdf_text_width(struct pdf *pdf, enum pdf_font font, double size, const char *text,
		      size_t length);

/* Draw the first length bytes of a text. What the fonts lack becomes a question mark. */
void pdf_text(struct pdf *pdf, enum pdf_font font, double size, double x, double y,
	      const char *text, size_t length);

/* A filled rectangle; grey: 0 is black, 1 white. */
void pdf_box(struct pdf *pdf, double x, double y, double width, double height, double grey);

/* A line of the list of contents that readers show beside the document: leads to y on this page. */
void pdf_mark(struct pdf *pdf, const char *title, double y);

/* A link over a place on this page, to an address; inside the element that is open (a Link). */
void pdf_link(struct pdf *pdf, const double box[4], const char *address, const char *title);

/* The document's bytes in arena. BROKEN when a font cannot be used or it grew too large. */
CHECKED enum outcome pdf_end(struct pdf *pdf, const char **bytes, size_t *length);
