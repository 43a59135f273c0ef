#include "codifier.h"

#include "base/embed.h"
#include "base/unicode.h"

EMBED(codifier_hromadas, "model/data/hromadas.tsv");
EMBED(codifier_settlement_lines, "model/data/settlements.tsv");

/* Category K of the codifier, in the shape of hromadas.tsv, whose source lists only category H. */
static const char cities[] =
	"katottg\tname_uk\traion_uk\toblast_uk\traion_katottg\toblast_katottg\n"
	"UA80000000000093317\tКиїв\t\t\t\t\n"
	"UA85000000000065278\tСевастополь\t\t\t\t\n";

#define CRIMEA     "UA01"
#define CELLS_MOST 6

/* A walk over the lines of an embedded table; its cells end at a tab or the line's end. */
struct walk {
	const char *next;
	const char *cells[CELLS_MOST];
};

/* A walk that stands before the first line behind the names. */
static struct walk walk_begin(const char *table)
{
	return (struct walk){.next = strchr(table, '\n') + 1};
}

static bool walk_next(struct walk *walk)
{
	const char *at = walk->next;

	if (!*at)
		return false;
	for (size_t i = 0; i < CELLS_MOST; i++) {
		walk->cells[i] = at;
		at += strcspn(at, "\t\n");
		at += *at == '\t';
	}
	walk->next = at + (*at == '\n');
	return true;
}

/* A cell as a string; the source has blanks at some ends. */
static const char *cell(struct arena *arena, const struct walk *walk, size_t index)
{
	const char *bytes = walk->cells[index];
	size_t length = strcspn(bytes, "\t\n");

	while (length && bytes[length - 1] == ' ')
		length--;
	return arena_bytes(arena, bytes, length);
}

bool codifier_is_code(const char *string)
{
	return strncmp(string, "UA", 2) == 0 && strlen(string) == CODIFIER_CODE_LENGTH &&
	       strspn(string + 2, "0123456789") == CODIFIER_CODE_LENGTH - 2;
}

/* How much of a code says where: up to the last part before the tail that is not all zeros. */
static size_t significant_length(const char *code)
{
	static const size_t ends[] = {14, 12, 9, 6, 4};

	for (size_t i = 0; i + 1 < COUNT(ends); i++)
		if (strspn(code + ends[i + 1], "0") < ends[i] - ends[i + 1])
			return ends[i];
	return ends[COUNT(ends) - 1];
}

bool codifier_is_within(const char *code, const char *around)
{
	return strncmp(code, around, significant_length(around)) == 0;
}

static struct territory territory_read(struct arena *arena, const struct walk *walk)
{
	struct territory territory = {
		.code = cell(arena, walk, 0),
		.short_name = cell(arena, walk, 1),
		.raion = cell(arena, walk, 2),
		.oblast = cell(arena, walk, 3),
		.raion_code = cell(arena, walk, 4),
		.oblast_code = cell(arena, walk, 5),
	};

	if (!*territory.oblast) {
		territory.name = arena_printf(arena, "місто %s", territory.short_name);
		territory.place = "місто зі спеціальним статусом";
		return territory;
	}
	territory.name = arena_printf(arena, "%s територіальна громада", territory.short_name);
	territory.raion = arena_printf(arena, "%s район", territory.raion);
	if (strncmp(territory.oblast_code, CRIMEA, strlen(CRIMEA)) != 0)
		territory.oblast = arena_printf(arena, "%s область", territory.oblast);
	territory.place = arena_printf(arena, "%s, %s", territory.raion, territory.oblast);
	return territory;
}

/* Whether another hromada of the same raion has the same name (a town's and a village's, say). */
static bool is_repeated(const struct walk *line)
{
	size_t length = (size_t)(line->cells[4] - line->cells[1]), count = 0;

	for (struct walk walk = walk_begin(codifier_hromadas); walk_next(&walk);)
		count += strncmp(walk.cells[1], line->cells[1], length) == 0;
	return count > 1;
}

/* The territory of a line, in a way that no other reads the same. */
static struct territory territory_found(struct arena *arena, const struct walk *line)
{
	struct territory territory = territory_read(arena, line);

	if (is_repeated(line))
		territory.place = arena_printf(arena, "%s (%.*s)", territory.place,
					       CODIFIER_PREFIX_LENGTH, territory.code);
	return territory;
}

/* Whether a line's code is the one asked for, by all of it or by the hromada's part. */
static bool is_asked(const char *cell, const char *code)
{
	return strncmp(cell, code, strlen(code)) == 0;
}

static bool is_prefix(const char *code)
{
	return strncmp(code, "UA", 2) == 0 && strlen(code) == CODIFIER_PREFIX_LENGTH &&
	       strspn(code + 2, "0123456789") == CODIFIER_PREFIX_LENGTH - 2;
}

enum outcome codifier_find(struct arena *arena, const char *code, struct territory *territory)
{
	const char *const tables[] = {codifier_hromadas, cities};

	if (!codifier_is_code(code) && !is_prefix(code))
		return INVALID;
	for (size_t i = 0; i < COUNT(tables); i++)
		for (struct walk walk = walk_begin(tables[i]); walk_next(&walk);)
			if (is_asked(walk.cells[0], code)) {
				*territory = territory_found(arena, &walk);
				return OK;
			}
	return NOT_FOUND;
}

/* Whether each word of query begins a word of text; both are folded. */
static bool has_words(struct arena *arena, const char *text, const char *query)
{
	const char *words = arena_printf(arena, " %s", text);

	for (;;) {
		size_t length = strcspn(query, " ");

		if (!strstr(words, arena_printf(arena, " %.*s", (int)length, query)))
			return false;
		if (!query[length])
			return true;
		query += length + 1;
	}
}

struct territories codifier_search(struct arena *arena, const char *query, size_t most)
{
	const char *const tables[] = {cities, codifier_hromadas};
	const char *folded = unicode_fold(arena, query);
	struct arena *scratch = arena_begin((size_t)64 << 10);
	struct territories found = {0};

	for (size_t i = 0; i < COUNT(tables) && *folded; i++)
		for (struct walk walk = walk_begin(tables[i]);
		     found.count < most && walk_next(&walk);) {
			struct territory territory = territory_read(scratch, &walk);
			const char *text = unicode_fold(
				scratch,
				arena_printf(scratch, "%s %s", territory.name, territory.place));

			if (has_words(scratch, text, folded))
				*LIST_ADD(arena, &found) = territory_found(arena, &walk);
			arena_reset(scratch);
		}
	arena_end(scratch);
	return found;
}

size_t codifier_count(bool with_crimea)
{
	size_t count = 0;

	for (struct walk walk = walk_begin(codifier_hromadas); walk_next(&walk);)
		count += with_crimea || !is_asked(walk.cells[0], CRIMEA);
	return count;
}

struct settlements codifier_settlements(struct arena *arena, const char *hromada_code)
{
	static const char *const words[] = {[SETTLEMENT_CITY] = "місто",
					    [SETTLEMENT_TOWN] = "селище",
					    [SETTLEMENT_VILLAGE] = "село"};
	struct settlements settlements = {0};

	if (!codifier_is_code(hromada_code) && !is_prefix(hromada_code))
		return settlements;
	for (struct walk walk = walk_begin(codifier_settlement_lines); walk_next(&walk);) {
		struct settlement *settlement;

		if (!is_asked(walk.cells[1], hromada_code))
			continue;
		settlement = LIST_ADD(arena, &settlements);
		settlement->code = cell(arena, &walk, 0);
		settlement->hromada_code = cell(arena, &walk, 1);
		settlement->kind = *walk.cells[2] == 'M'   ? SETTLEMENT_CITY
				   : *walk.cells[2] == 'X' ? SETTLEMENT_TOWN
							   : SETTLEMENT_VILLAGE;
		settlement->name = cell(arena, &walk, 3);
		settlement->label = arena_printf(arena, "%s %s", words[settlement->kind],
						 settlement->name);
	}
	return settlements;
}
