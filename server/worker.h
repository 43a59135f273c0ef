/*
 * worker.h - threads for what takes long and is nobody else's business: checking passwords, developing
 * photos.
 *
 * argon2id takes 40 ms on purpose. On the writer it would hold up every action, on the pool every
 * reader; here a flood of sign-ins only holds up sign-ins, and past a short line it is told to wait.
 * A thread opens a reading connection of its own when it gets its first job.
 */
#pragma once

#include "queue.h"

struct worker;

/* Start threads, called name; path is the database their jobs may read. */
CHECKED enum outcome worker_begin(const char *name, const char *path, size_t threads,
				  size_t most_waiting, struct worker **worker);

/*
 * Hand over a job; false when too many wait. When the database cannot be opened its run is left out
 * and done is told so.
 */
bool worker_add(struct worker *worker, struct job *job);

size_t worker_waiting(struct worker *worker);

/* Work off what waits, and stop: who comes later is told false. */
void worker_finish(struct worker *worker);

/* The same where it was not done, and give the worker back. */
void worker_end(struct worker *worker);
