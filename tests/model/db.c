#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model/audit.h"
#include "model/base/text.h"
#include "model/db.h"
#include "model/form.h"
#include "tests/ready.h"

static struct connection *connection;
static struct arena *arena;
static const struct actor tester = {.person_id = 0, .name = "tester", .role = ""};

static void open_memory(void)
{
	ready_begin();
	arena = ready_arena();
	cr_assert_eq(connection_open(":memory:", CONNECTION_WRITES, &connection), OK);
	cr_assert_eq(batch_begin(connection), OK);
}

static void close_memory(void)
{
	batch_cancel(connection);
	connection_close(connection);
	ready_end();
}

TestSuite(db, .init = open_memory, .fini = close_memory);

static struct change open_change(void)
{
	struct change change;

	cr_assert_eq(change_begin(connection, arena, tester, 1000, &change), OK);
	return change;
}

static enum outcome add_category(struct change *change, const char *key)
{
	return change_run(change,
			  "INSERT INTO category (key, position, uk, en, examples, responsible,"
			  " precision, target_days, takes_reports)"
			  " VALUES ($1, 1, 'x', 'x', '', '', 2, 30, 1)",
			  ARGS(TEXT(key)));
}

static int64_t categories(void)
{
	struct db db = db_handle(connection, arena);

	return db_int(&db, "SELECT count(*) FROM category WHERE position = 1", NO_ARGS, -1);
}

Test(db, refuses_a_change_without_an_audit_line)
{
	struct change change = open_change();

	cr_assert_eq(add_category(&change, "roads"), OK);
	cr_assert_eq(change_commit(&change), BROKEN);
	cr_assert_eq(categories(), 0);
}

Test(db, takes_a_passing_change_without_an_audit_line)
{
	struct change change = open_change();

	cr_assert_eq(change_run(&change,
				"INSERT INTO once_token (token_hash, location, made_at)"
				" VALUES ('a', '/', 1)",
				NO_ARGS),
		     OK);
	cr_assert_eq(change_commit(&change), OK);
}

Test(db, takes_back_a_failed_change_and_keeps_its_neighbours)
{
	struct change first = open_change(), second;

	cr_assert_eq(add_category(&first, "roads"), OK);
	cr_assert_eq(audit_add(&first, "category add", "category roads", "", ""), OK);
	cr_assert_eq(change_commit(&first), OK);
	second = open_change();
	cr_assert_eq(add_category(&second, "lighting"), OK);
	cr_assert_eq(add_category(&second, "roads"), CONFLICT);
	cr_assert_eq(change_commit(&second), CONFLICT);
	cr_assert_eq(categories(), 1);
	cr_assert_eq(batch_commit(connection), OK);
	cr_assert_eq(batch_begin(connection), OK);
	cr_assert_eq(categories(), 1);
}

Test(db, a_cancelled_bulk_takes_its_whole_batch)
{
	struct change change;

	connection_expect_bulk(connection);
	change = open_change();
	cr_assert_eq(add_category(&change, "roads"), OK);
	cr_assert_eq(audit_add(&change, "category add", "category roads", "", ""), OK);
	cr_assert_eq(change_commit(&change), OK);
	change = open_change();
	cr_assert_eq(add_category(&change, "water"), OK);
	change_cancel(&change);
	cr_assert_eq(batch_commit(connection), FULL);
	cr_assert_eq(batch_begin(connection), OK);
	cr_assert_eq(categories(), 0);
}

Test(db, refuses_ddl_pragmas_and_other_files_after_start)
{
	static const char *const statements[] = {"CREATE TABLE x (y)", "DROP TABLE issue",
						 "PRAGMA synchronous = OFF", "ATTACH '/tmp/x' AS x",
						 "ALTER TABLE issue RENAME TO x"};

	for (size_t i = 0; i < COUNT(statements); i++) {
		struct db db = db_handle(connection, arena);
		struct rows rows = db_rows(&db, statements[i], NO_ARGS);
		cr_assert_not(rows_next(&rows));
		cr_assert_eq(db_outcome(&db), BROKEN, "%s", statements[i]);
	}
}

Test(db, binds_arguments_by_their_number_in_any_order)
{
	struct db db = db_handle(connection, arena);

	cr_assert_str_eq(db_text(&db, "SELECT $2 || $1 || $2", ARGS(TEXT("a"), TEXT("b"))), "bab");
}

Test(db, serves_the_same_statement_nested_in_itself)
{
	struct db db = db_handle(connection, arena);
	int count = 0;
	static const char sql[] = "SELECT 1 UNION SELECT 2 UNION SELECT 3";
	struct rows outer = db_rows(&db, sql, NO_ARGS);

	while (rows_next(&outer)) {
		struct rows inner = db_rows(&db, sql, NO_ARGS);
		while (rows_next(&inner))
			count++;
	}
	cr_assert_eq(count, 9);
	cr_assert_eq(db_outcome(&db), OK);
}

Test(db, remembers_the_first_failure_and_reads_no_further)
{
	struct db db = db_handle(connection, arena);

	db_int(&db, "SELECT nothing FROM nowhere", NO_ARGS, 0);
	cr_assert_eq(db_outcome(&db), BROKEN);
	cr_assert_eq(db_int(&db, "SELECT 5", NO_ARGS, 7), 7);
}

Test(db, counts_what_scans_a_whole_table)
{
	struct change change = open_change();
	int64_t before;

	for (int i = 0; i < 30; i++)
		cr_assert_eq(add_category(&change, arena_printf(arena, "c%d", i)), OK);
	before = connection_scans(connection);
	db_int(&change.db, "SELECT count(*) FROM category WHERE uk = 'y'", NO_ARGS, 0);
	cr_assert_gt(connection_scans(connection), before);
	before = connection_scans(connection);
	db_int(&change.db, "SELECT position FROM category WHERE key = 'c7'", NO_ARGS, 0);
	cr_assert_eq(connection_scans(connection), before);
	change_cancel(&change);
}

Test(db, ends_a_read_that_takes_too_long)
{
	struct db db = db_handle(connection, arena);

	batch_cancel(connection);
	db_snapshot_begin(&db, 50);
	db_int(&db,
	       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000000)"
	       " SELECT count(*) FROM n",
	       NO_ARGS, 0);
	cr_assert_eq(db_outcome(&db), BUSY);
	db_snapshot_end(&db);
	cr_assert_eq(batch_begin(connection), OK);
}

/* A database in a folder of its own, closed again. */
static const char *made_on_disk(char *folder)
{
	struct connection *writer;
	const char *path;

	cr_assert_not_null(mkdtemp(folder));
	path = arena_printf(arena, "%s/poruch.db", folder);
	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writer), OK);
	connection_close(writer);
	return path;
}

static void remove_from_disk(const char *folder, const char *path)
{
	unlink(path);
	unlink(arena_printf(arena, "%s-wal", path));
	unlink(arena_printf(arena, "%s-shm", path));
	cr_expect_eq(rmdir(folder), 0);
}

Test(db, writes_nothing_into_a_damaged_database_but_reads_on)
{
	enum { FREE_PAGES = 36 }; /* where the file's head counts them */
	char folder[] = "/tmp/poruch-test-XXXXXX";
	const char *path = made_on_disk(folder);
	struct connection *writer, *reader;
	struct db db;
	int file = open(path, O_WRONLY | O_CLOEXEC);

	cr_assert_eq(pwrite(file, "\0\0\0\7", 4, FREE_PAGES), 4);
	close(file);
	cr_assert_eq(connection_open(path, CONNECTION_READS, &reader), OK);
	cr_expect_not(connection_examine(reader));
	connection_close(reader);
	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writer), OK);
	connection_condemn(writer);
	connection_tend(writer);
	cr_expect_eq(batch_begin(writer), BUSY);
	db = db_handle(writer, arena);
	cr_expect_eq(db_int(&db, "SELECT count(*) FROM category", NO_ARGS, -1), 0);
	connection_close(writer);
	remove_from_disk(folder, path);
}

Test(db, finds_a_sound_database_sound)
{
	char folder[] = "/tmp/poruch-test-XXXXXX";
	const char *path = made_on_disk(folder);
	struct connection *reader;

	cr_assert_eq(connection_open(path, CONNECTION_READS, &reader), OK);
	cr_expect(connection_examine(reader));
	connection_close(reader);
	remove_from_disk(folder, path);
}

Test(db, a_disk_that_fails_is_no_fault_of_the_program)
{
	char folder[] = "/tmp/poruch-test-XXXXXX";
	const char *path = made_on_disk(folder);
	struct rlimit little = {.rlim_cur = 1024, .rlim_max = RLIM_INFINITY}, before;
	struct connection *writer;
	struct change change;
	enum outcome outcome;

	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writer), OK);
	cr_assert_eq(batch_begin(writer), OK);
	cr_assert_eq(change_begin(writer, arena, tester, 1, &change), OK);
	cr_assert_eq(add_category(&change, "roads"), OK);
	cr_assert_eq(audit_add(&change, "category add", "category roads", "", ""), OK);
	cr_assert_eq(change_commit(&change), OK);
	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
	little.rlim_max = before.rlim_max;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &little), 0);
	outcome = batch_commit(writer);
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
	cr_expect_eq(outcome, BUSY, "it may be tried again: %d", outcome);
	cr_expect_eq(batch_begin(writer), OK, "and then it goes on");
	batch_cancel(writer);
	connection_close(writer);
	remove_from_disk(folder, path);
}

Test(db, version_goes_up_only_with_something_lasting)
{
	uint64_t before = db_version();
	struct change change = open_change();

	cr_assert_eq(change_run(&change,
				"INSERT INTO once_token (token_hash, location, made_at)"
				" VALUES ('a', '/', 1)",
				NO_ARGS),
		     OK);
	cr_assert_eq(change_commit(&change), OK);
	cr_assert_eq(batch_commit(connection), OK);
	cr_assert_eq(db_version(), before);
	cr_assert_eq(batch_begin(connection), OK);
	change = open_change();
	cr_assert_eq(add_category(&change, "roads"), OK);
	cr_assert_eq(audit_add(&change, "category add", "category roads", "", ""), OK);
	cr_assert_eq(change_commit(&change), OK);
	cr_assert_eq(batch_commit(connection), OK);
	cr_assert_eq(db_version(), before + 1);
	cr_assert_eq(batch_begin(connection), OK);
}

Test(db, backs_up_a_whole_copy_beside_the_writer)
{
	char folder[] = "/tmp/poruch-test-XXXXXX";
	struct connection *writer, *reader, *copy;
	struct change change;
	struct db db;
	const char *path, *to;

	cr_assert_not_null(mkdtemp(folder));
	path = arena_printf(arena, "%s/poruch.db", folder);
	to = arena_printf(arena, "%s/copy.db", folder);
	cr_assert_eq(connection_open(path, CONNECTION_WRITES, &writer), OK);
	cr_assert_eq(batch_begin(writer), OK);
	cr_assert_eq(change_begin(writer, arena, tester, 1, &change), OK);
	cr_assert_eq(add_category(&change, "roads"), OK);
	cr_assert_eq(audit_add(&change, "category add", "category roads", "", ""), OK);
	cr_assert_eq(change_commit(&change), OK);
	cr_assert_eq(batch_commit(writer), OK);
	cr_assert_eq(connection_open(path, CONNECTION_READS, &reader), OK);
	db = db_handle(reader, arena);
	cr_assert_eq(db_backup(&db, to), OK);
	cr_assert_eq(db_backup(&db, to), CONFLICT);
	cr_assert_eq(db_faults(&db).count, 0);
	cr_assert_eq(connection_open(to, CONNECTION_READS, &copy), OK);
	db = db_handle(copy, arena);
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM category", NO_ARGS, 0), 1);
	/* A connection that only reads can look for words: the full-text index opens in it too. */
	cr_assert_eq(db_int(&db, "SELECT count(*) FROM issue_search WHERE issue_search MATCH 'x'",
			    NO_ARGS, -1),
		     0);
	connection_close(copy);
	connection_close(reader);
	connection_close(writer);
	cr_assert_eq(system(arena_printf(arena, "rm -r %s", folder)), 0);
}

Test(audit, finds_a_line_that_was_changed_behind_its_back, .init = open_memory,
     .fini = close_memory)
{
	struct change change = open_change();
	int64_t broken = 0;

	for (int i = 0; i < 5; i++)
		cr_assert_eq(
			audit_add(&change, "test", arena_printf(arena, "thing %d", i), "", "{}"),
			OK);
	cr_assert_eq(audit_verify(&change.db, &broken), OK);
	cr_assert_eq(change_run(&change, "UPDATE audit SET actor = 'nobody' WHERE id = 3", NO_ARGS),
		     CONFLICT);
	change_cancel(&change);
}

/* model/schema/now.sql is what the files before it add up to; `make golden` writes it anew. */
Test(db, has_the_schema_that_now_shows)
{
	struct db db = db_handle(connection, arena);
	struct text now = text_begin(arena, 1 << 20);
	char *sql = ready_file("tests/model/schema_now.sql", NULL);
	struct rows rows;

	*strchr(sql, '\n') = '\0';
	rows = db_rows(&db, sql, NO_ARGS);
	while (rows_next(&rows))
		text_addf(&now, "%s\n", rows_text(&rows, 0));
	cr_assert_str_eq(now.bytes, ready_file("model/schema/now.sql", NULL));
}
