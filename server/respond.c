#include "respond.h"

#include <dlfcn.h>
#include <microhttpd.h>
#include <sys/socket.h>

#include "problem.h"
#include "stream.h"

#define STREAM_BLOCK ((size_t)32 * 1024)

static const struct settings *settings_of_all;
static __typeof__(&MHD_queue_response) queue_response; /* the library's own */

void respond_begin(const struct settings *settings)
{
	settings_of_all = settings;
	queue_response = (__typeof__(queue_response))dlsym(RTLD_NEXT, "MHD_queue_response");
}

/* An end that is none has to be seen: the library then closes the connection without its last chunk. */
static ssize_t read_stream(void *context, uint64_t position, char *to, size_t room)
{
	int64_t length = stream_read(context, to, room);

	(void)position;
	if (length > 0)
		return (ssize_t)length;
	return length == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void end_stream(void *context)
{
	stream_end(context);
}

struct MHD_Response *respond_ready(const struct reply *reply, bool is_kept)
{
	struct MHD_Response *ready =
		reply->stream
			? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK,
							    read_stream, reply->stream, end_stream)
			: MHD_create_response_from_buffer(
				  reply->length, (void *)(uintptr_t)reply->bytes,
				  is_kept ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);

	if (!ready) {
		stream_end(reply->stream);
		return NULL;
	}
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
	return ready && queue_response(connection, (unsigned)status, ready) == MHD_YES;
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

/* ------------------------------------------------------------------ what never became a request */

#define REFUSAL_BYTES ((size_t)256 * 1024)

static const char *bytes_of(struct arena *arena, const struct reply *reply, size_t *length)
{
	struct text text = text_begin(arena, REFUSAL_BYTES / 4);

	text_addf(&text, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n",
		  reply->status, MHD_get_reason_phrase_for((unsigned)reply->status), reply->length);
	for (size_t i = 0; i < reply->headers.count; i++)
		text_addf(&text, "%s: %s\r\n", reply->headers.items[i].name,
			  reply->headers.items[i].value);
	text_add(&text, "\r\n");
	text_add_bytes(&text, reply->bytes, reply->length);
	*length = text.length;
	return text.bytes;
}

/*
 * The library answers by itself where it cannot make a request of what came: no colon in a header, a
 * length that is no number, a head too large for its memory. Those answers lack the headers that
 * protect readers, and 0.9.75 sends some with their head twice. But it gives them to this public
 * function of its own, which a program may put its own before. So we send, and shut the socket: what
 * the library writes behind goes nowhere. (To tell it that it failed would make it go on in memory
 * that it has given back.)
 */
enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status,
				   struct MHD_Response *response)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct arena *arena = arena_begin(REFUSAL_BYTES);
	struct request request = {.arena = arena, .settings = settings_of_all};
	struct reply_wishes wishes = {0};
	struct reply reply;
	const char *bytes;
	size_t length;

	problem_status(&request, (int)status);
	reply = reply_make(arena, settings_of_all, &request.response, &wishes);
	bytes = bytes_of(arena, &reply, &length);
	(void)send(info->connect_fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
	shutdown(info->connect_fd, SHUT_WR);
	arena_end(arena);
	return queue_response(connection, status, response);
}
