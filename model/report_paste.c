#include "report_paste.h"

#include "base/text.h"
#include "base/unicode.h"

#define CELLS_MOST 6

/* A line cut into its cells. */
struct cells {
	const char *items[CELLS_MOST];
	size_t count;
};

/* Which cell is what, in a file with a header line; -1: none is. */
struct header {
	bool is_there;
	int indicator, value, qualifier, note;
};

static char separator_of(const char *text)
{
	return strchr(text, '\t') ? '\t' : strchr(text, ';') ? ';' : ',';
}

/* RFC 4180's quotes, within one line. */
static const char *cell_read(struct arena *arena, const char **at, char separator)
{
	struct text cell = text_begin(arena, PASTE_MOST * 4);
	bool is_quoted = false;

	for (; **at && (is_quoted || **at != separator); (*at)++)
		if (**at == '"' && is_quoted && (*at)[1] == '"')
			text_add_char(&cell, *(*at)++);
		else if (**at == '"')
			is_quoted = !is_quoted;
		else
			text_add_char(&cell, **at);
	return unicode_clean(arena, cell.bytes, cell.length, ONE_LINE);
}

/* A number may have a comma itself; so a line of one cell is not cut at commas. */
static struct cells cells_read(struct arena *arena, const char *line, char separator)
{
	struct cells cells = {0};

	while (cells.count < CELLS_MOST) {
		cells.items[cells.count++] = cell_read(arena, &line, separator);
		if (!*line++)
			break;
	}
	return cells;
}

static struct header header_read(const struct cells *cells)
{
	struct header header = {.indicator = -1, .value = -1, .qualifier = -1, .note = -1};

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

/* ---------------------------------------------------------------- which indicator */

/* The names of all indicators, folded once: in Ukrainian, then in English. */
static const char **names_fold(struct arena *arena, const struct indicators *indicators)
{
	const char **names = arena_take_array(arena, indicators->count * 2 + 1, sizeof(*names));

	for (size_t i = 0; i < indicators->count; i++) {
		names[2 * i] = unicode_fold(arena, indicators->items[i].uk);
		names[2 * i + 1] = unicode_fold(arena, indicators->items[i].en);
	}
	return names;
}

static bool begins_with(const char *name, const char *beginning)
{
	return strncmp(name, beginning, strlen(beginning)) == 0;
}

/* How well a name fits: 2 whole, 1 its beginning, 0 not at all. */
static int fits(const char *const *names, const char *wanted)
{
	if (strcmp(names[0], wanted) == 0 || strcmp(names[1], wanted) == 0)
		return 2;
	return begins_with(names[0], wanted) || begins_with(names[1], wanted);
}

static const struct indicator *named(struct arena *arena, const struct indicators *indicators,
				     const char *const *names, const char *name,
				     enum paste_state *state)
{
	const char *wanted = unicode_fold(arena, name);
	const struct indicator *found = indicator_find(indicators, name);
	int best = 0;

	*state = PASTE_CHANGES;
	if (found)
		return found;
	for (size_t i = 0; i < indicators->count; i++) {
		int fit = fits(&names[2 * i], wanted);

		if (fit > best) {
			best = fit;
			found = &indicators->items[i];
			*state = PASTE_CHANGES;
		} else if (fit && fit == best) {
			*state = PASTE_SEVERAL;
		}
	}
	if (!best)
		*state = PASTE_UNKNOWN;
	return *state == PASTE_CHANGES ? found : NULL;
}

/* The number-th main indicator. */
static const struct indicator *main_one(const struct indicators *indicators, size_t number)
{
	for (size_t i = 0; i < indicators->count; i++)
		if (indicators->items[i].is_core && !number--)
			return &indicators->items[i];
	return NULL;
}

/* ---------------------------------------------------------------- lines */

/* The paste at hand. */
struct reading {
	struct arena *arena;
	const struct indicators *indicators;
	const char *const *names; /* folded; two of each indicator */
	const struct figures *present;
	struct header header;
	struct paste paste;
};

static const char *cell_of(const struct cells *cells, int at)
{
	return at >= 0 && (size_t)at < cells->count ? cells->items[at] : "";
}

static bool is_there_already(const struct reading *reading, const char *key)
{
	for (size_t i = 0; i < reading->paste.count; i++)
		if (strcmp(reading->paste.items[i].indicator, key) == 0)
			return true;
	return false;
}

static bool is_same(const struct figure *present, const struct figure *new, const char *note)
{
	if (!present)
		return new->state == FIGURE_ABSENT;
	return present->state == new->state && present->value == new->value &&
	       present->qualifier == new->qualifier && (!*note || strcmp(present->note, note) == 0);
}

/* What the line's value does to the figure that stands there. */
static void value_judge(const struct reading *reading, const struct indicator *indicator,
			struct paste_line *line)
{
	struct figure new = {.indicator = indicator->key, .note = ""};
	int qualifier = figure_qualifier_find(line->qualifier);

	line->fault = report_form_figure(reading->arena, line->value, indicator, &new);
	if (qualifier > 0 && new.qualifier == FIGURE_EXACT)
		new.qualifier = (enum figure_qualifier)qualifier;
	line->qualifier = figure_qualifier_key(new.qualifier);
	if (line->fault)
		line->state = PASTE_WRONG;
	else if (is_there_already(reading, indicator->key))
		line->state = PASTE_TWICE;
	else if (is_same(figure_find(reading->present, indicator->key), &new, line->note))
		line->state = PASTE_SAME;
}

static void line_add(struct reading *reading, const struct cells *cells, size_t number, size_t bare)
{
	const struct header *header = &reading->header;
	bool is_bare = !header->is_there && cells->count == 1;
	const char *name = is_bare ? "" : cell_of(cells, header->is_there ? header->indicator : 0);
	struct paste_line line = {
		.line = number,
		.indicator = "",
		.value = is_bare ? cells->items[0]
				 : cell_of(cells, header->is_there ? header->value : 1),
		.qualifier = header->is_there ? cell_of(cells, header->qualifier) : "",
		.note = cell_of(cells, header->is_there ? header->note : 2),
	};
	const struct indicator *indicator;

	if (is_bare)
		indicator = main_one(reading->indicators, bare);
	else
		indicator = named(reading->arena, reading->indicators, reading->names, name,
				  &line.state);
	if (is_bare)
		line.state = indicator ? PASTE_CHANGES : PASTE_UNKNOWN;
	line.typed = is_bare ? line.value
			     : arena_printf(reading->arena, "%s: %s", name, line.value);
	if (indicator)
		value_judge(reading, indicator, &line);
	if (indicator)
		line.indicator = indicator->key;
	reading->paste.changes += line.state == PASTE_CHANGES;
	reading->paste.faults += line.state != PASTE_CHANGES && line.state != PASTE_SAME;
	*LIST_ADD(reading->arena, &reading->paste) = line;
}

struct paste report_paste_read(struct arena *arena, const struct indicators *indicators,
			       const struct figures *present, const char *text)
{
	struct reading reading = {.arena = arena,
				  .indicators = indicators,
				  .names = names_fold(arena, indicators),
				  .present = present};
	char *rest = arena_string(arena, text), *line;
	char separator = separator_of(text);
	size_t bare = 0;

	for (size_t number = 1; (line = strsep(&rest, "\n")); number++) {
		struct cells cells;
		bool is_first = number == 1;

		line[strcspn(line, "\r")] = '\0';
		if (is_first && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
			line += 3;
		if (!line[strspn(line, " \t;,")])
			continue;
		cells = cells_read(arena, line, separator);
		if (is_first)
			reading.header = header_read(&cells);
		if (is_first && reading.header.is_there)
			continue;
		/* "1204,5" in a column of bare numbers is one number. */
		if (separator == ',' && !reading.header.is_there &&
		    line[strcspn(line, "0123456789")] && !line[strspn(line, "0123456789 ,.")])
			cells = (struct cells){.items = {line}, .count = 1};
		if (reading.paste.count == PASTE_LINES_MOST) {
			reading.paste.faults++;
			*LIST_ADD(arena,
				  &reading.paste) = (struct paste_line){.line = number,
									.state = PASTE_TOO_MANY,
									.typed = cells.items[0],
									.indicator = "",
									.value = "",
									.qualifier = "",
									.note = ""};
			break;
		}
		line_add(&reading, &cells, number, bare);
		bare += cells.count == 1;
	}
	return reading.paste;
}

static void cell_add(struct text *text, const char *cell)
{
	bool is_quoted = strpbrk(cell, ";\"") != NULL;

	if (is_quoted)
		text_add_char(text, '"');
	for (; *cell; cell++) {
		if (*cell == '"')
			text_add_char(text, '"');
		text_add_char(text, *cell);
	}
	if (is_quoted)
		text_add_char(text, '"');
}

const char *report_paste_plain(struct arena *arena, const char *typed)
{
	struct text text = text_begin(arena, PASTE_MOST * 8);
	char *rest = arena_string(arena, typed), *line;

	if (!strchr(typed, '\t'))
		return typed;
	while ((line = strsep(&rest, "\n"))) {
		struct cells cells = cells_read(arena, line, '\t');

		for (size_t i = 0; i < cells.count; i++) {
			if (i)
				text_add_char(&text, ';');
			cell_add(&text, cells.items[i]);
		}
		text_add_char(&text, '\n');
	}
	return text.bytes;
}

struct pairs report_paste_pairs(struct arena *arena, const struct paste *paste)
{
	struct pairs pairs = {0};

	for (size_t i = 0; i < paste->count; i++) {
		const struct paste_line *line = &paste->items[i];
		const char *name = arena_printf(arena, "figure.%s", line->indicator);

		if (line->state != PASTE_CHANGES)
			continue;
		pairs_add(arena, &pairs, name, line->value);
		pairs_add(arena, &pairs, arena_printf(arena, "%s.qualifier", name),
			  line->qualifier);
		pairs_add(arena, &pairs, arena_printf(arena, "%s.state", name), "given");
		if (*line->note)
			pairs_add(arena, &pairs, arena_printf(arena, "%s.note", name), line->note);
	}
	return pairs;
}
