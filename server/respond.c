#include "respond.h"

#include <microhttpd.h>

struct MHD_Response *respond_ready(const struct reply *reply, bool is_kept)
{
	struct MHD_Response *ready = MHD_create_response_from_buffer(
		reply->length, (void *)(uintptr_t)reply->bytes,
		is_kept ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);

	if (!ready)
		return NULL;
	for (size_t i = 0; i < reply->headers.count; i++) {
		if (MHD_add_response_header(ready, reply->headers.items[i].name,
					    reply->headers.items[i].value) != MHD_YES) {
			MHD_destroy_response(ready);
			return NULL;
		}
	}
	if (reply->must_close)
		MHD_add_response_header(ready, "Connection", "close");
	return ready;
}

bool respond_send(struct MHD_Connection *connection, int status, struct MHD_Response *ready)
{
	return ready && MHD_queue_response(connection, (unsigned)status, ready) == MHD_YES;
}

void respond_release(struct MHD_Response *ready)
{
	if (ready)
		MHD_destroy_response(ready);
}

bool respond(struct MHD_Connection *connection, const struct reply *reply)
{
	struct MHD_Response *ready = respond_ready(reply, false);
	bool is_sent = respond_send(connection, reply->status, ready);

	respond_release(ready);
	return is_sent;
}
