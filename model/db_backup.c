#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "db_connection.h"
#include "form.h"

/* Every line a checking pragma gives, but for the "ok" of a whole database. */
static enum outcome add_faults(sqlite3 *sqlite, struct arena *arena, const char *sql,
			       struct texts *faults)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL);

	while (code == SQLITE_OK || code == SQLITE_ROW) {
		const char *line;
		code = sqlite3_step(stmt);
		if (code != SQLITE_ROW)
			break;
		line = (const char *)sqlite3_column_text(stmt, 0);
		if (line && strcmp(line, "ok") != 0)
			*LIST_ADD(arena, faults) = arena_string(arena, line);
	}
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE ? OK : BROKEN;
}

static struct texts faults_of(sqlite3 *sqlite, struct arena *arena)
{
	struct texts faults = {0};
	enum outcome outcome = add_faults(sqlite, arena, "PRAGMA integrity_check(100)", &faults);

	/* What it may have left out; db.c tells when. */
	if (outcome == OK && !faults.count)
		outcome = add_faults(sqlite, arena, "PRAGMA integrity_check(sqlite_schema)",
				     &faults);
	if (outcome != OK ||
	    add_faults(
		    sqlite, arena,
		    "SELECT 'table ' || \"table\" || ', row ' || rowid || ': no such ' || parent "
		    "FROM pragma_foreign_key_check LIMIT 100",
		    &faults) != OK)
		*LIST_ADD(arena, &faults) = arena_string(arena, sqlite3_errmsg(sqlite));
	return faults;
}

struct texts db_faults(struct db *db)
{
	struct texts faults = {0};
	sqlite3 *sqlite = NULL;
	const char *path = sqlite3_db_filename(db->connection->sqlite, "main");

	/* A connection of its own: the others may not run a PRAGMA. */
	if (sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
		faults = faults_of(sqlite, db->arena);
	else
		*LIST_ADD(db->arena, &faults) = arena_printf(db->arena, "cannot open '%s'", path);
	sqlite3_close(sqlite);
	return faults;
}

/*
 * Page by page, in one read transaction. Read-only on the source: it never checkpoints, so it may run
 * beside the writer. (VACUUM INTO would do it in one statement, but from a read-only connection SQLite
 * 3.40.1 fails on tables with generated columns.) Deleted rows do not come along: Debian's SQLite is
 * built with SECURE_DELETE.
 */
static enum outcome copy_into(struct db *db, const char *path)
{
	sqlite3 *from = NULL, *to = NULL;
	sqlite3_backup *backup;
	const char *source = sqlite3_db_filename(db->connection->sqlite, "main");
	int code = sqlite3_open_v2(source, &from, SQLITE_OPEN_READONLY, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_busy_timeout(from, 5000);
	if (code == SQLITE_OK)
		code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	if (code == SQLITE_OK) {
		backup = sqlite3_backup_init(to, "main", from, "main");
		code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
		sqlite3_backup_finish(backup);
	}
	/* One file that stands alone, not one with a write-ahead log beside it. */
	if (code == SQLITE_DONE)
		code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (code != SQLITE_OK)
		log_error("cannot copy '%s' to '%s': %s", source, path, sqlite3_errstr(code));
	sqlite3_close(from);
	sqlite3_close(to);
	if (code == SQLITE_OK)
		return OK;
	return (code & 0xff) == SQLITE_FULL ? FULL : BROKEN;
}

static enum outcome check_copy(struct arena *arena, const char *path)
{
	struct texts faults = {0};
	sqlite3 *sqlite = NULL;
	int file;

	if (sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
		faults = faults_of(sqlite, arena);
	else
		*LIST_ADD(arena, &faults) = "it cannot be opened";
	sqlite3_close(sqlite);
	for (size_t i = 0; i < faults.count; i++)
		log_error("the copy '%s' is not whole: %s", path, faults.items[i]);
	if (faults.count)
		return BROKEN;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fsync(file) != 0) {
		log_error("cannot sync '%s': %m", path);
		if (file >= 0)
			close(file);
		return BROKEN;
	}
	close(file);
	return OK;
}

enum outcome db_backup(struct db *db, const char *path)
{
	const char *partial = arena_printf(db->arena, "%s.partial", path);
	enum outcome outcome;

	if (access(path, F_OK) == 0) {
		log_error("cannot write '%s': it exists already", path);
		return CONFLICT;
	}
	unlink(partial);
	outcome = copy_into(db, partial);
	if (outcome == OK)
		outcome = check_copy(db->arena, partial);
	if (outcome == OK && rename(partial, path) != 0) {
		log_error("cannot rename '%s': %m", partial);
		outcome = BROKEN;
	}
	if (outcome != OK)
		unlink(partial);
	return outcome;
}
