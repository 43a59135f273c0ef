/*
 * open311_updates.c - service request updates, mySociety's extension of the Open311 API: what happened
 * to issues since then, so that another town's system need not ask for each.
 *
 * The window is of when a line became public, so that whoever asks again from where they stopped misses
 * nothing.
 */
#include "model/base/clock.h"
#include "model/photo.h"
#include "server/pages.h"
#include "server/pages/open311_view.h"
#include "server/settings.h"

#define UPDATES_MOST 1000

/* The photo that came with the line, where one is public. */
static const char *photo_of(const struct request *request, const struct update *update)
{
	struct photos photos = photo_list(request->db, update->issue_id);

	for (size_t i = 0; i < photos.count; i++)
		if (photos.items[i].event_id == update->id)
			return open311_photo_url(request, photos.items[i].name);
	return "";
}

static struct open311_update view_of(const struct request *request,
				     const struct update_position *position)
{
	const struct update *update = &position->update;

	return (struct open311_update){
		.update_id = arena_printf(request->arena, "%lld", (long long)update->id),
		.service_request_id = issue_key_text(request->arena, position->year,
						     position->number),
		.status = open311_status(position->state_then),
		.updated_datetime = update->at,
		.description = open311_line(request, update),
		.media_url = photo_of(request, update),
	};
}

/* "after" stands for the last line of the answer before: its moment and position. */
static void read_after(const struct request *request, int64_t span[2], int64_t *since)
{
	int64_t key[2];

	*since = 0;
	if (!open311_read_key(pairs_value(&request->query, "after"), key) || key[0] < span[0])
		return;
	span[0] = key[0];
	*since = key[1];
}

static void add_moment(struct text *link, const struct request *request, const char *name,
		       int64_t seconds)
{
	text_addf(link, "&%s=", name);
	text_add_encoded(link, clock_rfc3339(request->arena, seconds), "");
}

static void tell_next(struct request *request, const int64_t span[2],
		      const struct update_position *last)
{
	struct text link = text_begin(request->arena, 4096);

	text_addf(&link, "<%s%s?jurisdiction_id=%s", request->settings->public_url, request->path,
		  request->community->slug);
	add_moment(&link, request, "start_date", span[0]);
	add_moment(&link, request, "end_date", span[1]);
	text_addf(&link, "&after=%lld-%lld>; rel=\"next\"", (long long)last->update.at,
		  (long long)last->seq);
	request->response.link = link.bytes;
}

enum outcome open311_updates_page(struct request *request)
{
	static const char *const names[2] = {"start_date", "end_date"};
	struct update_positions positions;
	struct open311_updates updates = {0};
	int64_t span[2], since;
	const char *bytes;
	size_t length;
	enum outcome outcome;

	if (!open311_find_community(request) || !open311_read_span(request, names, false, span))
		return OK;
	read_after(request, span, &since);
	positions = update_between(request->db, request->community->id, span[0], span[1], since,
				   UPDATES_MOST + 1);
	for (size_t i = 0; i < positions.count && i < UPDATES_MOST; i++)
		*LIST_ADD(request->arena, &updates) = view_of(request, &positions.items[i]);
	if (positions.count > UPDATES_MOST)
		tell_next(request, span, &positions.items[UPDATES_MOST - 1]);
	outcome = open311_write_updates(request->arena, open311_face_of(request), &updates, &bytes,
					&length);
	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}
