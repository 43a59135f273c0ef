#include "once.h"

#include "base/secret.h"

#define KEPT_SECONDS ((int64_t)24 * 60 * 60)
#define TOKEN_MOST   64

static struct value token_key(struct arena *arena, const char *token)
{
	return TEXT(secret_hash(arena, token, strlen(token)));
}

enum outcome once_find(struct db *db, const char *token, const char **location)
{
	const char *found;

	if (!*token || strlen(token) > TOKEN_MOST)
		return NOT_FOUND;
	found = db_text(db, "SELECT location FROM once_token WHERE token_hash = $1",
			ARGS(token_key(db->arena, token)));
	if (!found)
		return db_missing(db);
	/* It may lead to a secret link, so it stands there sealed; the version before 0.2 did not. */
	if (*found != '/')
		found = secret_open(db->arena, token, found);
	if (!found)
		return NOT_FOUND;
	*location = found;
	return OK;
}

enum outcome once_add(struct change *change, const char *token, const char *location)
{
	return change_run(
		change,
		"INSERT INTO once_token (token_hash, location, made_at) VALUES ($1, $2, $3)",
		ARGS(token_key(change->db.arena, token),
		     TEXT(secret_seal(change->db.arena, token, location)), INT(change->now)));
}

enum outcome once_tidy(struct change *change)
{
	return change_run(change, "DELETE FROM once_token WHERE made_at <= $1",
			  ARGS(INT(change->now - KEPT_SECONDS)));
}
