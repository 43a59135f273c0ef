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

static int key_find(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

int indicator_kind_find(const char *key)
{
	return key_find(kinds, COUNT(kinds), key);
}

int indicator_publicity_find(const char *key)
{
	return key_find(publicities, COUNT(publicities), key);
}

/* The file says more than the table's short words do: "suppress<3", "never_below_hromada_10k". */
static enum indicator_publicity publicity_read(const char *word)
{
	if (strcmp(word, "public") == 0)
		return INDICATOR_PUBLIC;
	return strncmp(word, "suppress", strlen("suppress")) == 0 ? INDICATOR_SUPPRESS
								  : INDICATOR_NEVER_SMALL;
}

/* Of what the program or the schema's checks vouch for. */
static enum indicator_kind kind_read(const char *word)
{
	return (enum indicator_kind)indicator_kind_find(word);
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
			.kind = kind_read(cells[COLUMN_KIND]),
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

static enum outcome write_row(struct change *change, const struct indicator *indicator,
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

/* The next version of its definition: a number that no hromada has given away either. */
static int version_after(struct db *db, const char *key)
{
	return (int)db_int(db,
			   "SELECT max(version) + 1 FROM indicator_definition WHERE indicator = $1",
			   ARGS(TEXT(key)), 1);
}

static enum outcome write_one(struct change *change, const struct indicator *indicator,
			      size_t position, int version)
{
	enum outcome outcome = write_row(change, indicator, position, version);

	if (outcome != OK)
		return outcome;
	return change_run(change,
			  "INSERT INTO indicator_definition (indicator, version, community_id, uk, "
			  "en, since) VALUES ($1, $2, NULL, $3, '', $4) "
			  "ON CONFLICT (indicator, version) DO NOTHING",
			  ARGS(TEXT(indicator->key), INT(version), TEXT(indicator->definition),
			       INT(change->now)));
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

		if (old && is_same(old, new) && old->position == (int64_t)i)
			continue;
		if (old && strcmp(old->definition, new->definition) != 0)
			version = version_after(&change->db, new->key);
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

static struct indicator read_one(struct rows *rows)
{
	return (struct indicator){
		.key = rows_text(rows, 0),
		.section = rows_text(rows, 1),
		.uk = rows_text(rows, 2),
		.en = rows_text(rows, 3),
		.unit = rows_text(rows, 4),
		.kind = kind_read(rows_text(rows, 5)),
		.publicity = (enum indicator_publicity)indicator_publicity_find(rows_text(rows, 6)),
		.subset_of = rows_text(rows, 7),
		.is_kind = rows_int(rows, 8) != 0,
		.community_id = rows_int(rows, 9),
		.definition = rows_text(rows, 10),
		.definition_en = rows_text(rows, 11),
		.definition_version = (int)rows_int(rows, 12),
		.is_core = rows_int(rows, 13) != 0,
		.position = rows_int(rows, 14),
		.is_used = rows_int(rows, 15) != 0,
	};
}

/* Each part together, so that a hromada's own ones stand among those of their part. */
static struct indicators by_section(struct arena *arena, const struct indicators *all)
{
	struct indicators sorted = {0};

	for (size_t i = 0; i < all->count; i++) {
		const char *section = all->items[i].section;
		bool is_first = true;

		for (size_t j = 0; j < i && is_first; j++)
			is_first = strcmp(all->items[j].section, section) != 0;
		for (size_t j = i; j < all->count && is_first; j++)
			if (strcmp(all->items[j].section, section) == 0)
				*LIST_ADD(arena, &sorted) = all->items[j];
	}
	return sorted;
}

struct indicators indicator_of(struct db *db, int64_t community_id)
{
	struct indicators indicators = {0};
	struct rows rows = db_rows(
		db,
		"SELECT i.key, i.section, i.uk, i.en, i.unit, i.kind, i.publicity, i.subset_of, "
		"i.is_kind, coalesce(i.community_id, 0), "
		"CASE WHEN c.definition_version IS NULL THEN i.definition ELSE d.uk END, "
		"coalesce(d.en, ''), coalesce(c.definition_version, i.definition_version), "
		"coalesce(c.is_core, i.is_core), coalesce(c.position, i.position) AS place, "
		"$1 = 0 OR (coalesce(c.is_used, 1) AND coalesce(i.community_id, $1) = $1) "
		"FROM indicator i "
		"LEFT JOIN indicator_choice c ON c.community_id = $1 AND c.indicator = i.key "
		"LEFT JOIN indicator_definition d ON d.indicator = i.key "
		"AND d.version = coalesce(c.definition_version, i.definition_version) "
		"ORDER BY place, i.key",
		ARGS(INT(community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &indicators) = read_one(&rows);
	return by_section(db->arena, &indicators);
}

struct indicators indicator_used(struct db *db, int64_t community_id)
{
	struct indicators all = indicator_of(db, community_id), used = {0};

	for (size_t i = 0; i < all.count; i++)
		if (all.items[i].is_used)
			*LIST_ADD(db->arena, &used) = all.items[i];
	return used;
}

struct indicators indicator_all(struct db *db)
{
	return indicator_of(db, 0);
}

bool indicator_is_used(struct db *db, int64_t community_id, const char *key)
{
	return db_int(db,
		      "SELECT 1 FROM indicator i LEFT JOIN indicator_choice c "
		      "ON c.community_id = $1 AND c.indicator = i.key WHERE i.key = $2 "
		      "AND coalesce(c.is_used, 1) AND coalesce(i.community_id, $1) = $1",
		      ARGS(INT(community_id), TEXT(key)), 0) != 0;
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

const char *indicator_wording(const struct indicator *indicator, const char *language)
{
	bool is_english = strcmp(language, "en") == 0 && *indicator->definition_en;

	return is_english ? indicator->definition_en : indicator->definition;
}
