/*
 * cache.h - ready answers for readers who are not signed in, right by construction.
 *
 * An answer depends on the database and, for a few lines of a page (what is overdue?), on the day.
 * So each entry remembers the db_version() at which its reading began and is good only for that one,
 * and only until the next full minute. Nobody has to invalidate anything, and nobody can forget to.
 *
 * Only answers meant for everybody come here: dispatch gives CACHE_PUBLIC to no answer with a cookie
 * or a form token, or for somebody signed in. Memory is bounded; the least recently used goes first.
 * Four shards, each with its lock, so that threads seldom meet; one answer may take half of a shard.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cache;

/* What is kept: the owner's, given back through release when its entry goes. */
struct cached {
	void *whole,
		*unmodified; /* the 200 and the 304, as respond.c made them; whole may be NULL */
	size_t bytes;        /* of the whole one's body */
	char etag[96];       /* as sent */
	bool is_elastic;     /* an unknown If-None-Match is not ours to answer */
	bool has_date;       /* nor is an If-Modified-Since alone */
};

/* A cache of at most bytes. release is called once for every entry, on any thread. */
struct cache *cache_begin(size_t bytes, void (*release)(struct cached *cached));

/*
 * Look for key at this version and moment (UTC seconds). When it is there, use is called with it,
 * under the shard's lock, so it has to be quick; cache_use then gives what use gives. Else false.
 */
bool cache_use(struct cache *cache, const char *key, uint64_t version, int64_t now,
	       bool (*use)(const struct cached *cached, void *context), void *context);

/*
 * Keep an answer of that many bytes, whose reading began at version, until the full minute after now.
 * Takes cached over: what cannot be kept is released at once, and so is one without a whole where one
 * with it is kept.
 */
void cache_keep(struct cache *cache, const char *key, uint64_t version, int64_t now, size_t bytes,
		const struct cached *cached);

struct cache_figures {
	size_t entries, bytes;
	uint64_t hits, misses;
};
struct cache_figures cache_figures(struct cache *cache);

/* NULL does nothing. */
void cache_end(struct cache *cache);
