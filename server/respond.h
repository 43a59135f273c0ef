/*
 * respond.h - replies as libmicrohttpd wants them.
 */
#pragma once

#include "reply.h"

struct MHD_Connection;
struct MHD_Response;

/* Before the library starts: settings, which outlive it, for what it would refuse by itself. */
void respond_begin(const struct settings *settings);

/*
 * The library's form of a reply. Its bytes are copied when is_kept; else they have to live until the
 * request is completed. NULL when memory is short.
 */
struct MHD_Response *respond_ready(const struct reply *reply, bool is_kept);

/* Send one, which may be sent to others at the same time. False: the connection is to be closed. */
bool respond_send(struct MHD_Connection *connection, int status, struct MHD_Response *ready);

/* Give it back; whoever is being sent it still gets it whole. NULL does nothing. */
void respond_release(struct MHD_Response *ready);

/* Ready, send, release. */
bool respond(struct MHD_Connection *connection, const struct reply *reply);
