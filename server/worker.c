#include "worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/db.h"

#define MOST_THREADS   8
#define BEHIND_READERS 10 /* a "nice" value */

struct worker {
	struct queue queue;
	const char *name, *path;
	pthread_t threads[MOST_THREADS];
	size_t count;
};

static void *work(void *context)
{
	struct worker *worker = context;
	struct connection *connection = NULL;

	pthread_setname_np(pthread_self(), worker->name);
	/* It computes for long where readers compute for moments: they go first (Linux: of this thread). */
	if (setpriority(PRIO_PROCESS, (id_t)gettid(), BEHIND_READERS) != 0)
		log_debug("the threads of %s have the priority of all others", worker->name);
	while (!queue_is_over(&worker->queue)) {
		struct job *job = queue_take_one(&worker->queue, clock_milliseconds() + 60000);
		enum outcome outcome = OK;

		if (!job)
			continue;
		if (!connection)
			outcome = connection_open(worker->path, CONNECTION_READS, &connection);
		if (outcome == OK)
			job->run(job, connection);
		job->done(job, outcome);
	}
	connection_close(connection);
	return NULL;
}

enum outcome worker_begin(const char *name, const char *path, size_t threads, size_t most_waiting,
			  struct worker **worker)
{
	struct worker *made = calloc(1, sizeof(*made));

	if (!made)
		abort();
	queue_begin(&made->queue, most_waiting);
	made->name = name;
	made->path = path;
	while (made->count < threads && made->count < MOST_THREADS) {
		if (pthread_create(&made->threads[made->count], NULL, work, made) != 0) {
			log_error("cannot start a thread for %s", name);
			worker_end(made);
			return BROKEN;
		}
		made->count++;
	}
	*worker = made;
	return OK;
}

bool worker_add(struct worker *worker, struct job *job)
{
	return queue_add(&worker->queue, job);
}

size_t worker_waiting(struct worker *worker)
{
	return queue_count(&worker->queue);
}

void worker_finish(struct worker *worker)
{
	if (!worker)
		return;
	queue_close(&worker->queue);
	while (worker->count)
		pthread_join(worker->threads[--worker->count], NULL);
}

void worker_end(struct worker *worker)
{
	if (!worker)
		return;
	worker_finish(worker);
	queue_end(&worker->queue);
	free(worker);
}
