/*
 * writer.h - the one thread that writes.
 *
 * All actions that wait are done in one batch, each a change of its own within it, and made durable
 * by one commit: under load many answers share one sync of the disk. Only when the commit is on disk
 * does anybody hear that theirs succeeded; when it fails, everybody hears that.
 *
 *	waiting:  a b c      batch_begin  a  b  c  batch_commit   done(a) done(b) done(c)
 *	meanwhile:  d e                                           batch_begin  d  e ...
 *
 * Between batches the thread does its chores: what has to happen by the clock.
 */
#pragma once

#include <stdint.h>

#include "model/db.h"
#include "queue.h"

struct settings;

/*
 * Something that happens every so often: as a change of its own (run, or run_with what was set), then on
 * the connection (tend). When its change wants_more, it comes again as soon as forms that wait have had
 * their turn, and the connection is tended when it is through.
 */
struct chore {
	const char *name;
	int every_seconds;
	enum outcome (*run)(struct change *change);
	enum outcome (*run_with)(struct change *change, const struct settings *settings);
	void (*tend)(struct connection *connection);
};

struct writer;

/*
 * Start the thread on a connection that is open for writing (it stays the caller's, who must leave
 * it alone until writer_end). Chores are ended by a line of zeros. A chore runs first when its time
 * has passed once.
 */
CHECKED enum outcome writer_begin(struct connection *connection, size_t most_waiting,
				  const struct chore *chores, const struct settings *settings,
				  struct writer **writer);

/* Hand over a job; false when too many wait. Its run gets the connection within a batch. */
bool writer_add(struct writer *writer, struct job *job);

/* How many wait now; how many batches and jobs there were. */
struct writer_figures {
	size_t waiting;
	uint64_t batches, jobs, failures;
};
struct writer_figures writer_figures(struct writer *writer);

/* Work off what waits, and stop: who comes later is told false. */
void writer_finish(struct writer *writer);

/* The same where it was not done, and give the writer back. */
void writer_end(struct writer *writer);
