#include "listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "dispatch.h"
#include "exchange.h"
#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/base/unicode.h"
#include "respond.h"
#include "settings.h"

#define ANSWER_MEMORY     ((size_t)8 * 1024) /* of a connection, beside the headers that came */
#define SPARE_DESCRIPTORS 256                /* for the database, logs and the like */

struct listener {
	struct service *service;
	struct MHD_Daemon *daemon;
	struct listening listening;
	int64_t until;       /* clock_milliseconds() when the answers under way are given up */
	pthread_key_t reads; /* each pool thread's own reading connection */
};

/* ------------------------------------------------------------------ connections */

static void on_connection(void *context, struct MHD_Connection *connection, void **client,
			  enum MHD_ConnectionNotificationCode what)
{
	struct listener *listener = context;
	const union MHD_ConnectionInfo *info;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*client)
			clients_remove(listener->service->clients, *client);
		*client = NULL;
		return;
	}
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	*client = clients_add(listener->service->clients, info->connect_fd);
}

static const char *peer_of(struct arena *arena, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	char *peer = arena_take(arena, INET6_ADDRSTRLEN);

	if (address && address->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, peer,
			  INET6_ADDRSTRLEN);
	else if (address && address->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, peer,
			  INET6_ADDRSTRLEN);
	return peer;
}

/* This thread's reading connection, opened when it is first needed; NULL when it cannot be. */
static struct connection *reads_of(struct listener *listener)
{
	struct connection *reads = pthread_getspecific(listener->reads);

	if (!reads && connection_open(listener->service->database, CONNECTION_READS, &reads) == OK)
		pthread_setspecific(listener->reads, reads);
	return reads;
}

static void close_reads(void *reads)
{
	connection_close(reads);
}

/* ------------------------------------------------------------------ requests */

static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct listener *listener = context;

	return exchange_begin(listener->service, connection, target);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **exchange,
			 enum MHD_RequestTerminationCode how)
{
	struct listener *listener = context;
	struct exchange *over = *exchange;

	(void)connection;
	(void)how;
	if (!over)
		return;
	if (over->client)
		client_is_asking(listener->service->clients, over->client);
	exchange_end(over);
	*exchange = NULL;
}

static enum MHD_Result result(bool is_sent)
{
	return is_sent ? MHD_YES : MHD_NO;
}

static enum MHD_Result on_header(void *context, enum MHD_ValueKind kind, const char *name,
				 size_t name_length, const char *value, size_t value_length)
{
	struct incoming *incoming = context;

	(void)kind;
	if (!value)
		value = name + name_length;
	guard_place(&incoming->guard, name, value, value_length);
	incoming_header(incoming, name, name_length, value, value_length);
	return MHD_YES;
}

/* Those whose values are text; called for requests that the cache cannot serve. */
struct gathered {
	struct arena *arena;
	struct pairs headers;
};

static enum MHD_Result on_header_again(void *context, enum MHD_ValueKind kind, const char *name,
				       size_t name_length, const char *value, size_t value_length)
{
	struct gathered *gathered = context;

	(void)kind;
	(void)name_length;
	if (value && unicode_is_valid(value, value_length))
		pairs_add(gathered->arena, &gathered->headers, name, value);
	return MHD_YES;
}

static void fill(struct listener *listener, struct exchange *exchange)
{
	struct gathered gathered = {.arena = exchange_arena(exchange)};

	MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, on_header_again,
				    &gathered);
	exchange_fill(exchange, &gathered.headers, peer_of(gathered.arena, exchange->connection),
		      listener->listening.is_local);
}

/* A framing error's status, 405 for a method we do not know, or 0. */
static int guard(struct exchange *exchange, const char *method, const char *version)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct incoming *incoming = &exchange->incoming;
	int fault = exchange->fault ? exchange->fault : guard_version(version);

	guard_line(&incoming->guard, method, exchange->sent, strlen(exchange->target), version);
	MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, on_header, incoming);
	guard_length(&incoming->guard, info ? info->header_size : 0);
	if (!fault && !guard_method(method, &incoming->method))
		fault = 405;
	if (!fault)
		fault = guard_end(&incoming->guard, incoming->method,
				  (size_t)exchange->service->settings->header_bytes);
	return fault;
}

static enum MHD_Result answer_read(struct listener *listener, struct exchange *exchange)
{
	struct connection *reads;

	if (exchange_serve_cached(exchange))
		return MHD_YES;
	fill(listener, exchange);
	reads = reads_of(listener);
	if (!reads)
		return result(exchange_respond_status(exchange, 503));
	return result(exchange_read(exchange, reads));
}

/* A refusal that cannot wait for the body ends the connection. */
static enum MHD_Result begin_body(struct exchange *exchange)
{
	if (exchange_begin_body(exchange))
		return MHD_YES;
	exchange->request.response.must_close = true;
	return result(exchange_respond_status(exchange,
					      exchange->request.refusal == TOO_MUCH ? 413 : 503));
}

/* The first call about a request: its headers are here, its body is not. */
static enum MHD_Result begin(struct listener *listener, struct exchange *exchange,
			     const char *method, const char *version)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		exchange->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	int fault = guard(exchange, method, version);

	exchange->client = info->socket_context;
	exchange->now = clock_now();
	client_is_asking(listener->service->clients, exchange->client);
	atomic_fetch_add_explicit(&listener->service->requests, 1, memory_order_relaxed);
	if (fault) {
		exchange->request.response.must_close = true;
		return result(fault == 405 ? exchange_respond_other(exchange)
					   : exchange_respond_status(exchange, fault));
	}
	if (exchange->incoming.method == METHOD_POST)
		return begin_body(exchange);
	/* An answer at the first call would end the connection; the second follows at once. */
	exchange->stage = EXCHANGE_ASKED;
	return MHD_YES;
}

static void wake(struct exchange *exchange)
{
	MHD_resume_connection(exchange->connection);
}

/* The body is whole: ask dispatch, and put the connection to sleep while others work on it. */
static enum MHD_Result finish_body(struct listener *listener, struct exchange *exchange)
{
	struct connection *reads = reads_of(listener);

	fill(listener, exchange);
	if (!reads)
		return result(exchange_respond_status(exchange, 503));
	if (!dispatch_admit(&exchange->request, reads))
		return result(exchange_respond(exchange));
	exchange->stage = EXCHANGE_AWAY;
	client_is_waiting(exchange->client);
	MHD_suspend_connection(exchange->connection);
	exchange_hand_over(exchange, wake);
	return MHD_YES;
}

/* It is back from the writer. */
static enum MHD_Result finish_action(struct listener *listener, struct exchange *exchange)
{
	struct connection *reads = reads_of(listener);

	if (exchange->outcome != OK && !reads)
		return result(exchange_respond_status(exchange, 503));
	if (exchange->outcome != OK)
		dispatch_refuse(&exchange->request, reads, exchange->outcome);
	return result(exchange_respond(exchange));
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *upload,
				  size_t *upload_length, void **state)
{
	struct listener *listener = context;
	struct exchange *exchange = *state;
	enum exchange_stage stage;

	(void)connection;
	(void)url; /* the target as it was sent is what counts */
	if (!exchange)
		return MHD_NO;
	if (*upload_length) {
		exchange_take_body(exchange, upload, *upload_length);
		*upload_length = 0;
		return MHD_YES;
	}
	stage = exchange->stage;
	switch (stage) {
	case EXCHANGE_BEGAN: return begin(listener, exchange, method, version);
	case EXCHANGE_ASKED: return answer_read(listener, exchange);
	case EXCHANGE_BACK: return finish_action(listener, exchange);
	case EXCHANGE_AWAY: return MHD_YES; /* asked too early: it will be woken */
	case EXCHANGE_READING:
	case EXCHANGE_DRAINING:
	default: return finish_body(listener, exchange);
	}
}

/* ------------------------------------------------------------------ beginning and end */

__attribute__((format(printf, 2, 0))) static void on_log(void *context, const char *format,
							 va_list values)
{
	char line[512];

	(void)context;
	vsnprintf(line, sizeof(line), format, values);
	line[strcspn(line, "\n")] = '\0';
	log_debug("%s", line);
}

static void raise_descriptors(int64_t connections)
{
	struct rlimit limit;
	rlim_t wanted = (rlim_t)connections + SPARE_DESCRIPTORS;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return;
	limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
		log_warning("only %llu files may be open at once; %lld connections want more",
			    (unsigned long long)limit.rlim_cur, (long long)connections);
}

static unsigned pool_size(const struct settings *settings)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (settings->threads)
		return (unsigned)settings->threads;
	return processors < 2 ? 2 : processors > 4 ? 4 : (unsigned)processors;
}

/*
 * The library wipes a connection's memory behind each request, which is an eighth of what a 304 costs with
 * 16 KiB for answers. A hundred headers, as long as all may be together, have to fit with what the library
 * notes of each, and the headers of an answer. It copies cookies, so these count twice: 6 KiB of them with all
 * that a browser sends are well. Whatever does not fit the library refuses, and we say it (respond.c).
 */
static size_t connection_memory(const struct settings *settings)
{
	return (size_t)settings->header_bytes + ANSWER_MEMORY;
}

static struct MHD_Daemon *start(struct listener *listener)
{
	const struct settings *settings = listener->service->settings;

	/* Not STRICT_FOR_CLIENT: what it would refuse the guard refuses too, in our words. */
	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
		NULL, NULL, on_request, listener, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
		MHD_OPTION_LISTEN_SOCKET, listener->listening.socket, MHD_OPTION_THREAD_POOL_SIZE,
		pool_size(settings), MHD_OPTION_CONNECTION_LIMIT, (unsigned)settings->connections,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory(settings),
		MHD_OPTION_URI_LOG_CALLBACK, on_target, listener, MHD_OPTION_NOTIFY_CONNECTION,
		on_connection, listener, MHD_OPTION_NOTIFY_COMPLETED, on_completed, listener,
		MHD_OPTION_END);
}

enum outcome listener_begin(struct service *service, const struct listening *listening,
			    struct listener **listener)
{
	struct listener *made = calloc(1, sizeof(*made));

	if (!made || pthread_key_create(&made->reads, close_reads) != 0)
		abort();
	respond_begin(service->settings);
	made->service = service;
	made->listening = *listening;
	raise_descriptors(service->settings->connections);
	made->daemon = start(made);
	if (!made->daemon) {
		log_error("cannot start to answer on '%s'", listening->name);
		pthread_key_delete(made->reads);
		free(made);
		return BROKEN;
	}
	*listener = made;
	return OK;
}

static void wait_for_answers(const struct listener *listener)
{
	const struct timespec moment = {0, 20 * 1000000};

	while (atomic_load(&listener->service->under_way) > 0 &&
	       clock_milliseconds() < listener->until)
		nanosleep(&moment, NULL);
}

void listener_quiesce(struct listener *listener)
{
	MHD_socket socket = MHD_quiesce_daemon(listener->daemon);

	atomic_store(&listener->service->is_stopping, true);
	listener->until = clock_milliseconds() + listener->service->settings->stop_seconds * 1000;
	if (socket != MHD_INVALID_SOCKET)
		close(socket);
	wait_for_answers(listener);
}

void listener_end(struct listener *listener)
{
	if (!listener)
		return;
	wait_for_answers(listener); /* refusals of what came while the writer ended */
	MHD_stop_daemon(listener->daemon);
	pthread_key_delete(listener->reads);
	free(listener);
}
