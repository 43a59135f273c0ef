#include "session.h"

#include "base/secret.h"
#include "base/unicode.h"

#define TOKEN_BITS      256
#define TOKEN_LENGTH    43 /* of 256 bits in base64 without padding */
#define DEVICE_MOST     60
#define IDLE_SECONDS    ((int64_t)30 * 60)
#define LONGEST_SECONDS ((int64_t)12 * 60 * 60)
#define BETWEEN_TOUCHES 60

#define COLUMNS "s.id, s.person_id, s.made_at, s.seen_at, s.device"

static struct session session_read(struct rows *rows, int64_t now)
{
	struct session session = {.id = rows_int(rows, 0),
				  .person_id = rows_int(rows, 1),
				  .made_at = rows_int(rows, 2),
				  .seen_at = rows_int(rows, 3),
				  .device = rows_text(rows, 4)};

	session.wants_touch = session.seen_at + BETWEEN_TOUCHES < now;
	return session;
}

enum outcome session_begin(struct change *change, int64_t person_id, const char *device,
			   const char **token)
{
	struct arena *arena = change->db.arena;
	const char *made = secret_token(arena, change->random, TOKEN_BITS);
	enum outcome outcome = change_run(
		change,
		"INSERT INTO session (token_hash, person_id, made_at, seen_at, device)"
		" VALUES ($1, $2, $3, $4, $5)",
		ARGS(TEXT(secret_hash(arena, made, strlen(made))), INT(person_id), INT(change->now),
		     INT(change->now), TEXT(unicode_shorten(arena, device, DEVICE_MOST))));

	if (outcome == OK)
		*token = made;
	return outcome;
}

enum outcome session_find(struct db *db, const char *token, int64_t now, struct session *session)
{
	struct rows rows;

	if (strlen(token) != TOKEN_LENGTH)
		return NOT_FOUND;
	rows = db_rows(db,
		       "SELECT " COLUMNS " FROM session s JOIN person p ON p.id = s.person_id"
		       " WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.made_at > $3"
		       " AND p.disabled_at IS NULL",
		       ARGS(TEXT(secret_hash(db->arena, token, TOKEN_LENGTH)),
			    INT(now - IDLE_SECONDS), INT(now - LONGEST_SECONDS)));
	if (!rows_next(&rows))
		return db_missing(db);
	*session = session_read(&rows, now);
	rows_end(&rows);
	return OK;
}

enum outcome session_touch(struct change *change, int64_t id)
{
	return change_run(change, "UPDATE session SET seen_at = $1 WHERE id = $2",
			  ARGS(INT(change->now), INT(id)));
}

struct sessions session_of(struct db *db, int64_t person_id, int64_t asking, int64_t now)
{
	struct sessions sessions = {0};
	struct rows rows = db_rows(
		db,
		"SELECT " COLUMNS " FROM session s WHERE s.person_id = $1"
		" AND s.seen_at > $2 AND s.made_at > $3 ORDER BY s.seen_at DESC, s.id DESC",
		ARGS(INT(person_id), INT(now - IDLE_SECONDS), INT(now - LONGEST_SECONDS)));

	while (rows_next(&rows)) {
		struct session *session = LIST_ADD(db->arena, &sessions);

		*session = session_read(&rows, now);
		session->is_this = session->id == asking;
	}
	return sessions;
}

enum outcome session_end(struct change *change, int64_t person_id, int64_t id)
{
	enum outcome outcome = change_run(change,
					  "DELETE FROM session WHERE id = $1 AND person_id = $2",
					  ARGS(INT(id), INT(person_id)));

	return outcome == OK && change_count(change) == 0 ? NOT_FOUND : outcome;
}

enum outcome session_end_others(struct change *change, int64_t person_id, int64_t keep)
{
	return change_run(change, "DELETE FROM session WHERE person_id = $1 AND id <> $2",
			  ARGS(INT(person_id), INT(keep)));
}

enum outcome session_tidy(struct change *change)
{
	return change_run(
		change, "DELETE FROM session WHERE seen_at <= $1 OR made_at <= $2",
		ARGS(INT(change->now - IDLE_SECONDS), INT(change->now - LONGEST_SECONDS)));
}
