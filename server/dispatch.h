/*
 * dispatch.h - route? limits? who is it? may they? form token? - in this order, once.
 *
 * The only place that checks rights, opens and ends changes and turns outcomes into problems. A pure
 * function of (request, database, clock, random source): tests and fuzzers call it without a socket.
 *
 *	GET, HEAD	dispatch_read		on a thread of the pool
 *	POST		dispatch_admit		on a thread of the pool: everything that only reads
 *			dispatch_prepare	on a worker, where the route asks for it
 *			dispatch_write		on the writer's thread, within its batch
 *
 * Afterwards request->response is whole, whatever happened.
 */
#pragma once

#include <stdbool.h>

#include "request.h"

/* Answer a GET or HEAD. */
void dispatch_read(struct request *request, struct connection *connection);

/* The methods that path takes, as the header Allow has them ("GET, HEAD"); NULL: there is no such address. */
const char *dispatch_methods(struct arena *arena, const char *path);

/*
 * Ask all questions of a POST. True: it may go on to prepare and write; false: the response says why
 * not (or, for a form sent twice, where the first time led).
 */
bool dispatch_admit(struct request *request, struct connection *connection);

/* Whether the route of an admitted request has a prepare; whether that has photos to develop; run it. */
bool dispatch_has_prepare(const struct request *request);
bool dispatch_has_photos(const struct request *request);
void dispatch_prepare(struct request *request, struct connection *connection);

/* Run the action of an admitted request as a change in the open batch. */
void dispatch_write(struct request *request, struct connection *connection);

/* Answer with a problem instead, whatever was there: a commit that failed, a queue that is full. */
void dispatch_refuse(struct request *request, struct connection *connection, enum outcome outcome);

/* Write down that the session is in use (request->wants_touch). Within the writer's batch. */
void dispatch_touch(struct connection *connection, struct arena *arena, int64_t session_id,
		    int64_t now);
