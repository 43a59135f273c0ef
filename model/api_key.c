#include "api_key.h"

#include "audit.h"
#include "base/secret.h"
#include "person.h"

#define SECRET_BITS 192
#define SECRET_MOST 64 /* characters: what is longer is none of ours */

#define ENTRY(member) offsetof(struct api_key_entry, member)

const struct field api_key_fields[] = {
	{.name = "name",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 80,
	 .offset = ENTRY(name)},
	{.name = "community", .kind = FIELD_LINE, .offset = ENTRY(community)},
	{.name = "may_report", .kind = FIELD_FLAG, .offset = ENTRY(may_report)},
	{.name = "may_update", .kind = FIELD_FLAG, .offset = ENTRY(may_update)},
	{.name = "per_minute",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = 1,
	 .most = 600,
	 .offset = ENTRY(per_minute)},
	{.name = "per_day",
	 .kind = FIELD_INTEGER,
	 .is_required = true,
	 .least = 1,
	 .most = 100000,
	 .offset = ENTRY(per_day)},
	{0},
};

/* ------------------------------------------------------------------ reading */

#define SELECT                                                                        \
	"SELECT k.id, k.community_id, c.slug, c.short_name, k.name, k.may_report, "   \
	"k.may_update, k.per_minute, k.per_day, k.made_at, k.revoked_at, u.used_at, " \
	"u.in_day FROM api_key k LEFT JOIN community c ON c.id = k.community_id "     \
	"LEFT JOIN api_key_use u ON u.key_id = k.id"

static struct api_key read_key(struct rows *rows, int64_t now)
{
	struct api_key key = {
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.slug = rows_text(rows, 2),
		.community = rows_text(rows, 3),
		.name = rows_text(rows, 4),
		.rights = (rows_int(rows, 5) ? (unsigned)API_REPORT : 0) |
			  (rows_int(rows, 6) ? (unsigned)API_UPDATE : 0),
		.per_minute = rows_int(rows, 7),
		.per_day = rows_int(rows, 8),
		.made_at = rows_int(rows, 9),
		.revoked_at = rows_int(rows, 10),
		.used_at = rows_int(rows, 11),
	};

	if (key.used_at && date_compare(date_of(key.used_at), date_of(now)) == 0)
		key.today = rows_int(rows, 12);
	return key;
}

static enum outcome read_one(struct db *db, struct rows rows, int64_t now, struct api_key *key)
{
	if (!rows_next(&rows))
		return db_missing(db);
	*key = read_key(&rows, now);
	rows_end(&rows);
	return OK;
}

static const char *hash_of(struct arena *arena, const char *secret)
{
	return secret_hash(arena, secret, strlen(secret));
}

enum outcome api_key_find(struct db *db, const char *secret, struct api_key *key)
{
	if (!*secret || strlen(secret) > SECRET_MOST)
		return NOT_FOUND;
	return read_one(db,
			db_rows(db, SELECT " WHERE k.key_hash = $1 AND k.revoked_at IS NULL",
				ARGS(TEXT(hash_of(db->arena, secret)))),
			0, key);
}

struct api_keys api_key_list(struct db *db, int64_t admin_id, int64_t before, int64_t now,
			     size_t most)
{
	struct api_keys keys = {0};
	struct rows rows = db_rows(db, SELECT " WHERE k.id < $1 ORDER BY k.id DESC",
				   ARGS(INT(before ? before : INT64_MAX)));

	while (keys.count < most && rows_next(&rows)) {
		struct api_key key = read_key(&rows, now);

		if (person_may_manage_in(db, admin_id, key.community_id))
			*LIST_ADD(db->arena, &keys) = key;
	}
	rows_end(&rows);
	return keys;
}

enum outcome api_key_find_id(struct db *db, int64_t admin_id, int64_t id, int64_t now,
			     struct api_key *key)
{
	struct api_key found;
	enum outcome outcome = read_one(db, db_rows(db, SELECT " WHERE k.id = $1", ARGS(INT(id))),
					now, &found);

	if (outcome == OK && !person_may_manage_in(db, admin_id, found.community_id))
		outcome = NOT_FOUND;
	if (outcome == OK)
		*key = found;
	return outcome;
}

/* ------------------------------------------------------------------ limits */

/* Seconds to the end of the minute, to the end of the day in Kyiv. */
static int minute_left(int64_t now)
{
	return (int)(60 - now % 60);
}

static int day_left(int64_t now)
{
	return (int)(date_start(date_add_days(date_of(now), 1)) - now);
}

enum outcome api_key_count(struct change *change, const struct api_key *key, int *wait)
{
	int64_t now = change->now, used_at = 0, in_minute = 0, in_day = 0;
	struct rows rows = db_rows(&change->db,
				   "SELECT used_at, in_minute, in_day FROM api_key_use "
				   "WHERE key_id = $1",
				   ARGS(INT(key->id)));

	if (rows_next(&rows)) {
		used_at = rows_int(&rows, 0);
		if (used_at / 60 == now / 60)
			in_minute = rows_int(&rows, 1);
		if (date_compare(date_of(used_at), date_of(now)) == 0)
			in_day = rows_int(&rows, 2);
	}
	rows_end(&rows);
	if (in_day >= key->per_day || in_minute >= key->per_minute) {
		*wait = in_day >= key->per_day ? day_left(now) : minute_left(now);
		return TOO_OFTEN;
	}
	return change_run(change,
			  "INSERT INTO api_key_use (key_id, used_at, in_minute, in_day) "
			  "VALUES ($1, $2, $3, $4) ON CONFLICT (key_id) DO UPDATE SET "
			  "used_at = $2, in_minute = $3, in_day = $4",
			  ARGS(INT(key->id), INT(now), INT(in_minute + 1), INT(in_day + 1)));
}

/* ------------------------------------------------------------------ administration */

static enum outcome note(struct change *change, const char *action, int64_t id,
			 const struct api_key_entry *entry)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	if (entry) {
		pairs_add(arena, &after, "name", entry->name);
		pairs_add(arena, &after, "may_report", entry->may_report ? "1" : "0");
		pairs_add(arena, &after, "may_update", entry->may_update ? "1" : "0");
		pairs_add(arena, &after, "per_minute",
			  arena_printf(arena, "%lld", (long long)entry->per_minute));
		pairs_add(arena, &after, "per_day",
			  arena_printf(arena, "%lld", (long long)entry->per_day));
	}
	return audit_add(change, action, arena_printf(arena, "api key %lld", (long long)id), "",
			 entry ? audit_json(arena, &after) : "");
}

static enum outcome check(struct form *form, const struct api_key_entry *entry)
{
	if (!entry->may_report && !entry->may_update)
		return form_fault(form, "may_report", FAULT_MISSING);
	return OK;
}

enum outcome api_key_add(struct change *change, struct form *form, int64_t community_id,
			 const struct api_key_entry *entry, int64_t *id, const char **secret)
{
	const char *made = secret_token(change->db.arena, change->random, SECRET_BITS);
	enum outcome outcome = check(form, entry);
	int64_t added;

	if (outcome == OK)
		outcome = change_insert(
			change,
			"INSERT INTO api_key (community_id, name, key_hash, may_report, "
			"may_update, per_minute, per_day, made_at) "
			"VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			ARGS(INT_OR_NONE(community_id), TEXT(entry->name),
			     TEXT(hash_of(change->db.arena, made)), INT(entry->may_report),
			     INT(entry->may_update), INT(entry->per_minute), INT(entry->per_day),
			     INT(change->now)),
			&added);
	if (outcome == OK)
		outcome = note(change, "key add", added, entry);
	if (outcome == OK) {
		*id = added;
		*secret = made;
	}
	return outcome;
}

enum outcome api_key_change(struct change *change, struct form *form, int64_t id,
			    const struct api_key_entry *entry)
{
	enum outcome outcome = check(form, entry);

	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE api_key SET name = $1, may_report = $2, "
				     "may_update = $3, per_minute = $4, per_day = $5 WHERE id = $6",
				     ARGS(TEXT(entry->name), INT(entry->may_report),
					  INT(entry->may_update), INT(entry->per_minute),
					  INT(entry->per_day), INT(id)));
	return outcome == OK ? note(change, "key change", id, entry) : outcome;
}

enum outcome api_key_revoke(struct change *change, int64_t id)
{
	enum outcome outcome = change_run(
		change, "UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
		ARGS(INT(change->now), INT(id)));

	if (outcome == OK && change_count(change) == 0)
		outcome = CONFLICT;
	return outcome == OK ? note(change, "key revoke", id, NULL) : outcome;
}
