/*
 * poruch import - issues or police reports from a CSV or TSV file.
 *
 * All or nothing: with a single fault nothing is changed, and every fault is told by line and column.
 * What is known by its reference already is passed over, so a file can be imported twice.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "model/base/unicode.h"
#include "model/folder.h"
#include "model/issue_import.h"
#include "model/report_import.h"
#include "server/commands.h"
#include "server/settings.h"
#include "templates/faults.h"

#define PROGRESS_EVERY 1000
#define ROW_BYTES      250 /* about what a row of a file takes */
#define BULK_ROWS      2000
#define DETAIL_MOST    60 /* characters */

/* What was asked, and what came of it. */
struct importing {
	const struct invocation *invocation;
	const char *path;
	FILE *file;
	bool are_reports, is_dry;
	struct table table;
	size_t read, added, known;
};

/* One line that counts on, for somebody who waits; a log would only fill with it. */
static void show_progress(size_t done)
{
	if (done % PROGRESS_EVERY == 0 && isatty(STDERR_FILENO))
		fprintf(stderr, "\rporuch: %zu read", done);
}

static void end_progress(size_t done)
{
	if (done >= PROGRESS_EVERY && isatty(STDERR_FILENO))
		fputc('\n', stderr);
}

static enum outcome read_table(struct importing *importing, struct change *change)
{
	struct issue_import_counts issues = {0};
	struct report_import_counts reports = {0};
	enum outcome outcome;

	if (importing->are_reports)
		outcome = report_import(change, &importing->table, show_progress, &reports);
	else
		outcome = issue_import(change, &importing->table, show_progress, &issues);
	importing->read = reports.read + issues.read;
	importing->added = reports.added + issues.added;
	importing->known = reports.known + issues.known;
	return outcome;
}

static enum outcome import_file(struct importing *importing, struct change *change)
{
	enum outcome outcome = table_begin(
		&importing->table, importing->invocation->arena, importing->file,
		importing->are_reports ? report_import_columns : issue_import_columns);
	enum outcome ended;

	if (outcome == OK)
		outcome = read_table(importing, change);
	ended = table_end(&importing->table);
	return outcome == OK ? ended : outcome;
}

static enum outcome change_all(struct importing *importing, struct connection *connection)
{
	struct actor actor = {.name = "import", .role = "secretary"};
	struct change change;
	enum outcome outcome = change_begin(connection, importing->invocation->arena, actor,
					    clock_now(), &change);

	if (outcome != OK)
		return outcome;
	change.random = &secret_system;
	outcome = import_file(importing, &change);
	end_progress(importing->read);
	if (outcome == OK && !importing->is_dry)
		return change_commit(&change);
	change_cancel(&change);
	return outcome;
}

/* Whether the file brings so much beside what there is that its indexes are better built anew. */
static bool is_bulk(const struct importing *importing, struct connection *connection)
{
	struct db db = db_handle(connection, importing->invocation->arena);
	int64_t present = db_int(&db, "SELECT max(id) FROM issue", NO_ARGS, 0), rows;
	struct stat about;

	if (importing->are_reports || fstat(fileno(importing->file), &about) != 0)
		return false;
	rows = about.st_size / ROW_BYTES;
	return rows >= BULK_ROWS && rows >= present / 2;
}

/* One change for the whole file: it stands or falls as one. */
static enum outcome import_all(struct importing *importing, struct connection *connection)
{
	struct arena *arena = importing->invocation->arena;
	struct db_indexes indexes = {0};
	enum outcome outcome = batch_begin(connection);

	if (outcome != OK)
		return outcome;
	if (is_bulk(importing, connection))
		outcome = connection_drop_indexes(connection, arena, &indexes);
	if (outcome == OK)
		outcome = change_all(importing, connection);
	if (outcome == OK && !importing->is_dry) {
		outcome = connection_build_indexes(connection, &indexes);
		if (outcome == OK)
			return batch_commit(connection);
	}
	batch_cancel(connection);
	return outcome;
}

/* What stood there, where that helps to find it: cleaned, for it goes to a terminal. */
static const char *given(struct arena *arena, const struct fault *fault)
{
	if (fault->kind != FAULT_UNKNOWN || !fault->detail || !*fault->detail)
		return "";
	return arena_printf(arena, " (not '%s')",
			    unicode_shorten(arena,
					    unicode_clean(arena, fault->detail,
							  strlen(fault->detail), ONE_LINE),
					    DETAIL_MOST));
}

static void tell_faults(const struct importing *importing)
{
	struct arena *arena = importing->invocation->arena;
	const struct faults *faults = &importing->table.faults;

	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->items[i];

		fprintf(stderr, "%s:%zu: %s: %s%s\n", importing->path, fault->line,
			*fault->field ? fault->field : "line",
			faults_sentence(arena, words_of("en"), fault), given(arena, fault));
	}
	if (importing->table.is_cut)
		fprintf(stderr, "%s: and more faults behind these\n", importing->path);
}

static int tell(const struct importing *importing, enum outcome outcome)
{
	const char *what = importing->are_reports ? "reports" : "issues";

	tell_faults(importing);
	if (outcome == INVALID)
		return command_failed("nothing was imported; faults in '%s': %zu", importing->path,
				      importing->table.faults.count);
	if (outcome != OK)
		return command_failed("nothing was imported from '%s'", importing->path);
	printf("%zu %s read, %zu %s, %zu known already\n", importing->read, what, importing->added,
	       importing->is_dry ? "would be added" : "added", importing->known);
	return EXIT_SUCCESS;
}

static int import_locked(struct importing *importing, const struct folder *folder)
{
	struct connection *connection = NULL;
	enum outcome outcome;

	importing->file = fopen(importing->path, "r");
	if (!importing->file)
		return command_failed("cannot open '%s': %s", importing->path, strerror(errno));
	outcome = connection_open(folder->database, CONNECTION_WRITES, &connection);
	if (outcome == OK) {
		connection_expect_bulk(connection);
		outcome = import_all(importing, connection);
	}
	connection_close(connection);
	fclose(importing->file);
	return tell(importing, outcome);
}

static int import_run(const struct invocation *invocation)
{
	const char *what = invocation->words.items[0], *data = invocation->settings->data;
	struct importing importing = {.invocation = invocation,
				      .path = invocation->words.items[1],
				      .are_reports = strcmp(what, "reports") == 0,
				      .is_dry = pairs_find(&invocation->flags, "dry-run") != NULL};
	struct folder folder = {.lock = -1};
	enum outcome outcome;
	int status;

	if (!importing.are_reports && strcmp(what, "issues") != 0)
		return command_misused("cannot import '%s'; import issues or reports", what);
	outcome = folder_take(invocation->arena, data, &folder);
	if (outcome == NOT_FOUND)
		return command_failed("there is no database in '%s'; see poruch init", data);
	if (outcome == BUSY)
		return command_failed("another process works on '%s'; stop the server first", data);
	if (outcome != OK)
		return EXIT_FAILURE; /* logged */
	status = import_locked(&importing, &folder);
	folder_leave(&folder);
	return status;
}

static const struct command_flag flags[] = {{.name = "dry-run"}, {0}};

const struct command import_command = {
	.name = "import",
	.usage = "issues|reports FILE [--dry-run]",
	.meaning = "add issues or reports from a CSV or TSV file, all or nothing",
	.flags = flags,
	.least_words = 2,
	.most_words = 2,
	.run = import_run,
};
