/*
 * clock.c - loaded before a server under test, so that a journey can let days pass.
 *
 * The file named in PORUCH_CLOCK holds the seconds to go ahead of the machine's clocks; the test writes it
 * anew whenever it likes, and the next look at a clock sees it. Calendar and monotonic clocks move
 * together, as they do when time passes. Whoever sleeps until a moment has it told in the machine's time;
 * every condition of the program waits by the monotonic clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const _Atomic int64_t *ahead;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

static void begin(void)
{
	const char *path = getenv("PORUCH_CLOCK");
	int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *place = mmap(NULL, sizeof(*ahead), PROT_READ, MAP_SHARED, file, 0);

	*(void **)&real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
	if (place == MAP_FAILED || !real_clock_gettime)
		abort();
	close(file);
	ahead = place;
}

/* Others may look at a clock before constructors run. */
static int64_t seconds_ahead(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, begin);
	return *ahead;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
	int64_t seconds = seconds_ahead();
	int failure = real_clock_gettime(clock, now);

	if (failure == 0 && clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID)
		now->tv_sec += seconds;
	return failure;
}

time_t time(time_t *place)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (place)
		*place = now.tv_sec;
	return now.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
			   const struct timespec *restrict until)
{
	struct timespec moment = *until;

	moment.tv_sec -= seconds_ahead();
	return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, &moment);
}
