#include "report_paste_cells.h"

#include "base/text.h"
#include "base/unicode.h"
#include "report_paste.h"

/* Where the quote that began a cell is closed; NULL when it never is, so it was only a sign. */
static const char *quote_end(const char *inside)
{
	for (const char *at = inside; *at; at++) {
		if (*at != '"')
			continue;
		if (at[1] != '"')
			return !at[1] || strchr("\t;,\r\n", at[1]) ? at : NULL;
		at++;
	}
	return NULL;
}

static bool is_cell_end(char sign, char separator)
{
	return !sign || sign == '\n' || sign == '\r' || sign == separator;
}

/* RFC 4180's quotes, line ends within them included. */
static const char *cell_read(struct arena *arena, const char **at, char separator)
{
	struct text cell = text_begin(arena, PASTE_MOST * 4);
	const char *end = **at == '"' ? quote_end(*at + 1) : NULL;

	if (end) {
		while (++*at < end) {
			text_add_char(&cell, **at);
			*at += **at == '"';
		}
		++*at;
	}
	while (!is_cell_end(**at, separator))
		text_add_char(&cell, *(*at)++);
	return unicode_clean(arena, cell.bytes, cell.length, ONE_LINE);
}

struct paste_cells report_paste_cells_read(struct arena *arena, const char **at, char separator)
{
	struct paste_cells cells = {0};

	for (;;) {
		const char *cell = cell_read(arena, at, separator);

		if (cells.count < PASTE_CELLS_MOST)
			cells.items[cells.count++] = cell;
		if (**at != separator)
			break;
		++*at;
	}
	*at += **at == '\r' && (*at)[1] == '\n';
	*at += **at != '\0';
	return cells;
}

bool report_paste_cells_are_empty(const struct paste_cells *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		if (*cells->items[i])
			return false;
	return true;
}

struct paste_header report_paste_cells_header(const struct paste_cells *cells)
{
	struct paste_header header = {.indicator = -1, .value = -1, .qualifier = -1, .note = -1};

	for (size_t i = 0; i < cells->count; i++) {
		int at = (int)i;

		if (strcmp(cells->items[i], "indicator") == 0)
			header.indicator = at;
		else if (strcmp(cells->items[i], "value") == 0)
			header.value = at;
		else if (strcmp(cells->items[i], "qualifier") == 0)
			header.qualifier = at;
		else if (strcmp(cells->items[i], "note") == 0)
			header.note = at;
	}
	header.is_there = header.indicator >= 0 && header.value >= 0;
	return header;
}

char report_paste_cells_separator(struct arena *arena, const char *text)
{
	bool is_begin = true;
	char found = ',';

	for (const char *sign = "\t;,"; *sign; sign++) {
		const char *at = text;
		struct paste_cells cells = report_paste_cells_read(arena, &at, *sign);

		if (report_paste_cells_header(&cells).is_there)
			return *sign;
	}
	for (const char *at = text; *at; at++) {
		const char *end = is_begin && *at == '"' ? quote_end(at + 1) : NULL;

		is_begin = !end && strchr("\t;,\r\n", *at);
		if (end)
			at = end;
		else if (*at == '\t')
			return '\t';
		else if (*at == ';')
			found = ';';
	}
	return found;
}
