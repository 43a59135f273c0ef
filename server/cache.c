#include "cache.h"

#include <pthread.h>

#include "model/base/outcome.h"

#define SHARDS   4
#define CHAINS   256  /* of each shard */
#define OVERHEAD 2048 /* what an entry costs beside its key and its body: headers, two responses */

struct entry {
	struct entry *chain;         /* next with the same hash */
	struct entry *newer, *older; /* by last use */
	uint64_t hash, version;
	int64_t valid_until;
	size_t bytes;
	struct cached cached;
	char key[];
};

struct shard {
	pthread_mutex_t mutex;
	struct entry *chains[CHAINS];
	struct entry *newest, *oldest;
	size_t entries, bytes;
	uint64_t hits, misses;
};

struct cache {
	size_t most; /* bytes of each shard */
	void (*release)(struct cached *cached);
	struct shard shards[SHARDS];
};

struct cache *cache_begin(size_t bytes, void (*release)(struct cached *cached))
{
	struct cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	cache->most = bytes / SHARDS;
	cache->release = release;
	for (size_t i = 0; i < SHARDS; i++)
		pthread_mutex_init(&cache->shards[i].mutex, NULL);
	return cache;
}

static uint64_t hash_of(const char *key)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 0x100000001b3;
	return hash ^ hash >> 32;
}

static struct entry **chain_of(struct shard *shard, uint64_t hash)
{
	return &shard->chains[hash / SHARDS % CHAINS];
}

/* Take it out of the list of use. */
static void unlink_use(struct shard *shard, struct entry *entry)
{
	if (entry->newer)
		entry->newer->older = entry->older;
	else
		shard->newest = entry->older;
	if (entry->older)
		entry->older->newer = entry->newer;
	else
		shard->oldest = entry->newer;
}

static void link_newest(struct shard *shard, struct entry *entry)
{
	entry->newer = NULL;
	entry->older = shard->newest;
	if (shard->newest)
		shard->newest->newer = entry;
	else
		shard->oldest = entry;
	shard->newest = entry;
}

static void drop(struct cache *cache, struct shard *shard, struct entry *entry)
{
	struct entry **at = chain_of(shard, entry->hash);

	while (*at != entry)
		at = &(*at)->chain;
	*at = entry->chain;
	unlink_use(shard, entry);
	shard->entries--;
	shard->bytes -= entry->bytes;
	cache->release(&entry->cached);
	free(entry);
}

static struct entry *find(struct shard *shard, uint64_t hash, const char *key)
{
	struct entry *entry = *chain_of(shard, hash);

	while (entry && (entry->hash != hash || strcmp(entry->key, key) != 0))
		entry = entry->chain;
	return entry;
}

bool cache_use(struct cache *cache, const char *key, uint64_t version, int64_t now,
	       bool (*use)(const struct cached *cached, void *context), void *context)
{
	uint64_t hash = hash_of(key);
	struct shard *shard = &cache->shards[hash % SHARDS];
	struct entry *entry;
	bool is_used = false;

	pthread_mutex_lock(&shard->mutex);
	entry = find(shard, hash, key);
	if (entry && (entry->version != version || entry->valid_until <= now)) {
		drop(cache, shard, entry);
		entry = NULL;
	}
	if (entry) {
		if (shard->newest != entry) {
			unlink_use(shard, entry);
			link_newest(shard, entry);
		}
		is_used = use(&entry->cached, context);
	}
	shard->hits += is_used;
	shard->misses += !is_used;
	pthread_mutex_unlock(&shard->mutex);
	return is_used;
}

void cache_keep(struct cache *cache, const char *key, uint64_t version, int64_t now, size_t bytes,
		const struct cached *cached)
{
	uint64_t hash = hash_of(key);
	struct shard *shard = &cache->shards[hash % SHARDS];
	size_t length = strlen(key), cost = bytes + length + OVERHEAD;
	struct entry *entry = cost <= cache->most / 2 ? malloc(sizeof(*entry) + length + 1) : NULL;
	struct entry *before;

	if (!entry) {
		struct cached refused = *cached;
		cache->release(&refused);
		return;
	}
	*entry = (struct entry){.hash = hash,
				.version = version,
				.valid_until = (now / 60 + 1) * 60,
				.bytes = cost,
				.cached = *cached};
	memcpy(entry->key, key, length + 1);

	pthread_mutex_lock(&shard->mutex);
	before = find(shard, hash, key);
	if (before && before->version == version && before->cached.whole && !cached->whole) {
		pthread_mutex_unlock(&shard->mutex);
		cache->release(&entry->cached);
		free(entry);
		return;
	}
	if (before)
		drop(cache, shard, before);
	/* The analyser does not follow the links of the list from both ends. */
	while (shard->oldest && shard->bytes + cost > cache->most)
		drop(cache, shard, shard->oldest); /* NOLINT(clang-analyzer-unix.Malloc) */
	entry->chain = *chain_of(shard, hash);
	*chain_of(shard, hash) = entry;
	link_newest(shard, entry);
	shard->entries++;
	shard->bytes += cost;
	pthread_mutex_unlock(&shard->mutex);
}

struct cache_figures cache_figures(struct cache *cache)
{
	struct cache_figures figures = {0};

	for (size_t i = 0; i < SHARDS; i++) {
		struct shard *shard = &cache->shards[i];

		pthread_mutex_lock(&shard->mutex);
		figures.entries += shard->entries;
		figures.bytes += shard->bytes;
		figures.hits += shard->hits;
		figures.misses += shard->misses;
		pthread_mutex_unlock(&shard->mutex);
	}
	return figures;
}

void cache_end(struct cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < SHARDS; i++) {
		for (struct entry *entry = cache->shards[i].oldest, *newer; entry; entry = newer) {
			newer = entry->newer;
			cache->release(&entry->cached);
			free(entry);
		}
		pthread_mutex_destroy(&cache->shards[i].mutex);
	}
	free(cache);
}
