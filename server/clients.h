/*
 * clients.h - who is connected, and since when they keep us waiting.
 *
 * libmicrohttpd's timeout only counts inactivity: a client that sends a byte every few seconds stays
 * for ever, and a thousand of them are a denial of service. So each connection has a deadline, and
 * a watchdog thread shuts down the sockets whose deadline has passed:
 *
 *	idle, or sending its request	request-seconds from the last answer, and from the request line
 *	sending photos			a little ahead of what has come, by the slowest sender's pace
 *	waiting for our own answer	none
 *	being sent an answer		request-seconds, and what the slowest reader needs beyond
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clients;
struct client;

/* How long clients may take; bytes a second of the slowest reader and the slowest sender. */
struct clients_pace {
	int64_t request_seconds, send_bytes_per_second, receive_bytes_per_second;
};

/* A list and its watchdog. */
struct clients *clients_begin(const struct clients_pace *pace);

/* A connection came; socket is only ever shut down here, never closed. clients_remove frees it. */
struct client *clients_add(struct clients *clients, int socket);
void clients_remove(struct clients *clients, struct client *client);

/* What the connection does now; see above. Cheap, from any thread. */
void client_is_asking(struct clients *clients, struct client *client);
void client_is_waiting(struct client *client);

/*
 * It has sent some bytes of photos (0: it is about to). Each byte earns it time at the slowest pace, but
 * never more than a minute ahead: who stalls is cut, and so is who drips.
 */
void client_is_sending(struct clients *clients, struct client *client, size_t bytes);
void client_is_answered(struct clients *clients, struct client *client, size_t bytes);

size_t clients_count(struct clients *clients);
uint64_t clients_cut(struct clients *clients);

/* Stop the watchdog and free the list; all connections have to be gone. NULL does nothing. */
void clients_end(struct clients *clients);
