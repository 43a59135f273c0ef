/*
 * data.c - the open data of a hromada: every data set as CSV and JSON.
 *
 * The register and its history take the same filters as the register's page. However long, a list is one
 * answer: it is made piece by piece while it is sent (stream.h).
 */
#include "server/open_list.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "server/stream.h"

#define PIECE_BYTES ((size_t)32 << 20)

struct data_answer {
	const struct request *request; /* lives until its answer is sent */
	struct open_list list;
	struct sheet sheet;
	const char *edrpou;
	bool is_begun;
};

/* As the ending of the address has it; CSV for Excel where the query asks. */
static enum sheet_form form_asked(const struct request *request)
{
	const char *ending = strrchr(request->path, '.');

	if (ending && strcmp(ending, ".json") == 0)
		return SHEET_JSON;
	return csv_kind_asked(&request->query) == CSV_EXCEL ? SHEET_EXCEL : SHEET_CSV;
}

static void head(struct data_answer *answer)
{
	const struct request *request = answer->request;
	const struct community *community = request->community;

	sheet_head(&answer->sheet,
		   &(struct sheet_owner){
			   .slug = community->slug,
			   .katottg = community->katottg,
			   .url = request_url(request, arena_printf(request->arena, "/%s/data",
								    community->slug))});
	answer->is_begun = true;
}

static enum outcome next_piece(struct stream *stream, void *context, struct stream_piece *piece)
{
	struct data_answer *answer = context;
	struct sheet *sheet = &answer->sheet;
	struct open_rows rows = {.db = &stream->db,
				 .sheet = sheet,
				 .community = answer->request->community,
				 .public_url = answer->request->settings->public_url,
				 .edrpou = answer->edrpou};

	if (answer->is_begun)
		sheet_go_on(sheet, stream->piece_arena, PIECE_BYTES);
	else
		head(answer);
	piece->is_last = !open_list_step(&answer->list, &rows);
	if (piece->is_last)
		sheet_tail(sheet);
	piece->bytes = sheet->csv.text.bytes;
	piece->length = sheet->csv.text.length;
	return sheet_outcome(sheet);
}

static enum outcome data_answer(struct request *request, const char *key)
{
	struct issue_filter filter = issue_filter_read(request->arena, &request->query,
						       request->community->id, request->now);
	enum sheet_form form = form_asked(request);
	struct data_answer *answer;
	struct stream *stream;
	enum outcome outcome = stream_begin(request, &stream);

	if (outcome != OK)
		return outcome;
	answer = arena_take(stream->arena, sizeof(*answer));
	*answer = (struct data_answer){.request = request,
				       .sheet = sheet_begin(stream->arena, form, key, PIECE_BYTES),
				       .edrpou = open_rows_edrpou(request->db, request->community)};
	open_list_begin(&answer->list, key, &filter);
	/* Of the days of the query, as on the page. */
	performance_period(&request->query, request->now, &answer->list.from, &answer->list.to);
	stream->next = next_piece;
	stream->context = answer;
	if (form != SHEET_JSON)
		request->response.download = arena_printf(request->arena, "%s-%s.csv",
							  request->community->slug, key);
	return stream_answer(request, stream, form == SHEET_JSON ? SHEET_JSON_TYPE : CSV_TYPE);
}

enum outcome data_issues_page(struct request *request)
{
	return data_answer(request, "issues");
}

enum outcome data_updates_page(struct request *request)
{
	return data_answer(request, "updates");
}

enum outcome data_performance_page(struct request *request)
{
	return data_answer(request, "performance");
}

enum outcome data_reports_page(struct request *request)
{
	return data_answer(request, "reports");
}

enum outcome data_indicators_page(struct request *request)
{
	return data_answer(request, "indicators");
}

enum outcome data_definitions_page(struct request *request)
{
	return data_answer(request, "definitions");
}

enum outcome data_questions_page(struct request *request)
{
	return data_answer(request, "questions");
}
