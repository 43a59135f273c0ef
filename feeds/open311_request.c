#include "open311.h"
#include "open311_document.h"

/* ------------------------------------------------------------------ requests */

static void add_note(struct open311 *document, const struct open311_note *note)
{
	open311_open_item(document, "note");
	open311_moment(document, "datetime", note->datetime);
	open311_text(document, "type", note->type);
	open311_text(document, "summary", note->summary);
	open311_text(document, "description", note->description);
	open311_text(document, "state", note->state);
	open311_close(document);
}

/* What GeoReport v2 has no words for: our own state, our words, all photos, the whole history. */
static void add_extensions(struct open311 *document, const struct open311_request *request)
{
	open311_open(document, "extended_attributes");
	open311_text(document, "title", request->title);
	open311_text(document, "state", request->state);
	open311_text(document, "url", request->url);
	open311_text(document, "area", request->area);
	open311_moment(document, "modified_datetime", request->modified_datetime);
	open311_integer(document, "support_count", request->support_count);
	open311_integer(document, "reopened_count", request->reopened_count);
	open311_flag(document, "overdue", request->is_overdue);
	open311_flag(document, "made_up", request->is_made_up);
	open311_open_list(document, "media_urls");
	for (size_t i = 0; i < request->media_urls.count; i++)
		open311_item(document, "media_url", request->media_urls.items[i]);
	open311_close(document);
	open311_close(document);
	open311_open_list(document, "notes");
	for (size_t i = 0; i < request->notes.count; i++)
		add_note(document, &request->notes.items[i]);
	open311_close(document);
}

static void add_request(struct open311 *document, const struct open311_request *request,
			bool has_extensions)
{
	open311_open_item(document, "request");
	open311_text(document, "service_request_id", request->service_request_id);
	open311_text(document, "status", request->status);
	open311_text(document, "status_notes", request->status_notes);
	open311_text(document, "service_name", request->service_name);
	open311_text(document, "service_code", request->service_code);
	open311_text(document, "description", request->description);
	open311_text(document, "agency_responsible", request->agency_responsible);
	open311_text(document, "service_notice", request->service_notice);
	open311_moment(document, "requested_datetime", request->requested_datetime);
	open311_moment(document, "updated_datetime", request->updated_datetime);
	open311_moment(document, "expected_datetime", request->expected_datetime);
	open311_text(document, "address", request->address);
	open311_text(document, "address_id", request->address_id);
	open311_text(document, "zipcode", ""); /* the register keeps none */
	open311_real(document, "lat", request->has_point, request->latitude);
	open311_real(document, "long", request->has_point, request->longitude);
	open311_text(document, "media_url", request->media_url);
	if (has_extensions)
		add_extensions(document, request);
	open311_close(document);
}

enum outcome open311_write_requests(struct arena *arena, enum open311_face face,
				    const struct open311_requests *requests, const char **bytes,
				    size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON,
						     "service_requests");

	for (size_t i = 0; i < requests->count; i++)
		add_request(&document, &requests->items[i], requests->has_extensions);
	return open311_finish(&document, bytes, length);
}

enum outcome open311_write_receipt(struct arena *arena, enum open311_face face,
				   const struct open311_receipt *receipt, const char **bytes,
				   size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON,
						     "service_requests");

	open311_open_item(&document, "request");
	if (receipt->service_request_id)
		open311_text(&document, "service_request_id", receipt->service_request_id);
	open311_text(&document, "token", receipt->token);
	if (receipt->service_notice) {
		open311_text(&document, "service_notice", receipt->service_notice);
		open311_text(&document, "account_id", "");
	}
	open311_close(&document);
	return open311_finish(&document, bytes, length);
}

/* ------------------------------------------------------------------ updates */

enum outcome open311_write_updates(struct arena *arena, enum open311_face face,
				   const struct open311_updates *updates, const char **bytes,
				   size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON,
						     "service_request_updates");

	for (size_t i = 0; i < updates->count; i++) {
		const struct open311_update *update = &updates->items[i];

		open311_open_item(&document, "request_update");
		open311_text(&document, "update_id", update->update_id);
		open311_text(&document, "service_request_id", update->service_request_id);
		open311_text(&document, "status", update->status);
		open311_moment(&document, "updated_datetime", update->updated_datetime);
		open311_text(&document, "description", update->description);
		open311_text(&document, "media_url", update->media_url);
		open311_close(&document);
	}
	return open311_finish(&document, bytes, length);
}

enum outcome open311_write_update_receipt(struct arena *arena, enum open311_face face,
					  const char *update_id, const char *notice,
					  const char **bytes, size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON,
						     "service_request_updates");

	open311_open_item(&document, "request_update");
	open311_text(&document, "update_id", update_id);
	open311_text(&document, "service_notice", notice);
	open311_close(&document);
	return open311_finish(&document, bytes, length);
}
