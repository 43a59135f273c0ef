#include "installation.h"

#include "audit.h"
#include "base/clock.h"
#include "base/secret.h"
#include "category.h"

#define KEY_BITS     256
#define NIGHT_BEGINS 2 /* o'clock in Kyiv */
#define NIGHT_ENDS   5
#define DAY          ((int64_t)24 * 60 * 60)

const char *installation_authority(struct arena *arena, const char *public_url)
{
	const char *host = strstr(public_url, "://");
	size_t length, user;
	char *authority;

	if (!host)
		return NULL;
	host += 3;
	user = strcspn(host, "@/?#");
	if (host[user] == '@')
		host += user + 1;
	length = strcspn(host, "/:?#");
	if (!length || *host == '[')
		return NULL;
	authority = arena_bytes(arena, host, length);
	for (char *at = authority; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return authority;
}

enum outcome installation_make(struct change *change, const char *authority, bool is_demo)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	enum outcome outcome = change_run(change,
					  "INSERT INTO installation (id, authority, "
					  "authority_date, form_key, is_demo, made_at)"
					  " VALUES (1, $1, $2, $3, $4, $5)",
					  ARGS(TEXT(authority),
					       TEXT(date_iso(arena, date_of(change->now))),
					       TEXT(secret_token(arena, change->random, KEY_BITS)),
					       INT(is_demo), INT(change->now)));

	if (outcome != OK)
		return outcome;
	outcome = category_load(change);
	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "authority", authority);
	pairs_add(arena, &after, "is_demo", is_demo ? "1" : "0");
	return audit_add(change, "installation make", "installation 1", "",
			 audit_json(arena, &after));
}

enum outcome installation_find(struct db *db, struct installation *installation)
{
	struct rows rows = db_rows(db,
				   "SELECT authority, authority_date, form_key, is_demo,"
				   " is_read_only, made_at FROM installation WHERE id = 1",
				   NO_ARGS);

	if (!rows_next(&rows))
		return db_missing(db);
	*installation = (struct installation){.authority = rows_text(&rows, 0),
					      .authority_date = rows_text(&rows, 1),
					      .form_key = rows_text(&rows, 2),
					      .is_demo = rows_int(&rows, 3),
					      .is_read_only = rows_int(&rows, 4),
					      .made_at = rows_int(&rows, 5)};
	rows_end(&rows);
	return OK;
}

bool installation_wants_rewrite(struct db *db, int64_t now)
{
	int64_t erased_at = db_int(db, "SELECT erased_at FROM installation WHERE id = 1", NO_ARGS,
				   0);
	int hour = clock_wall(now).hour;

	return erased_at && ((hour >= NIGHT_BEGINS && hour < NIGHT_ENDS) || erased_at < now - DAY);
}

enum outcome installation_note_erased(struct change *change)
{
	return change_run(change, "UPDATE installation SET erased_at = coalesce(erased_at, $1)",
			  ARGS(INT(change->now)));
}

enum outcome installation_set_read_only(struct change *change, bool is_read_only)
{
	struct pairs before = {0}, after = {0};
	struct arena *arena = change->db.arena;
	enum outcome outcome = change_run(
		change,
		"UPDATE installation SET is_read_only = $1 WHERE id = 1 AND is_read_only <> $1",
		ARGS(INT(is_read_only)));

	if (outcome != OK || change_count(change) == 0)
		return outcome;
	pairs_add(arena, &before, "is_read_only", is_read_only ? "0" : "1");
	pairs_add(arena, &after, "is_read_only", is_read_only ? "1" : "0");
	return audit_add(change, "installation switch", "installation 1",
			 audit_json(arena, &before), audit_json(arena, &after));
}
