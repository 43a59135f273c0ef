#include "organisation.h"

#include "audit.h"
#include "base/unicode.h"

#define COLUMNS "id, community_id, name, kind, edrpou"

static struct organisation read_organisation(struct rows *rows)
{
	return (struct organisation){
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.name = rows_text(rows, 2),
		.kind = rows_text(rows, 3),
		.edrpou = rows_text(rows, 4),
	};
}

static enum outcome read_one(struct rows *rows, struct organisation *organisation)
{
	if (!rows_next(rows))
		return db_missing(rows->db);
	*organisation = read_organisation(rows);
	rows_end(rows);
	return OK;
}

struct organisations organisation_list(struct db *db, int64_t community_id)
{
	struct organisations organisations = {0};
	struct rows rows = db_rows(db,
				   "SELECT " COLUMNS " FROM organisation WHERE community_id = $1 "
				   "ORDER BY name_key, id",
				   ARGS(INT(community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &organisations) = read_organisation(&rows);
	return organisations;
}

enum outcome organisation_find(struct db *db, int64_t community_id, int64_t id,
			       struct organisation *organisation)
{
	struct rows rows = db_rows(
		db, "SELECT " COLUMNS " FROM organisation WHERE id = $1 AND community_id = $2",
		ARGS(INT(id), INT(community_id)));

	return read_one(&rows, organisation);
}

enum outcome organisation_find_named(struct db *db, int64_t community_id, const char *name,
				     struct organisation *organisation)
{
	struct rows rows = db_rows(
		db, "SELECT " COLUMNS " FROM organisation WHERE community_id = $1 AND name = $2",
		ARGS(INT(community_id), TEXT(name)));

	return read_one(&rows, organisation);
}

enum outcome organisation_add(struct change *change, const struct organisation *organisation,
			      int64_t *id)
{
	struct organisation there;
	enum outcome outcome = organisation_find_named(&change->db, organisation->community_id,
						       organisation->name, &there);

	if (outcome != NOT_FOUND)
		return outcome == OK ? CONFLICT : outcome;
	outcome = change_insert(
		change,
		"INSERT INTO organisation (community_id, name, name_key, kind, edrpou) "
		"VALUES ($1, $2, $3, $4, $5) RETURNING id",
		ARGS(INT(organisation->community_id), TEXT(organisation->name),
		     TEXT(unicode_sort_key(change->db.arena, organisation->name)),
		     TEXT(organisation->kind ? organisation->kind : "other"),
		     TEXT(organisation->edrpou ? organisation->edrpou : "")),
		id);
	if (outcome != OK)
		return outcome;
	return audit_add(change, "organisation add",
			 arena_printf(change->db.arena, "organisation %lld", (long long)*id), "",
			 "");
}
