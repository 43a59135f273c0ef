/*
 * listener.h - bytes become requests, answers become bytes. With respond.c the only place that knows
 * libmicrohttpd.
 *
 *	pool thread	headers -> guard -> cache, or dispatch_read -> respond
 *	pool thread	headers -> guard -> body -> dispatch_admit, then the connection sleeps
 *	hashing worker	dispatch_prepare, for the few routes that ask for it
 *	writer		dispatch_write, in a batch; after its commit the connection wakes up
 *	pool thread	respond
 *
 * A refusal is noted and the body read all the same (up to a cap) before it is answered: whoever is
 * answered while still sending sees "connection reset" instead. Only after a framing error the answer
 * comes at once and the connection ends.
 */
#pragma once

#include "model/base/outcome.h"
#include "service.h"
#include "sockets.h"

struct listener;

/* Begin to take requests from a listening socket. BROKEN is logged. */
CHECKED enum outcome listener_begin(struct service *service, const struct listening *listening,
				    struct listener **listener);

/*
 * Take no new connections, close the others behind their next answer, and wait for the answers under
 * way, at most stop-seconds.
 */
void listener_quiesce(struct listener *listener);

/* Wait for what came in between, end the connections that are left, and the threads. */
void listener_end(struct listener *listener);
