#include "area.h"

#include "base/unicode.h"
#include "community.h"

/* What stands before a name, by kind, as written and folded as people type it. */
static const struct {
	const char *kind, *before, *typed[3];
} kinds[] = {
	{"city", "м. ", {"м ", "місто "}},
	{"town", "селище ", {"селище ", "смт ", "с ще "}},
	{"village", "с. ", {"с ", "село "}},
};

const char *area_title(struct arena *arena, const char *kind, const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0 && *name)
			return arena_printf(arena, "%s%s", kinds[i].before, name);
	return name;
}

/* The folded name without a kind in front of it. */
static const char *without_kind(const char *folded)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		for (size_t k = 0; k < COUNT(kinds[i].typed) && kinds[i].typed[k]; k++) {
			size_t length = strlen(kinds[i].typed[k]);

			if (strncmp(folded, kinds[i].typed[k], length) == 0)
				return folded + length;
		}
	return folded;
}

enum outcome area_find_named(struct db *db, int64_t community_id, const char *name,
			     struct area *area)
{
	struct areas areas = community_areas(db, community_id);
	const char *wanted = without_kind(unicode_fold(db->arena, name));

	for (size_t i = 0; i < areas.count; i++)
		if (strcmp(wanted, unicode_fold(db->arena, areas.items[i].name)) == 0) {
			*area = areas.items[i];
			return OK;
		}
	return db_missing(db);
}

#define POINTS 20 /* of the newest issues there; more do not make the middle any better */

struct areas area_places(struct db *db, int64_t community_id)
{
	struct areas areas = community_areas(db, community_id);

	for (size_t i = 0; i < areas.count; i++) {
		struct area *area = &areas.items[i];
		struct rows rows;

		if (area->has_point)
			continue;
		rows = db_rows(
			db,
			"SELECT round(avg(p.latitude), 2), round(avg(p.longitude), 2) "
			"FROM (SELECT id FROM issue WHERE community_id = $1 AND is_public = 1 "
			"AND area_id = $2 AND latitude IS NOT NULL ORDER BY id DESC "
			"LIMIT $3) n JOIN issue_public p ON p.id = n.id "
			"WHERE p.area_id = $2",
			ARGS(INT(community_id), INT(area->id), INT(POINTS)));
		if (rows_next(&rows) && !rows_is_null(&rows, 0)) {
			area->has_point = true;
			area->latitude = rows_real(&rows, 0);
			area->longitude = rows_real(&rows, 1);
		}
		rows_end(&rows);
	}
	return areas;
}
