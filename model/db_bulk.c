/*
 * db_bulk.c - what makes one large batch quick: room for pages, and indexes built once behind it.
 *
 * An index that is written row by row, out of its own order, costs a search in it for every row; the
 * issues alone have fifteen. Built at the end it is one sorting. All of it happens within the batch,
 * so whoever takes the batch back, or loses power in it, has the indexes as they were.
 *
 * Nor is there a savepoint within the batch. SQLite keeps, in memory, each page that stood in the file
 * before the savepoint and was changed since, and walks over all of them at the end of every statement:
 * the larger the register that a file is added to, the dearer would each of its rows be.
 */
#include "base/log.h"
#include "db_connection.h"

void connection_expect_bulk(struct connection *connection)
{
	connection->is_bulk = true;
	connection->is_locked = false;
	if (connection_exec(connection, "PRAGMA cache_size = -65536") != OK)
		log_warning("cannot make room for a large batch; it goes on as it is");
	connection->is_locked = true;
}

/* The tables that grow with every row of a file, and those of their indexes that stay: rows are looked
   up by them meanwhile. What is unique stays in any case. */
#define INDEXES                                                                              \
	"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "      \
	"AND tbl_name IN ('issue', 'issue_event', 'issue_private', 'publication', 'audit') " \
	"AND name <> 'publication_by_subject' AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY rowid"

enum outcome connection_drop_indexes(struct connection *connection, struct arena *arena,
				     struct db_indexes *indexes)
{
	struct db db = db_handle(connection, arena);
	struct rows rows;
	enum outcome outcome;

	*indexes = (struct db_indexes){0};
	connection->is_locked = false;
	rows = db_rows(&db, INDEXES, NO_ARGS);
	while (rows_next(&rows))
		*LIST_ADD(arena, indexes) = (struct db_index){.name = rows_text(&rows, 0),
							      .sql = rows_text(&rows, 1)};
	outcome = db_outcome(&db);
	for (size_t i = 0; i < indexes->count && outcome == OK; i++)
		outcome = connection_exec(
			connection, arena_printf(arena, "DROP INDEX %s", indexes->items[i].name));
	connection->is_locked = true;
	return outcome;
}

enum outcome connection_build_indexes(struct connection *connection,
				      const struct db_indexes *indexes)
{
	enum outcome outcome = OK;

	connection->is_locked = false;
	for (size_t i = 0; i < indexes->count && outcome == OK; i++)
		outcome = connection_exec(connection, indexes->items[i].sql);
	connection->is_locked = true;
	return outcome;
}
