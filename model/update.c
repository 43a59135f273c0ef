#include "update.h"

#define COLUMNS                                                                        \
	"u.id, u.issue_id, u.number, u.at, u.kind, u.from_state, u.to_state, u.role, " \
	"u.organisation_id, o.name, u.public_note, u.due, u.review_on, u.reason, "     \
	"u.evidence, u.confirmed_by, u.due_before, "
#define PUBLIC " FROM update_public u" JOIN
#define JOIN   " LEFT JOIN organisation o ON o.id = u.organisation_id"

static struct update read_update(struct rows *rows)
{
	return (struct update){
		.id = rows_int(rows, 0),
		.issue_id = rows_int(rows, 1),
		.number = rows_int(rows, 2),
		.at = rows_int(rows, 3),
		.kind = rows_text(rows, 4),
		.from_state = rows_text(rows, 5),
		.to_state = rows_text(rows, 6),
		.role = rows_text(rows, 7),
		.organisation_id = rows_int(rows, 8),
		.organisation = rows_text(rows, 9),
		.note = rows_text(rows, 10),
		.due = rows_date(rows, 11),
		.review_on = rows_date(rows, 12),
		.reason = rows_text(rows, 13),
		.evidence = rows_text(rows, 14),
		.confirmed_by = rows_text(rows, 15),
		.due_before = rows_date(rows, 16),
		.is_undone = rows_int(rows, 17),
	};
}

struct updates update_list(struct db *db, int64_t issue_id)
{
	struct updates updates = {0};
	struct rows rows = db_rows(db,
				   "SELECT " COLUMNS "u.is_undone" PUBLIC
				   " WHERE u.issue_id = $1 ORDER BY u.number",
				   ARGS(INT(issue_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &updates) = read_update(&rows);
	return updates;
}

enum outcome update_find_newest_note(struct db *db, int64_t issue_id, struct update *update)
{
	struct rows rows = db_rows(db,
				   "SELECT " COLUMNS "u.is_undone" PUBLIC
				   " WHERE u.issue_id = $1 AND u.public_note <> '' "
				   "ORDER BY u.number DESC LIMIT 1",
				   ARGS(INT(issue_id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*update = read_update(&rows);
	rows_end(&rows);
	return OK;
}

struct update_positions update_between(struct db *db, int64_t community_id, int64_t from,
				       int64_t to, int64_t since, int limit)
{
	struct update_positions positions = {0};
	struct rows rows = db_rows(
		db,
		"SELECT " COLUMNS "u.is_undone, p.seq, p.at, i.year, i.number, "
		"(SELECT s.to_state FROM update_public s WHERE s.issue_id = u.issue_id "
		"AND s.number <= u.number AND s.to_state <> '' ORDER BY s.number DESC LIMIT 1) "
		"FROM publication p JOIN update_public u ON u.id = p.subject_id "
		"JOIN issue_public i ON i.id = u.issue_id" JOIN
		" WHERE p.community_id = $1 AND p.kind = 'update' AND p.is_latest = 1 AND "
		"p.is_withdrawn = 0 AND p.at >= $2 AND p.at <= $3 AND "
		"(p.at > $2 OR p.seq > $4) "
		"ORDER BY p.at, p.seq LIMIT $5",
		ARGS(INT(community_id), INT(from), INT(to), INT(since), INT(limit)));

	while (rows_next(&rows)) {
		struct update_position *position = LIST_ADD(db->arena, &positions);

		*position = (struct update_position){.update = read_update(&rows),
						     .seq = rows_int(&rows, 18),
						     .year = rows_int(&rows, 20),
						     .number = rows_int(&rows, 21),
						     .state_then = rows_text(&rows, 22)};
		position->update.at = rows_int(&rows, 19);
	}
	return positions;
}

enum outcome update_find(struct db *db, int64_t id, struct update *update)
{
	struct rows rows = db_rows(db, "SELECT " COLUMNS "u.is_undone" PUBLIC " WHERE u.id = $1",
				   ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_missing(db);
	*update = read_update(&rows);
	rows_end(&rows);
	return OK;
}

struct update_works update_list_work(struct db *db, int64_t issue_id)
{
	struct update_works works = {0};
	struct rows rows = db_rows(
		db,
		"SELECT " COLUMNS "n.is_undone, u.internal_note, p.login, u.is_public, "
		"p.erased_at "
		"FROM issue_event u" JOIN " JOIN issue_event_undone n ON n.id = u.id"
		" LEFT JOIN person p ON p.id = u.person_id "
		"WHERE u.issue_id = $1 ORDER BY u.number",
		ARGS(INT(issue_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena,
			  &works) = (struct update_work){.update = read_update(&rows),
							 .internal_note = rows_text(&rows, 18),
							 .person = rows_text(&rows, 19),
							 .is_public = rows_int(&rows, 20)};
	return works;
}

struct update update_muted(const struct update *update)
{
	struct update muted = *update;

	if (!update->is_undone)
		return muted;
	muted.organisation_id = 0;
	muted.organisation = muted.note = muted.reason = muted.evidence = muted.confirmed_by = "";
	muted.due = muted.due_before = muted.review_on = (struct date){0};
	return muted;
}
