#include "photo.h"

#define SELECT(table)                                                                       \
	"SELECT p.id, p.community_id, p.issue_id, i.year, i.number, p.event_id, p.name, "   \
	"p.moment, p.state, p.alt, p.width, p.height, p.size, p.made_at, p.removed_reason " \
	"FROM " table " p JOIN issue i ON i.id = p.issue_id"

#define NAME_LENGTH 22 /* 128 bits in base64 */

static struct photo read_photo(struct rows *rows)
{
	return (struct photo){
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.issue_id = rows_int(rows, 2),
		.year = rows_int(rows, 3),
		.number = rows_int(rows, 4),
		.event_id = rows_int(rows, 5),
		.name = rows_text(rows, 6),
		.moment = rows_text(rows, 7),
		.state = rows_text(rows, 8),
		.alt = rows_text(rows, 9),
		.width = rows_int(rows, 10),
		.height = rows_int(rows, 11),
		.size = rows_int(rows, 12),
		.made_at = rows_int(rows, 13),
		.removed_reason = rows_text(rows, 14),
	};
}

static struct photos list(struct db *db, struct rows rows)
{
	struct photos photos = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &photos) = read_photo(&rows);
	return photos;
}

struct photos photo_list(struct db *db, int64_t issue_id)
{
	return list(db, db_rows(db,
				SELECT("photo_public") " WHERE p.issue_id = $1 "
						       "ORDER BY p.moment DESC, p.id",
				ARGS(INT(issue_id))));
}

struct photos photo_list_work(struct db *db, int64_t issue_id)
{
	return list(db, db_rows(db,
				SELECT("photo") " WHERE p.issue_id = $1 AND p.state IN "
						"('waiting', 'public') "
						"ORDER BY p.moment DESC, p.id",
				ARGS(INT(issue_id))));
}

struct photos photo_waiting(struct db *db, int64_t community_id, int limit)
{
	return list(db, db_rows(db,
				SELECT("photo") " WHERE p.community_id = $1 AND "
						"p.state = 'waiting' ORDER BY p.id LIMIT $2",
				ARGS(INT(community_id), INT(limit))));
}

int64_t photo_waiting_count(struct db *db, int64_t community_id)
{
	return db_int(db,
		      "SELECT count(*) FROM photo WHERE community_id = $1 AND state = 'waiting'",
		      ARGS(INT(community_id)), 0);
}

int64_t photo_waiting_of(struct db *db, int64_t issue_id)
{
	return db_int(db, "SELECT count(*) FROM photo WHERE issue_id = $1 AND state = 'waiting'",
		      ARGS(INT(issue_id)), 0);
}

enum outcome photo_find(struct db *db, int64_t community_id, const char *name, struct photo *photo)
{
	struct rows rows = db_rows(db, SELECT("photo") " WHERE p.name = $1 AND p.community_id = $2",
				   ARGS(TEXT(name), INT(community_id)));
	struct photo found;

	if (strlen(name) != NAME_LENGTH || !rows_next(&rows)) {
		rows_end(&rows);
		return db_missing(db);
	}
	found = read_photo(&rows);
	rows_end(&rows);
	if (strcmp(found.state, "removed") == 0)
		return GONE;
	*photo = found;
	return OK;
}

static enum outcome read_bytes(struct db *db, const struct photo *photo, enum photo_form form,
			       struct picture_bytes *bytes)
{
	struct rows rows = db_rows(
		db, "SELECT bytes FROM photo_bytes WHERE photo_id = $1 AND form = $2",
		ARGS(INT(photo->id), TEXT(form == PHOTO_WHOLE ? "whole" : "thumbnail")));

	if (!rows_next(&rows))
		return db_missing(db);
	bytes->bytes = rows_blob(&rows, 0, &bytes->length);
	rows_end(&rows);
	return OK;
}

static bool was_seen(struct db *db, int64_t issue_id)
{
	return db_int(db, "SELECT published_at FROM issue WHERE id = $1", ARGS(INT(issue_id)), 0);
}

enum outcome photo_open(struct db *db, int64_t community_id, const char *name, enum photo_form form,
			bool is_moderator, struct picture_bytes *bytes)
{
	struct photo photo;
	enum outcome outcome = photo_find(db, community_id, name, &photo);
	bool is_shown;

	if (outcome != OK)
		return outcome;
	is_shown = db_int(db, "SELECT id FROM photo_public WHERE name = $1", ARGS(TEXT(name)), 0);
	if (is_shown || is_moderator)
		return read_bytes(db, &photo, form, bytes);
	/* It was seen, but the issue is hidden now. */
	return strcmp(photo.state, "public") == 0 && was_seen(db, photo.issue_id) ? GONE
										  : db_missing(db);
}
