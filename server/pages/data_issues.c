/*
 * data_issues.c - the register as JSON and GeoJSON, with the filters of its page.
 *
 * The whole search is one answer, made while it is sent (stream.h). Who wants it in parts asks for limit=N: then
 * a Link header, and next in the document, lead to the part behind (RFC 8288).
 */
#include "feeds/issue_data.h"
#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "server/stream.h"

#define STEP_ROWS   100
#define PIECE_BYTES ((size_t)32 << 20)

struct issues_answer {
	struct request *request; /* lives until its answer is sent */
	struct issue_filter filter;
	struct areas areas;
	bool is_geo, is_begun;
};

/* Its own point where everyone may know it, else its settlement's where that is known. */
static struct issue_point point_of(const struct areas *areas, const struct issue *issue)
{
	if (issue->has_point)
		return (struct issue_point){"point", issue->latitude, issue->longitude};
	for (size_t i = 0; i < areas->count && issue->area_id; i++)
		if (areas->items[i].id == issue->area_id && areas->items[i].has_point)
			return (struct issue_point){"settlement", areas->items[i].latitude,
						    areas->items[i].longitude};
	return (struct issue_point){.precision = ""};
}

/* The address of a part of the same query. */
static const char *part_url(const struct request *request, const char *query, int limit,
			    const char *before)
{
	struct text url = text_begin(request->arena, 4096);
	const char *sign = "?";

	text_addf(&url, "%s%s", request->settings->public_url, request->path);
	if (*query)
		text_addf(&url, "%s%s", sign, query);
	sign = *query ? "&" : sign;
	if (limit)
		text_addf(&url, "%slimit=%d", sign, limit);
	sign = limit ? "&" : sign;
	if (before)
		text_addf(&url, "%sbefore=%s", sign, before);
	return url.bytes;
}

/* 1 to 1000 rows; 0, all of them, for whoever does not ask for parts. */
static int limit_asked(const struct request *request)
{
	long limit = strtol(pairs_value(&request->query, "limit"), NULL, 10);

	return limit < 0 ? 0 : limit > 1000 ? 1000 : (int)limit;
}

static void put(const struct issues_answer *answer, struct text *text, const struct issues *issues,
		bool is_begun)
{
	const struct request *request = answer->request;
	struct arena *arena = text->arena;

	for (size_t i = 0; i < issues->count; i++) {
		const struct issue *issue = &issues->items[i];

		issue_data_add(text, issue,
			       arena_printf(arena, "%s/%s/issues/%s", request->settings->public_url,
					    request->community->slug,
					    issue_key_text(arena, issue->year, issue->number)),
			       point_of(&answer->areas, issue), answer->is_geo, !is_begun && !i);
	}
}

static enum outcome finish(const struct text *text, struct stream_piece *piece)
{
	piece->bytes = text->bytes;
	piece->length = text->length;
	return text->is_full ? TOO_MUCH : OK;
}

static enum outcome next_piece(struct stream *stream, void *context, struct stream_piece *piece)
{
	struct issues_answer *answer = context;
	struct text text = text_begin(stream->piece_arena, PIECE_BYTES);
	struct issues issues;

	answer->filter.limit = STEP_ROWS;
	if (!answer->is_begun) {
		struct db lasting = db_handle(stream->db.connection, stream->arena);
		const struct request *request = answer->request;
		const struct issue_data data = {
			.community = request->community,
			.self = part_url(request,
					 issue_filter_query(request->arena, &answer->filter), 0,
					 NULL),
			.count = issue_list_count(&stream->db, &answer->filter)};

		answer->areas = community_areas(&lasting, request->community->id);
		issue_data_begin(&text, &data, answer->is_geo);
	}
	issues = issue_list(&stream->db, &answer->filter);
	put(answer, &text, &issues, answer->is_begun);
	if (issues.count)
		issue_filter_go_behind(&answer->filter, &issues.items[issues.count - 1]);
	answer->is_begun = true;
	piece->is_last = issues.count < STEP_ROWS;
	if (piece->is_last)
		issue_data_end(&text);
	return finish(&text, piece);
}

/* One part, and where the next one is. */
static enum outcome answer_part(struct issues_answer *answer, int limit, const char *type)
{
	struct request *request = answer->request;
	const char *query = issue_filter_query(request->arena, &answer->filter);
	struct text text = text_begin(request->arena, PIECE_BYTES);
	struct issue_data data = {.community = request->community};
	struct issue_listing listing;

	data.self = part_url(request, query, limit,
			     answer->filter.before_id ? pairs_value(&request->query, "before")
						      : NULL);
	answer->filter.limit = limit;
	answer->areas = community_areas(request->db, request->community->id);
	listing = issue_list_page(request->db, &answer->filter);
	data.count = listing.count;
	if (listing.next) {
		data.next = part_url(request, query, limit, listing.next);
		request->response.link = arena_printf(request->arena, "<%s>; rel=\"next\"",
						      data.next);
	}
	issue_data_begin(&text, &data, answer->is_geo);
	put(answer, &text, &listing.issues, false);
	issue_data_end(&text);
	return text.is_full ? TOO_MUCH : request_answer(request, type, text.bytes, text.length);
}

static enum outcome answer_issues(struct request *request, bool is_geo)
{
	const char *type = is_geo ? GEOJSON_TYPE : ISSUE_JSON_TYPE;
	struct issues_answer *answer = arena_take(request->arena, sizeof(*answer));
	int limit = limit_asked(request);
	struct stream *stream;
	enum outcome outcome;

	*answer = (struct issues_answer){
		.request = request,
		.filter = issue_filter_read(request->arena, &request->query, request->community->id,
					    request->now),
		.is_geo = is_geo};
	if (limit)
		return answer_part(answer, limit, type);
	outcome = stream_begin(request, &stream);
	if (outcome != OK)
		return outcome;
	stream->next = next_piece;
	stream->context = answer;
	return stream_answer(request, stream, type);
}

enum outcome data_issues_json_page(struct request *request)
{
	return answer_issues(request, false);
}

enum outcome data_issues_geojson_page(struct request *request)
{
	return answer_issues(request, true);
}
