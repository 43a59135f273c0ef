/*
 * data_issues.c - the register as JSON and GeoJSON, with the filters of its page.
 *
 * The whole search is one answer, made while it is sent (stream.h). Who wants it in parts asks for limit=N: then
 * a Link header, and next in the document, lead to the part behind (RFC 8288).
 */
#include "feeds/issue_data.h"
#include "model/community.h"
#include "model/issue_walk.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "server/stream.h"

#define STEP_ROWS   100
#define PIECE_BYTES ((size_t)32 << 20)

struct issues_answer {
	struct request *request; /* lives until its answer is sent */
	struct issue_walk walk;
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

static void put(const struct issues_answer *answer, struct text *text, const struct issue *issue,
		bool is_first)
{
	const struct request *request = answer->request;
	struct arena *arena = text->arena;

	issue_data_add(text, issue,
		       arena_printf(arena, "%s/%s/issues/%s", request->settings->public_url,
				    request->community->slug,
				    issue_key_text(arena, issue->year, issue->number)),
		       point_of(&answer->areas, issue), answer->is_geo, is_first);
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
	struct issue issue;

	piece->is_last = false;
	if (!answer->is_begun) {
		struct db lasting = db_handle(stream->db.connection, stream->arena);
		const struct request *request = answer->request;
		const struct issue_data data = {
			.community = request->community,
			.self = part_url(request,
					 issue_filter_query(request->arena, &answer->walk.filter),
					 0, NULL),
			.count = issue_list_count(&stream->db, &answer->walk.filter)};

		answer->areas = community_areas(&lasting, request->community->id);
		issue_data_begin(&text, &data, answer->is_geo);
	}
	for (int i = 0; i < STEP_ROWS && !piece->is_last; i++) {
		piece->is_last = !issue_walk_next(&answer->walk, &stream->db, &issue);
		if (!piece->is_last)
			put(answer, &text, &issue, !answer->is_begun);
		answer->is_begun = true;
	}
	if (piece->is_last)
		issue_data_end(&text);
	return finish(&text, piece);
}

/* One part, and where the next one is. */
static enum outcome answer_part(struct issues_answer *answer, int limit, const char *type)
{
	struct request *request = answer->request;
	const char *query = issue_filter_query(request->arena, &answer->walk.filter);
	struct text text = text_begin(request->arena, PIECE_BYTES);
	struct issue_data data = {.community = request->community};
	struct issue_listing listing;

	data.self = part_url(request, query, limit,
			     answer->walk.filter.before_id ? pairs_value(&request->query, "before")
							   : NULL);
	answer->walk.filter.limit = limit;
	answer->areas = community_areas(request->db, request->community->id);
	listing = issue_list_page(request->db, &answer->walk.filter);
	data.count = listing.count;
	if (listing.next) {
		data.next = part_url(request, query, limit, listing.next);
		request->response.link = arena_printf(request->arena, "<%s>; rel=\"next\"",
						      data.next);
	}
	issue_data_begin(&text, &data, answer->is_geo);
	for (size_t i = 0; i < listing.issues.count; i++)
		put(answer, &text, &listing.issues.items[i], i == 0);
	issue_data_end(&text);
	return text.is_full ? TOO_MUCH : request_answer(request, type, text.bytes, text.length);
}

static enum outcome answer_issues(struct request *request, bool is_geo)
{
	const char *type = is_geo ? GEOJSON_TYPE : ISSUE_JSON_TYPE;
	struct issues_answer *answer = arena_take(request->arena, sizeof(*answer));
	struct issue_filter filter;
	int limit = limit_asked(request);
	struct stream *stream;
	enum outcome outcome;

	*answer = (struct issues_answer){.request = request, .is_geo = is_geo};
	filter = issue_filter_read(request->arena, &request->query, request->community->id,
				   request->now);
	issue_walk_begin(&answer->walk, &filter);
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
