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

#define CRIMEA "UA01"

/* A walk over the lines of an embedded table: the line at hand and where the next one begins. */
struct walk {
	const char *line, *next;
};

/* A walk that stands before the first line behind the names. */
static struct walk walk_begin(const char *table)
{
	return (struct walk){.next = strchr(table, '\n') + 1};
}

static bool walk_next(struct walk *walk)
{
	walk->line = walk->next;
	walk->next = strchrnul(walk->line, '\n');
	walk->next += *walk->next == '\n';
	return *walk->line;
}

/* Where the line's cell of that number begins; all cells end at a tab or the line's end. */
static const char *cell_at(const struct walk *walk, size_t index)
{
	const char *at = walk->line;

	for (; index; index--) {
		at += strcspn(at, "\t\n");
		at += *at == '\t';
	}
	return at;
}

/* A cell as a string; the source has blanks at some ends. */
static const char *cell(struct arena *arena, const struct walk *walk, size_t index)
{
	const char *bytes = cell_at(walk, index);
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
	const char *names = cell_at(line, 1);
	size_t length = (size_t)(cell_at(line, 4) - names), count = 0;

	for (struct walk walk = walk_begin(codifier_hromadas); walk_next(&walk);)
		count += strncmp(cell_at(&walk, 1), names, length) == 0;
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
			if (is_asked(walk.line, code)) {
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

/* Whether the line's names have a word beginning with each of query; common are words of every name. */
static bool is_match(struct arena *scratch, const struct walk *line, const char *common,
		     const char *query)
{
	const char *names = cell_at(line, 1);
	size_t length = (size_t)(cell_at(line, 4) - names);
	const char *text = unicode_fold(scratch, arena_bytes(scratch, names, length));

	return has_words(scratch, arena_printf(scratch, "%s %s", text, common), query);
}

struct territories codifier_search(struct arena *arena, const char *query, size_t most)
{
	static const struct {
		const char *lines, *common;
	} tables[] = {{cities, "місто"},
		      {codifier_hromadas, "територіальна громада район область"}};
	const char *folded = unicode_fold(arena, query);
	struct arena *scratch = arena_begin((size_t)64 << 10);
	struct territories found = {0};

	for (size_t i = 0; i < COUNT(tables) && *folded; i++)
		for (struct walk walk = walk_begin(tables[i].lines);
		     found.count < most && walk_next(&walk); arena_reset(scratch))
			if (is_match(scratch, &walk, tables[i].common, folded))
				*LIST_ADD(arena, &found) = territory_found(arena, &walk);
	arena_end(scratch);
	return found;
}

size_t codifier_count(bool with_crimea)
{
	size_t count = 0;

	for (struct walk walk = walk_begin(codifier_hromadas); walk_next(&walk);)
		count += with_crimea || !is_asked(walk.line, CRIMEA);
	return count;
}

/* The codifier's categories M, X and C. */
static enum settlement_kind kind_of(char category)
{
	return category == 'M'   ? SETTLEMENT_CITY
	       : category == 'X' ? SETTLEMENT_TOWN
				 : SETTLEMENT_VILLAGE;
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

		if (!is_asked(cell_at(&walk, 1), hromada_code))
			continue;
		settlement = LIST_ADD(arena, &settlements);
		settlement->code = cell(arena, &walk, 0);
		settlement->hromada_code = cell(arena, &walk, 1);
		settlement->kind = kind_of(*cell_at(&walk, 2));
		settlement->name = cell(arena, &walk, 3);
		settlement->label = arena_printf(arena, "%s %s", words[settlement->kind],
						 settlement->name);
	}
	return settlements;
}
