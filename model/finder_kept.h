/*
 * finder_kept.h - arrays of finder_block.h, and sums of them (finder_sums.h), in memory, shared by all readers. Only
 * finder*.c include it.
 *
 * A block that is written gets a new version, a random number that no other block ever had; so an
 * array never changes under its version, and whoever sees the version in the database may use the
 * array whatever happened since. Sums have the field behind the last, and a name made of the version
 * and the question in place of the version. At most FINDER_KEPT_MOST bytes are kept, the last used first, besides
 * what readers hold at the moment.
 *
 * Every function may be called from any thread.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Five arrays of 4 bytes an issue serve the usual order, one more each of the others. */
#define FINDER_KEPT_MOST ((size_t)32 << 20)

struct finder_kept {
	int64_t version;
	int field;
	uint32_t count;
	const uint32_t *numbers; /* zeros behind the last, up to a whole step of FINDER_STEP */
	unsigned users;          /* inside: how many hold it */
	size_t bytes;
	struct finder_kept *chain, *newer, *older;
};

/* The array of that version and field, held until it is returned; NULL when it is not kept. */
const struct finder_kept *finder_kept_take(int64_t version, int field);

/*
 * Keep an array and hold it. numbers comes from malloc with room for a whole step, and is freed here
 * some day. When another thread was faster, its array is the result.
 */
const struct finder_kept *finder_kept_add(int64_t version, int field, uint32_t *numbers,
					  uint32_t count);

/* The end of holding; nothing happens with NULL. */
void finder_kept_return(const struct finder_kept *kept);

/* How many bytes are kept now. */
size_t finder_kept_bytes(void);
