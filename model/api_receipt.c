#include "api_receipt.h"

#include "base/secret.h"

#define TOKEN_BITS 128
#define TOKEN_MOST 64

static const char *hash_of(struct arena *arena, const char *token)
{
	return secret_hash(arena, token, strlen(token));
}

/* These rows come with a report or a message, whose audit line is theirs, too. */
enum outcome api_receipt_add(struct change *change, const struct api_key *key, int64_t issue_id,
			     const char **token)
{
	const char *made = secret_token(change->db.arena, change->random, TOKEN_BITS);
	enum outcome outcome = change_run(
		change,
		"INSERT INTO api_receipt (token_hash, issue_id, key_id) "
		"VALUES ($1, $2, $3)",
		ARGS(TEXT(hash_of(change->db.arena, made)), INT(issue_id), INT(key->id)));

	if (outcome == OK)
		*token = made;
	return outcome;
}

enum outcome api_receipt_find(struct db *db, int64_t community_id, const char *token,
			      struct issue_key *key)
{
	struct rows rows;

	if (!*token || strlen(token) > TOKEN_MOST)
		return NOT_FOUND;
	rows = db_rows(db,
		       "SELECT CASE WHEN i.published_at IS NOT NULL THEN i.year END, i.number "
		       "FROM api_receipt r JOIN issue i ON i.id = r.issue_id "
		       "WHERE r.token_hash = $1 AND i.community_id = $2",
		       ARGS(TEXT(hash_of(db->arena, token)), INT(community_id)));
	if (!rows_next(&rows))
		return db_missing(db);
	*key = (struct issue_key){.community_id = community_id,
				  .year = rows_int(&rows, 0),
				  .number = rows_int(&rows, 1)};
	rows_end(&rows);
	return OK;
}

enum outcome api_receipt_note_update(struct change *change, const struct api_key *key,
				     const char *update_id)
{
	enum outcome outcome = change_run(change,
					  "INSERT INTO api_update (key_id, update_id, at) "
					  "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
					  ARGS(INT(key->id), TEXT(update_id), INT(change->now)));

	return outcome == OK && change_count(change) == 0 ? CONFLICT : outcome;
}
