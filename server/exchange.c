#include "exchange.h"

#include "cache.h"
#include "decode.h"
#include "dispatch.h"
#include "model/base/clock.h"
#include "negotiate.h"
#include "problem.h"
#include "respond.h"
#include "routes.h"
#include "settings.h"
#include "stream.h"
#include "worker.h"
#include "writer.h"

struct exchange *exchange_begin(struct service *service, struct MHD_Connection *connection,
				const char *target)
{
	size_t length = strlen(target);
	struct exchange *exchange = malloc(sizeof(*exchange) + length + 1);

	if (!exchange)
		abort();
	*exchange = (struct exchange){.service = service, .connection = connection, .sent = target};
	memcpy(exchange->target, target, length + 1);
	exchange->fault = guard_target(exchange->target, length,
				       (size_t)service->settings->url_bytes,
				       &exchange->incoming.path);
	atomic_fetch_add_explicit(&service->under_way, 1, memory_order_relaxed);
	return exchange;
}

void exchange_end(struct exchange *exchange)
{
	atomic_fetch_sub_explicit(&exchange->service->under_way, 1, memory_order_relaxed);
	atomic_fetch_sub_explicit(&exchange->service->body_bytes, exchange->claimed,
				  memory_order_relaxed);
	atomic_fetch_sub_explicit(&exchange->service->photo_bytes, exchange->photo_bytes,
				  memory_order_relaxed);
	stream_end(exchange->request.response.stream);
	arena_end(exchange->arena);
	free(exchange);
}

struct arena *exchange_arena(struct exchange *exchange)
{
	if (!exchange->arena)
		exchange->arena = arena_begin((size_t)exchange->service->settings->arena_bytes);
	return exchange->arena;
}

static void count_answer(struct exchange *exchange, int status, size_t bytes)
{
	unsigned kind = (unsigned)status / 100;

	if (kind < COUNT(exchange->service->answers))
		atomic_fetch_add_explicit(&exchange->service->answers[kind], 1,
					  memory_order_relaxed);
	client_is_answered(exchange->service->clients, exchange->client, bytes);
}

/* From then on connections are not kept, or their next requests would hold up the end. */
static bool is_stopping(const struct exchange *exchange)
{
	return atomic_load_explicit(&exchange->service->is_stopping, memory_order_relaxed);
}

/* ------------------------------------------------------------------ the cache */

/* What an answer depends on beside the database and the day: the target, the coding, thumbnails. */
static void cache_key(const struct exchange *exchange, bool takes_gzip, char *key, size_t room)
{
	size_t length = strnlen(exchange->incoming.path, room - 3);

	key[0] = takes_gzip ? 'z' : 'p';
	key[1] = incoming_saves_data(&exchange->incoming) ? 's' : 'a';
	memcpy(key + 2, exchange->incoming.path, length);
	key[2 + length] = '\0';
}

#define KEY_ROOM    2100              /* more than the longest address that settings allow */
#define CACHED_MOST ((size_t)3 << 19) /* the largest feed; half of a shard holds it */
#define PHOTO_MOST  ((size_t)1 << 18) /* a whole photo would push many pages out */

static bool send_cached(const struct cached *cached, void *context)
{
	struct exchange *exchange = context;
	const struct incoming *incoming = &exchange->incoming;

	if (negotiate_matches(incoming->etags, cached->etag)) {
		count_answer(exchange, 304, 0);
		return respond_send(exchange->connection, 304, cached->unmodified);
	}
	if (!cached->whole || (cached->is_elastic && (incoming->etags || incoming->modified_since)))
		return false;
	if (cached->has_date && !incoming->etags && incoming->modified_since)
		return false;
	count_answer(exchange, 200, cached->bytes);
	return respond_send(exchange->connection, 200, cached->whole);
}

bool exchange_serve_cached(struct exchange *exchange)
{
	const struct incoming *incoming = &exchange->incoming;
	char key[KEY_ROOM];

	if (!exchange->service->cache || incoming_has_session(incoming) || is_stopping(exchange))
		return false;
	cache_key(exchange, negotiate_gzip(incoming->accept_encoding), key, sizeof(key));
	return cache_use(exchange->service->cache, key, db_version(), exchange->now, send_cached,
			 exchange);
}

/* Make the answer in full and its 304, send what fits, and keep both. */
static bool keep_and_send(struct exchange *exchange, uint64_t version,
			  const struct reply_wishes *wishes)
{
	const struct reply_wishes nobody_s = {.takes_gzip = wishes->takes_gzip};
	const struct response *response = &exchange->request.response;
	struct reply whole = reply_make(exchange->arena, exchange->service->settings, response,
					&nobody_s);
	struct reply unmodified = reply_unmodified(exchange->arena, &whole);
	struct cached cached = {.whole = respond_ready(&whole, true),
				.unmodified = respond_ready(&unmodified, true),
				.bytes = whole.length,
				.is_elastic = response->is_elastic,
				.has_date = response->last_modified != 0};
	char key[KEY_ROOM];
	bool is_sent;

	snprintf(cached.etag, sizeof(cached.etag), "%s", whole.etag);
	if (negotiate_matches(wishes->etags, whole.etag)) {
		count_answer(exchange, 304, 0);
		is_sent = respond_send(exchange->connection, 304, cached.unmodified);
	} else {
		count_answer(exchange, 200, whole.length);
		is_sent = respond_send(exchange->connection, 200, cached.whole);
	}
	cache_key(exchange, wishes->takes_gzip, key, sizeof(key));
	cache_keep(exchange->service->cache, key, version, exchange->now, whole.length, &cached);
	return is_sent;
}

/*
 * The page has found that its reader lacks nothing, and made no bytes. Most who read feeds come with
 * the newest tag, so this is kept for the others of them.
 */
static bool keep_unmodified_and_send(struct exchange *exchange, uint64_t version,
				     const struct reply_wishes *wishes)
{
	struct reply unmodified = reply_make(exchange->arena, exchange->service->settings,
					     &exchange->request.response, wishes);
	struct cached cached = {.unmodified = respond_ready(&unmodified, true), .is_elastic = true};
	char key[KEY_ROOM];
	bool is_sent;

	snprintf(cached.etag, sizeof(cached.etag), "%s", unmodified.etag);
	count_answer(exchange, 304, 0);
	is_sent = respond_send(exchange->connection, 304, cached.unmodified);
	cache_key(exchange, wishes->takes_gzip, key, sizeof(key));
	cache_keep(exchange->service->cache, key, version, exchange->now, 0, &cached);
	return is_sent;
}

static bool may_be_kept(const struct exchange *exchange)
{
	const struct response *response = &exchange->request.response;
	size_t most = response->type && !strncmp(response->type, "image/", 6) ? PHOTO_MOST
									      : CACHED_MOST;
	bool is_decided = response->status == 304 && response->is_elastic && response->etag;

	return exchange->service->cache && response->cache == CACHE_PUBLIC && !response->stream &&
	       (response->status == 200 || is_decided) && !response->must_close &&
	       response->length <= most && !incoming_has_session(&exchange->incoming) &&
	       (!response->etag || strlen(response->etag) < 64) &&
	       !(exchange->incoming.modified_since && !exchange->incoming.etags);
}

/* ------------------------------------------------------------------ filling */

void exchange_fill(struct exchange *exchange, const struct pairs *headers, const char *peer,
		   bool is_local)
{
	struct request *request = &exchange->request;
	struct service *service = exchange->service;

	request->arena = exchange_arena(exchange);
	request->headers = *headers;
	request->now = exchange->now;
	request->random = &secret_system;
	request->settings = service->settings;
	request->limits = service->limits;
	request->service = service;
	request->number = atomic_load_explicit(&service->requests, memory_order_relaxed);
	request->address = incoming_address(&exchange->incoming, service->settings, peer, is_local,
					    &request->is_loopback);
	incoming_request(&exchange->incoming, exchange->body.bytes, exchange->body.length, request);
}

/* Memory for bodies is shared by all: who comes when it is spoken for is asked to wait. */
static bool claim_room(struct exchange *exchange, size_t length)
{
	exchange->claimed = (int64_t)length;
	return atomic_fetch_add(&exchange->service->body_bytes, exchange->claimed) +
		       exchange->claimed <=
	       exchange->service->settings->bodies_bytes;
}

bool exchange_begin_body(struct exchange *exchange)
{
	const struct settings *settings = exchange->service->settings;
	const struct guard *guard = &exchange->incoming.guard;
	size_t limit = incoming_body_limit(&exchange->incoming, settings);
	size_t length = (size_t)guard->content_length;

	exchange->body = text_begin(exchange_arena(exchange), limit);
	exchange->stage = EXCHANGE_READING;
	exchange->brings_files = incoming_brings_files(&exchange->incoming);
	if (exchange->brings_files)
		client_is_sending(exchange->service->clients, exchange->client, 0);
	if (length > limit)
		exchange->request.refusal = TOO_MUCH;
	else if (!exchange->brings_files && !claim_room(exchange, length))
		exchange->request.refusal = BUSY;
	if (exchange->request.refusal == OK)
		return true;
	exchange->stage = EXCHANGE_DRAINING;
	return length <= limit + (size_t)settings->drain_bytes && !guard->expects_continue;
}

/*
 * Photos come slowly, so they only claim what has come: who announces megabytes and sends none keeps
 * nobody out. They have a room of their own, for forms must not wait for them.
 */
static bool claim_as_it_comes(struct exchange *exchange, size_t length)
{
	exchange->photo_bytes += (int64_t)length;
	return atomic_fetch_add(&exchange->service->photo_bytes, (int64_t)length) +
		       (int64_t)length <=
	       exchange->service->settings->photos_arriving_bytes;
}

void exchange_take_body(struct exchange *exchange, const char *bytes, size_t length)
{
	if (exchange->brings_files)
		client_is_sending(exchange->service->clients, exchange->client, length);
	if (exchange->brings_files && exchange->stage == EXCHANGE_READING &&
	    !claim_as_it_comes(exchange, length)) {
		exchange->request.refusal = BUSY;
		exchange->stage = EXCHANGE_DRAINING;
	}
	if (exchange->stage == EXCHANGE_READING)
		text_add_bytes(&exchange->body, bytes, length);
}

/* ------------------------------------------------------------------ reading */

/* A session in use, to be written down when the writer has time; nobody waits for it. */
struct touch {
	struct job job;
	int64_t session_id, now;
};

#define TOUCH_BYTES ((size_t)256 * 1024)

static void touch_run(struct job *job, struct connection *connection)
{
	const struct touch *touch = (const struct touch *)job;
	struct arena *arena = arena_begin(TOUCH_BYTES);

	dispatch_touch(connection, arena, touch->session_id, touch->now);
	arena_end(arena);
}

static void touch_done(struct job *job, enum outcome outcome)
{
	(void)outcome; /* it is tried again with the next request */
	free(job);
}

static void touch_later(const struct exchange *exchange)
{
	struct touch *touch = malloc(sizeof(*touch));

	if (!touch)
		abort();
	*touch = (struct touch){.job = {.run = touch_run, .done = touch_done},
				.session_id = exchange->request.viewer.session_id,
				.now = exchange->now};
	if (!writer_add(exchange->service->writer, &touch->job))
		free(touch);
}

bool exchange_read(struct exchange *exchange, struct connection *reads)
{
	uint64_t version = db_version(); /* before the first row is read */
	struct reply_wishes wishes = {
		.takes_gzip = negotiate_gzip(exchange->incoming.accept_encoding),
		.etags = exchange->incoming.etags,
		.modified_since = exchange->incoming.modified_since,
		.now = exchange->now};

	dispatch_read(&exchange->request, reads);
	if (exchange->request.wants_touch)
		touch_later(exchange);
	if (exchange->request.response.status == 0)
		exchange->request.response.status = 200;
	exchange->request.response.must_close |= is_stopping(exchange);
	if (may_be_kept(exchange) && exchange->request.response.status == 304)
		return keep_unmodified_and_send(exchange, version, &wishes);
	if (may_be_kept(exchange))
		return keep_and_send(exchange, version, &wishes);
	return exchange_respond(exchange);
}

/* ------------------------------------------------------------------ worker and writer */

static void write_run(struct job *job, struct connection *connection)
{
	dispatch_write(&((struct exchange *)job)->request, connection);
}

static void write_done(struct job *job, enum outcome outcome)
{
	struct exchange *exchange = (struct exchange *)job;

	exchange->outcome = outcome;
	exchange->stage = EXCHANGE_BACK;
	exchange->wake(exchange);
}

static void to_writer(struct exchange *exchange)
{
	exchange->job = (struct job){.run = write_run, .done = write_done};
	if (!writer_add(exchange->service->writer, &exchange->job))
		write_done(&exchange->job, BUSY);
}

static void prepare_run(struct job *job, struct connection *connection)
{
	dispatch_prepare(&((struct exchange *)job)->request, connection);
}

static void prepare_done(struct job *job, enum outcome outcome)
{
	if (outcome == OK)
		to_writer((struct exchange *)job);
	else
		write_done(job, outcome);
}

void exchange_hand_over(struct exchange *exchange, void (*wake)(struct exchange *exchange))
{
	exchange->wake = wake;
	if (!dispatch_has_prepare(&exchange->request)) {
		to_writer(exchange);
		return;
	}
	exchange->job = (struct job){.run = prepare_run, .done = prepare_done};
	if (!worker_add(dispatch_has_photos(&exchange->request) ? exchange->service->darkroom
								: exchange->service->worker,
			&exchange->job))
		write_done(&exchange->job, BUSY);
}

/* ------------------------------------------------------------------ responding */

/* The reply has it from here on, and the library ends it; unless it is a 304, or a problem. */
static void take_stream(struct exchange *exchange, const struct reply *reply)
{
	struct stream *stream = reply->stream;

	if (!stream)
		return;
	stream_follow(stream, exchange->service->clients, exchange->client);
	exchange->request.response.stream = NULL;
}

bool exchange_respond(struct exchange *exchange)
{
	struct reply_wishes wishes = {
		.takes_gzip = negotiate_gzip(exchange->incoming.accept_encoding),
		.etags = exchange->incoming.etags,
		.modified_since = exchange->incoming.modified_since,
		.now = exchange->now};
	struct reply reply;

	exchange->request.response.must_close |= is_stopping(exchange);
	reply = reply_make(exchange_arena(exchange), exchange->service->settings,
			   &exchange->request.response, &wishes);
	count_answer(exchange, reply.status, reply.length);
	take_stream(exchange, &reply);
	return respond(exchange->connection, &reply);
}

bool exchange_respond_status(struct exchange *exchange, int status)
{
	struct request *request = &exchange->request;

	request->arena = exchange_arena(exchange);
	request->settings = exchange->service->settings;
	problem_status(request, status);
	return exchange_respond(exchange);
}

bool exchange_respond_other(struct exchange *exchange)
{
	struct arena *arena = exchange_arena(exchange);
	const char *path;

	if (decode_path(arena, exchange->incoming.path, &path) == OK)
		exchange->request.response.allow = dispatch_methods(arena, path);
	return exchange_respond_status(exchange, 405);
}
