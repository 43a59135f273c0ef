#include "audit.h"

#include "base/log.h"
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
	"'issue private export', 'person export') AND id < $1"
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

struct audit_lines audit_by(struct db *db, int64_t person_id, const char *login, size_t most)
{
	struct audit_lines lines = {0};
	struct rows rows = db_rows(db,
				   "SELECT " COLUMNS " FROM audit WHERE actor = $1"
				   " AND person_id = $2 ORDER BY id DESC LIMIT $3",
				   ARGS(TEXT(login), INT(person_id), INT((int64_t)most)));

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

/* ------------------------------------------------------------------ when a person is erased */

#define SEALED_AT_ONCE 500
#define SEALED_BYTES   ((size_t)6 << 20) /* of a round's values: its arena holds them twice */

static const char *newest_hash(struct change *change)
{
	return db_text(&change->db, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1", NO_ARGS);
}

/* The first line that names the person: by what they did, or by their account's making. */
static int64_t first_of(struct db *db, int64_t person_id, const char *login)
{
	int64_t acted = db_int(db, "SELECT min(id) FROM audit WHERE actor = $1", ARGS(TEXT(login)),
			       0);
	int64_t made = db_int(
		db, "SELECT min(id) FROM audit WHERE subject = $1 AND action = 'person add'",
		ARGS(TEXT(arena_printf(db->arena, "person %lld", (long long)person_id))), 0);

	return !acted || (made && made < acted) ? made : acted;
}

/* Who is meant: a login may be "resident" or "import" as well, so the row decides. */
struct forgetting {
	int64_t person_id;
	const char *login, *other, *subject, *made_before, *made_after;
	int64_t next; /* the line to be sealed next; 0: all are */
	char previous[SECRET_HASH_BYTES * 2 + 1];
};

/* The other name where the log has the login; the hashes come after. */
static enum outcome rename_person(struct change *change, const struct forgetting *forgetting)
{
	enum outcome outcome = change_run(
		change, "UPDATE audit SET actor = $3 WHERE actor = $2 AND person_id = $1",
		ARGS(INT(forgetting->person_id), TEXT(forgetting->login), TEXT(forgetting->other)));

	if (outcome != OK)
		return outcome;
	return change_run(change,
			  "UPDATE audit SET after = $3 WHERE subject = $1 "
			  "AND action = 'person add' AND after = $2",
			  ARGS(TEXT(forgetting->subject), TEXT(forgetting->made_before),
			       TEXT(forgetting->made_after)));
}

/*
 * Many hashes by one statement. A statement a line would take time that grows with the square of the
 * log: inside a savepoint, SQLite walks all it keeps for taking the change back at each statement's end.
 */
static enum outcome seal_some(struct change *change, struct forgetting *forgetting)
{
	struct arena *arena = change->db.arena;
	struct text hashes = text_begin(arena, SEALED_AT_ONCE * (sizeof(forgetting->previous) + 3));
	int64_t first = forgetting->next;
	size_t bytes = 0;
	enum outcome outcome;
	struct rows rows = db_rows(
		&change->db, "SELECT " COLUMNS " FROM audit WHERE id >= $1 ORDER BY id LIMIT $2",
		ARGS(INT(first), INT(SEALED_AT_ONCE)));

	while (bytes < SEALED_BYTES && rows_next(&rows)) {
		struct audit_line line = read_line(&rows);
		const char *hash = hash_line(arena, forgetting->previous, &line);

		if (line.id != forgetting->next) {
			log_error("the audit log has no line %lld", (long long)forgetting->next);
			rows_end(&rows);
			return BROKEN;
		}
		bytes += strlen(line.before) + strlen(line.after);
		text_addf(&hashes, "%s\"%s\"", hashes.length ? "," : "[", hash);
		snprintf(forgetting->previous, sizeof(forgetting->previous), "%s", hash);
		forgetting->next++;
	}
	rows_end(&rows);
	text_add(&hashes, "]");
	outcome = db_outcome(&change->db);
	if (outcome == OK && forgetting->next == first)
		forgetting->next = 0;
	else if (outcome == OK)
		outcome = change_run(
			change,
			"UPDATE audit SET hash = sealed.value FROM json_each($2) AS sealed "
			"WHERE audit.id = $1 + sealed.key",
			ARGS(INT(first), TEXT(hashes.bytes)));
	return outcome;
}

static const char *login_json(struct arena *arena, const char *login)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "login", login);
	return audit_json(arena, &pairs);
}

/* In rounds with an arena of their own: the log is longer than a request's memory. */
static enum outcome seal_all(struct change *change, struct forgetting *forgetting)
{
	struct arena *arena = change->db.arena, *round = arena_begin((size_t)32 << 20);
	enum outcome outcome = OK;

	change->db.arena = round;
	while (outcome == OK && forgetting->next) {
		outcome = seal_some(change, forgetting);
		arena_reset(round);
	}
	change->db.arena = arena;
	arena_end(round);
	return outcome;
}

enum outcome audit_forget(struct change *change, int64_t person_id, const char *login,
			  const char *other, const char **sealed_before, const char **sealed_after)
{
	struct arena *arena = change->db.arena;
	struct forgetting forgetting = {
		.person_id = person_id,
		.login = login,
		.other = other,
		.subject = arena_printf(arena, "person %lld", (long long)person_id),
		.made_before = login_json(arena, login),
		.made_after = login_json(arena, other),
		.next = first_of(&change->db, person_id, login)};
	const char *before = newest_hash(change);
	const char *previous = db_text(&change->db, "SELECT hash FROM audit WHERE id = $1",
				       ARGS(INT(forgetting.next - 1)));
	enum outcome outcome;

	snprintf(forgetting.previous, sizeof(forgetting.previous), "%s", previous ? previous : "");
	outcome = change_run(change, "UPDATE installation SET is_sealing = 1 WHERE id = 1",
			     NO_ARGS);
	if (outcome == OK)
		outcome = rename_person(change, &forgetting);
	if (outcome == OK)
		outcome = seal_all(change, &forgetting);
	if (outcome == OK)
		outcome = change_run(change, "UPDATE installation SET is_sealing = 0 WHERE id = 1",
				     NO_ARGS);
	if (outcome != OK)
		return outcome;
	*sealed_before = before ? before : "";
	*sealed_after = text_or_empty(newest_hash(change));
	return OK;
}
