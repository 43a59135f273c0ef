/*
 * photo_draft.c - how photos come in.
 *
 * A resident has no account and a slow line. What has come through once is kept under a random word
 * in the form, so that no fault in another answer costs it; only the word's hash is stored. Nobody
 * can look at a draft, its sender neither: an address for pictures that nobody has checked would be
 * a gift to the wrong people.
 */
#include "audit.h"
#include "base/secret.h"
#include "installation.h"
#include "issue_read.h"
#include "photo.h"

#define DRAFT_SECONDS ((int64_t)24 * 60 * 60)
#define TOKEN_MOST    64

static const char *hash_of(struct arena *arena, const char *token)
{
	return secret_hash(arena, token, strlen(token) > TOKEN_MOST ? TOKEN_MOST : strlen(token));
}

struct photo_drafts photo_draft_list(struct db *db, const char *token)
{
	struct photo_drafts drafts = {0};
	struct rows rows;

	if (!*token)
		return drafts;
	rows = db_rows(db,
		       "SELECT key, width, height, length(whole) FROM photo_draft "
		       "WHERE draft_hash = $1 ORDER BY position",
		       ARGS(TEXT(hash_of(db->arena, token))));
	while (rows_next(&rows))
		*LIST_ADD(db->arena, &drafts) = (struct photo_draft){.key = rows_text(&rows, 0),
								     .width = rows_int(&rows, 1),
								     .height = rows_int(&rows, 2),
								     .size = rows_int(&rows, 3)};
	return drafts;
}

static bool is_among(const struct photo_drafts *drafts, const char *key)
{
	for (size_t i = 0; i < drafts->count; i++)
		if (strcmp(drafts->items[i].key, key) == 0)
			return true;
	return false;
}

enum outcome photo_draft_add(struct change *change, const char **token,
			     const struct developed *developed)
{
	struct arena *arena = change->db.arena;
	struct photo_drafts drafts = photo_draft_list(&change->db, *token);
	const char *key = arena_bytes(
		arena, secret_hash(arena, developed->whole.bytes, developed->whole.length), 22);
	/* A word that somebody made up could be anybody's: only one of ours that holds something. */
	const char *word = drafts.count ? *token
					: secret_token(arena, change->random, PHOTO_NAME_BITS);
	enum outcome outcome;

	if (is_among(&drafts, key))
		return OK;
	if (drafts.count >= PHOTO_EACH_MOST)
		return TOO_MUCH;
	outcome = change_run(
		change,
		"INSERT INTO photo_draft (draft_hash, key, width, height, whole, thumbnail, "
		"made_at, position) VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT "
		"coalesce(max(position), 0) + 1 FROM photo_draft WHERE draft_hash = $1))",
		ARGS(TEXT(hash_of(arena, word)), TEXT(key), INT(developed->width),
		     INT(developed->height), BLOB(developed->whole.bytes, developed->whole.length),
		     BLOB(developed->thumbnail.bytes, developed->thumbnail.length),
		     INT(change->now)));
	if (outcome == OK)
		*token = word;
	return outcome;
}

/* What was deleted just now leaves the gaps of the file as well; its line of the audit log. */
static enum outcome forget(struct change *change)
{
	struct arena *arena = change->db.arena;
	int64_t count = change_count(change);
	struct pairs after = {0};
	enum outcome outcome;

	if (!count)
		return db_outcome(&change->db);
	outcome = installation_note_erased(change);
	pairs_add(arena, &after, "count", arena_printf(arena, "%lld", (long long)count));
	return outcome == OK ? audit_add(change, "photo forget", "photo drafts", "",
					 audit_json(arena, &after))
			     : outcome;
}

enum outcome photo_draft_drop(struct change *change, const char *token, const char *key)
{
	enum outcome outcome = change_run(
		change, "DELETE FROM photo_draft WHERE draft_hash = $1 AND key = $2",
		ARGS(TEXT(hash_of(change->db.arena, token)), TEXT(key)));

	return outcome == OK ? forget(change) : outcome;
}

enum outcome photo_draft_tidy(struct change *change)
{
	enum outcome outcome = change_run(change, "DELETE FROM photo_draft WHERE made_at <= $1",
					  ARGS(INT(change->now - DRAFT_SECONDS)));

	return outcome == OK ? forget(change) : outcome;
}

/* ------------------------------------------------------------------ before or after */

static const char *const moments[] = {[PHOTO_BEFORE] = "before", [PHOTO_AFTER] = "after"};

int photo_moment_find(const char *key)
{
	for (size_t i = 0; i < COUNT(moments); i++)
		if (strcmp(moments[i], key) == 0)
			return (int)i;
	return -1;
}

const char *photo_moment_key(enum photo_moment moment)
{
	return moments[moment];
}

const struct field photo_choice_fields[] = {
	{.name = "moment",
	 .kind = FIELD_CHOICE,
	 .choice = photo_moment_find,
	 .offset = offsetof(struct photo_choice, moment)},
	{0},
};

/* What is called done shows that it is; every other step tells of what is still to do. */
enum photo_moment photo_moment_of_step(const char *to)
{
	return strcmp(to, "resolved") == 0 || strcmp(to, "closed") == 0 ? PHOTO_AFTER
									: PHOTO_BEFORE;
}

/* ------------------------------------------------------------------ from draft to photo */

static enum outcome adopt_one(struct change *change, const char *hash, const char *key,
			      const struct photo_place *place, int64_t position)
{
	int64_t id = 0;
	enum outcome outcome = change_insert(
		change,
		"INSERT INTO photo (community_id, issue_id, event_id, message_id, position, name, "
		"moment, state, width, height, size, made_at) "
		"SELECT $1, $2, $3, $4, $5, $6, $7, 'waiting', width, height, length(whole), $8 "
		"FROM photo_draft WHERE draft_hash = $9 AND key = $10 RETURNING id",
		ARGS(INT(change->community_id), INT(place->issue_id), INT_OR_NONE(place->event_id),
		     INT_OR_NONE(place->message_id), INT(position),
		     TEXT(secret_token(change->db.arena, change->random, PHOTO_NAME_BITS)),
		     TEXT(photo_moment_key(place->is_after ? PHOTO_AFTER : PHOTO_BEFORE)),
		     INT(change->now), TEXT(hash), TEXT(key)),
		&id);

	if (outcome != OK)
		return outcome;
	return change_run(change,
			  "INSERT INTO photo_bytes (photo_id, form, type, bytes) "
			  "SELECT $1, 'whole', 'image/jpeg', whole FROM photo_draft "
			  "WHERE draft_hash = $2 AND key = $3 UNION ALL "
			  "SELECT $1, 'thumbnail', 'image/jpeg', thumbnail FROM photo_draft "
			  "WHERE draft_hash = $2 AND key = $3",
			  ARGS(INT(id), TEXT(hash), TEXT(key)));
}

enum outcome photo_adopt(struct change *change, const char *token, const struct photo_place *place)
{
	struct arena *arena = change->db.arena;
	struct photo_drafts drafts = photo_draft_list(&change->db, token);
	const char *hash = hash_of(arena, token);
	struct pairs after = {0};
	enum outcome outcome = db_outcome(&change->db);

	if (!drafts.count || outcome != OK)
		return outcome;
	for (size_t i = 0; outcome == OK && i < drafts.count; i++)
		outcome = adopt_one(change, hash, drafts.items[i].key, place, (int64_t)i + 1);
	if (outcome == OK)
		outcome = change_run(change, "DELETE FROM photo_draft WHERE draft_hash = $1",
				     ARGS(TEXT(hash)));
	pairs_add(arena, &after, "count", arena_printf(arena, "%zu", drafts.count));
	return outcome == OK ? audit_add(change, "photo add", issue_subject(arena, place->issue_id),
					 "", audit_json(arena, &after))
			     : outcome;
}

int64_t photo_newest_event(struct db *db, int64_t issue_id)
{
	return db_int(db,
		      "SELECT id FROM issue_event WHERE issue_id = $1 ORDER BY number DESC LIMIT 1",
		      ARGS(INT(issue_id)), 0);
}
