#include "clients.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "model/base/clock.h"

#define NEVER INT64_MAX
#define LOOK  250 /* milliseconds between two looks at the list */

/* Of photos: a line in the country hiccups for longer than a form takes to come. */
#define SENDING_BEGINS 30000
#define SENDING_AHEAD  60000

struct client {
	struct client *next, **link;
	_Atomic int64_t deadline; /* clock_milliseconds() */
	int socket;
	bool is_cut;
};

struct clients {
	pthread_mutex_t mutex;
	pthread_cond_t is_over;
	pthread_t watchdog;
	bool is_ending, has_watchdog;
	struct client *first;
	size_t count;
	uint64_t cut;
	int64_t request_milliseconds, send_bytes_per_second, receive_bytes_per_second;
};

static void *watch(void *context)
{
	struct clients *clients = context;

	pthread_setname_np(pthread_self(), "watchdog");
	pthread_mutex_lock(&clients->mutex);
	while (!clients->is_ending) {
		int64_t now = clock_milliseconds(), next = now + LOOK;

		for (struct client *client = clients->first; client; client = client->next) {
			if (!client->is_cut && atomic_load(&client->deadline) < now) {
				client->is_cut = true;
				clients->cut++;
				shutdown(client->socket, SHUT_RDWR);
			}
		}
		clock_condition_wait(&clients->is_over, &clients->mutex, next);
	}
	pthread_mutex_unlock(&clients->mutex);
	return NULL;
}

struct clients *clients_begin(const struct clients_pace *pace)
{
	struct clients *clients = calloc(1, sizeof(*clients));

	if (!clients)
		abort();
	pthread_mutex_init(&clients->mutex, NULL);
	clock_condition_begin(&clients->is_over);
	clients->request_milliseconds = pace->request_seconds * 1000;
	clients->send_bytes_per_second = pace->send_bytes_per_second;
	clients->receive_bytes_per_second = pace->receive_bytes_per_second;
	clients->has_watchdog = pthread_create(&clients->watchdog, NULL, watch, clients) == 0;
	if (!clients->has_watchdog)
		abort();
	return clients;
}

struct client *clients_add(struct clients *clients, int socket)
{
	struct client *client = calloc(1, sizeof(*client));

	if (!client)
		abort();
	client->socket = socket;
	client_is_asking(clients, client);
	pthread_mutex_lock(&clients->mutex);
	client->next = clients->first;
	if (client->next)
		client->next->link = &client->next;
	client->link = &clients->first;
	clients->first = client;
	clients->count++;
	pthread_mutex_unlock(&clients->mutex);
	return client;
}

void clients_remove(struct clients *clients, struct client *client)
{
	pthread_mutex_lock(&clients->mutex);
	*client->link = client->next;
	if (client->next)
		client->next->link = client->link;
	clients->count--;
	pthread_mutex_unlock(&clients->mutex);
	free(client);
}

void client_is_asking(struct clients *clients, struct client *client)
{
	atomic_store_explicit(&client->deadline,
			      clock_milliseconds() + clients->request_milliseconds,
			      memory_order_relaxed);
}

void client_is_waiting(struct client *client)
{
	atomic_store_explicit(&client->deadline, NEVER, memory_order_relaxed);
}

void client_is_sending(struct clients *clients, struct client *client, size_t bytes)
{
	int64_t now = clock_milliseconds();
	int64_t deadline = atomic_load_explicit(&client->deadline, memory_order_relaxed);
	int64_t earned = deadline + (int64_t)bytes * 1000 / clients->receive_bytes_per_second;

	if (!bytes)
		earned = now + SENDING_BEGINS;
	if (earned > now + SENDING_AHEAD)
		earned = now + SENDING_AHEAD;
	atomic_store_explicit(&client->deadline, earned, memory_order_relaxed);
}

void client_is_answered(struct clients *clients, struct client *client, size_t bytes)
{
	int64_t sending = (int64_t)bytes * 1000 / clients->send_bytes_per_second;

	atomic_store_explicit(&client->deadline,
			      clock_milliseconds() + clients->request_milliseconds + sending,
			      memory_order_relaxed);
}

size_t clients_count(struct clients *clients)
{
	size_t count;

	pthread_mutex_lock(&clients->mutex);
	count = clients->count;
	pthread_mutex_unlock(&clients->mutex);
	return count;
}

uint64_t clients_cut(struct clients *clients)
{
	uint64_t cut;

	pthread_mutex_lock(&clients->mutex);
	cut = clients->cut;
	pthread_mutex_unlock(&clients->mutex);
	return cut;
}

void clients_end(struct clients *clients)
{
	if (!clients)
		return;
	pthread_mutex_lock(&clients->mutex);
	clients->is_ending = true;
	pthread_cond_signal(&clients->is_over);
	pthread_mutex_unlock(&clients->mutex);
	pthread_join(clients->watchdog, NULL);
	pthread_cond_destroy(&clients->is_over);
	pthread_mutex_destroy(&clients->mutex);
	while (clients->first) {
		struct client *client = clients->first;
		clients->first = client->next;
		free(client);
	}
	free(clients);
}
