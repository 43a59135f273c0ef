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
