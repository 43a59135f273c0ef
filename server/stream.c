#include "stream.h"

#include "clients.h"
#include "model/base/compress.h"
#include "model/base/log.h"
#include "negotiate.h"
#include "service.h"
#include "settings.h"

#define OWN_BYTES    ((size_t)8 << 20)  /* what it remembers from piece to piece */
#define PIECE_BYTES  ((size_t)64 << 20) /* everything read for one piece */
#define PACKED_BYTES ((size_t)64 << 20)

enum outcome stream_begin(struct request *request, struct stream **stream)
{
	struct arena *arena = arena_begin(OWN_BYTES);
	struct stream *made = arena_take(arena, sizeof(*made));
	enum outcome outcome = OK;

	*made = (struct stream){.arena = arena, .piece_arena = arena_begin(PIECE_BYTES)};
	if (request->service)
		outcome = connection_open(request->service->database, CONNECTION_READS,
					  &made->connection);
	if (outcome == OK) {
		made->db = db_handle(made->connection ? made->connection : request->db->connection,
				     made->piece_arena);
		if (made->connection)
			db_snapshot_begin(&made->db, request->settings->stream_seconds * 1000);
		outcome = db_outcome(&made->db);
	}
	if (outcome == OK)
		*stream = made;
	else
		stream_end(made);
	return outcome;
}

static enum outcome make_piece(struct stream *stream)
{
	enum outcome outcome;

	arena_reset(stream->piece_arena);
	stream->db = db_handle(stream->db.connection, stream->piece_arena);
	stream->sent = 0;
	outcome = stream->next(stream, stream->context, &stream->piece);
	return outcome == OK ? db_outcome(&stream->db) : outcome;
}

/* What the reader has it is told by how often anything was changed since the service began. */
static const char *etag_of(const struct request *request, uint64_t version)
{
	return arena_printf(
		request->arena, "%llx-%llx-%s", (unsigned long long)request->service->began_at,
		(unsigned long long)version, date_iso(request->arena, date_of(request->now)));
}

/* Who has it in either coding needs none of it made, and no place among the few. */
static bool is_known(const struct request *request, const char *etag)
{
	return negotiate_matches(request->etags, etag) ||
	       negotiate_matches(request->etags, arena_printf(request->arena, "%s-gzip", etag));
}

static enum outcome answer_unmodified(struct request *request, const char *etag)
{
	request->response.status = 304;
	request->response.etag = etag;
	return OK;
}

/* There is more than a piece of it. */
static enum outcome answer_long(struct request *request, struct stream *stream)
{
	atomic_llong *streams = &request->service->streams;

	request->response.stream = stream;
	if (request->method == METHOD_HEAD)
		return OK; /* nothing will be read of it */
	if (atomic_fetch_add(streams, 1) >= request->settings->streams) {
		atomic_fetch_sub(streams, 1);
		request->response.stream = NULL;
		return BUSY;
	}
	stream->claimed = streams;
	return OK;
}

enum outcome stream_answer(struct request *request, struct stream *stream, const char *type)
{
	/* Newer rows under an older tag are only asked for again. */
	const char *etag = request->service ? etag_of(request, db_version()) : NULL;
	enum outcome outcome;

	if (etag && is_known(request, etag)) {
		stream_end(stream);
		return answer_unmodified(request, etag);
	}
	outcome = make_piece(stream);
	request->response.type = type;
	if (outcome == OK && etag && !stream->piece.is_last) {
		request->response.etag = etag;
		outcome = answer_long(request, stream);
		if (outcome != OK)
			stream_end(stream);
		return outcome;
	}
	if (outcome == OK)
		request_body(request, type,
			     arena_bytes(request->arena, stream->piece.bytes, stream->piece.length),
			     stream->piece.length);
	stream_end(stream);
	return outcome;
}

void stream_compress(struct stream *stream)
{
	stream->compress = compress_begin();
}

void stream_follow(struct stream *stream, struct clients *clients, struct client *client)
{
	stream->clients = clients;
	stream->client = client;
}

static void pack(struct stream *stream)
{
	struct text packed = text_begin(stream->piece_arena, PACKED_BYTES);

	compress_add(stream->compress, stream->piece.bytes, stream->piece.length,
		     stream->piece.is_last, &packed);
	stream->piece.bytes = packed.bytes;
	stream->piece.length = packed.length;
}

static size_t take(struct stream *stream, char *to, size_t room)
{
	size_t left = stream->piece.length - stream->sent, taken = left < room ? left : room;

	memcpy(to, stream->piece.bytes + stream->sent, taken);
	stream->sent += taken;
	return taken;
}

int64_t stream_read(struct stream *stream, char *to, size_t room)
{
	size_t taken;
	enum outcome outcome = OK;

	/* The first piece was made by the page, before it was known how it is to be packed. */
	if (!stream->is_packed && stream->compress)
		pack(stream);
	stream->is_packed = true;
	while (outcome == OK && stream->sent == stream->piece.length && !stream->piece.is_last) {
		outcome = make_piece(stream);
		if (outcome == OK && stream->compress)
			pack(stream);
	}
	if (outcome != OK) {
		log_warning("an answer was broken off: what it tells could not be read to its end");
		return -1;
	}
	taken = take(stream, to, room);
	if (stream->clients)
		client_is_answered(stream->clients, stream->client, taken);
	return (int64_t)taken;
}

void stream_end(struct stream *stream)
{
	if (!stream)
		return;
	if (stream->release)
		stream->release(stream->context);
	if (stream->claimed)
		atomic_fetch_sub(stream->claimed, 1);
	if (stream->connection)
		db_snapshot_end(&stream->db);
	connection_close(stream->connection);
	compress_end(stream->compress);
	arena_end(stream->piece_arena);
	arena_end(stream->arena);
}
