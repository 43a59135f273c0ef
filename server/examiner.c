#include "examiner.h"

#include <pthread.h>
#include <stdlib.h>

#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/db.h"

#define EVERY  ((int64_t)86400 * 1000) /* milliseconds between two looks */
#define MOMENT 100                     /* that the first is waited for */

struct examiner {
	pthread_mutex_t mutex;
	pthread_cond_t news; /* a look is over, or all is to end */
	pthread_t thread;
	const char *path;
	struct connection *writes;
	struct connection *reads; /* while a look goes on */
	bool has_looked, is_ending;
};

/* Wait for news, until that moment of clock_milliseconds() at the latest. */
static void wait_until(struct examiner *examiner, int64_t until)
{
	clock_condition_wait(&examiner->news, &examiner->mutex, until);
}

/* Without the lock, but for what the end has to know. */
static void look(struct examiner *examiner)
{
	struct connection *reads;
	bool is_ending;

	if (connection_open(examiner->path, CONNECTION_READS, &reads) != OK) {
		log_warning("cannot look for damage; the database goes on as it is");
		return;
	}
	pthread_mutex_lock(&examiner->mutex);
	examiner->reads = reads;
	is_ending = examiner->is_ending;
	pthread_mutex_unlock(&examiner->mutex);
	if (!is_ending && !connection_examine(reads))
		connection_condemn(examiner->writes);
	pthread_mutex_lock(&examiner->mutex);
	examiner->reads = NULL;
	pthread_mutex_unlock(&examiner->mutex);
	connection_close(reads);
}

static void *work(void *context)
{
	struct examiner *examiner = context;

	pthread_setname_np(pthread_self(), "examiner");
	pthread_mutex_lock(&examiner->mutex);
	while (!examiner->is_ending) {
		int64_t next = clock_milliseconds() + EVERY;

		pthread_mutex_unlock(&examiner->mutex);
		look(examiner);
		pthread_mutex_lock(&examiner->mutex);
		examiner->has_looked = true;
		pthread_cond_broadcast(&examiner->news);
		while (!examiner->is_ending && clock_milliseconds() < next)
			wait_until(examiner, next);
	}
	pthread_mutex_unlock(&examiner->mutex);
	return NULL;
}

static void wait_for_first(struct examiner *examiner)
{
	int64_t until = clock_milliseconds() + MOMENT;

	pthread_mutex_lock(&examiner->mutex);
	while (!examiner->has_looked && clock_milliseconds() < until)
		wait_until(examiner, until);
	pthread_mutex_unlock(&examiner->mutex);
}

static void give_back(struct examiner *examiner)
{
	pthread_cond_destroy(&examiner->news);
	pthread_mutex_destroy(&examiner->mutex);
	free(examiner);
}

enum outcome examiner_begin(const char *path, struct connection *writes, struct examiner **examiner)
{
	struct examiner *made = calloc(1, sizeof(*made));

	if (!made)
		abort();
	made->path = path;
	made->writes = writes;
	pthread_mutex_init(&made->mutex, NULL);
	clock_condition_begin(&made->news);
	if (pthread_create(&made->thread, NULL, work, made) != 0) {
		log_error("cannot start a thread to look for damage");
		give_back(made);
		return BROKEN;
	}
	wait_for_first(made);
	*examiner = made;
	return OK;
}

void examiner_end(struct examiner *examiner)
{
	if (!examiner)
		return;
	pthread_mutex_lock(&examiner->mutex);
	examiner->is_ending = true;
	if (examiner->reads)
		connection_interrupt(examiner->reads);
	pthread_cond_broadcast(&examiner->news);
	pthread_mutex_unlock(&examiner->mutex);
	pthread_join(examiner->thread, NULL);
	give_back(examiner);
}
