/* poruch serve - runs the service until SIGTERM or SIGINT. */
#include <signal.h>

#include "model/base/log.h"
#include "model/db.h"
#include "model/folder.h"
#include "server/commands.h"
#include "server/listener.h"
#include "server/notify.h"
#include "server/settings.h"

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
	enum outcome outcome = sockets_listen(arena, service->settings->listen, &listening);

	if (outcome == INVALID)
		return command_misused("no such place to listen; see poruch --help");
	if (outcome != OK || listener_begin(service, &listening, &listener) != OK)
		return EXIT_FAILURE;
	fprintf(stderr, "listening on %s\n", listening.name);
	notify("READY=1");
	wait_for_signal(signals);
	notify("STOPPING=1");
	log_info("stopping");
	listener_quiesce(listener);
	service_finish(service);
	listener_end(listener);
	sockets_leave(&listening);
	return EXIT_SUCCESS;
}

static int run_service(const struct invocation *invocation, struct connection *writes,
		       const char *database, const sigset_t *signals)
{
	struct service service;
	int status = EXIT_FAILURE;

	if (service_begin(&service, invocation->settings, database, writes) == OK)
		status = answer_requests(&service, invocation->arena, signals);
	service_end(&service);
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
