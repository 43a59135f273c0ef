#include "base/log.h"
#include "db_connection.h"

enum outcome batch_begin(struct connection *connection)
{
	enum outcome outcome = connection->is_damaged
				       ? BUSY
				       : connection_run(connection, "BEGIN IMMEDIATE");

	if (outcome != OK)
		return outcome;
	connection->is_in_batch = true;
	connection->is_batch_lost = false;
	connection->has_lasting = false;
	return OK;
}

enum outcome batch_commit(struct connection *connection)
{
	enum outcome outcome = FULL;

	/* A full disk or a failing one may have made SQLite take the whole transaction back. */
	if (!connection->is_batch_lost && !sqlite3_get_autocommit(connection->sqlite))
		outcome = connection_run(connection, "COMMIT");
	if (outcome != OK) {
		batch_cancel(connection);
		return outcome;
	}
	connection->is_in_batch = false;
	if (connection->has_lasting)
		db_version_up();
	return OK;
}

void batch_cancel(struct connection *connection)
{
	connection->is_in_batch = false;
	if (!sqlite3_get_autocommit(connection->sqlite) &&
	    connection_exec(connection, "ROLLBACK") != OK)
		log_error("cannot take a transaction back");
}

enum outcome change_begin(struct connection *connection, struct arena *arena, struct actor actor,
			  int64_t now, struct change *change)
{
	enum outcome outcome;

	if (connection->is_batch_lost)
		return FULL;
	outcome = connection->is_bulk ? OK : connection_run(connection, "SAVEPOINT change");
	if (outcome != OK)
		return outcome;
	connection->change_has_lasting = false;
	*change = (struct change){.db = db_handle(connection, arena),
				  .actor = actor,
				  .now = now,
				  .random = &secret_system};
	return OK;
}

enum outcome change_commit(struct change *change)
{
	struct connection *connection = change->db.connection;
	enum outcome outcome = change->db.outcome;

	if (outcome == OK && connection->change_has_lasting && !change->is_audited) {
		log_error("a change by '%s' has no audit line and is refused", change->actor.name);
		outcome = BROKEN;
	}
	if (outcome == OK && !connection->is_bulk)
		outcome = connection_run(connection, "RELEASE change");
	if (outcome != OK)
		change_cancel(change);
	return outcome;
}

void change_cancel(struct change *change)
{
	struct connection *connection = change->db.connection;

	if (connection->is_bulk || sqlite3_get_autocommit(connection->sqlite)) {
		connection->is_batch_lost = true;
		return;
	}
	if (connection_exec(connection, "ROLLBACK TO change; RELEASE change") != OK)
		connection->is_batch_lost = true;
}

enum outcome change_part_begin(struct change *change)
{
	return connection_run(change->db.connection, "SAVEPOINT part");
}

enum outcome change_part_end(struct change *change, bool is_kept)
{
	return connection_exec(change->db.connection,
			       is_kept ? "RELEASE part" : "ROLLBACK TO part; RELEASE part");
}

enum outcome change_run(struct change *change, const char *sql, struct values values)
{
	struct rows rows = db_rows(&change->db, sql, values);

	while (rows_next(&rows))
		;
	rows_end(&rows);
	return change->db.outcome;
}

enum outcome change_insert(struct change *change, const char *sql, struct values values,
			   int64_t *id)
{
	struct rows rows = db_rows(&change->db, sql, values);
	int64_t made = 0;

	while (rows_next(&rows))
		made = rows_int(&rows, 0);
	rows_end(&rows);
	if (change->db.outcome != OK)
		return change->db.outcome;
	*id = made ? made : sqlite3_last_insert_rowid(change->db.connection->sqlite);
	return OK;
}

int64_t change_total(const struct change *change)
{
	return sqlite3_total_changes64(change->db.connection->sqlite);
}

int64_t change_count(const struct change *change)
{
	return sqlite3_changes64(change->db.connection->sqlite);
}
