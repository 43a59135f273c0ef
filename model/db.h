/*
 * db.h - the narrow door to the database (SQLite today; nothing here says so).
 *
 * A connection is opened once per thread. One writes and checkpoints, all others are read-only: two
 * connections that checkpoint at once can corrupt a WAL in Debian's SQLite 3.40.1. What the model's
 * functions get is a struct db, a light handle that joins a connection with the arena its results go
 * to; only who has a struct change can write.
 *
 *	struct rows rows = db_rows(db, "SELECT id, name FROM area WHERE community_id = $1",
 *				   ARGS(INT(community->id)));
 *	while (rows_next(&rows)) {
 *		struct area *area = LIST_ADD(db->arena, &areas);
 *		area->id = rows_int(&rows, 0);
 *		area->name = rows_text(&rows, 1);
 *	}
 *
 * Failures are sticky: when a read fails (a disk error, the time limit for reads) rows_next gives
 * false, the handle remembers, and db_outcome tells. dispatch asks once at the end, so a page never
 * shows half of a list as if it were the whole, and no page has to ask.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/outcome.h"
#include "base/secret.h"

struct connection;

struct db {
	struct connection *connection;
	struct arena *arena;  /* where results live */
	enum outcome outcome; /* the first failure, or OK */
};

enum connection_kind { CONNECTION_WRITES, CONNECTION_READS };

/*
 * Open the database file. CONNECTION_WRITES makes it when it is not there and brings its schema up to
 * date (model/schema); CONNECTION_READS wants it to be there. path ":memory:" gives a database of its
 * own for a test, which both reads and writes. BROKEN is logged with its reason.
 */
CHECKED enum outcome connection_open(const char *path, enum connection_kind kind,
				     struct connection **connection);

/* Close it; the writer last, it checkpoints. NULL does nothing. */
void connection_close(struct connection *connection);

/* A handle for one round of work. */
struct db db_handle(struct connection *connection, struct arena *arena);

/* The first failure of this handle, or OK. */
enum outcome db_outcome(const struct db *db);

/* What a _find says that read no row: why it could not read, or NOT_FOUND. Never OK. */
CHECKED static inline enum outcome db_missing(const struct db *db)
{
	return db->outcome == OK ? NOT_FOUND : db->outcome;
}

/*
 * Between these two every read of the handle sees the database as of one moment, and all of them
 * together may take milliseconds at most (0: no limit); what takes longer ends as BUSY. Within a
 * batch they do nothing: the batch is such a moment already.
 */
void db_snapshot_begin(struct db *db, int64_t milliseconds);
void db_snapshot_end(struct db *db);

/* Values for $1, $2, ...; strings are read until the statement is done, not kept. */
struct value {
	enum { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BLOB } kind;
	int64_t integer;
	double real;
	const char *text;
	const void *bytes; /* of a blob; integer is how many */
};

struct values {
	const struct value *items;
	size_t count;
};

#define INT(number)  ((struct value){.kind = VALUE_INT, .integer = (number)})
#define REAL(number) ((struct value){.kind = VALUE_REAL, .real = (number)})
#define NONE         ((struct value){.kind = VALUE_NULL})
#define ARGS(...)                                             \
	((struct values){(const struct value[]){__VA_ARGS__}, \
			 sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)})
#define NO_ARGS ((struct values){NULL, 0})

/*
 * A condition for a column that is one of the numbers of a list: "[3,14,15]" as text, at that place. Another
 * engine would have an array of its own here.
 */
#define IS_ONE_OF(column, place) column " IN (SELECT value FROM json_each(" place "))"

/* Bytes, read until the statement is done. */
struct value BLOB(const void *bytes, size_t length);
/* A string; NULL becomes NULL. */
struct value TEXT(const char *string);
/* The same, but "" becomes NULL too. */
struct value TEXT_OR_NONE(const char *string);
/* 0 becomes NULL (no such thing, no such moment). */
struct value INT_OR_NONE(int64_t number);
/* Its ISO form; no date becomes NULL. The arena must live until the statement is done. */
struct value DATE(struct arena *arena, struct date date);

struct rows {
	struct db *db;
	struct statement *statement;
	bool is_open;
};

/*
 * Begin to read. sql must be a string that lives as long as the connection (a literal, or one from a
 * table): prepared statements are found again by its address and text. Only SELECT.
 */
struct rows db_rows(struct db *db, const char *sql, struct values values);

/* The next row, or false at the end (the statement is given back) or after a failure. */
bool rows_next(struct rows *rows);

/* Stop before the end. Harmless after it. */
void rows_end(struct rows *rows);

/* A column of the present row, from 0. NULL reads as 0, "" or no date. Text lives in the arena. */
int64_t rows_int(struct rows *rows, int column);
double rows_real(struct rows *rows, int column);
const char *rows_text(struct rows *rows, int column);
struct date rows_date(struct rows *rows, int column);
bool rows_is_null(struct rows *rows, int column);

/* Bytes, copied into the arena; *length is how many. */
const void *rows_blob(struct rows *rows, int column, size_t *length);

/* The same into room bytes at to; how many there were. What does not fit is left out. */
size_t rows_copy(struct rows *rows, int column, void *to, size_t room);

/* One number from the first row, or otherwise when there is none. */
int64_t db_int(struct db *db, const char *sql, struct values values, int64_t otherwise);

/* One text from the first row, or NULL when there is none. In the arena. */
const char *db_text(struct db *db, const char *sql, struct values values);

/* ------------------------------------------------------------------ writing */

/* Who is writing: a person, or the system itself (person_id 0). Stands on every audit line. */
struct actor {
	int64_t person_id;
	const char *name; /* a login, "resident", "system", "import", "demo" */
	const char *role; /* the role it acted in, for the public line; may be "" */
};

/*
 * A change: everything one action writes, all of it or nothing. While it is open its db sees what it
 * wrote. Every table that is not listed as passing (sessions, attempts, once-tokens, kept forms) may
 * only change together with an audit line (audit_add); change_commit refuses otherwise, because that
 * is our mistake.
 */
struct change {
	struct db db;
	struct actor actor;
	int64_t now;          /* the moment of everything in it */
	int64_t community_id; /* for its audit lines; 0 for the installation */
	bool is_audited;      /* set by audit_add */
	bool wants_more;      /* of a chore: there is more of it to do, soon */
	bool is_bulk;         /* issue_tell leaves the words to search_put_behind */
	const struct secret_source *random;
};

/*
 * A transaction is a batch of changes: each change is a savepoint in it, one commit makes them all
 * durable. Only the thread that owns the writing connection calls these.
 */
CHECKED enum outcome batch_begin(struct connection *connection);
CHECKED enum outcome batch_commit(struct connection *connection); /* durable when it says OK */
void batch_cancel(struct connection *connection);

/* Open a change within a batch; commit it into the batch, or take it back without a trace. */
CHECKED enum outcome change_begin(struct connection *connection, struct arena *arena,
				  struct actor actor, int64_t now, struct change *change);
CHECKED enum outcome change_commit(struct change *change);
void change_cancel(struct change *change);

/*
 * Run one INSERT, UPDATE or DELETE. FULL when the disk is, CONFLICT when a constraint refuses,
 * BROKEN else; the change's db remembers, and the change can then only be cancelled.
 */
CHECKED enum outcome change_run(struct change *change, const char *sql, struct values values);

/*
 * The same for one INSERT of one row, and its id: what RETURNING gives, or the row's integer key where
 * the statement has none. A table that is written in bulk does without: for RETURNING the engine keeps
 * a journal of every page the statement touches.
 */
CHECKED enum outcome change_insert(struct change *change, const char *sql, struct values values,
				   int64_t *id);

/*
 * A part of a change that may fail without taking the rest along: what was written since the begin is
 * kept, or taken back. Parts do not nest; each begin has its end.
 */
CHECKED enum outcome change_part_begin(struct change *change);
CHECKED enum outcome change_part_end(struct change *change, bool is_kept);

/* How many rows the last change_run touched. */
int64_t change_count(const struct change *change);

/* How many rows were touched since the connection was opened, the search index's own included. */
int64_t change_total(const struct change *change);

/* ------------------------------------------------------------------ the whole */

/*
 * Goes up by one whenever a batch changed anything a visitor may see (anything but passing tables):
 * what the response cache keys its answers by. In memory, atomic, for all threads.
 */
uint64_t db_version(void);

/* A copy of the database at path, which must not exist yet: whole, checked, synced to disk. */
CHECKED enum outcome db_backup(struct db *db, const char *path);

/* Every fault found by the integrity and foreign-key checks, one line each; none: count 0. */
struct texts;
struct texts db_faults(struct db *db);

/*
 * Look through the whole database for damage, on a reading connection of one's own: others read and write
 * meanwhile, some six seconds for a gigabyte. False when any was found (and logged). Afterwards the
 * connection keeps hardly any pages at hand. connection_interrupt, on any thread, ends it early, as sound.
 */
bool connection_examine(struct connection *connection);
void connection_interrupt(struct connection *connection);

/*
 * On any thread: the database is damaged. From then on batch_begin says BUSY on this writing connection:
 * what is there can be read, and nothing makes it worse.
 */
void connection_condemn(struct connection *connection);

/* Daily and at the start: let the engine refresh its statistics, and bound the write-ahead log. */
void connection_tend(struct connection *connection);

/*
 * Whether anything was changed or deleted since connection_forget last had its way: then the write-ahead
 * log still holds what stood there before. True at first, because nobody knows what was before the start.
 */
bool db_has_remains(const struct db *db);

/*
 * Bring everything into the database file, where what was deleted is overwritten, and empty the
 * write-ahead log, so that it holds no byte of it. Between batches; what readers keep from being done is
 * done the next time.
 */
void connection_forget(struct connection *connection);

/* The same, when a picture was deleted since it last had its way: seldom, so it need not wait an hour. */
void connection_forget_pictures(struct connection *connection);

/*
 * Write the whole file anew: SQLite overwrites what it deletes, but when it moves its neighbours to
 * another page a copy may stay in the gap of the old one. Readers go on; writers wait, about a second for
 * 100 MB. Then installation.erased_at is NULL. Between batches. What fails leaves the file as it was.
 */
CHECKED enum outcome connection_rewrite(struct connection *connection);

/*
 * Before one large batch: keep more of the file's pages at hand (64 MiB instead of 4), so that the
 * tables' many indexes are not written out and read back in the middle of it. From then on a batch
 * holds one change only: one that is cancelled takes its whole batch with it, which can only be
 * cancelled then.
 */
void connection_expect_bulk(struct connection *connection);

/* An index as the schema tells it. */
struct db_indexes {
	struct db_index {
		const char *name, *sql;
	} * items;
	size_t count;
};

/*
 * Within a batch that brings in more than there is, take away the indexes that no import needs, and
 * build them again before it is committed. *indexes is in the arena. After a failure the batch has to
 * be cancelled; so taken back, it brings the indexes back, too.
 */
CHECKED enum outcome connection_drop_indexes(struct connection *connection, struct arena *arena,
					     struct db_indexes *indexes);
CHECKED enum outcome connection_build_indexes(struct connection *connection,
					      const struct db_indexes *indexes);

/* How many statements of this connection stepped through a whole table so far (for the tests). */
int64_t connection_scans(struct connection *connection);
