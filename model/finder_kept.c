#include "finder_kept.h"

#include <pthread.h>
#include <stdlib.h>

#include "finder_block.h"

#define CHAINS 8192

static struct {
	pthread_mutex_t mutex;
	struct finder_kept *chains[CHAINS];
	struct finder_kept *newest, *oldest; /* by last use */
	size_t bytes;
} memory = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static struct finder_kept **chain_of(int64_t version, int field)
{
	return &memory.chains[((uint64_t)version + (unsigned)field) % CHAINS];
}

static struct finder_kept *find(int64_t version, int field)
{
	struct finder_kept *kept = *chain_of(version, field);

	while (kept && (kept->version != version || kept->field != field))
		kept = kept->chain;
	return kept;
}

static void unlink_use(struct finder_kept *kept)
{
	*(kept->newer ? &kept->newer->older : &memory.newest) = kept->older;
	*(kept->older ? &kept->older->newer : &memory.oldest) = kept->newer;
}

static void link_newest(struct finder_kept *kept)
{
	kept->newer = NULL;
	kept->older = memory.newest;
	*(memory.newest ? &memory.newest->newer : &memory.oldest) = kept;
	memory.newest = kept;
}

static void drop(struct finder_kept *kept)
{
	struct finder_kept **at = chain_of(kept->version, kept->field);

	while (*at != kept)
		at = &(*at)->chain;
	*at = kept->chain;
	unlink_use(kept);
	memory.bytes -= kept->bytes;
	free((void *)kept->numbers);
	free(kept);
}

/* Drop what was not used for longest, but nothing that somebody holds. */
static void make_room(void)
{
	struct finder_kept *kept = memory.oldest, *newer;

	for (; kept && memory.bytes > FINDER_KEPT_MOST; kept = newer) {
		newer = kept->newer;
		if (!kept->users)
			drop(kept);
	}
}

static struct finder_kept *hold(struct finder_kept *kept)
{
	kept->users++;
	unlink_use(kept);
	link_newest(kept);
	return kept;
}

const struct finder_kept *finder_kept_take(int64_t version, int field)
{
	struct finder_kept *kept;

	pthread_mutex_lock(&memory.mutex);
	kept = find(version, field);
	if (kept)
		hold(kept);
	pthread_mutex_unlock(&memory.mutex);
	return kept;
}

static struct finder_kept *add(int64_t version, int field, uint32_t *numbers, uint32_t count)
{
	struct finder_kept *kept = malloc(sizeof(*kept)), **chain = chain_of(version, field);

	if (!kept)
		abort();
	*kept = (struct finder_kept){.version = version,
				     .field = field,
				     .count = count,
				     .numbers = numbers,
				     .users = 1,
				     .bytes = finder_room(count) * sizeof(*numbers) + sizeof(*kept),
				     .chain = *chain};
	*chain = kept;
	link_newest(kept);
	memory.bytes += kept->bytes;
	make_room();
	return kept;
}

const struct finder_kept *finder_kept_add(int64_t version, int field, uint32_t *numbers,
					  uint32_t count)
{
	struct finder_kept *kept;

	pthread_mutex_lock(&memory.mutex);
	kept = find(version, field);
	if (kept) {
		hold(kept);
		free(numbers);
	} else {
		kept = add(version, field, numbers, count);
	}
	pthread_mutex_unlock(&memory.mutex);
	return kept;
}

void finder_kept_return(const struct finder_kept *kept)
{
	if (!kept)
		return;
	pthread_mutex_lock(&memory.mutex);
	((struct finder_kept *)kept)->users--;
	make_room(); /* for what was over the bound only because it was held */
	pthread_mutex_unlock(&memory.mutex);
}

size_t finder_kept_bytes(void)
{
	size_t bytes;

	pthread_mutex_lock(&memory.mutex);
	bytes = memory.bytes;
	pthread_mutex_unlock(&memory.mutex);
	return bytes;
}
