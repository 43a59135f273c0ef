/*
 * data_register.c - everything public of a hromada as one file: a ZIP of all data sets with what explains them.
 *
 * Made while it is sent (stream.h): first what is short, then each table row by row, in one snapshot.
 */
#include "datasets.h"
#include "feeds/zip.h"
#include "model/base/clock.h"
#include "model/base/embed.h"
#include "server/open_list.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "server/stream.h"

EMBED(register_text, "feeds/data/register.txt");

#define ABOUT_BYTES ((size_t)1 << 20)
#define PIECE_BYTES ((size_t)32 << 20)

struct register_answer {
	struct request *request; /* lives until its answer is sent */
	struct zip *zip;
	struct datasets datasets;
	struct dataset_publisher publisher;
	size_t table; /* the data set at hand */
	struct open_list list;
	struct sheet sheet;
	bool is_begun, is_in_table;
};

/* ------------------------------------------------------------------ what explains it */

static void add_csv(struct register_answer *answer, const char *name, const struct csv *csv)
{
	zip_file(answer->zip, name);
	zip_add(answer->zip, csv->text.bytes, csv->text.length);
}

static void add_columns(struct register_answer *answer, struct arena *arena)
{
	struct csv csv = csv_begin(arena, CSV_MACHINE, ABOUT_BYTES);

	dataset_dictionary(&csv, &answer->datasets);
	add_csv(answer, "columns.csv", &csv);
}

static void add_register(struct register_answer *answer, struct arena *arena)
{
	struct csv csv = csv_begin(arena, CSV_MACHINE, ABOUT_BYTES);

	dataset_register(&csv, &answer->datasets, &answer->publisher);
	add_csv(answer, "datasets.csv", &csv);
}

static enum outcome add_catalogue(struct register_answer *answer, struct arena *arena)
{
	const char *bytes;
	size_t length;
	const char *url = arena_printf(arena, "%s/data/catalog.jsonld", answer->publisher.url);
	enum outcome outcome = dataset_catalogue(arena, &answer->datasets, &answer->publisher, 1,
						 url, &bytes, &length);

	if (outcome != OK)
		return outcome;
	zip_file(answer->zip, "catalog.jsonld");
	zip_add(answer->zip, bytes, length);
	return OK;
}

static enum outcome add_about(struct register_answer *answer, struct arena *arena)
{
	zip_file(answer->zip, "README.txt");
	zip_add(answer->zip, register_text, (size_t)(register_text_end - register_text));
	add_columns(answer, arena);
	add_register(answer, arena);
	return add_catalogue(answer, arena);
}

/* ------------------------------------------------------------------ a table */

static enum outcome begin_table(struct register_answer *answer, struct arena *arena)
{
	const struct dataset *dataset = &answer->datasets.items[answer->table];
	const struct issue_filter all = {.community_id = answer->request->community->id,
					 .now = answer->request->now};
	const char *bytes;
	size_t length;
	enum outcome outcome = dataset_csvw(arena, dataset, &answer->publisher, &bytes, &length);

	if (outcome != OK)
		return outcome;
	zip_file(answer->zip, arena_printf(arena, "%s.csv-metadata.json", dataset->key));
	zip_add(answer->zip, bytes, length);
	zip_file(answer->zip, arena_printf(arena, "%s.csv", dataset->key));
	answer->sheet = sheet_begin(arena, SHEET_CSV, dataset->key, PIECE_BYTES);
	answer->sheet.dataset = dataset; /* which outlives this piece */
	sheet_head(&answer->sheet, NULL);
	open_list_begin(&answer->list, dataset->key, &all);
	answer->is_in_table = true;
	return OK;
}

/* Some rows of the table at hand; behind its last one the next table is at hand. */
static enum outcome step(struct register_answer *answer, struct db *db)
{
	const struct request *request = answer->request;
	struct open_rows rows = {.db = db,
				 .sheet = &answer->sheet,
				 .community = request->community,
				 .public_url = request->settings->public_url,
				 .edrpou = answer->publisher.edrpou};
	enum outcome outcome = OK;

	if (answer->is_in_table)
		sheet_go_on(&answer->sheet, db->arena, PIECE_BYTES);
	else
		outcome = begin_table(answer, db->arena);
	if (outcome != OK)
		return outcome;
	if (!open_list_step(&answer->list, &rows)) {
		answer->is_in_table = false;
		answer->table++;
	}
	zip_add(answer->zip, answer->sheet.csv.text.bytes, answer->sheet.csv.text.length);
	return sheet_outcome(&answer->sheet);
}

/* ------------------------------------------------------------------ the whole */

static enum outcome next_piece(struct stream *stream, void *context, struct stream_piece *piece)
{
	struct register_answer *answer = context;
	struct text out = text_begin(stream->piece_arena, PIECE_BYTES);
	enum outcome outcome;

	zip_into(answer->zip, &out);
	outcome = answer->is_begun ? step(answer, &stream->db)
				   : add_about(answer, stream->piece_arena);
	answer->is_begun = true;
	piece->is_last = answer->table == answer->datasets.count;
	if (piece->is_last)
		zip_finish(answer->zip);
	piece->bytes = out.bytes;
	piece->length = out.length;
	return outcome == OK ? zip_outcome(answer->zip) : outcome;
}

static void release(void *context)
{
	zip_end(((struct register_answer *)context)->zip);
}

enum outcome data_register_page(struct request *request)
{
	struct register_answer *answer;
	struct stream *stream;
	enum outcome outcome = stream_begin(request, &stream);

	if (outcome != OK)
		return outcome;
	answer = arena_take(stream->arena, sizeof(*answer));
	*answer = (struct register_answer){
		.request = request,
		/* The same bytes for the same rows: the day, not the second. */
		.zip = zip_begin(date_start(date_of(request->now))),
		.datasets = dataset_all(stream->arena),
		.publisher = datasets_publisher(request, request->community)};
	stream->next = next_piece;
	stream->context = answer;
	stream->release = release;
	request->response.download = arena_printf(request->arena, "%s-register.zip",
						  request->community->slug);
	return stream_answer(request, stream, "application/zip");
}
