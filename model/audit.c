#include "audit.h"

#include "base/secret.h"
#include "base/text.h"

#define COLUMNS "id, at, person_id, community_id, actor, role, action, subject, before, after"

static struct audit_line read_line(struct rows *rows)
{
	return (struct audit_line){.id = rows_int(rows, 0),
				   .at = rows_int(rows, 1),
				   .person_id = rows_int(rows, 2),
				   .community_id = rows_int(rows, 3),
				   .actor = rows_text(rows, 4),
				   .role = rows_text(rows, 5),
				   .action = rows_text(rows, 6),
				   .subject = rows_text(rows, 7),
				   .before = rows_text(rows, 8),
				   .after = rows_text(rows, 9)};
}

/* The fields are joined by a character no clean text contains, so that none can run into another. */
static const char *hash_line(struct arena *arena, const char *previous,
			     const struct audit_line *line)
{
	const char *whole = arena_printf(
		arena, "%s\x1f%lld\x1f%lld\x1f%lld\x1f%lld\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s",
		previous, (long long)line->id, (long long)line->at, (long long)line->person_id,
		(long long)line->community_id, line->actor, line->role, line->action, line->subject,
		line->before, line->after);

	return secret_hash(arena, whole, strlen(whole));
}

enum outcome audit_add(struct change *change, const char *action, const char *subject,
		       const char *before, const char *after)
{
	struct rows rows = db_rows(&change->db,
				   "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", NO_ARGS);
	struct audit_line line = {.id = 1,
				  .at = change->now,
				  .person_id = change->actor.person_id,
				  .community_id = change->community_id,
				  .actor = change->actor.name,
				  .role = change->actor.role ? change->actor.role : "",
				  .action = action,
				  .subject = subject,
				  .before = before,
				  .after = after};
	const char *previous = "";

	if (rows_next(&rows)) {
		line.id = rows_int(&rows, 0) + 1;
		previous = rows_text(&rows, 1);
	}
	rows_end(&rows);
	change->is_audited = true;
	return change_run(change,
			  "INSERT INTO audit (" COLUMNS ", hash)"
			  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
			  ARGS(INT(line.id), INT(line.at), INT(line.person_id),
			       INT(line.community_id), TEXT(line.actor), TEXT(line.role),
			       TEXT(line.action), TEXT(line.subject), TEXT(line.before),
			       TEXT(line.after),
			       TEXT(hash_line(change->db.arena, previous, &line))));
}

static void add_quoted(struct text *text, const char *string)
{
	text_add_char(text, '"');
	for (; *string; string++) {
		if (*string == '"' || *string == '\\')
			text_addf(text, "\\%c", *string);
		else if ((unsigned char)*string < 0x20)
			text_addf(text, "\\u%04x", (unsigned)*string);
		else
			text_add_char(text, *string);
	}
	text_add_char(text, '"');
}

const char *audit_json(struct arena *arena, const struct pairs *pairs)
{
	struct text json = text_begin(arena, 64 * 1024);

	text_add_char(&json, '{');
	for (size_t i = 0; i < pairs->count; i++) {
		if (i)
			text_add_char(&json, ',');
		add_quoted(&json, pairs->items[i].name);
		text_add_char(&json, ':');
		add_quoted(&json, pairs->items[i].value);
	}
	text_add_char(&json, '}');
	return json.bytes;
}

struct audit_lines audit_latest(struct db *db, int64_t before, size_t count)
{
	struct audit_lines lines = {0};
	struct rows rows = db_rows(db,
				   "SELECT " COLUMNS " FROM audit WHERE id < $1"
				   " ORDER BY id DESC LIMIT $2",
				   ARGS(INT(before ? before : INT64_MAX), INT((int64_t)count)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &lines) = read_line(&rows);
	return lines;
}

/* An administrator of the installation sees all lines, one of some hromadas theirs. */
#define SEEN_BY_ADMIN                                                    \
	" AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = $2" \
	" AND g.role = 'admin' AND (g.community_id IS NULL"              \
	" OR g.community_id = audit.community_id)) ORDER BY id DESC LIMIT $3"

struct audit_lines audit_list(struct db *db, const struct audit_filter *filter)
{
	/* One statement for each index that can lead there. */
	static const char all[] = "SELECT " COLUMNS " FROM audit WHERE id < $1" SEEN_BY_ADMIN;
	static const char by_actor[] = "SELECT " COLUMNS
				       " FROM audit WHERE id < $1 AND actor = $4" SEEN_BY_ADMIN;
	static const char by_subject[] =
		"SELECT " COLUMNS " FROM audit WHERE id < $1"
		" AND subject = $5 AND ($4 = '' OR actor = $4)" SEEN_BY_ADMIN;
	const char *sql = *filter->subject ? by_subject : *filter->actor ? by_actor : all;
	struct audit_lines lines = {0};
	struct rows rows = db_rows(db, sql,
				   ARGS(INT(filter->before ? filter->before : INT64_MAX),
					INT(filter->admin_id), INT((int64_t)filter->most),
					TEXT(filter->actor), TEXT(filter->subject)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &lines) = read_line(&rows);
	return lines;
}

struct audit_lines audit_looks(struct db *db, const struct audit_look_filter *filter)
{
#define LOOKS                                                                       \
	" FROM audit WHERE action IN ('issue private read', 'issue private find', " \
	"'issue private export') AND id < $1"
	/* One statement for each of the partial indexes. */
	static const char all[] = "SELECT " COLUMNS LOOKS SEEN_BY_ADMIN;
	static const char in[] = "SELECT " COLUMNS LOOKS " AND community_id = $5" SEEN_BY_ADMIN;
	static const char of[] = "SELECT " COLUMNS LOOKS
				 " AND actor = $4 AND ($5 = 0 OR community_id = $5)" SEEN_BY_ADMIN;
	struct audit_lines lines = {0};
	struct rows rows = db_rows(db,
				   *filter->actor         ? of
				   : filter->community_id ? in
							  : all,
				   ARGS(INT(filter->before ? filter->before : INT64_MAX),
					INT(filter->admin_id), INT((int64_t)filter->most),
					TEXT(filter->actor), INT(filter->community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &lines) = read_line(&rows);
	return lines;
}

struct audit_lines audit_of(struct db *db, const char *subject)
{
	struct audit_lines lines = {0};
	struct rows rows = db_rows(
		db, "SELECT " COLUMNS " FROM audit WHERE subject = $1 ORDER BY id LIMIT 1000",
		ARGS(TEXT(subject)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &lines) = read_line(&rows);
	return lines;
}

int64_t audit_count(struct db *db)
{
	return db_int(db, "SELECT max(id) FROM audit", NO_ARGS, 0);
}

enum outcome audit_verify(struct db *db, int64_t *broken)
{
	struct arena *arena = db->arena, *round = arena_begin((size_t)4 << 20);
	char previous[SECRET_HASH_BYTES * 2 + 1] = "";
	struct rows rows;
	int64_t expected = 1;
	enum outcome outcome = OK;

	/* One line at a time in an arena of its own: the log grows without end, memory must not. */
	db->arena = round;
	rows = db_rows(db, "SELECT " COLUMNS ", hash FROM audit ORDER BY id", NO_ARGS);
	while (outcome == OK && rows_next(&rows)) {
		struct audit_line line = read_line(&rows);
		const char *hash = rows_text(&rows, 10);
		if (line.id != expected++ || strcmp(hash, hash_line(round, previous, &line)) != 0) {
			*broken = line.id;
			outcome = INVALID;
		}
		snprintf(previous, sizeof(previous), "%s", hash);
		arena_reset(round);
	}
	rows_end(&rows);
	db->arena = arena;
	arena_end(round);
	return outcome == OK ? db_outcome(db) : outcome;
}
