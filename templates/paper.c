#include "paper.h"

#define LEFT    57.0 /* 20 mm, for a file's holes */
#define TOP     51.0
#define BOTTOM  (PDF_HEIGHT - 62)
#define WIDTH   (PDF_WIDTH - LEFT - 43)
#define FOOT    (PDF_HEIGHT - 34)
#define LEADING 1.32 /* of a line, in sizes */
#define RISE    1.02 /* of the base line below a line's top, in sizes */
#define PAD     2.6  /* above and below a cell */
#define GAP     6.0  /* between columns */
#define TABLE   8.0  /* size of letters in tables */
#define NOTE    6.8
#define INSET   12.0
#define SHRINK  .8    /* of a cell's letters at most */
#define SMALL   190.0 /* the rows of a table that is not broken */

struct line {
	const char *text;
	size_t length; /* with the blank that ends it */
};

struct lines {
	struct line *items;
	size_t count;
};

/* How something is set. */
struct face {
	enum pdf_font font;
	double size;
};

/* ---------------------------------------------------------------- lines */

/* How many bytes from here belong together: up to a blank (with it) or behind a hyphen or dash. */
static size_t piece(const char *text)
{
	static const char *const hyphens[] = {"-", "–", "/"};
	size_t length = strcspn(text, " \n");

	for (size_t i = 0; i < COUNT(hyphens); i++) {
		const char *at = strstr(text + 1, hyphens[i]);
		size_t size = strlen(hyphens[i]);

		if (*text && at && (size_t)(at - text) + size < length)
			length = (size_t)(at - text) + size;
	}
	return length + (text[length] == ' ');
}

static double width_of(struct paper *paper, struct face face, const char *text, size_t length)
{
	return pdf_text_width(paper->pdf, face.font, face.size, text, length);
}

/* As many bytes of a piece as fit when it is wider than a line: an address, for instance. */
static size_t torn(struct paper *paper, struct face face, double width, const char *text,
		   size_t length)
{
	size_t fits = 0;

	for (size_t at = 1; at <= length; at++) {
		if (at < length && ((unsigned char)text[at] & 0xC0) == 0x80)
			continue;
		if (fits && width_of(paper, face, text, at) > width)
			break;
		fits = at;
	}
	return fits;
}

static struct lines lines_of(struct paper *paper, struct face face, double width, const char *text)
{
	struct lines lines = {0};
	struct line line = {.text = text};
	double used = 0;

	while (*text) {
		size_t length = piece(text);
		size_t bare = length && text[length - 1] == ' ' ? length - 1 : length;

		if (*text == '\n') {
			*LIST_ADD(paper->arena, &lines) = line;
			text++;
			line = (struct line){.text = text};
			used = 0;
			continue;
		}
		if (line.length && used + width_of(paper, face, text, bare) > width) {
			*LIST_ADD(paper->arena, &lines) = line;
			line = (struct line){.text = text};
			used = 0;
		}
		if (!line.length && width_of(paper, face, text, bare) > width)
			length = torn(paper, face, width, text, bare);
		used += width_of(paper, face, text, length);
		line.length += length;
		text += length;
	}
	*LIST_ADD(paper->arena, &lines) = line;
	return lines;
}

static void draw_line(struct paper *paper, struct face face, double x, double y,
		      const struct line *line)
{
	if (line->length)
		pdf_text(paper->pdf, face.font, face.size, x, y + face.size * RISE, line->text,
			 line->length);
}

static double height_of(struct face face, const struct lines *lines)
{
	return face.size * LEADING * (double)lines->count;
}

/* ---------------------------------------------------------------- sheets */

static void sheet_add(struct paper *paper)
{
	pdf_page_add(paper->pdf);
	paper->y = TOP;
	paper->is_beginning = true;
}

/* See to room for that much; true when a new sheet was begun for it. */
static bool room(struct paper *paper, double height)
{
	if (paper->y + height <= BOTTOM || paper->is_beginning)
		return false;
	sheet_add(paper);
	return true;
}

/* Room above something, unless it is the first on its sheet. */
static void space(struct paper *paper, double height)
{
	if (!paper->is_beginning)
		paper->y += height;
}

struct paper paper_begin(struct arena *arena, const struct words *words,
			 const struct pdf_about *about, const char *foot)
{
	struct paper paper = {
		.arena = arena, .words = words, .pdf = pdf_begin(arena, about), .foot = foot};

	sheet_add(&paper);
	return paper;
}

/* ---------------------------------------------------------------- text */

/* Lines, one after the other, over sheets where need be. */
static void flow(struct paper *paper, struct face face, double x, const struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		room(paper, face.size * LEADING);
		draw_line(paper, face, x, paper->y, &lines->items[i]);
		paper->y += face.size * LEADING;
		paper->is_beginning = false;
	}
}

static struct face heading_face(int level)
{
	static const double sizes[] = {20, 13.5, 10.5};

	return (struct face){PDF_BOLD, sizes[level - 1]};
}

static void heading_draw(struct paper *paper, const struct lines *lines)
{
	static const char *const types[] = {"H1", "H2", "H3"};

	if (paper->level == 2)
		pdf_mark(paper->pdf, paper->waiting, paper->y - 4);
	pdf_open(paper->pdf, types[paper->level - 1], NULL);
	paper->waiting = NULL;
	flow(paper, heading_face(paper->level), LEFT, lines);
	pdf_close(paper->pdf);
	paper->y += 4;
}

/* Something that high begins, with the heading that waits for it. */
static void begin(struct paper *paper, double height)
{
	static const double above[] = {0, 16, 10};
	struct lines lines;

	if (!paper->waiting) {
		room(paper, height);
		return;
	}
	lines = lines_of(paper, heading_face(paper->level), WIDTH, paper->waiting);
	space(paper, above[paper->level - 1]);
	room(paper, height_of(heading_face(paper->level), &lines) + 4 + height);
	heading_draw(paper, &lines);
}

void paper_keep(struct paper *paper, double height)
{
	begin(paper, height);
}

void paper_heading(struct paper *paper, int level, const char *text)
{
	if (paper->waiting)
		begin(paper, 80);
	paper->waiting = text;
	paper->level = level;
}

void paper_text(struct paper *paper, enum paper_style style, const char *text)
{
	static const struct face faces[] = {[PAPER_PLAIN] = {PDF_REGULAR, 9.3},
					    [PAPER_LEAD] = {PDF_BOLD, 10.5},
					    [PAPER_SMALL] = {PDF_REGULAR, 8}};
	struct face face = faces[style];

	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);
		struct lines lines = lines_of(paper, face, WIDTH,
					      arena_bytes(paper->arena, text, length));

		/* Two lines at least begin on a sheet. */
		begin(paper, face.size * LEADING * (lines.count > 1 ? 2 : 1));
		pdf_open(paper->pdf, "P", NULL);
		flow(paper, face, LEFT, &lines);
		pdf_close(paper->pdf);
		paper->y += 5;
		text += length;
		text += strspn(text, "\n");
	}
}

void paper_list_begin(struct paper *paper)
{
	begin(paper, 30);
	pdf_open(paper->pdf, "L", NULL);
}

void paper_item(struct paper *paper, const char *text)
{
	static const struct face face = {PDF_REGULAR, 9.3};
	static const struct line point = {.text = "• ", .length = sizeof("• ") - 1};
	struct lines lines = lines_of(paper, face, WIDTH - INSET, text);

	room(paper, face.size * LEADING * (lines.count > 1 ? 2 : 1));
	pdf_open(paper->pdf, "LI", NULL);
	pdf_open(paper->pdf, "Lbl", NULL);
	draw_line(paper, face, LEFT, paper->y, &point);
	pdf_close(paper->pdf);
	pdf_open(paper->pdf, "LBody", NULL);
	flow(paper, face, LEFT + INSET, &lines);
	pdf_close(paper->pdf);
	pdf_close(paper->pdf);
	paper->y += 2;
}

void paper_list_end(struct paper *paper)
{
	pdf_close(paper->pdf);
	paper->y += 4;
}

/* ---------------------------------------------------------------- tables */

/* A row broken into the lines of its cells. */
struct set_row {
	struct lines cells[PAPER_COLUMNS], note;
	struct face faces[PAPER_COLUMNS];
	double height;
};

static const struct face note_face = {PDF_REGULAR, NOTE};

/* The face in which the longest word still fits: narrow columns say "not disclosed" too. */
static struct face fitting(struct paper *paper, struct face face, double width, const char *text)
{
	double widest = 0;

	for (size_t length; *text; text += length) {
		double one;

		length = piece(text) + (*text == '\n');
		one = width_of(paper, face, text, length - (text[length - 1] == ' '));
		widest = one > widest ? one : widest;
	}
	if (widest > width)
		face.size *= width / widest > SHRINK ? width / widest : SHRINK;
	return face;
}

static double inset_of(const struct paper_row *row)
{
	return row->is_part ? INSET : 0;
}

static struct set_row set_row(struct paper *paper, const struct paper_table *table,
			      const struct paper_row *row, bool is_head)
{
	struct set_row set = {.height = 0};
	double first = table->widths[0] * WIDTH - GAP - inset_of(row), height;

	for (size_t i = 0; i < table->columns; i++) {
		bool is_bold = is_head || row->is_strong || (i == 1 && !table->is_text);
		double width = i ? table->widths[i] * WIDTH - GAP : first;
		const char *text = row->cells[i] ? row->cells[i] : "";

		set.faces[i] = (struct face){is_bold ? PDF_BOLD : PDF_REGULAR,
					     is_head ? NOTE + .6 : TABLE};
		set.faces[i] = fitting(paper, set.faces[i], width, text);
		set.cells[i] = lines_of(paper, set.faces[i], width, text);
		height = height_of(set.faces[i], &set.cells[i]);
		if (!i && row->note && *row->note) {
			set.note = lines_of(paper, note_face, first, row->note);
			height += height_of(note_face, &set.note);
		}
		set.height = height > set.height ? height : set.height;
	}
	set.height += 2 * PAD;
	return set;
}

/* The lines of a cell, to the left or to the right of its column. */
static void draw_cell(struct paper *paper, struct face face, const struct lines *lines, double x,
		      double y, double width, bool is_right)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		size_t bare = line->length && line->text[line->length - 1] == ' ' ? line->length - 1
										  : line->length;
		double shift = is_right ? width - width_of(paper, face, line->text, bare) : 0;

		draw_line(paper, face, x + shift, y + face.size * LEADING * (double)i, line);
	}
}

static void rule(struct paper *paper, double y, double thickness, double grey)
{
	pdf_artifact_begin(paper->pdf);
	pdf_box(paper->pdf, LEFT, y, WIDTH, thickness, grey);
	pdf_artifact_end(paper->pdf);
}

/* Cells become elements, unless the row only repeats what was said. */
static void draw_row(struct paper *paper, const struct paper_table *table,
		     const struct paper_row *row, const struct set_row *set, bool is_head,
		     bool is_again)
{
	static const struct pdf_extra column = {.scope = "Column"}, across = {.scope = "Row"};
	double x = LEFT, y = paper->y + PAD;

	for (size_t i = 0; i < table->columns; i++) {
		double inset = i ? 0 : inset_of(row), width = table->widths[i] * WIDTH - GAP;

		if (!is_again)
			pdf_open(paper->pdf, is_head || !i ? "TH" : "TD",
				 is_head ? &column
				 : i     ? NULL
					 : &across);
		draw_cell(paper, set->faces[i], &set->cells[i], x + inset, y, width,
			  i && !table->is_text);
		if (!i)
			draw_cell(paper, note_face, &set->note, x + inset,
				  y + height_of(set->faces[i], &set->cells[i]), width, false);
		if (!is_again)
			pdf_close(paper->pdf);
		x += width + GAP;
	}
	if (row->bar) {
		double room_for_bar = LEFT + WIDTH - x;

		pdf_artifact_begin(paper->pdf);
		pdf_box(paper->pdf, x, y + 1.5, room_for_bar * row->bar / 1000, TABLE,
			row->is_strong ? .15 : .6);
		pdf_artifact_end(paper->pdf);
	}
	paper->y += set->height;
	paper->is_beginning = false;
	rule(paper, paper->y, is_head ? .9 : .35, is_head ? .2 : .6);
}

/* How high the rows are together, as far as it takes to see that they are more than most. */
static double height_of_rows(struct paper *paper, const struct paper_table *table, double most)
{
	double height = 0;

	for (size_t i = 0; i < table->rows.count && height <= most; i++)
		height += set_row(paper, table, &table->rows.items[i], false).height;
	return height;
}

static void table_row(struct paper *paper, const struct paper_table *table,
		      const struct paper_row *row, const struct paper_row *head)
{
	struct set_row set = set_row(paper, table, row, false);

	if (room(paper, set.height)) {
		struct set_row again = set_row(paper, table, head, true);

		pdf_artifact_begin(paper->pdf);
		draw_row(paper, table, head, &again, true, true);
		pdf_artifact_end(paper->pdf);
	}
	pdf_open(paper->pdf, "TR", NULL);
	draw_row(paper, table, row, &set, false, false);
	pdf_close(paper->pdf);
}

void paper_table(struct paper *paper, const struct paper_table *table)
{
	static const struct face face = {PDF_BOLD, 9.5};
	struct paper_row head = {.note = NULL};
	struct lines caption = {0};
	struct set_row set;
	double rows;

	for (size_t i = 0; i < table->columns; i++)
		head.cells[i] = table->heads[i];
	if (table->caption)
		caption = lines_of(paper, face, WIDTH, table->caption);
	set = set_row(paper, table, &head, true);
	/* A small table stays whole; of a large one caption, head and two rows begin together. */
	rows = height_of_rows(paper, table, SMALL);
	begin(paper, 4 + height_of(face, &caption) + set.height + (rows <= SMALL ? rows : 44));
	space(paper, 4);
	pdf_open(paper->pdf, "Table", NULL);
	if (table->caption) {
		pdf_open(paper->pdf, "Caption", NULL);
		flow(paper, face, LEFT, &caption);
		pdf_close(paper->pdf);
	}
	pdf_open(paper->pdf, "TR", NULL);
	draw_row(paper, table, &head, &set, true, false);
	pdf_close(paper->pdf);
	for (size_t i = 0; i < table->rows.count; i++)
		table_row(paper, table, &table->rows.items[i], &head);
	pdf_close(paper->pdf);
	paper->y += 9;
}

/* ---------------------------------------------------------------- the code, the foot */

/* The runs of a drawing made by qr.c: "M4 4.5h7m1 0h2", from line to line. */
static void draw_code(struct paper *paper, const struct qr *code, double x, double y, double side)
{
	double module = side / code->size;
	long column = 0, line = 0;

	for (const char *at = code->path; *at;) {
		char *end;
		long number = strtol(at + 1, &end, 10);

		if (*at == 'h') {
			/* A hair wider, so that no light shines between two lines. */
			pdf_box(paper->pdf, x + (double)column * module, y + (double)line * module,
				(double)number * module + .02, module + .02, 0);
			column += number;
			at = end;
			continue;
		}
		column = *at == 'M' ? number : column + number;
		if (*at == 'M')
			line = strtol(end, &end, 10);
		else
			strtol(end, &end, 10);
		at = end + strcspn(end, "hmM");
	}
}

/* An address under the code's text, to be followed on a screen. */
static void draw_address(struct paper *paper, double x, double y, const char *address,
			 const char *title)
{
	struct face face = {PDF_BOLD, 9};
	struct lines lines = lines_of(paper, face, LEFT + WIDTH - x, address);
	double box[4] = {x, y, LEFT + WIDTH, y + height_of(face, &lines)};

	pdf_open(paper->pdf, "Link", NULL);
	draw_cell(paper, face, &lines, x, y, LEFT + WIDTH - x, false);
	pdf_link(paper->pdf, box, address, title);
	pdf_close(paper->pdf);
}

void paper_code(struct paper *paper, const struct qr *code, const char *alternative,
		const char *text, const char *address)
{
	static const double side = 85, beside = LEFT + 95;
	struct face face = {PDF_REGULAR, 9};
	struct lines lines = lines_of(paper, face, LEFT + WIDTH - beside, text);
	struct pdf_extra extra = {.alternative = alternative};

	begin(paper, side + 6);
	space(paper, 6);
	extra.box[0] = LEFT;
	extra.box[1] = paper->y;
	extra.box[2] = LEFT + side;
	extra.box[3] = paper->y + side;
	if (code->size) {
		pdf_open(paper->pdf, "Figure", &extra);
		draw_code(paper, code, LEFT, paper->y, side);
		pdf_close(paper->pdf);
	}
	pdf_open(paper->pdf, "P", NULL);
	draw_cell(paper, face, &lines, beside, paper->y + 20, 0, false);
	draw_address(paper, beside, paper->y + 20 + height_of(face, &lines), address, text);
	pdf_close(paper->pdf);
	paper->y += side;
	paper->is_beginning = false;
}

static void draw_foot(struct paper *paper, size_t number, size_t count)
{
	struct face face = {PDF_REGULAR, 8};
	struct hole holes[] = {words_hole_integer((int64_t)number),
			       words_hole_integer((int64_t)count)};
	const char *page = words_fill(paper->arena, paper->words,
				      words_say(paper->words, SAY("page {1} of {2}")), holes,
				      COUNT(holes));
	double width = width_of(paper, face, page, strlen(page));
	struct lines foot = lines_of(paper, face, WIDTH - width - 20, paper->foot);

	pdf_artifact_begin(paper->pdf);
	pdf_box(paper->pdf, LEFT, FOOT - 6, WIDTH, .35, .6);
	draw_line(paper, face, LEFT, FOOT, &foot.items[0]);
	pdf_text(paper->pdf, face.font, face.size, LEFT + WIDTH - width, FOOT + face.size * RISE,
		 page, strlen(page));
	pdf_artifact_end(paper->pdf);
}

enum outcome paper_end(struct paper *paper, const char **bytes, size_t *length)
{
	size_t count;

	if (paper->waiting)
		begin(paper, 0);
	count = pdf_page_count(paper->pdf);
	for (size_t i = 0; i < count; i++) {
		pdf_page_go(paper->pdf, i);
		draw_foot(paper, i + 1, count);
	}
	return pdf_end(paper->pdf, bytes, length);
}
