#include "community.h"

#include "audit.h"
#include "base/text.h"
#include "base/unicode.h"
#include "codifier.h"

#define SLUG_MOST 60
#define LIKENESS  6 /* bytes: three Cyrillic letters */

#define COLUMNS                                                                         \
	"id, katottg, slug, name, short_name, raion, oblast, population, is_frontline," \
	" precision_cap, police_unit, police_phone, council_address"

#define AREA_COLUMNS "id, community_id, katottg, kind, name, latitude, longitude"

/* ------------------------------------------------------------------ reading */

static struct community community_read(struct rows *rows)
{
	return (struct community){.id = rows_int(rows, 0),
				  .katottg = rows_text(rows, 1),
				  .slug = rows_text(rows, 2),
				  .name = rows_text(rows, 3),
				  .short_name = rows_text(rows, 4),
				  .raion = rows_text(rows, 5),
				  .oblast = rows_text(rows, 6),
				  .population = rows_int(rows, 7),
				  .is_frontline = rows_int(rows, 8),
				  .precision_cap = (int)rows_int(rows, 9),
				  .police_unit = rows_text(rows, 10),
				  .police_phone = rows_text(rows, 11),
				  .council_address = rows_text(rows, 12)};
}

static enum outcome find_one(struct db *db, struct rows rows, struct community *community)
{
	if (!rows_next(&rows))
		return db_missing(db);
	*community = community_read(&rows);
	rows_end(&rows);
	return OK;
}

enum outcome community_find(struct db *db, const char *slug, struct community *community)
{
	return find_one(
		db,
		db_rows(db, "SELECT " COLUMNS " FROM community WHERE slug = $1", ARGS(TEXT(slug))),
		community);
}

enum outcome community_find_id(struct db *db, int64_t id, struct community *community)
{
	return find_one(
		db, db_rows(db, "SELECT " COLUMNS " FROM community WHERE id = $1", ARGS(INT(id))),
		community);
}

enum outcome community_find_katottg(struct db *db, const char *code, struct community *community)
{
	size_t length = strlen(code);

	if (length != CODIFIER_PREFIX_LENGTH && length != CODIFIER_CODE_LENGTH)
		return NOT_FOUND;
	/* ':' follows '9' in ASCII: all codes that begin like this one, by the index. */
	return find_one(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM community"
				" WHERE katottg >= $1 AND katottg < $2 ORDER BY katottg LIMIT 1",
				ARGS(TEXT(code), TEXT(arena_printf(db->arena, "%s:", code)))),
			community);
}

struct communities community_all(struct db *db)
{
	struct communities communities = {0};
	struct rows rows = db_rows(
		db, "SELECT " COLUMNS " FROM community ORDER BY oblast_key, name_key, id", NO_ARGS);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &communities) = community_read(&rows);
	return communities;
}

static struct area area_read(struct rows *rows)
{
	return (struct area){.id = rows_int(rows, 0),
			     .community_id = rows_int(rows, 1),
			     .katottg = rows_text(rows, 2),
			     .kind = rows_text(rows, 3),
			     .name = rows_text(rows, 4),
			     .has_point = !rows_is_null(rows, 5) && !rows_is_null(rows, 6),
			     .latitude = rows_real(rows, 5),
			     .longitude = rows_real(rows, 6)};
}

struct areas community_areas(struct db *db, int64_t community_id)
{
	struct areas areas = {0};
	struct rows rows = db_rows(db,
				   "SELECT " AREA_COLUMNS " FROM area WHERE community_id = $1"
				   " ORDER BY name_key, id",
				   ARGS(INT(community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &areas) = area_read(&rows);
	return areas;
}

enum outcome community_find_area(struct db *db, int64_t community_id, int64_t area_id,
				 struct area *area)
{
	struct rows rows = db_rows(
		db, "SELECT " AREA_COLUMNS " FROM area WHERE id = $1 AND community_id = $2",
		ARGS(INT(area_id), INT(community_id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*area = area_read(&rows);
	rows_end(&rows);
	return OK;
}

/* ------------------------------------------------------------------ writing */

static size_t common_bytes(const char *first, const char *second)
{
	size_t count = 0;

	while (first[count] && first[count] == second[count])
		count++;
	return count;
}

/*
 * The settlement a hromada is called after: the codifier does not say which one that is, but
 * "Коростенська" and "Коростень" begin alike. NULL when none does.
 */
static const char *chief_settlement(const struct settlements *settlements, const char *adjective)
{
	size_t most = LIKENESS - 1;
	const char *chief = NULL;

	for (size_t i = 0; i < settlements->count; i++) {
		size_t alike = common_bytes(settlements->items[i].name, adjective);

		if (alike > most) {
			most = alike;
			chief = settlements->items[i].name;
		}
	}
	return chief;
}

/* Words that stand where a slug would: addresses of our own. */
static bool is_own_word(const char *slug)
{
	static const char *const words[] = {
		"en",      "uk",    "sign-in", "sign-out", "account", "mail",    "subscribe",
		"admin",   "kept",  "feeds",   "open311",  "static",  "healthz", "readyz",
		"metrics", "embed", "api",     "accounts", "data",    "about",   "privacy"};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(slug, words[i]) == 0)
			return true;
	return false;
}

static bool is_slug(const char *slug)
{
	size_t length = strlen(slug);

	return length >= 2 && length <= SLUG_MOST &&
	       strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == length && slug[0] != '-' &&
	       slug[length - 1] != '-' && !is_own_word(slug);
}

static enum outcome community_check(struct change *change, struct form *form,
				    const struct territory *territory, const char *slug)
{
	struct community other;

	if (!is_slug(slug))
		return form_fault_with(
			form,
			(struct fault){.field = "slug", .kind = FAULT_UNKNOWN, .detail = slug});
	if (community_find_katottg(&change->db, territory->code, &other) == OK)
		return form_fault_with(form, (struct fault){.field = "katottg",
							    .kind = FAULT_TAKEN,
							    .detail = other.slug});
	if (community_find(&change->db, slug, &other) == OK)
		return form_fault_with(
			form,
			(struct fault){.field = "slug", .kind = FAULT_TAKEN, .detail = other.name});
	return db_outcome(&change->db);
}

static enum outcome community_insert(struct change *change, const struct community_entry *entry,
				     const struct territory *territory, const char *short_name,
				     const char *slug, int64_t *id)
{
	struct arena *arena = change->db.arena;
	const char *oblast_key = unicode_sort_key(
		arena, arena_printf(arena, "%s %s", territory->oblast, territory->raion));

	return change_insert(
		change,
		"INSERT INTO community (katottg, slug, name, short_name, name_key, raion, oblast,"
		" oblast_key, population, is_frontline, precision_cap, police_unit, police_phone,"
		" council_address)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING "
		"id",
		ARGS(TEXT(territory->code), TEXT(slug), TEXT(territory->name), TEXT(short_name),
		     TEXT(unicode_sort_key(arena, short_name)), TEXT(territory->raion),
		     TEXT(territory->oblast), TEXT(oblast_key), INT(entry->population),
		     INT(entry->is_frontline), INT(entry->precision_cap),
		     TEXT(text_or_empty(entry->police_unit)),
		     TEXT(text_or_empty(entry->police_phone)),
		     TEXT(text_or_empty(entry->council_address))),
		id);
}

static enum outcome area_insert(struct change *change, const struct area *area, int64_t *id)
{
	return change_insert(change,
			     "INSERT INTO area (community_id, katottg, kind, name, name_key)"
			     " VALUES ($1, $2, $3, $4, $5) RETURNING id",
			     ARGS(INT(area->community_id), TEXT(text_or_empty(area->katottg)),
				  TEXT(area->kind), TEXT(area->name),
				  TEXT(unicode_sort_key(change->db.arena, area->name))),
			     id);
}

static enum outcome add_settlements(struct change *change, int64_t id,
				    const struct settlements *settlements)
{
	static const char *const kinds[] = {[SETTLEMENT_CITY] = "city",
					    [SETTLEMENT_TOWN] = "town",
					    [SETTLEMENT_VILLAGE] = "village"};
	enum outcome outcome = OK;

	for (size_t i = 0; i < settlements->count && outcome == OK; i++) {
		const struct settlement *settlement = &settlements->items[i];
		struct area area = {.community_id = id,
				    .katottg = settlement->code,
				    .kind = kinds[settlement->kind],
				    .name = settlement->name};
		int64_t area_id;

		/* Two villages of one name in one hromada: the second is told apart by its code. */
		if (db_int(&change->db,
			   "SELECT 1 FROM area WHERE community_id = $1 AND kind = $2 AND name = $3",
			   ARGS(INT(id), TEXT(area.kind), TEXT(area.name)), 0))
			area.name = arena_printf(change->db.arena, "%s (%.12s)", area.name,
						 area.katottg);
		outcome = area_insert(change, &area, &area_id);
	}
	return outcome;
}

enum outcome community_add(struct change *change, struct form *form,
			   const struct community_entry *entry, int64_t *id)
{
	struct arena *arena = change->db.arena;
	const char *short_name = entry->short_name, *slug = entry->slug, *chief;
	struct territory territory;
	struct settlements settlements;
	struct pairs after = {0};
	int64_t made;
	enum outcome outcome;

	if (codifier_find(arena, entry->katottg, &territory) != OK)
		return form_fault_with(form, (struct fault){.field = "katottg",
							    .kind = FAULT_UNKNOWN,
							    .detail = entry->katottg});
	settlements = codifier_settlements(arena, territory.code);
	chief = chief_settlement(&settlements, territory.short_name);
	if (!slug)
		slug = unicode_slug(arena, chief ? chief : territory.short_name);
	if (!short_name)
		short_name = chief ? chief
				   : arena_printf(arena, "%s громада", territory.short_name);
	outcome = community_check(change, form, &territory, slug);
	if (outcome == OK)
		outcome = community_insert(change, entry, &territory, short_name, slug, &made);
	if (outcome == OK)
		outcome = add_settlements(change, made, &settlements);
	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "katottg", territory.code);
	pairs_add(arena, &after, "slug", slug);
	outcome = audit_add(change, "community add",
			    arena_printf(arena, "community %lld", (long long)made), "",
			    audit_json(arena, &after));
	if (outcome == OK)
		*id = made;
	return outcome;
}

enum outcome community_add_area(struct change *change, const struct area *area, int64_t *id)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	int64_t made;
	enum outcome outcome = area_insert(change, area, &made);

	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "kind", area->kind);
	pairs_add(arena, &after, "name", area->name);
	outcome = audit_add(change, "area add", arena_printf(arena, "area %lld", (long long)made),
			    "", audit_json(arena, &after));
	if (outcome == OK)
		*id = made;
	return outcome;
}
