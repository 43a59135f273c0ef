/*
 * pdf_font.h - the fonts of our PDFs; the one door to HarfBuzz.
 *
 * DejaVu Sans is part of the program, and each document gets the shapes of the letters it uses. A letter's
 * number in the document (its CID) is its place among those used, so two letters that look alike - Latin
 * and Cyrillic "a" may share a shape - stay apart when the text is copied or read aloud.
 */
#pragma once

#include "templates/pdf.h"

struct pdf_font_use;

/* A font of which nothing is used yet. */
struct pdf_font_use *pdf_font_begin(struct arena *arena, enum pdf_font font);

/* The CID of a character, which is used from now on; its width in thousandths of the font's size. */
unsigned int pdf_font_cid(struct pdf_font_use *use, uint32_t character);
int pdf_font_width(struct pdf_font_use *use, uint32_t character);

/* What a font descriptor tells, in thousandths of the size. */
struct pdf_font_measures {
	const char *name;
	int box[4], ascent, descent, cap_height;
};
struct pdf_font_measures pdf_font_measures(const struct pdf_font_use *use);

/* What was used, by CID from 0: the character, and its width. */
size_t pdf_font_count(const struct pdf_font_use *use);
uint32_t pdf_font_character(const struct pdf_font_use *use, size_t cid);

/* A TrueType file with the shapes used, and the shape of each CID in it (gids, as many as CIDs). BROKEN. */
CHECKED enum outcome pdf_font_file(struct pdf_font_use *use, const char **bytes, size_t *length,
				   unsigned int *gids);

/* Give back what is not the arena's. */
void pdf_font_end(struct pdf_font_use *use);
