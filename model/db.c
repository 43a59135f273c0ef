#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/log.h"
#include "db_connection.h"

/*
 * The tables that change with every visit, and those that are derived from others: no audit line, no
 * new version for the response cache.
 */
static const char *const passing_tables[] = {
	"session", "attempt", "once_token", "kept_form", "photo_draft", "api_key_use",
	"finder_block", "finder_change", "finder_version", "finder_word",
	/* How far each subscriber was told; that one begins or ends, the log tells. */
	"subscription", "subscription_ask", "outbox", "hub_told",
	/* What search.c tidies; its words stand in the issue, which has its line. */
	"issue_search_data", "issue_search_idx", "issue_search_content", "issue_search_docsize",
	"issue_search_config"};

/* Passing ones whose rows are somebody's: what is deleted here leaves the log within the hour. */
static const char *const personal_tables[] = {"subscription", "outbox"};

/* Where pictures lie: what is deleted here leaves the log within a minute. */
static const char *const picture_tables[] = {"photo_bytes", "photo_draft"};

static atomic_uint_fast64_t version = 1;

uint64_t db_version(void)
{
	return atomic_load_explicit(&version, memory_order_acquire);
}

void db_version_up(void)
{
	atomic_fetch_add_explicit(&version, 1, memory_order_release);
}

enum outcome connection_outcome(struct connection *connection, int code, const char *doing)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return OK;
	case SQLITE_FULL: log_error("cannot %s: the disk is full", doing); return FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED: log_warning("cannot %s: the database is locked", doing); return BUSY;
	case SQLITE_IOERR:
		/* A disk that fails, a quota: the next try may find it well again. */
		log_error("cannot %s: %s (%d)", doing, sqlite3_errstr(code), code);
		return BUSY;
	case SQLITE_INTERRUPT: log_warning("cannot %s: it takes too long", doing); return BUSY;
	case SQLITE_CONSTRAINT:
		log_debug("cannot %s: %s", doing, sqlite3_errmsg(connection->sqlite));
		return CONFLICT;
	default:
		log_error("cannot %s: %s (%d)", doing,
			  connection->sqlite ? sqlite3_errmsg(connection->sqlite)
					     : sqlite3_errstr(code),
			  code);
		return BROKEN;
	}
}

enum outcome connection_exec(struct connection *connection, const char *sql)
{
	return connection_outcome(connection,
				  sqlite3_exec(connection->sqlite, sql, NULL, NULL, NULL), sql);
}

/* After start only what the model does is allowed: no DDL, no other files, no settings. */
static int authorize(void *context, int action, const char *first, const char *second,
		     const char *database, const char *trigger)
{
	const struct connection *connection = context;

	(void)database;
	(void)trigger;
	if (!connection->is_locked)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT: return SQLITE_OK;
	case SQLITE_UPDATE:
		/* The full-text index asks when it connects; nobody can write there: DEFENSIVE. */
		if (strcmp(first, "sqlite_master") == 0)
			return SQLITE_OK;
		return connection->kind == CONNECTION_WRITES ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_INSERT:
	case SQLITE_DELETE: return connection->kind == CONNECTION_WRITES ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_PRAGMA:
		/* The full-text index asks for this one to see whether its cache is fresh. */
		return strcmp(first, "data_version") == 0 && !second ? SQLITE_OK : SQLITE_DENY;
	default: return SQLITE_DENY;
	}
}

static int is_late(void *context)
{
	const struct connection *connection = context;

	return connection->deadline && clock_milliseconds() > connection->deadline;
}

static void note_table(void *context, int action, const char *database, const char *table,
		       sqlite3_int64 rowid)
{
	struct connection *connection = context;

	(void)database;
	(void)rowid;
	for (size_t i = 0; action == SQLITE_DELETE && i < COUNT(picture_tables); i++)
		if (strcmp(table, picture_tables[i]) == 0)
			connection->has_remains = connection->has_picture_remains = true;
	for (size_t i = 0; action == SQLITE_DELETE && i < COUNT(personal_tables); i++)
		if (strcmp(table, personal_tables[i]) == 0)
			connection->has_remains = true;
	for (size_t i = 0; i < COUNT(passing_tables); i++)
		if (strcmp(table, passing_tables[i]) == 0)
			return;
	if (action != SQLITE_INSERT)
		connection->has_remains = true;
	connection->has_lasting = true;
	connection->change_has_lasting = true;
}

static void set_limits(sqlite3 *sqlite)
{
	static const struct {
		int id, most;
	} limits[] = {
		{SQLITE_LIMIT_LENGTH, 32 << 20},     {SQLITE_LIMIT_SQL_LENGTH, 100000},
		{SQLITE_LIMIT_COLUMN, 100},          {SQLITE_LIMIT_EXPR_DEPTH, 100},
		{SQLITE_LIMIT_COMPOUND_SELECT, 20},  {SQLITE_LIMIT_FUNCTION_ARG, 20},
		{SQLITE_LIMIT_ATTACHED, 0},          {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
		{SQLITE_LIMIT_VARIABLE_NUMBER, 100}, {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
		{SQLITE_LIMIT_WORKER_THREADS, 0},
	};

	for (size_t i = 0; i < COUNT(limits); i++)
		sqlite3_limit(sqlite, limits[i].id, limits[i].most);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* A plan holds for every value: without this some statements are parsed anew for each. */
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

static enum outcome prepare_connection(struct connection *connection)
{
	enum outcome outcome;

	set_limits(connection->sqlite);
	sqlite3_busy_timeout(connection->sqlite, 5000);
	/* The first that reads the file: it finds out when that is no database, or a broken one. */
	outcome = connection_outcome(
		connection,
		sqlite3_exec(connection->sqlite,
			     "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
			     "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
			     "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096;",
			     NULL, NULL, NULL),
		"read the database");
	if (outcome != OK || connection->kind == CONNECTION_READS)
		return outcome;
	/*
	 * FULL: with NORMAL a power cut takes acknowledged commits with it. secure_delete: what is
	 * erased is overwritten.
	 */
	outcome = connection_exec(connection,
				  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
				  "PRAGMA secure_delete = ON;"
				  "PRAGMA wal_autocheckpoint = 1000;"
				  "PRAGMA journal_size_limit = 16777216;");
	if (outcome != OK)
		return outcome;
	return schema_bring_up(connection);
}

/* What SQLite counts of its memory nobody reads, and all threads queue for the counter's lock. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum outcome connection_open(const char *path, enum connection_kind kind,
			     struct connection **connection)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int flags = kind == CONNECTION_WRITES ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
					      : SQLITE_OPEN_READONLY;
	struct connection *opened = calloc(1, sizeof(*opened));
	enum outcome outcome;
	int code;

	if (!opened)
		return BROKEN;
	pthread_once(&once, configure);
	opened->kind = kind;
	opened->has_remains = true;
	opened->has_picture_remains = true;
	code = sqlite3_open_v2(path, &opened->sqlite,
			       flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code != SQLITE_OK) {
		log_error("cannot open '%s': %s", path, sqlite3_errstr(code));
		outcome = BROKEN;
		goto out;
	}
	outcome = prepare_connection(opened);
	if (outcome != OK)
		goto out;
	sqlite3_set_authorizer(opened->sqlite, authorize, opened);
	sqlite3_progress_handler(opened->sqlite, 5000, is_late, opened);
	sqlite3_update_hook(opened->sqlite, note_table, opened);
	opened->is_locked = true;
	*connection = opened;
	return OK;
out:
	connection_close(opened);
	return outcome;
}

void connection_close(struct connection *connection)
{
	if (!connection)
		return;
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(connection->statements[i].stmt);
	sqlite3_close(connection->sqlite);
	free(connection);
}

/* One line of the engine's quick check, "ok" when all is well. */
static int note_damage(void *context, int columns, char **values, char **names)
{
	bool *is_sound = context;

	(void)names;
	if (columns && values[0] && strcmp(values[0], "ok") == 0)
		return 0;
	*is_sound = false;
	log_error("the database is damaged and is only read from now on; stop the service and "
		  "restore a backup: %s",
		  columns && values[0] ? values[0] : "no reason given");
	return 0;
}

static void unlock(struct connection *connection)
{
	connection->is_locked = false;
	sqlite3_set_authorizer(connection->sqlite, NULL, NULL);
}

static void lock(struct connection *connection)
{
	sqlite3_set_authorizer(connection->sqlite, authorize, connection);
	connection->is_locked = true;
}

bool connection_examine(struct connection *connection)
{
	bool is_sound = true;

	unlock(connection);
	/* SQLite 3.40 leaves the free pages out when a view happens to be the first thing it looks at, but
	   not when it is asked about the schema's own table. Pages are looked at once: none need be kept. */
	if (sqlite3_exec(connection->sqlite,
			 "PRAGMA cache_size = -1024;"
			 "PRAGMA quick_check(1); PRAGMA quick_check(sqlite_schema)",
			 note_damage, &is_sound, NULL) == SQLITE_CORRUPT)
		note_damage(&is_sound, 0, NULL, NULL);
	lock(connection);
	return is_sound;
}

void connection_interrupt(struct connection *connection)
{
	sqlite3_interrupt(connection->sqlite);
}

void connection_condemn(struct connection *connection)
{
	connection->is_damaged = true; /* writing on would make it worse */
}

void connection_tend(struct connection *connection)
{
	unlock(connection);
	if (connection->is_damaged)
		log_warning("the database is not tended");
	else if (connection_exec(connection, "PRAGMA analysis_limit = 400; PRAGMA optimize;"
					     "PRAGMA wal_checkpoint(TRUNCATE)") != OK)
		log_warning("cannot tend the database; it goes on as it is");
	lock(connection);
}

bool db_has_remains(const struct db *db)
{
	return db->connection->has_remains;
}

void connection_forget(struct connection *connection)
{
	if (!connection->has_remains || connection->is_damaged)
		return;
	/* A reader that is still at an older moment makes it wait for the next time. */
	if (connection_outcome(connection,
			       sqlite3_wal_checkpoint_v2(connection->sqlite, NULL,
							 SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
			       "empty the write-ahead log of what was erased") == OK) {
		connection->has_remains = false;
		connection->has_picture_remains = false;
	}
}

void connection_forget_pictures(struct connection *connection)
{
	if (connection->has_picture_remains)
		connection_forget(connection);
}

enum outcome connection_rewrite(struct connection *connection)
{
	enum outcome outcome;

	if (connection->is_damaged)
		return BUSY;
	unlock(connection);
	sqlite3_limit(connection->sqlite, SQLITE_LIMIT_ATTACHED,
		      1); /* where the new file is made */
	outcome = connection_exec(connection, "PRAGMA temp_store = FILE; VACUUM");
	if (outcome == OK)
		outcome = connection_exec(connection, "UPDATE installation SET erased_at = NULL;"
						      "PRAGMA wal_checkpoint(TRUNCATE)");
	if (connection_exec(connection, "PRAGMA temp_store = MEMORY") != OK)
		log_warning("what is put aside goes to a file from now on");
	sqlite3_limit(connection->sqlite, SQLITE_LIMIT_ATTACHED, 0);
	lock(connection);
	return outcome;
}

int64_t connection_scans(struct connection *connection)
{
	return connection->scans;
}

struct db db_handle(struct connection *connection, struct arena *arena)
{
	return (struct db){.connection = connection, .arena = arena, .outcome = OK};
}

enum outcome db_outcome(const struct db *db)
{
	return db->outcome;
}

void db_snapshot_begin(struct db *db, int64_t milliseconds)
{
	struct connection *connection = db->connection;

	if (connection->is_in_batch)
		return;
	connection->deadline = milliseconds ? clock_milliseconds() + milliseconds : 0;
	if (db->outcome == OK)
		db->outcome = connection_run(connection, "BEGIN");
}

void db_snapshot_end(struct db *db)
{
	struct connection *connection = db->connection;

	if (connection->is_in_batch)
		return;
	connection->deadline = 0;
	if (!sqlite3_get_autocommit(connection->sqlite) &&
	    connection_run(connection, "COMMIT") != OK && db->outcome == OK)
		db->outcome = BROKEN;
}
