#include "queue.h"

#include "model/base/clock.h"

void queue_begin(struct queue *queue, size_t most)
{
	*queue = (struct queue){.most = most};
	queue->last = &queue->first;
	pthread_mutex_init(&queue->mutex, NULL);
	clock_condition_begin(&queue->has_work);
}

void queue_end(struct queue *queue)
{
	pthread_cond_destroy(&queue->has_work);
	pthread_mutex_destroy(&queue->mutex);
}

bool queue_add(struct queue *queue, struct job *job)
{
	bool is_taken;

	pthread_mutex_lock(&queue->mutex);
	is_taken = !queue->is_closed && queue->count < queue->most;
	if (is_taken) {
		job->next = NULL;
		*queue->last = job;
		queue->last = &job->next;
		queue->count++;
		pthread_cond_signal(&queue->has_work);
	}
	pthread_mutex_unlock(&queue->mutex);
	return is_taken;
}

/* With the mutex held: until there is work, the queue is closed, or the moment has come. */
static void wait_for_work(struct queue *queue, int64_t until)
{
	int failure = 0;

	while (!queue->first && !queue->is_closed && failure == 0)
		failure = clock_condition_wait(&queue->has_work, &queue->mutex, until);
}

struct job *queue_take_one(struct queue *queue, int64_t until)
{
	struct job *job;

	pthread_mutex_lock(&queue->mutex);
	wait_for_work(queue, until);
	job = queue->first;
	if (job) {
		queue->first = job->next;
		if (!queue->first)
			queue->last = &queue->first;
		queue->count--;
		job->next = NULL;
	}
	pthread_mutex_unlock(&queue->mutex);
	return job;
}

struct job *queue_take_all(struct queue *queue, int64_t until)
{
	struct job *jobs;

	pthread_mutex_lock(&queue->mutex);
	wait_for_work(queue, until);
	jobs = queue->first;
	queue->first = NULL;
	queue->last = &queue->first;
	queue->count = 0;
	pthread_mutex_unlock(&queue->mutex);
	return jobs;
}

void queue_close(struct queue *queue)
{
	pthread_mutex_lock(&queue->mutex);
	queue->is_closed = true;
	pthread_cond_broadcast(&queue->has_work);
	pthread_mutex_unlock(&queue->mutex);
}

bool queue_is_over(struct queue *queue)
{
	bool is_over;

	pthread_mutex_lock(&queue->mutex);
	is_over = queue->is_closed && !queue->first;
	pthread_mutex_unlock(&queue->mutex);
	return is_over;
}

size_t queue_count(struct queue *queue)
{
	size_t count;

	pthread_mutex_lock(&queue->mutex);
	count = queue->count;
	pthread_mutex_unlock(&queue->mutex);
	return count;
}
