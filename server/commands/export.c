/*
 * poruch export - the open data as CSV to stdout, of every hromada of the installation.
 *
 * Only what everyone may see, through the same functions as the pages. Written in pieces, so that a
 * large register needs no more memory than a small one. Works beside a running server.
 */
#include <stdio.h>

#include "feeds/open_data.h"
#include "model/base/clock.h"
#include "model/folder.h"
#include "model/report_read.h"
#include "server/commands.h"
#include "server/open_list.h"
#include "server/settings.h"

#define PIECE_BYTES  ((size_t)16 << 20)
#define PIECE_ARENA  ((size_t)64 << 20)
#define REPORTS_MOST 100000 /* of a hromada: a century of them, a report a day */

struct exporting {
	const char *public_url;
	struct connection *connection;
	struct arena *arena; /* of the piece at hand */
	struct db db;
	struct sheet sheet;
};

/* Memory for the next piece; what the last one wrote is gone to stdout. */
static enum outcome piece_begin(struct exporting *exporting)
{
	enum outcome outcome = db_outcome(&exporting->db);

	if (outcome == OK)
		outcome = sheet_outcome(&exporting->sheet);
	fwrite(exporting->sheet.csv.text.bytes, 1, exporting->sheet.csv.text.length, stdout);
	arena_reset(exporting->arena);
	exporting->db = db_handle(exporting->connection, exporting->arena);
	sheet_go_on(&exporting->sheet, exporting->arena, PIECE_BYTES);
	return outcome != OK ? outcome : ferror(stdout) ? FULL : OK;
}

/* ------------------------------------------------------------------ what there is */

static struct open_rows rows_of(struct exporting *exporting, const struct community *community)
{
	return (struct open_rows){.db = &exporting->db,
				  .sheet = &exporting->sheet,
				  .community = community,
				  .public_url = exporting->public_url,
				  .edrpou = open_rows_edrpou(&exporting->db, community)};
}

/* What one hromada's own list says. */
static enum outcome export_list_of(struct exporting *exporting, const struct community *community)
{
	const struct issue_filter filter = {.community_id = community->id, .now = clock_now()};
	struct open_rows rows = rows_of(exporting, community);
	struct open_list list;
	enum outcome outcome = OK;
	bool has_more = true;

	open_list_begin(&list, exporting->sheet.dataset->key, &filter);
	while (outcome == OK && has_more) {
		has_more = open_list_step(&list, &rows);
		outcome = piece_begin(exporting);
	}
	return outcome;
}

/* The reports whose first hromada this is: one that speaks of several is exported once. */
static enum outcome
export_reports_of(struct exporting *exporting, const struct community *community,
		  void (*put)(const struct open_rows *rows, const struct report *report))
{
	struct open_rows rows = rows_of(exporting, community);
	struct reports reports = report_list(&exporting->db, community->id, NULL, REPORTS_MOST);

	for (size_t i = 0; i < reports.count; i++) {
		struct report own;

		if (report_find_public(&exporting->db, 0, reports.items[i].id, &own) == OK &&
		    own.community_id == community->id)
			put(&rows, &own);
	}
	return piece_begin(exporting);
}

static enum outcome export_report_list(struct exporting *exporting,
				       const struct community *community)
{
	return export_reports_of(exporting, community, open_rows_report);
}

static enum outcome export_figures(struct exporting *exporting, const struct community *community)
{
	return export_reports_of(exporting, community, open_rows_figures);
}

/* ------------------------------------------------------------------ the command */

static const struct exported {
	const char *name;
	enum outcome (*community)(struct exporting *exporting, const struct community *community);
} exported[] = {
	{"issues", export_list_of},      {"updates", export_list_of},
	{"reports", export_report_list}, {"indicators", export_figures},
	{"questions", export_list_of},
};

static enum outcome export_all(struct exporting *exporting, const struct exported *what,
			       struct arena *arena)
{
	struct db db = db_handle(exporting->connection, arena);
	struct communities communities = community_all(&db);
	enum outcome outcome = db_outcome(&db);

	exporting->sheet = sheet_begin(arena, SHEET_CSV, what->name, PIECE_BYTES);
	sheet_head(&exporting->sheet, NULL);
	for (size_t i = 0; i < communities.count && outcome == OK; i++)
		outcome = what->community(exporting, &communities.items[i]);
	if (outcome == OK)
		outcome = piece_begin(exporting);
	return outcome == OK && fflush(stdout) != 0 ? FULL : outcome;
}

static int export_folder(const struct invocation *invocation, const struct exported *what,
			 const struct folder *folder)
{
	struct exporting exporting = {.public_url = invocation->settings->public_url,
				      .arena = arena_begin(PIECE_ARENA)};
	enum outcome outcome = connection_open(folder->database, CONNECTION_READS,
					       &exporting.connection);

	if (outcome == OK) {
		exporting.db = db_handle(exporting.connection, exporting.arena);
		outcome = export_all(&exporting, what, invocation->arena);
	}
	connection_close(exporting.connection);
	arena_end(exporting.arena);
	return outcome == OK ? EXIT_SUCCESS : command_failed("cannot export %s", what->name);
}

static int export_run(const struct invocation *invocation)
{
	const char *name = invocation->words.items[0], *data = invocation->settings->data;
	struct folder folder = {.lock = -1};
	enum outcome outcome;

	for (size_t i = 0; i < COUNT(exported); i++) {
		if (strcmp(exported[i].name, name) != 0)
			continue;
		outcome = folder_visit(invocation->arena, data, &folder);
		if (outcome == NOT_FOUND)
			return command_failed("there is no database in '%s'; see poruch init",
					      data);
		return outcome == OK ? export_folder(invocation, &exported[i], &folder)
				     : EXIT_FAILURE; /* logged */
	}
	return command_misused("cannot export '%s'; export issues, updates, reports, "
			       "indicators or questions",
			       name);
}

const struct command export_command = {
	.name = "export",
	.usage = "issues|updates|reports|indicators|questions",
	.meaning = "print the open data as CSV",
	.least_words = 1,
	.most_words = 1,
	.run = export_run,
};
