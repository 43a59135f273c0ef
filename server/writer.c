#include "writer.h"

#include <assert.h>
#include <stdatomic.h>

#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/base/secret.h"

#define CHORE_BYTES ((size_t)64 * 1024 * 1024)
#define TICK        1000 /* milliseconds: how late a chore may be */
#define BREATH      10   /* milliseconds between two parts of a chore */
#define MOST_CHORES 32

struct writer {
	struct queue queue;
	pthread_t thread;
	bool is_finished;
	struct connection *connection;
	const struct chore *chores;
	const struct settings *settings;
	bool is_behind;           /* a chore has more to do */
	int64_t due[MOST_CHORES]; /* clock_milliseconds() of each chore's next time */
	atomic_ullong batches, jobs, failures;
};

/* One commit for all of them; then, and only then, each is told. */
static void work_off(struct writer *writer, struct job *jobs)
{
	enum outcome outcome = batch_begin(writer->connection);

	if (outcome == OK) {
		for (struct job *job = jobs; job; job = job->next)
			job->run(job, writer->connection);
		outcome = batch_commit(writer->connection);
	}
	atomic_fetch_add(&writer->batches, 1);
	while (jobs) {
		struct job *job = jobs;

		jobs = job->next; /* done gives the job away */
		atomic_fetch_add(&writer->jobs, 1);
		if (outcome != OK)
			atomic_fetch_add(&writer->failures, 1);
		job->done(job, outcome);
	}
}

static enum outcome run_chore(struct writer *writer, const struct chore *chore, struct arena *arena,
			      bool *wants_more)
{
	static const struct actor system = {.name = "system", .role = ""};
	struct change change;
	enum outcome outcome = batch_begin(writer->connection);

	if (outcome != OK)
		return outcome;
	outcome = change_begin(writer->connection, arena, system, clock_now(), &change);
	if (outcome == OK) {
		change.random = &secret_system;
		outcome = chore->run ? chore->run(&change)
				     : chore->run_with(&change, writer->settings);
		if (outcome == OK)
			outcome = change_commit(&change);
		else
			change_cancel(&change);
	}
	if (outcome != OK) {
		batch_cancel(writer->connection);
		return outcome;
	}
	outcome = batch_commit(writer->connection);
	*wants_more = outcome == OK && change.wants_more;
	return outcome;
}

/* Whether there is more of it to do. */
static bool do_chore(struct writer *writer, const struct chore *chore)
{
	bool wants_more = false;

	if (chore->run || chore->run_with) {
		struct arena *arena = arena_begin(CHORE_BYTES);

		if (run_chore(writer, chore, arena, &wants_more) != OK)
			log_warning("chore '%s' failed and will be tried again", chore->name);
		arena_end(arena);
	}
	if (chore->tend && !wants_more)
		chore->tend(writer->connection);
	return wants_more;
}

static void do_chores(struct writer *writer)
{
	int64_t now = clock_milliseconds();

	writer->is_behind = false;
	for (size_t i = 0; writer->chores[i].name; i++) {
		const struct chore *chore = &writer->chores[i];

		if (writer->due[i] > now)
			continue;
		writer->due[i] = now + (int64_t)chore->every_seconds * 1000;
		if (do_chore(writer, chore)) {
			writer->due[i] = now;
			writer->is_behind = true;
		}
	}
}

static void *work(void *context)
{
	struct writer *writer = context;

	pthread_setname_np(pthread_self(), "writer");
	while (!queue_is_over(&writer->queue)) {
		int64_t wait = writer->is_behind ? BREATH : TICK;
		struct job *jobs = queue_take_all(&writer->queue, clock_milliseconds() + wait);

		if (jobs)
			work_off(writer, jobs);
		do_chores(writer);
	}
	return NULL;
}

enum outcome writer_begin(struct connection *connection, size_t most_waiting,
			  const struct chore *chores, const struct settings *settings,
			  struct writer **writer)
{
	struct writer *made = calloc(1, sizeof(*made));
	int64_t now = clock_milliseconds();

	if (!made)
		abort();
	queue_begin(&made->queue, most_waiting);
	made->connection = connection;
	made->chores = chores;
	made->settings = settings;
	for (size_t i = 0; chores[i].name; i++) {
		assert(i < MOST_CHORES);
		made->due[i] = now + (int64_t)chores[i].every_seconds * 1000;
	}
	if (pthread_create(&made->thread, NULL, work, made) != 0) {
		log_error("cannot start the writer's thread");
		queue_end(&made->queue);
		free(made);
		return BROKEN;
	}
	*writer = made;
	return OK;
}

bool writer_add(struct writer *writer, struct job *job)
{
	return queue_add(&writer->queue, job);
}

struct writer_figures writer_figures(struct writer *writer)
{
	return (struct writer_figures){.waiting = queue_count(&writer->queue),
				       .batches = atomic_load(&writer->batches),
				       .jobs = atomic_load(&writer->jobs),
				       .failures = atomic_load(&writer->failures)};
}

void writer_finish(struct writer *writer)
{
	if (!writer || writer->is_finished)
		return;
	queue_close(&writer->queue);
	pthread_join(writer->thread, NULL);
	writer->is_finished = true;
}

void writer_end(struct writer *writer)
{
	if (!writer)
		return;
	writer_finish(writer);
	queue_end(&writer->queue);
	free(writer);
}
