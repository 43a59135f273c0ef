/*
 * commits.c - the yardstick for writes: a bare loop that commits one small row each, with the same
 * settings as the program's writing connection. Prints commits per second.
 *
 *	commits FILE SECONDS
 */
#include <sqlite3.h>

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **words)
{
	sqlite3 *sqlite;
	sqlite3_stmt *stmt;
	double start, length;
	long commits = 0;

	if (count != 3 || sqlite3_open(words[1], &sqlite) != SQLITE_OK)
		return 2;
	length = strtod(words[2], NULL);
	sqlite3_exec(sqlite,
		     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		     "CREATE TABLE step (id INTEGER PRIMARY KEY, at INTEGER, note TEXT) STRICT",
		     NULL, NULL, NULL);
	if (sqlite3_prepare_v2(sqlite, "INSERT INTO step (at, note) VALUES (?, 'done')", -1, &stmt,
			       NULL) != SQLITE_OK)
		return 1;
	start = seconds_now();
	while (seconds_now() - start < length) {
		sqlite3_bind_int64(stmt, 1, commits);
		if (sqlite3_step(stmt) != SQLITE_DONE)
			return 1;
		sqlite3_reset(stmt);
		commits++;
	}
	printf("%.0f\n", (double)commits / (seconds_now() - start));
	sqlite3_finalize(stmt);
	sqlite3_close(sqlite);
	return 0;
}
