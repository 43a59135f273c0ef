/*
 * db_connection.h - what the files of the database layer share. Nobody else includes it.
 */
#pragma once

#include <sqlite3.h>

#include "db.h"

#define STATEMENTS 512 /* prepared statements kept per connection */
#define PARAMETERS 40  /* the most $n in one statement */

/* A prepared statement, found again by its text. */
struct statement {
	sqlite3_stmt *stmt;
	uint64_t hash;
	int positions
		[PARAMETERS]; /* SQLite's index of $1, $2, ...: it numbers them as they appear */
	bool is_busy, is_kept;
};

struct connection {
	sqlite3 *sqlite;
	enum connection_kind kind;
	struct statement statements[STATEMENTS];
	int64_t deadline; /* clock_milliseconds when a read has to end; 0: no limit */
	int64_t scans;
	bool is_locked;          /* the authorizer refuses DDL, ATTACH and PRAGMA: after start */
	_Atomic bool is_damaged; /* condemned: nothing more is written */
	bool has_remains; /* of what was changed or deleted, in the log and in the index of words */
	bool has_picture_remains; /* of pictures that were deleted, in the log */
	bool is_in_batch, is_batch_lost;
	bool is_bulk;            /* a batch is one change, without a savepoint of its own */
	bool has_lasting;        /* the batch touched a table that is not passing */
	bool change_has_lasting; /* the change under way did */
};

/* A batch with something lasting was committed. */
void db_version_up(void);

/* What a result code of SQLite means to us; logs what the operator should know. */
enum outcome connection_outcome(struct connection *connection, int code, const char *doing);

/* Run SQL of our own without parameters: PRAGMA, a migration, several statements in a row. */
CHECKED enum outcome connection_exec(struct connection *connection, const char *sql);

/* The same with one statement that is kept for the next time: BEGIN, SAVEPOINT. It has no rows. */
CHECKED enum outcome connection_run(struct connection *connection, const char *sql);

/* Bring the schema up to date: every file of model/schema not applied yet, each whole or not at all. */
CHECKED enum outcome schema_bring_up(struct connection *connection);
