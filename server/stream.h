/*
 * stream.h - an answer that is made while it is being sent, because it may be long.
 *
 *	page		stream_begin: opens a reading connection and holds the moment, for all of it
 *			stream_answer: makes the first piece; was that all, it becomes an ordinary answer
 *	respond.c	stream_read, whenever the socket has taken what was there
 *	library		stream_end, when the answer is sent or its reader has gone
 *
 * One piece stands in memory at a time, however long the whole. It tells of one moment, as every page does;
 * that keeps the write-ahead log from being emptied, so there are few of them at once and each has its time
 * (settings streams, stream-seconds). What fails behind the first byte breaks the connection off: a reader
 * must not take a part for the whole.
 */
#pragma once

#include <stdatomic.h>

#include "request.h"

struct clients;
struct client;
struct compress;
struct stream;

/* What a piece is made of; all of it lives until the next one. */
struct stream_piece {
	const char *bytes;
	size_t length;
	bool is_last;
};

/* Make the next piece, reading through stream->db. Anything but OK breaks the answer off. */
typedef enum outcome stream_function(struct stream *stream, void *context,
				     struct stream_piece *piece);

struct stream {
	struct arena *arena; /* as long as the stream */
	struct db db;        /* of the piece; its arena is emptied before each */
	stream_function *next;
	void *context; /* in arena, as is what release has to give back; NULL: nothing */
	void (*release)(void *context);

	/* stream.c's */
	struct connection *connection; /* its own; NULL where it is lent one (tests) */
	struct arena *piece_arena;
	struct stream_piece piece;
	size_t sent; /* of the piece */
	struct compress *compress;
	bool is_packed; /* the piece is as it will be sent */
	struct clients *clients;
	struct client *client;
	atomic_llong *claimed; /* where it counts as one of few; NULL: it does not yet */
};

/*
 * A stream that reads the database as of now. Its next, context and release are the caller's to set, before
 * anything can fail; context may be in its arena. BROKEN, BUSY.
 */
CHECKED enum outcome stream_begin(struct request *request, struct stream **stream);

/*
 * Answer with it, as that media type; takes it over, also when it fails. A whole that is one piece is sent as
 * any other answer. BUSY when too many are being sent.
 */
CHECKED enum outcome stream_answer(struct request *request, struct stream *stream,
				   const char *type);

/* From here on its bytes are a gzip stream; and count for that client. Before the first stream_read. */
void stream_compress(struct stream *stream);
void stream_follow(struct stream *stream, struct clients *clients, struct client *client);

/* The next bytes, at most room: how many; 0 at the end, -1 when it has to be broken off. */
int64_t stream_read(struct stream *stream, char *to, size_t room);

/* Give it back, at its end or before. NULL does nothing. */
void stream_end(struct stream *stream);
