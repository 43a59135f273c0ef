/*
 * finder_sums.h - what a pass counted in one block, kept. Only finder*.c include it.
 *
 * A block never changes under its version (finder_kept.h), so what was counted in it for a question stays true for
 * as long as it has that version. Who asks the same then adds up the sums of blocks, one for 8192 issues, and does not
 * look at every issue. They stand among the arrays in memory, under the same bound, and go like these when nobody
 * asks for them.
 */
#pragma once

#include "finder_kept.h"
#include "finder_pass.h"

/* A question's name: sums are found by the first part, and have to agree in the second. */
struct finder_asked {
	int64_t key;
	uint32_t check[8];
};

/*
 * The name of all that a pass depends on beside the block: its question, how many leaders it takes, and typed, the
 * words whose places go into it; "" for none.
 */
struct finder_asked finder_asked(struct arena *arena, const struct finder_pass *pass,
				 const char *typed);

/* The sums of the block with that version, held until finder_kept_return; NULL when there are none. */
const struct finder_kept *finder_sums_take(const struct finder_asked *asked, int64_t version);

/*
 * Keep what pass, which began empty, counted in the block whose last id that is; unless there are sums under its
 * name already.
 */
void finder_sums_keep(const struct finder_asked *asked, int64_t version, uint32_t last_id,
		      const struct finder_pass *pass);

/* The last id of the block. */
uint32_t finder_sums_last_id(const struct finder_kept *sums);

/* Add them to what a pass with the same question has counted. */
void finder_sums_add(struct finder_pass *pass, const struct finder_kept *sums);
