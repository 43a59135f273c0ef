/*
 * queue.h - jobs waiting in line for a thread of their own, never more than a limit.
 *
 * A job is embedded in whatever it is about; the queue only links it. Once taken by queue_add, a job
 * belongs to the thread that works until that calls done.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/base/outcome.h"

struct connection;

struct job {
	/* The work itself, on the thread that took it, with that thread's own connection. */
	void (*run)(struct job *job, struct connection *connection);
	/* When it is over: OK, or why its effect did not become durable. The last use of the job. */
	void (*done)(struct job *job, enum outcome outcome);
	struct job *next;
};

struct queue {
	pthread_mutex_t mutex;
	pthread_cond_t has_work;
	struct job *first, **last;
	size_t count, most;
	bool is_closed;
};

void queue_begin(struct queue *queue, size_t most);
void queue_end(struct queue *queue);

/* Append; false when the queue is full or closed, and the job stays the caller's. */
bool queue_add(struct queue *queue, struct job *job);

/*
 * Wait for work, until the moment of clock_milliseconds() at the latest, and take the first job, or
 * all of them. NULL when the moment came first, or when the queue is closed and empty.
 */
struct job *queue_take_one(struct queue *queue, int64_t until);
struct job *queue_take_all(struct queue *queue, int64_t until);

/* Take nothing new; what waits is still worked off. */
void queue_close(struct queue *queue);

/* Whether it is closed and empty: its threads may go home. */
bool queue_is_over(struct queue *queue);

size_t queue_count(struct queue *queue);
