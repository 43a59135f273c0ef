#include "one_time_link.h"

#include "base/secret.h"
#include "person.h"

#define TOKEN_BITS   256
#define TOKEN_MOST   64
#define LIVE_SECONDS ((int64_t)24 * 60 * 60)

enum outcome one_time_link_end_all(struct change *change, int64_t person_id)
{
	return change_run(
		change,
		"UPDATE one_time_link SET used_at = $1 WHERE person_id = $2 AND used_at IS NULL",
		ARGS(INT(change->now), INT(person_id)));
}

enum outcome one_time_link_add(struct change *change, int64_t person_id, const char **token)
{
	struct arena *arena = change->db.arena;
	const char *made = secret_token(arena, change->random, TOKEN_BITS);
	enum outcome outcome = one_time_link_end_all(change, person_id);

	if (outcome == OK)
		outcome = change_run(change,
				     "INSERT INTO one_time_link (token_hash, person_id, expires_at)"
				     " VALUES ($1, $2, $3)",
				     ARGS(TEXT(secret_hash(arena, made, strlen(made))),
					  INT(person_id), INT(change->now + LIVE_SECONDS)));
	if (outcome == OK)
		outcome = person_note(change, "link add", person_id, NULL, NULL);
	if (outcome == OK)
		*token = made;
	return outcome;
}

enum outcome one_time_link_find(struct db *db, const char *token, int64_t now,
				struct one_time_link *link)
{
	struct one_time_link found;
	struct rows rows;
	bool is_over;

	if (strlen(token) > TOKEN_MOST)
		return NOT_FOUND;
	rows = db_rows(db,
		       "SELECT l.id, l.person_id, l.expires_at, p.login, p.name,"
		       " l.used_at IS NOT NULL OR p.disabled_at IS NOT NULL"
		       " FROM one_time_link l JOIN person p ON p.id = l.person_id"
		       " WHERE l.token_hash = $1",
		       ARGS(TEXT(secret_hash(db->arena, token, strlen(token)))));
	if (!rows_next(&rows))
		return db_missing(db);
	found = (struct one_time_link){.id = rows_int(&rows, 0),
				       .person_id = rows_int(&rows, 1),
				       .expires_at = rows_int(&rows, 2),
				       .login = rows_text(&rows, 3),
				       .name = rows_text(&rows, 4)};
	is_over = rows_int(&rows, 5) || found.expires_at <= now;
	rows_end(&rows);
	if (is_over)
		return GONE;
	*link = found;
	return OK;
}

enum outcome one_time_link_use(struct change *change, const struct one_time_link *link,
			       const char *hash)
{
	enum outcome outcome = change_run(
		change, "UPDATE one_time_link SET used_at = $1 WHERE id = $2 AND used_at IS NULL",
		ARGS(INT(change->now), INT(link->id)));

	if (outcome != OK)
		return outcome;
	/* The same link sent twice at once: the second one finds it used. */
	if (change_count(change) == 0)
		return GONE;
	return person_set_password(change, link->person_id, hash, 0);
}
