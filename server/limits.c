#include "limits.h"

#include <arpa/inet.h>
#include <pthread.h>

#define NEIGHBOURS    4
#define NETWORK_TIMES 8 /* a network may do as much as this many addresses */

struct bucket {
	uint64_t key;  /* 0: nobody's */
	int64_t at;    /* milliseconds: when tokens was right */
	double tokens; /* left at that moment */
};

struct limits {
	pthread_mutex_t mutex;
	size_t rows; /* of NEIGHBOURS buckets: as many for addresses, then as many for networks */
	uint64_t salt;
	double per_minute[LIMIT_KIND_COUNT];
	struct bucket buckets[];
};

struct limits *limits_begin(size_t addresses, const int64_t per_minute[LIMIT_KIND_COUNT],
			    const struct secret_source *random)
{
	size_t rows = addresses / NEIGHBOURS + 1;
	struct limits *limits = calloc(1, sizeof(*limits) +
						  2 * rows * NEIGHBOURS * sizeof(struct bucket));

	if (!limits)
		abort();
	pthread_mutex_init(&limits->mutex, NULL);
	limits->rows = rows;
	secret_random(random, &limits->salt, sizeof(limits->salt));
	for (int kind = 0; kind < LIMIT_KIND_COUNT; kind++)
		limits->per_minute[kind] = (double)per_minute[kind];
	return limits;
}

/* FNV-1a with a salt nobody outside knows, so that nobody can aim at another's bucket. */
static uint64_t hashed(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ at[i]) * 0x100000001b3;
	return hash ^ hash >> 29;
}

/* The network's bytes: /24, /64; an address that is none (a Unix socket's) is its own. */
static size_t network_of(const char *address, unsigned char network[16])
{
	struct in_addr four;
	struct in6_addr six;

	if (inet_pton(AF_INET, address, &four) == 1) {
		memcpy(network, &four, 3);
		return 3;
	}
	if (inet_pton(AF_INET6, address, &six) == 1) {
		memcpy(network, &six, 8);
		return 8;
	}
	return 0;
}

/* Networks stand apart, so that a flood of one's addresses cannot push its own bucket out. */
static struct bucket *bucket_of(struct limits *limits, uint64_t key, bool is_network, int64_t now,
				double full)
{
	size_t number = key % limits->rows + (is_network ? limits->rows : 0);
	struct bucket *row = &limits->buckets[number * NEIGHBOURS], *oldest = row;

	for (size_t i = 0; i < NEIGHBOURS; i++) {
		if (row[i].key == key)
			return &row[i];
		if (row[i].at < oldest->at)
			oldest = &row[i];
	}
	*oldest = (struct bucket){.key = key, .at = now, .tokens = full};
	return oldest;
}

/* Fill up for the time that passed; the seconds until there is one, or 0. */
static int seconds_to_wait(struct bucket *bucket, int64_t now, double per_minute)
{
	bucket->tokens += (double)(now - bucket->at) * per_minute / 60000;
	if (bucket->tokens > per_minute)
		bucket->tokens = per_minute;
	bucket->at = now;
	return bucket->tokens >= 1 ? 0 : (int)((1 - bucket->tokens) * 60 / per_minute) + 1;
}

enum outcome limits_take(struct limits *limits, enum limit_kind kind, const char *address,
			 int64_t milliseconds, int *wait)
{
	double rate = limits->per_minute[kind], network_rate = rate * NETWORK_TIMES;
	uint64_t base = hashed(limits->salt, &kind, sizeof(kind));
	unsigned char network[16];
	size_t network_length = network_of(address, network);
	struct bucket *own, *shared;
	int seconds;

	pthread_mutex_lock(&limits->mutex);
	own = bucket_of(limits, hashed(base, address, strlen(address)) | 1, false, milliseconds,
			rate);
	seconds = seconds_to_wait(own, milliseconds, rate);
	if (!seconds && network_length) {
		shared = bucket_of(limits, hashed(base, network, network_length) | 1, true,
				   milliseconds, network_rate);
		seconds = seconds_to_wait(shared, milliseconds, network_rate);
		if (!seconds)
			shared->tokens -= 1;
	}
	if (!seconds)
		own->tokens -= 1;
	pthread_mutex_unlock(&limits->mutex);
	if (!seconds)
		return OK;
	*wait = seconds;
	return TOO_OFTEN;
}

void limits_end(struct limits *limits)
{
	if (!limits)
		return;
	pthread_mutex_destroy(&limits->mutex);
	free(limits);
}
