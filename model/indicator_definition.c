#include "indicator_definition.h"

struct indicator_definitions indicator_definitions_of(struct db *db, const char *key,
						      int64_t community_id)
{
	struct indicator_definitions definitions = {0};
	struct rows rows = db_rows(
		db,
		"SELECT version, uk, en, since, community_id IS NOT NULL FROM indicator_definition "
		"WHERE indicator = $1 AND coalesce(community_id, $2) = $2 ORDER BY version DESC",
		ARGS(TEXT(key), INT(community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &definitions) = (struct indicator_definition){
			.version = (int)rows_int(&rows, 0),
			.uk = rows_text(&rows, 1),
			.en = rows_text(&rows, 2),
			.since = rows_int(&rows, 3),
			.is_own = rows_int(&rows, 4) != 0,
		};
	return definitions;
}

enum outcome indicator_definition_version(struct change *change, const char *key,
					  int64_t community_id, const char *uk, const char *en,
					  int *version)
{
	struct indicator_definitions present = indicator_definitions_of(&change->db, key,
									community_id);
	int64_t next;
	enum outcome outcome;

	for (size_t i = 0; i < present.count; i++)
		if (strcmp(present.items[i].uk, uk) == 0 && strcmp(present.items[i].en, en) == 0) {
			*version = present.items[i].version;
			return OK;
		}
	outcome = change_insert(
		change,
		"INSERT INTO indicator_definition (indicator, version, community_id, uk, en, "
		"since) "
		"SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 "
		"FROM indicator_definition WHERE indicator = $1 RETURNING version",
		ARGS(TEXT(key), INT(community_id), TEXT(uk), TEXT(en), INT(change->now)), &next);
	if (outcome == OK)
		*version = (int)next;
	return outcome;
}

const char *indicator_definition_words(const struct indicator_definition *definition,
				       const char *language)
{
	return strcmp(language, "en") == 0 && *definition->en ? definition->en : definition->uk;
}
