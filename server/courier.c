#include "courier.h"

#include <pthread.h>
#include <stdatomic.h>

#include "carrier.h"
#include "feeds/format.h"
#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/base/secret.h"
#include "model/outbox.h"
#include "model/subscription.h"
#include "settings.h"
#include "writer.h"

#define LOOK_AGAIN   1000 /* milliseconds */
#define ERRAND_BYTES ((size_t)64 << 20)

struct courier {
	const struct settings *settings;
	struct writer *writer;
	struct carrier *carrier;
	struct connection *reads;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t news; /* the writer is done with an errand, or all is to end */
	bool is_finished;
	atomic_bool is_ending;
	atomic_ullong sent, failed;
};

/* ------------------------------------------------------------------ by way of the writer */

struct errand {
	struct job job;
	struct courier *courier;
	struct arena *arena; /* of what is found */
	enum outcome (*act)(struct change *change, struct errand *errand);
	enum outbox_kind kind;
	struct outbox_item item;
	struct carriage carriage;
	enum outcome outcome;
	bool is_done;
};

static enum outcome act(struct errand *errand, struct connection *connection)
{
	static const struct actor system = {.name = "system", .role = ""};
	struct change change;
	enum outcome outcome = change_begin(connection, errand->arena, system, clock_now(),
					    &change);

	if (outcome != OK)
		return outcome;
	change.random = &secret_system;
	outcome = errand->act(&change, errand);
	if (outcome == OK)
		return change_commit(&change);
	change_cancel(&change);
	return outcome;
}

static void errand_run(struct job *job, struct connection *connection)
{
	struct errand *errand = (struct errand *)job;

	errand->outcome = act(errand, connection);
}

static void errand_done(struct job *job, enum outcome outcome)
{
	struct errand *errand = (struct errand *)job;
	struct courier *courier = errand->courier;

	pthread_mutex_lock(&courier->mutex);
	if (outcome != OK)
		errand->outcome = outcome;
	errand->is_done = true;
	pthread_cond_broadcast(&courier->news);
	pthread_mutex_unlock(&courier->mutex);
}

/* Sleep until there is news, a second at most. With the lock. */
static void rest(struct courier *courier)
{
	int64_t until = clock_milliseconds() + LOOK_AGAIN;

	clock_condition_wait(&courier->news, &courier->mutex, until);
}

/* Have it written, and wait until it is on disk. */
static enum outcome write_errand(struct errand *errand,
				 enum outcome (*what)(struct change *change, struct errand *errand))
{
	struct courier *courier = errand->courier;

	errand->job = (struct job){.run = errand_run, .done = errand_done};
	errand->act = what;
	errand->is_done = false;
	if (!writer_add(courier->writer, &errand->job))
		return BUSY;
	pthread_mutex_lock(&courier->mutex);
	while (!errand->is_done)
		rest(courier);
	pthread_mutex_unlock(&courier->mutex);
	return errand->outcome;
}

static enum outcome take(struct change *change, struct errand *errand)
{
	return outbox_take(change, errand->kind, &errand->item);
}

/* What became of a letter tells whether its subscriber is still there. */
static enum outcome note_mailbox(struct change *change, const struct errand *errand)
{
	int64_t subscription = errand->kind == OUTBOX_MAIL && errand->item.key
				       ? subscription_of_key(errand->item.key)
				       : 0;

	if (subscription && errand->carriage.has_arrived)
		return subscription_arrived(change, subscription);
	if (subscription && errand->carriage.is_gone)
		return subscription_refused(change, subscription);
	return OK;
}

static enum outcome settle(struct change *change, struct errand *errand)
{
	const struct carriage *carriage = &errand->carriage;
	enum outcome outcome = carriage->has_arrived
				       ? outbox_sent(change, errand->item.id)
				       : outbox_failed(change, errand->item.id, carriage->fault,
						       carriage->is_final);

	return outcome == OK ? note_mailbox(change, errand) : outcome;
}

/* ------------------------------------------------------------------ carrying */

/* Every format of the feed, in both languages; the first that fails speaks for all. */
static struct carriage ping_all(struct courier *courier, struct arena *arena, const char *path)
{
	static const char *const languages[] = {"", "/en"};
	struct carriage carriage = {0};

	for (size_t i = 0; i < COUNT(languages); i++) {
		for (const struct format *format = formats; format->key; format++) {
			carriage = carrier_ping(courier->carrier,
						arena_printf(arena, "%s%s%s.%s",
							     courier->settings->public_url,
							     languages[i], path, format->key));
			if (!carriage.has_arrived)
				return carriage;
		}
	}
	return carriage;
}

static struct carriage carry(struct courier *courier, struct errand *errand)
{
	const struct outbox_item *item = &errand->item;

	return item->kind == OUTBOX_PING ? ping_all(courier, errand->arena, item->to)
					 : carrier_mail(courier->carrier, item->to, item->body);
}

/*
 * The result has to be written down, or it would be sent again: so it is tried for as long as the writer
 * takes anything.
 */
static void write_result(struct errand *errand)
{
	struct courier *courier = errand->courier;
	enum outcome outcome = write_errand(errand, settle);

	while (outcome != OK && outcome != NOT_FOUND && !atomic_load(&courier->is_ending)) {
		pthread_mutex_lock(&courier->mutex);
		rest(courier);
		pthread_mutex_unlock(&courier->mutex);
		outcome = write_errand(errand, settle);
	}
}

/* One item. False when there was none, or none could be had now. */
static bool carry_one(struct courier *courier, enum outbox_kind kind)
{
	struct errand errand = {
		.courier = courier, .arena = arena_begin(ERRAND_BYTES), .kind = kind};
	bool is_carried = write_errand(&errand, take) == OK;

	if (is_carried) {
		errand.carriage = carry(courier, &errand);
		if (errand.carriage.has_arrived)
			atomic_fetch_add(&courier->sent, 1);
		else
			atomic_fetch_add(&courier->failed, 1);
		if (!errand.carriage.is_stopped)
			write_result(&errand);
	}
	arena_end(errand.arena);
	return is_carried;
}

static bool is_due(struct courier *courier, enum outbox_kind kind)
{
	struct arena *arena = arena_begin(ERRAND_BYTES);
	struct db db = db_handle(courier->reads, arena);
	bool is_found = outbox_is_due(&db, kind, clock_now());

	arena_end(arena);
	return is_found;
}

static void carry_all(struct courier *courier, enum outbox_kind kind)
{
	while (!atomic_load(&courier->is_ending) && is_due(courier, kind) &&
	       carry_one(courier, kind))
		;
}

static void *work(void *context)
{
	struct courier *courier = context;

	pthread_setname_np(pthread_self(), "courier");
	while (!atomic_load(&courier->is_ending)) {
		if (*courier->settings->hub)
			carry_all(courier, OUTBOX_PING);
		if (*courier->settings->smtp)
			carry_all(courier, OUTBOX_MAIL);
		pthread_mutex_lock(&courier->mutex);
		if (!atomic_load(&courier->is_ending))
			rest(courier);
		pthread_mutex_unlock(&courier->mutex);
	}
	return NULL;
}

/* ------------------------------------------------------------------ beginning and end */

static void give_back(struct courier *courier)
{
	carrier_end(courier->carrier);
	connection_close(courier->reads);
	pthread_cond_destroy(&courier->news);
	pthread_mutex_destroy(&courier->mutex);
	free(courier);
}

static struct courier *make(const struct settings *settings, struct writer *writer)
{
	struct courier *courier = calloc(1, sizeof(*courier));

	if (!courier)
		abort();
	courier->settings = settings;
	courier->writer = writer;
	pthread_mutex_init(&courier->mutex, NULL);
	clock_condition_begin(&courier->news);
	courier->carrier = carrier_begin(settings, &courier->is_ending);
	return courier;
}

enum outcome courier_begin(const struct settings *settings, const char *path, struct writer *writer,
			   struct courier **courier)
{
	struct courier *made;

	*courier = NULL;
	if (!*settings->hub && !*settings->smtp)
		return OK;
	if (carrier_prepare() != OK)
		return BROKEN;
	made = make(settings, writer);
	if (connection_open(path, CONNECTION_READS, &made->reads) != OK ||
	    pthread_create(&made->thread, NULL, work, made) != 0) {
		log_error("cannot start a thread to carry the outbox");
		give_back(made);
		return BROKEN;
	}
	*courier = made;
	return OK;
}

struct courier_figures courier_figures(struct courier *courier)
{
	if (!courier)
		return (struct courier_figures){0};
	return (struct courier_figures){.sent = atomic_load(&courier->sent),
					.failed = atomic_load(&courier->failed)};
}

void courier_finish(struct courier *courier)
{
	if (!courier || courier->is_finished)
		return;
	pthread_mutex_lock(&courier->mutex);
	atomic_store(&courier->is_ending, true);
	pthread_cond_broadcast(&courier->news);
	pthread_mutex_unlock(&courier->mutex);
	pthread_join(courier->thread, NULL);
	courier->is_finished = true;
}

void courier_end(struct courier *courier)
{
	if (!courier)
		return;
	courier_finish(courier);
	give_back(courier);
}
