/*
 * exchange.h - one request and its answer, while libmicrohttpd calls again and again about it.
 *
 * listener.c keeps the calls apart by stage; here is what each stage does: serve a ready answer from
 * the cache, read a page, take a body in, hand an action to worker and writer.
 */
#pragma once

#include "clients.h"
#include "incoming.h"
#include "queue.h"
#include "request.h"
#include "service.h"

struct MHD_Connection;

enum exchange_stage {
	EXCHANGE_BEGAN,    /* the request line was read */
	EXCHANGE_ASKED,    /* the headers too, and there is no body */
	EXCHANGE_READING,  /* the body comes */
	EXCHANGE_DRAINING, /* the body comes and is dropped: refused already */
	EXCHANGE_AWAY,     /* worker or writer have it; the connection sleeps */
	EXCHANGE_BACK,     /* they are done with it */
};

struct exchange {
	struct job job; /* what worker and writer know it by */
	struct service *service;
	struct MHD_Connection *connection;
	struct client *client;
	_Atomic enum exchange_stage stage; /* whoever sets it hands the rest over with it */
	enum outcome outcome;              /* of worker and writer */
	void (*wake)(struct exchange *exchange);
	struct incoming incoming;
	struct request request;
	struct arena *arena; /* NULL as long as nothing was needed from it */
	struct text body;
	int64_t claimed;     /* of the service's room for bodies */
	int64_t photo_bytes; /* claimed of its room for photos, as they come */
	bool brings_files;
	int64_t now;
	int fault;        /* a framing error's status, or 0 */
	const char *sent; /* the target where the library keeps it; changed there since */
	char target[];    /* the request line's, as it came */
};

/* A new one, for a target as it stood on the request line. */
struct exchange *exchange_begin(struct service *service, struct MHD_Connection *connection,
				const char *target);
void exchange_end(struct exchange *exchange);

/* The arena, made when it is first asked for. */
struct arena *exchange_arena(struct exchange *exchange);

/* Send a ready answer from the cache. False when there is none for this reader. */
bool exchange_serve_cached(struct exchange *exchange);

/*
 * Fill the request: everything that is not on the wire, then incoming_request. headers and the
 * peer's address come from the connection.
 */
void exchange_fill(struct exchange *exchange, const struct pairs *headers, const char *peer,
		   bool is_local);

/*
 * Decide how the body that was announced is taken: in, or dropped and refused behind it. False: it
 * is so large, or its sender so well-mannered (Expect), that the refusal is to be sent at once.
 */
bool exchange_begin_body(struct exchange *exchange);

/* Take a piece of the body in, or drop it. */
void exchange_take_body(struct exchange *exchange, const char *bytes, size_t length);

/* Answer a GET or HEAD; keep the answer in the cache where that may be. */
bool exchange_read(struct exchange *exchange, struct connection *reads);

/*
 * Hand an admitted action to the worker or the writer; wake is called when it is over, on their
 * thread, and exchange->outcome says how it went.
 */
void exchange_hand_over(struct exchange *exchange, void (*wake)(struct exchange *exchange));

/* Send the response as it stands; a bare status with a line of text. */
bool exchange_respond(struct exchange *exchange);
bool exchange_respond_status(struct exchange *exchange, int status);

/* The same for a method nobody here knows: 405, and which methods its address takes. */
bool exchange_respond_other(struct exchange *exchange);
