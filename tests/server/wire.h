/*
 * wire.h - a running server for a test, and bytes sent to it as they are.
 *
 * Everything is real: sockets, threads, a database in a folder of its own. Only main is missing.
 */
#pragma once

#include <stddef.h>

#include "server/service.h"
#include "server/settings.h"

/* Settings can be changed between wire_ready and wire_listen; then the server listens on wire_port. */
void wire_ready(void);
void wire_listen(void);
void wire_begin(void); /* both */
void wire_end(void);

struct settings *wire_settings(void);
struct service *wire_service(void);
int wire_port(void);

/* A connection of our own. */
int wire_connect(void);

/* Send length bytes; false when the other side has gone. */
bool wire_send(int connection, const char *bytes, size_t length);

/* All that comes until the other side closes, or for milliseconds without a byte. In the arena. */
const char *wire_read(int connection, int milliseconds, size_t *length);

/* Send, read to the end, close. The request should ask for the connection to be closed. */
const char *wire_ask(const char *bytes);
