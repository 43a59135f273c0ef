#include "base/log.h"
#include "db_connection.h"
#include "form.h"

struct value TEXT(const char *string) {
	return string ? (struct value){.kind = VALUE_TEXT, .text = string} : NONE;
}

struct value
BLOB(const void *bytes, size_t length) {
	return (struct value){.kind = VALUE_BLOB, .bytes = bytes, .integer = (int64_t)length};
}

struct value
TEXT_OR_NONE(const char *string) {
	return TEXT(string && *string ? string : NULL);
}

struct value
INT_OR_NONE(int64_t number) {
	return number ? INT(number) : NONE;
}

struct value
DATE(struct arena *arena, struct date date) {
	return TEXT_OR_NONE(date_iso(arena, date));
}

/* Eight bytes at a time: these are long, and each is looked up with every use. */
static uint64_t
hash_of(const char *sql)
{
	const uint64_t factor = 0x9E3779B97F4A7C15u;
	size_t length = strlen(sql);
	uint64_t hash = length, some = 0;

	for (; length >= sizeof(some); length -= sizeof(some), sql += sizeof(some)) {
		memcpy(&some, sql, sizeof(some));
		hash = (hash ^ some) * factor;
		hash ^= hash >> 32;
	}
	some = 0;
	memcpy(&some, sql, length);
	hash = (hash ^ some) * factor;
	return hash ^ hash >> 32;
}

static enum outcome prepare(struct connection *connection, const char *sql, uint64_t hash,
			    bool is_kept, struct statement *statement)
{
	int code = sqlite3_prepare_v3(connection->sqlite, sql, -1,
				      is_kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement->stmt,
				      NULL);

	if (code != SQLITE_OK)
		return connection_outcome(connection, code, sql);
	statement->hash = hash;
	statement->is_kept = is_kept;
	for (int i = 0; i < PARAMETERS; i++) {
		char name[16];
		snprintf(name, sizeof(name), "$%d", i + 1);
		statement->positions[i] = sqlite3_bind_parameter_index(statement->stmt, name);
	}
	return OK;
}

/*
 * The statement for sql: the kept one when it is free, else one made now. A slot holds what came to
 * it first; a newcomer with the same slot waits at one of the next three, or replaces what is there.
 */
static enum outcome statement_for(struct connection *connection, const char *sql,
				  struct statement **found)
{
	uint64_t hash = hash_of(sql);
	struct statement *slot = NULL, *once;
	enum outcome outcome;

	for (size_t i = 0; i < 4; i++) {
		struct statement *at = &connection->statements[(hash + i) % STATEMENTS];
		if (at->stmt && at->hash == hash && strcmp(sqlite3_sql(at->stmt), sql) == 0) {
			if (!at->is_busy) {
				*found = at;
				return OK;
			}
			slot = NULL;
			break;
		}
		if (!at->is_busy && (!slot || (slot->stmt && !at->stmt)))
			slot = at;
	}
	if (slot) {
		sqlite3_finalize(slot->stmt);
		*slot = (struct statement){0};
		outcome = prepare(connection, sql, hash, true, slot);
		if (outcome == OK)
			*found = slot;
		return outcome;
	}
	once = calloc(1, sizeof(*once));
	if (!once)
		return BROKEN;
	outcome = prepare(connection, sql, hash, false, once);
	if (outcome == OK)
		*found = once;
	else
		free(once);
	return outcome;
}

/* It is free for the next, or was made for one time only. */
static void statement_end(struct statement *statement)
{
	sqlite3_reset(statement->stmt);
	sqlite3_clear_bindings(statement->stmt);
	statement->is_busy = false;
	if (!statement->is_kept) {
		sqlite3_finalize(statement->stmt);
		free(statement);
	}
}

enum outcome connection_run(struct connection *connection, const char *sql)
{
	struct statement *statement;
	enum outcome outcome = statement_for(connection, sql, &statement);

	if (outcome != OK)
		return outcome;
	outcome = connection_outcome(connection, sqlite3_step(statement->stmt), sql);
	statement_end(statement);
	return outcome;
}

static void bind(struct statement *statement, struct values values)
{
	for (size_t i = 0; i < values.count && i < PARAMETERS; i++) {
		const struct value *value = &values.items[i];
		int position = statement->positions[i];
		if (!position)
			continue; /* an argument that this form of a composed query does not ask for */
		switch (value->kind) {
		case VALUE_NULL: sqlite3_bind_null(statement->stmt, position); break;
		case VALUE_INT:
			sqlite3_bind_int64(statement->stmt, position, value->integer);
			break;
		case VALUE_REAL: sqlite3_bind_double(statement->stmt, position, value->real); break;
		case VALUE_TEXT:
			sqlite3_bind_text(statement->stmt, position, value->text, -1,
					  SQLITE_STATIC);
			break;
		case VALUE_BLOB:
			sqlite3_bind_blob64(statement->stmt, position, value->bytes,
					    (sqlite3_uint64)value->integer, SQLITE_STATIC);
			break;
		}
	}
}

struct rows db_rows(struct db *db, const char *sql, struct values values)
{
	struct rows rows = {.db = db};

	if (db->outcome != OK)
		return rows;
	db->outcome = statement_for(db->connection, sql, &rows.statement);
	if (db->outcome != OK)
		return rows;
	rows.statement->is_busy = true;
	rows.is_open = true;
	bind(rows.statement, values);
	return rows;
}

bool rows_next(struct rows *rows)
{
	int code;

	if (!rows->is_open)
		return false;
	code = sqlite3_step(rows->statement->stmt);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		rows->db->outcome = connection_outcome(rows->db->connection, code,
						       sqlite3_sql(rows->statement->stmt));
	rows_end(rows);
	return false;
}

void rows_end(struct rows *rows)
{
	struct statement *statement = rows->statement;

	if (!rows->is_open)
		return;
	rows->is_open = false;
	rows->db->connection->scans += sqlite3_stmt_status(statement->stmt,
							   SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
	statement_end(statement);
	rows->statement = NULL;
}

int64_t rows_int(struct rows *rows, int column)
{
	return sqlite3_column_int64(rows->statement->stmt, column);
}

double rows_real(struct rows *rows, int column)
{
	return sqlite3_column_double(rows->statement->stmt, column);
}

const char *rows_text(struct rows *rows, int column)
{
	const void *bytes = sqlite3_column_text(rows->statement->stmt, column);
	int length = sqlite3_column_bytes(rows->statement->stmt, column);

	return bytes && length ? arena_bytes(rows->db->arena, bytes, (size_t)length) : "";
}

const void *rows_blob(struct rows *rows, int column, size_t *length)
{
	const void *bytes = sqlite3_column_blob(rows->statement->stmt, column);

	*length = (size_t)sqlite3_column_bytes(rows->statement->stmt, column);
	return arena_bytes(rows->db->arena, bytes ? bytes : "", *length);
}

size_t rows_copy(struct rows *rows, int column, void *to, size_t room)
{
	const void *bytes = sqlite3_column_blob(rows->statement->stmt, column);
	size_t length = (size_t)sqlite3_column_bytes(rows->statement->stmt, column);

	if (bytes && length)
		memcpy(to, bytes, length < room ? length : room);
	return length;
}

struct date rows_date(struct rows *rows, int column)
{
	struct date date = {0};

	if (date_read(rows_text(rows, column), &date) != OK)
		return (struct date){0};
	return date;
}

bool rows_is_null(struct rows *rows, int column)
{
	return sqlite3_column_type(rows->statement->stmt, column) == SQLITE_NULL;
}

int64_t db_int(struct db *db, const char *sql, struct values values, int64_t otherwise)
{
	struct rows rows = db_rows(db, sql, values);

	if (rows_next(&rows) && !rows_is_null(&rows, 0))
		otherwise = rows_int(&rows, 0);
	rows_end(&rows);
	return otherwise;
}

const char *db_text(struct db *db, const char *sql, struct values values)
{
	struct rows rows = db_rows(db, sql, values);
	const char *text = NULL;

	if (rows_next(&rows) && !rows_is_null(&rows, 0))
		text = rows_text(&rows, 0);
	rows_end(&rows);
	return text;
}
