#include "service.h"

#include "cache.h"
#include "clients.h"
#include "courier.h"
#include "examiner.h"
#include "limits.h"
#include "mailing.h"
#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/disclosure.h"
#include "model/finder.h"
#include "model/indicator.h"
#include "model/installation.h"
#include "model/issue.h"
#include "model/kept_form.h"
#include "model/once.h"
#include "model/outbox.h"
#include "model/photo.h"
#include "model/search.h"
#include "model/session.h"
#include "model/sign_in.h"
#include "model/subscription.h"
#include "model/support.h"
#include "model/websub.h"
#include "respond.h"
#include "settings.h"
#include "worker.h"
#include "writer.h"

#define DAY 86400

/* What waited for its moment becomes public when it has come. */
static enum outcome publish_due(struct change *change)
{
	struct installation installation;
	int64_t count = issue_due_count(&change->db, change->now);

	if (installation_find(&change->db, &installation) == OK && installation.is_read_only)
		return OK; /* whoever turned the switch wants nothing new to appear */
	return count ? issue_release_due(change, &count) : db_outcome(&change->db);
}

/*
 * Whose time is over is erased; then the words leave the search index, a part at a time; then, when there
 * is no more of it, the chore's tend empties the write-ahead log.
 */
static enum outcome erase(struct change *change, const struct settings *settings)
{
	enum outcome outcome = issue_erase_private(change, settings->contact_days);
	bool is_done = true;

	if (outcome == OK && !change->wants_more && db_has_remains(&change->db))
		outcome = search_forget(change, &is_done);
	change->wants_more |= !is_done;
	return outcome;
}

/* At night, and by day only when a night was missed. */
static void write_anew(struct connection *connection)
{
	struct arena *arena = arena_begin((size_t)1 << 20);
	struct db db = db_handle(connection, arena);

	if (installation_wants_rewrite(&db, clock_now()) && connection_rewrite(connection) != OK)
		log_warning("the database is not written anew; it goes on as it is");
	arena_end(arena);
}

/*
 * Readers lay changes over the register's arrays; now and then they are written down. That takes the
 * words of what was hidden out of them, too.
 */
static enum outcome settle_finder(struct change *change)
{
	int64_t left = finder_waiting(&change->db);

	if (!left)
		return db_outcome(&change->db);
	if (finder_settle(change, &left) != OK)
		return db_outcome(&change->db) == OK ? BROKEN : db_outcome(&change->db);
	change->wants_more |= left > 0;
	return OK;
}

/* Where there is no hub, nobody keeps count for one. */
static enum outcome tell_hub(struct change *change, const struct settings *settings)
{
	return *settings->hub ? websub_tell(change) : OK;
}

/* What happens by the clock. */
static const struct chore chores[] = {
	{.name = "publish what waited", .every_seconds = 10, .run = publish_due},
	{.name = "tell the hub", .every_seconds = 1, .run_with = tell_hub},
	{.name = "forget what was given up", .every_seconds = DAY, .run = outbox_tidy},
	{.name = "write letters", .every_seconds = 5, .run_with = mailing_run},
	{.name = "forget who never confirmed", .every_seconds = 3600, .run = subscription_tidy},
	{.name = "settle what finding knows", .every_seconds = 60, .run = settle_finder},
	{.name = "end sessions", .every_seconds = 60, .run = session_tidy},
	{.name = "forget forms sent", .every_seconds = 3600, .run = once_tidy},
	{.name = "forget kept forms", .every_seconds = 300, .run = kept_form_tidy},
	{.name = "forget failed sign-ins", .every_seconds = 3600, .run = sign_in_tidy},
	{.name = "forget networks", .every_seconds = 3600, .run = support_forget},
	{.name = "erase contacts",
	 .every_seconds = 3600,
	 .run_with = erase,
	 .tend = connection_forget},
	{.name = "write the database anew", .every_seconds = 600, .tend = write_anew},
	{.name = "forget photos of forms never sent",
	 .every_seconds = 3600,
	 .run = photo_draft_tidy},
	{.name = "forget erased photos", .every_seconds = 60, .tend = connection_forget_pictures},
	{.name = "tend the database", .every_seconds = DAY, .tend = connection_tend},
	{0},
};

/* One step of what is done at the start, as a change of its own; *left is what it says. */
static enum outcome step_do(struct connection *writes,
			    enum outcome (*step)(struct change *change, int64_t *left),
			    int64_t *left)
{
	static const struct actor system = {.name = "system", .role = ""};
	struct arena *arena = arena_begin((size_t)256 << 20);
	struct change change;
	enum outcome outcome = batch_begin(writes);

	if (outcome == OK) {
		outcome = change_begin(writes, arena, system, clock_now(), &change);
		if (outcome == OK)
			outcome = step(&change, left);
		if (outcome == OK)
			outcome = change_commit(&change);
		if (outcome == OK)
			outcome = batch_commit(writes);
		else
			batch_cancel(writes);
	}
	arena_end(arena);
	return outcome;
}

/* At the start all of it, however much an import or an older version left: nobody waits yet. */
static void settle_all(struct connection *writes)
{
	int64_t left = 1;

	while (left)
		if (step_do(writes, finder_settle, &left) != OK) {
			log_warning("cannot settle what finding knows; it is read from the rows");
			return;
		}
}

/* What an older version of the program did not know yet: relations of indicators, hidden figures. */
static enum outcome catch_up(struct change *change, int64_t *decided)
{
	enum outcome outcome = indicator_load(change);

	return outcome == OK ? disclosure_catch_up(change, decided) : outcome;
}

static void catch_up_all(struct connection *writes)
{
	int64_t decided;

	do {
		decided = 0;
		if (step_do(writes, catch_up, &decided) != OK)
			log_warning("cannot bring indicators and hidden figures up to date");
	} while (decided);
}

/* Nobody is sending yet: whoever was is gone. */
static enum outcome release_outbox(struct change *change, int64_t *left)
{
	*left = 0;
	return outbox_release(change);
}

/* Before anybody is answered: what is published from now on is news to the hub. */
static enum outcome tell_hub_first(struct change *change, int64_t *left)
{
	*left = 0;
	return websub_tell(change);
}

static void release_cached(struct cached *cached)
{
	respond_release(cached->whole);
	respond_release(cached->unmodified);
}

static struct limits *limits_from(const struct settings *settings)
{
	const int64_t per_minute[LIMIT_KIND_COUNT] = {
		[LIMIT_POSTS] = settings->posts_per_minute,
		[LIMIT_SIGN_INS] = settings->sign_ins_per_minute,
	};

	if (settings->limits)
		return limits_begin((size_t)settings->limited_addresses, per_minute,
				    &secret_system);
	log_warning("rate limits are off: for load tests only");
	return NULL;
}

enum outcome service_begin(struct service *service, const struct settings *settings,
			   const char *database, struct connection *writes)
{
	int64_t left;

	*service = (struct service){.settings = settings,
				    .database = database,
				    .began_at = clock_now(),
				    .limits = limits_from(settings)};
	service->clients = clients_begin(&(struct clients_pace){
		.request_seconds = settings->request_seconds,
		.send_bytes_per_second = settings->send_bytes_per_second,
		.receive_bytes_per_second = settings->receive_bytes_per_second});
	if (settings->cache_bytes)
		service->cache = cache_begin((size_t)settings->cache_bytes, release_cached);
	if (examiner_begin(database, writes, &service->examiner) != OK)
		return BROKEN;
	connection_tend(writes);
	catch_up_all(writes);
	settle_all(writes);
	if (step_do(writes, release_outbox, &left) != OK)
		log_warning("what was being sent is sent again only in ten minutes");
	if (*settings->hub && step_do(writes, tell_hub_first, &left) != OK)
		log_warning("the hub is told a second later");
	if (writer_begin(writes, (size_t)settings->waiting_actions, chores, settings,
			 &service->writer) != OK)
		return BROKEN;
	if (courier_begin(settings, database, service->writer, &service->courier) != OK)
		return BROKEN;
	if (worker_begin("darkroom", database, (size_t)settings->photo_threads,
			 (size_t)settings->waiting_photos, &service->darkroom) != OK)
		return BROKEN;
	return worker_begin("hashing", database, (size_t)settings->hashing_threads,
			    (size_t)settings->waiting_hashes, &service->worker);
}

void service_finish(struct service *service)
{
	worker_finish(service->worker); /* first: they hand on to the writer */
	worker_finish(service->darkroom);
	courier_finish(service->courier);
	writer_finish(service->writer);
}

void service_end(struct service *service)
{
	examiner_end(service->examiner);
	worker_end(service->worker);
	worker_end(service->darkroom);
	courier_end(service->courier);
	writer_end(service->writer);
	cache_end(service->cache);
	clients_end(service->clients);
	limits_end(service->limits);
}
