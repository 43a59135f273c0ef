/*
 * sockets.h - a socket to listen on: an address and a port, a path, or one systemd handed over.
 */
#pragma once

#include <stdbool.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

struct listening {
	int socket;
	bool is_local;    /* a Unix socket: its peer is the proxy before us */
	const char *name; /* for the line that says we are ready: "http://127.0.0.1:8080/" */
	const char
		*path; /* of a Unix socket of our own making, to be removed at the end; else NULL */
};

/*
 * Listen as the setting says: "127.0.0.1:8080", "[::1]:8080", "unix:PATH", "systemd". Port 0 takes a
 * free one and tells it in name. INVALID or BROKEN, both told to the log.
 */
CHECKED enum outcome sockets_listen(struct arena *arena, const char *listen,
				    struct listening *listening);

/* Remove what sockets_listen left in the file system. */
void sockets_leave(const struct listening *listening);
