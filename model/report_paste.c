#include "report_paste.h"

#include "base/text.h"
#include "base/unicode.h"
#include "report_paste_cells.h"

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
	struct paste_header header;
	struct paste paste;
};

static const char *cell_of(const struct paste_cells *cells, int at)
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

/* Why there is no number, said in the qualifier's place. */
static bool is_reason(const char *qualifier)
{
	int state = figure_state_find(qualifier);

	return state == FIGURE_SUPPRESSED || state == FIGURE_NOT_TRACKED;
}

/* A qualifier that is none must not make an estimate an exact number. */
static enum fault_kind qualifier_judge(const struct paste_line *line, struct figure *figure)
{
	int qualifier = figure_qualifier_find(line->qualifier);

	if (!*line->qualifier)
		return FAULT_NONE;
	if (is_reason(line->qualifier) && figure->state == FIGURE_ABSENT) {
		figure->state = (enum figure_state)figure_state_find(line->qualifier);
		return FAULT_NONE;
	}
	if (qualifier < 0)
		return FAULT_UNKNOWN;
	if (figure->qualifier == FIGURE_EXACT)
		figure->qualifier = (enum figure_qualifier)qualifier;
	return FAULT_NONE;
}

static struct fault value_judge(const struct reading *reading, const struct indicator *indicator,
				struct paste_line *line)
{
	struct figure *new = &line->will;
	struct fault fault = {.field = "", .other = REPORT_FIGURE_MOST, .detail = line->value};

	*new = (struct figure){.indicator = indicator->key, .note = line->note};
	fault.kind = report_form_figure(reading->arena, line->value, indicator, new);
	if (fault.kind)
		return fault;
	fault.detail = line->qualifier;
	fault.kind = qualifier_judge(line, new);
	if (!fault.kind && *line->note && new->state == FIGURE_ABSENT)
		fault.kind = FAULT_MISSING;
	if (!fault.kind && unicode_length(line->note) > REPORT_NOTE_MOST)
		fault = (struct fault){
			.field = "", .kind = FAULT_TOO_LONG, .number = REPORT_NOTE_MOST};
	return fault;
}

/* What the line does to the figure that stands there. */
static void line_judge(const struct reading *reading, const struct indicator *indicator,
		       struct paste_line *line)
{
	line->fault = value_judge(reading, indicator, line);
	if (line->fault.kind)
		line->state = PASTE_WRONG;
	else if (is_there_already(reading, indicator->key))
		line->state = PASTE_TWICE;
	else if (is_same(figure_find(reading->present, indicator->key), &line->will, line->note))
		line->state = PASTE_SAME;
	line->indicator = indicator->key;
}

static void line_add(struct reading *reading, const struct paste_cells *cells, size_t number,
		     size_t bare)
{
	const struct paste_header *header = &reading->header;
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
	/* An empty cell says nothing: it neither is zero nor takes away what stands there. */
	if (indicator && !*line.value && !*line.note && !is_reason(line.qualifier))
		return;
	if (indicator)
		line_judge(reading, indicator, &line);
	reading->paste.changes += line.state == PASTE_CHANGES;
	reading->paste.faults += line.state != PASTE_CHANGES && line.state != PASTE_SAME;
	*LIST_ADD(reading->arena, &reading->paste) = line;
}

/* "1204,5" and "понад 1204,5" are one number, not two cells. */
static struct paste_cells number_join(const struct reading *reading, struct paste_cells cells,
				      const char *line, size_t length)
{
	struct figure figure;
	const char *whole = unicode_clean(reading->arena, line, length, ONE_LINE);

	if (cells.count == 1 || !reading->indicators->count || *line == '"' ||
	    report_form_figure(reading->arena, whole, reading->indicators->items, &figure) ==
		    FAULT_NOT_A_NUMBER)
		return cells;
	return (struct paste_cells){.items = {whole}, .count = 1};
}

static void too_many_add(struct reading *reading, const struct paste_cells *cells, size_t number)
{
	reading->paste.faults++;
	*LIST_ADD(reading->arena, &reading->paste) = (struct paste_line){.line = number,
									 .state = PASTE_TOO_MANY,
									 .typed = cells->items[0],
									 .indicator = "",
									 .value = "",
									 .qualifier = "",
									 .note = ""};
}

struct paste report_paste_read(struct arena *arena, const struct indicators *indicators,
			       const struct figures *present, const char *text)
{
	struct reading reading = {.arena = arena,
				  .indicators = indicators,
				  .names = names_fold(arena, indicators),
				  .present = present};
	const char *at = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
	char separator = report_paste_cells_separator(arena, at);
	size_t bare = 0, number = 1;

	for (bool is_first = true; *at; is_first = false) {
		const char *line = at;
		struct paste_cells cells = report_paste_cells_read(arena, &at, separator);

		if (is_first)
			reading.header = report_paste_cells_header(&cells);
		if (separator == ',' && !reading.header.is_there)
			cells = number_join(&reading, cells, line, (size_t)(at - line));
		if (reading.paste.count == PASTE_LINES_MOST &&
		    !report_paste_cells_are_empty(&cells)) {
			too_many_add(&reading, &cells, number);
			break;
		}
		if (!report_paste_cells_are_empty(&cells) && !(is_first && reading.header.is_there))
			line_add(&reading, &cells, number, bare);
		/* An empty cell of a bare column keeps its place, or all below would move up. */
		bare += cells.count == 1;
		for (; line < at; line++)
			number += *line == '\n';
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

	if (!strchr(typed, '\t') || report_paste_cells_separator(arena, typed) != '\t')
		return typed;
	while (*typed) {
		struct paste_cells cells = report_paste_cells_read(arena, &typed, '\t');

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
		const struct figure *will = &line->will;
		const char *name = arena_printf(arena, "figure.%s", line->indicator);

		if (line->state != PASTE_CHANGES)
			continue;
		pairs_add(arena, &pairs, name, line->value);
		pairs_add(arena, &pairs, arena_printf(arena, "%s.qualifier", name),
			  figure_qualifier_key(will->qualifier));
		pairs_add(arena, &pairs, arena_printf(arena, "%s.state", name),
			  figure_state_key(will->state == FIGURE_ABSENT ? FIGURE_GIVEN
									: will->state));
		/* A dash takes a figure away, and what was noted of it. */
		if (*line->note || will->state == FIGURE_ABSENT)
			pairs_add(arena, &pairs, arena_printf(arena, "%s.note", name), line->note);
	}
	return pairs;
}
