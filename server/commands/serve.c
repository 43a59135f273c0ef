/* poruch serve - runs the service until SIGTERM or SIGINT. */
#include <signal.h>

#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/db.h"
#include "model/folder.h"
#include "model/kept_form.h"
#include "model/once.h"
#include "model/session.h"
#include "model/sign_in.h"
#include "server/cache.h"
#include "server/clients.h"
#include "server/commands.h"
#include "server/limits.h"
#include "server/listener.h"
#include "server/notify.h"
#include "server/respond.h"
#include "server/settings.h"
#include "server/worker.h"
#include "server/writer.h"

#define DAY 86400

/* What happens by the clock. */
static const struct chore chores[] = {
	{.name = "end sessions", .every_seconds = 60, .run = session_tidy},
	{.name = "forget forms sent", .every_seconds = 3600, .run = once_tidy},
	{.name = "forget kept forms", .every_seconds = 300, .run = kept_form_tidy},
	{.name = "forget failed sign-ins", .every_seconds = 3600, .run = sign_in_tidy},
	{.name = "tend the database", .every_seconds = DAY, .tend = connection_tend},
	{0},
};

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

/* Wait for the signal to stop, telling systemd's watchdog meanwhile that we live. */
static void wait_for_signal(const sigset_t *signals)
{
	int seconds = notify_watchdog_seconds();
	const struct timespec pause = {.tv_sec = seconds};

	if (!seconds) {
		sigwaitinfo(signals, NULL);
		return;
	}
	while (sigtimedwait(signals, NULL, &pause) < 0)
		notify("WATCHDOG=1");
}

/* Listen, answer, and stop in order: no new connections, answers under way, the writer, the rest. */
static int answer_requests(struct service *service, struct arena *arena, const sigset_t *signals)
{
	struct listening listening;
	struct listener *listener;

	if (sockets_listen(arena, service->settings->listen, &listening) != OK ||
	    listener_begin(service, &listening, &listener) != OK)
		return EXIT_FAILURE;
	fprintf(stderr, "listening on %s\n", listening.name);
	notify("READY=1");
	wait_for_signal(signals);
	notify("STOPPING=1");
	log_info("stopping");
	atomic_store(&service->is_stopping, true);
	listener_quiesce(listener);
	worker_end(service->worker);
	writer_end(service->writer);
	listener_end(listener);
	sockets_leave(&listening);
	service->worker = NULL;
	service->writer = NULL;
	return EXIT_SUCCESS;
}

static int run_service(const struct invocation *invocation, struct connection *writes,
		       const char *database, const sigset_t *signals)
{
	const struct settings *settings = invocation->settings;
	struct service service = {.settings = settings,
				  .database = database,
				  .began_at = clock_now(),
				  .limits = limits_from(settings)};
	int status = EXIT_FAILURE;

	service.clients = clients_begin(settings->request_seconds, settings->send_bytes_per_second);
	if (settings->cache_bytes)
		service.cache = cache_begin((size_t)settings->cache_bytes, release_cached);
	if (writer_begin(writes, (size_t)settings->waiting_actions, chores, &service.writer) ==
		    OK &&
	    worker_begin(database, (size_t)settings->hashing_threads,
			 (size_t)settings->waiting_hashes, &service.worker) == OK)
		status = answer_requests(&service, invocation->arena, signals);
	worker_end(service.worker);
	writer_end(service.writer);
	cache_end(service.cache);
	clients_end(service.clients);
	limits_end(service.limits);
	return status;
}

/* Every thread begins with these blocked, so that only wait_for_signal gets them. */
static void block_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int serve_run(const struct invocation *invocation)
{
	const char *path = invocation->settings->data;
	struct folder folder = {.lock = -1};
	struct connection *writes = NULL;
	sigset_t signals;
	int status;

	block_signals(&signals);
	switch (folder_take(invocation->arena, path, &folder)) {
	case OK: break;
	case NOT_FOUND:
		return command_failed("'%s' has no database; see poruch init and poruch demo",
				      path);
	case BUSY: return command_failed("another poruch is writing in '%s'", path);
	default: return command_failed("cannot use the folder '%s'", path);
	}
	if (connection_open(folder.database, CONNECTION_WRITES, &writes) != OK) {
		status = command_failed("cannot open the database in '%s'", path);
	} else {
		connection_tend(writes);
		status = run_service(invocation, writes, folder.database, &signals);
	}
	connection_close(writes);
	folder_leave(&folder);
	return status;
}

const struct command serve_command = {
	.name = "serve",
	.usage = "[--listen ADDRESS:PORT] [--data DIR]",
	.meaning = "run the service",
	.run = serve_run,
};
