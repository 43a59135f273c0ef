#include "indicator.h"

#include "audit.h"
#include "base/embed.h"

EMBED(indicator_file, "model/data/indicators.tsv");

/* The columns of the file, in its order. */
enum column {
	COLUMN_KEY,
	COLUMN_SECTION,
	COLUMN_UK,
	COLUMN_EN,
	COLUMN_UNIT,
	COLUMN_KIND,
	COLUMN_CORE,
	COLUMN_PUBLICITY,
	COLUMN_SUBSET_OF,
	COLUMN_IS_KIND,
	COLUMN_EVIDENCE, /* where such a figure was seen; for readers of the file */
	COLUMN_DEFINITION,
	COLUMNS
};

static const char *const kinds[] = {
	[INDICATOR_FLOW] = "flow", [INDICATOR_STOCK] = "stock", [INDICATOR_MEAN] = "mean"};

static const char *const publicities[] = {[INDICATOR_PUBLIC] = "public",
					  [INDICATOR_SUPPRESS] = "suppress",
					  [INDICATOR_NEVER_SMALL] = "never_small"};

const char *indicator_kind_key(enum indicator_kind kind)
{
	return kinds[kind];
}

const char *indicator_publicity_key(enum indicator_publicity publicity)
{
	return publicities[publicity];
}

/* The file says more than the table's short words do: "suppress<3", "never_below_hromada_10k". */
static enum indicator_publicity publicity_read(const char *word)
{
	if (strcmp(word, "public") == 0)
		return INDICATOR_PUBLIC;
	return strncmp(word, "suppress", strlen("suppress")) == 0 ? INDICATOR_SUPPRESS
								  : INDICATOR_NEVER_SMALL;
}

static int word_find(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return 0;
}

static struct indicators file_read(struct arena *arena)
{
	struct indicators indicators = {0};
	char *rest = arena_bytes(arena, indicator_file,
				 (size_t)(indicator_file_end - indicator_file));
	char *line = strsep(&rest, "\n"); /* the names of the columns */

	while ((line = strsep(&rest, "\n")) && *line) {
		struct indicator *indicator = LIST_ADD(arena, &indicators);
		const char *cells[COLUMNS];

		for (size_t i = 0; i < COLUMNS; i++)
			cells[i] = line ? strsep(&line, "\t") : "";
		*indicator = (struct indicator){
			.key = cells[COLUMN_KEY],
			.section = cells[COLUMN_SECTION],
			.uk = cells[COLUMN_UK],
			.en = cells[COLUMN_EN],
			.unit = cells[COLUMN_UNIT],
			.definition = cells[COLUMN_DEFINITION],
			.kind = (enum indicator_kind)word_find(kinds, COUNT(kinds),
							       cells[COLUMN_KIND]),
			.publicity = publicity_read(cells[COLUMN_PUBLICITY]),
			.is_core = strcmp(cells[COLUMN_CORE], "1") == 0,
			.definition_version = 1,
			.subset_of = cells[COLUMN_SUBSET_OF],
			.is_kind = strcmp(cells[COLUMN_IS_KIND], "1") == 0,
		};
	}
	return indicators;
}

static bool is_same(const struct indicator *first, const struct indicator *second)
{
	return strcmp(first->section, second->section) == 0 && strcmp(first->uk, second->uk) == 0 &&
	       strcmp(first->en, second->en) == 0 && strcmp(first->unit, second->unit) == 0 &&
	       strcmp(first->definition, second->definition) == 0 && first->kind == second->kind &&
	       first->publicity == second->publicity && first->is_core == second->is_core &&
	       strcmp(first->subset_of, second->subset_of) == 0 &&
	       first->is_kind == second->is_kind;
}

static enum outcome write_one(struct change *change, const struct indicator *indicator,
			      size_t position, int definition_version)
{
	return change_run(
		change,
		"INSERT INTO indicator (key, position, section, uk, en, unit, kind, is_core, "
		"publicity, definition, definition_version, subset_of, is_kind) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
		"ON CONFLICT (key) DO UPDATE SET position = excluded.position, "
		"section = excluded.section, uk = excluded.uk, en = excluded.en, unit = "
		"excluded.unit, "
		"kind = excluded.kind, is_core = excluded.is_core, publicity = excluded.publicity, "
		"definition = excluded.definition, definition_version = "
		"excluded.definition_version, subset_of = excluded.subset_of, "
		"is_kind = excluded.is_kind",
		ARGS(TEXT(indicator->key), INT((int64_t)position), TEXT(indicator->section),
		     TEXT(indicator->uk), TEXT(indicator->en), TEXT(indicator->unit),
		     TEXT(indicator_kind_key(indicator->kind)), INT(indicator->is_core),
		     TEXT(indicator_publicity_key(indicator->publicity)),
		     TEXT(indicator->definition), INT(definition_version),
		     TEXT(indicator->subset_of), INT(indicator->is_kind)));
}

enum outcome indicator_load(struct change *change)
{
	struct indicators wanted = file_read(change->db.arena),
			  present = indicator_all(&change->db);
	struct pairs written = {0};

	for (size_t i = 0; i < wanted.count; i++) {
		const struct indicator *new = &wanted.items[i];
		const struct indicator *old = indicator_find(&present, new->key);
		int version = old ? old->definition_version : 1;
		enum outcome outcome;

		if (old && is_same(old, new) && i < present.count &&
		    strcmp(present.items[i].key, new->key) == 0)
			continue;
		if (old && strcmp(old->definition, new->definition) != 0)
			version++;
		outcome = write_one(change, new, i, version);
		if (outcome != OK)
			return outcome;
		pairs_add(change->db.arena, &written, new->key,
			  arena_printf(change->db.arena, "%d", version));
	}
	if (!written.count)
		return db_outcome(&change->db);
	return audit_add(change, "indicator load", "indicators", "",
			 audit_json(change->db.arena, &written));
}

struct indicators indicator_all(struct db *db)
{
	struct indicators indicators = {0};
	struct rows rows = db_rows(
		db,
		"SELECT key, section, uk, en, unit, definition, kind, publicity, "
		"is_core, definition_version, subset_of, is_kind FROM indicator ORDER BY position, "
		"key",
		NO_ARGS);

	while (rows_next(&rows)) {
		struct indicator *indicator = LIST_ADD(db->arena, &indicators);

		*indicator = (struct indicator){
			.key = rows_text(&rows, 0),
			.section = rows_text(&rows, 1),
			.uk = rows_text(&rows, 2),
			.en = rows_text(&rows, 3),
			.unit = rows_text(&rows, 4),
			.definition = rows_text(&rows, 5),
			.kind = (enum indicator_kind)word_find(kinds, COUNT(kinds),
							       rows_text(&rows, 6)),
			.publicity = (enum indicator_publicity)word_find(
				publicities, COUNT(publicities), rows_text(&rows, 7)),
			.is_core = rows_int(&rows, 8) != 0,
			.definition_version = (int)rows_int(&rows, 9),
			.subset_of = rows_text(&rows, 10),
			.is_kind = rows_int(&rows, 11) != 0,
		};
	}
	return indicators;
}

const struct indicator *indicator_find(const struct indicators *indicators, const char *key)
{
	for (size_t i = 0; i < indicators->count; i++)
		if (strcmp(indicators->items[i].key, key) == 0)
			return &indicators->items[i];
	return NULL;
}

const char *indicator_name(const struct indicator *indicator, const char *language)
{
	return strcmp(language, "en") == 0 ? indicator->en : indicator->uk;
}
