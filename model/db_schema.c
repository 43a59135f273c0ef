#include "base/embed.h"
#include "base/log.h"
#include "db_connection.h"

EMBED(schema_0001, "model/schema/0001_installation.sql");
EMBED(schema_0002, "model/schema/0002_communities.sql");
EMBED(schema_0003, "model/schema/0003_people.sql");
EMBED(schema_0004, "model/schema/0004_issues.sql");
EMBED(schema_0005, "model/schema/0005_reports.sql");
EMBED(schema_0006, "model/schema/0006_publications.sql");
EMBED(schema_0007, "model/schema/0007_search.sql");
EMBED(schema_0008, "model/schema/0008_register.sql");
EMBED(schema_0009, "model/schema/0009_reports_whole.sql");
EMBED(schema_0010, "model/schema/0010_outbox.sql");
EMBED(schema_0011, "model/schema/0011_subscriptions.sql");
EMBED(schema_0012, "model/schema/0012_open311.sql");
EMBED(schema_0013, "model/schema/0013_feeds.sql");
EMBED(schema_0014, "model/schema/0014_open_data.sql");
EMBED(schema_0015, "model/schema/0015_fitting.sql");
EMBED(schema_0016, "model/schema/0016_refusals.sql");

/* In the order they are applied; a file that was released is never changed, a new one is added. */
static const char *const files[] = {schema_0001, schema_0002, schema_0003, schema_0004,
				    schema_0005, schema_0006, schema_0007, schema_0008,
				    schema_0009, schema_0010, schema_0011, schema_0012,
				    schema_0013, schema_0014, schema_0015, schema_0016};

static int applied_files(struct connection *connection)
{
	sqlite3_stmt *stmt = NULL;
	int count = -1;

	if (sqlite3_prepare_v2(connection->sqlite, "PRAGMA user_version", -1, &stmt, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		count = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return count;
}

static enum outcome apply(struct connection *connection, int number)
{
	char done[64];
	enum outcome outcome = connection_exec(connection, "BEGIN IMMEDIATE");

	if (outcome == OK)
		outcome = connection_exec(connection, files[number]);
	snprintf(done, sizeof(done), "PRAGMA user_version = %d; COMMIT", number + 1);
	if (outcome == OK)
		outcome = connection_exec(connection, done);
	if (outcome != OK && !sqlite3_get_autocommit(connection->sqlite) &&
	    connection_exec(connection, "ROLLBACK") != OK)
		log_error("cannot take a schema change back");
	return outcome;
}

enum outcome schema_bring_up(struct connection *connection)
{
	int count = applied_files(connection);

	if (count < 0)
		return BROKEN;
	if (count > (int)COUNT(files)) {
		log_error("the database is from a newer version of poruch (schema %d, this one "
			  "knows %d)",
			  count, (int)COUNT(files));
		return BROKEN;
	}
	for (; count < (int)COUNT(files); count++) {
		enum outcome outcome = apply(connection, count);
		if (outcome != OK)
			return outcome;
	}
	return OK;
}
