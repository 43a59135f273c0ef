/*
 * clients.h - who is connected, and since when they keep us waiting.
 *
 * libmicrohttpd's timeout only counts inactivity: a client that sends a byte every few seconds stays
 * for ever, and a thousand of them are a denial of service. So each connection has a deadline, and
 * a watchdog thread shuts down the sockets whose deadline has passed:
 *
 *	idle, or sending its request	request-seconds from the last answer, and from the request line
 *	waiting for our own answer	none
 *	being sent an answer		request-seconds, and what the slowest reader needs beyond
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clients;
struct client;

/* A list and its watchdog. */
struct clients *clients_begin(int64_t request_seconds, int64_t send_bytes_per_second);

/* A connection came; socket is only ever shut down here, never closed. clients_remove frees it. */
struct client *clients_add(struct clients *clients, int socket);
void clients_remove(struct clients *clients, struct client *client);

/* What the connection does now; see above. Cheap, from any thread. */
void client_is_asking(struct clients *clients, struct client *client);
void client_is_waiting(struct client *client);
void client_is_answered(struct clients *clients, struct client *client, size_t bytes);

size_t clients_count(struct clients *clients);
uint64_t clients_cut(struct clients *clients);

/* Stop the watchdog and free the list; all connections have to be gone. NULL does nothing. */
void clients_end(struct clients *clients);
