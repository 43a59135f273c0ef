/*
 * finder_settle.c - writing into the arrays what changed since.
 *
 * A block is written whole, so that many changes cost one writing. An id is greater than all ids that
 * were settled before it or is among them, because whatever is added to the register is a change
 * at once; so new ones go behind the last.
 */
#include "finder.h"
#include "finder_words.h"

#define MOST       8192               /* changes at a time */
#define BYTES_MOST ((size_t)24 << 20) /* of their words; then the rest is left for the next time */

/* The changes of one hromada, and the block that is being written. */
struct settling {
	struct change *change;
	int64_t community_id;
	struct finder_rows changes;
	size_t next; /* of the changes */
	size_t bytes_most;
	struct finder_block *block;
	struct finder_words *words;
	struct finder_places removed;
	bool is_removing;
};

static void begin_words(struct settling *settling)
{
	settling->words = finder_words_begin(settling->change->db.arena);
	settling->removed = (struct finder_places){0};
	settling->is_removing = false;
}

/* Put a change at a place; its words too, when they are others than before. */
static void take(struct settling *settling, uint32_t place, struct finder_row *row)
{
	struct finder_block *block = settling->block;
	bool is_new = place == block->count;
	uint32_t before = is_new ? 0 : block->fields[FINDER_WORDS][place];
	const char *body = row->fields[FINDER_FACTS]
				   ? search_body(&settling->change->db, row->fields[FINDER_ID])
				   : "";

	row->fields[FINDER_WORDS] = finder_words_hash(body);
	finder_put(block, place, row);
	if (row->fields[FINDER_WORDS] == before)
		return;
	if (before) {
		settling->removed.bits[place / 64] |= (uint64_t)1 << place % 64;
		settling->is_removing = true;
	}
	finder_words_add(settling->words, place, body);
}

static enum outcome write_block(struct settling *settling)
{
	struct change *change = settling->change;
	enum outcome outcome = OK;

	if (settling->is_removing)
		outcome = finder_words_remove(change, settling->community_id,
					      settling->block->number, &settling->removed);
	if (outcome == OK)
		outcome = finder_words_write(change, settling->community_id,
					     settling->block->number, settling->words);
	return outcome == OK ? finder_block_write(change, settling->community_id, settling->block)
			     : outcome;
}

static bool is_enough(const struct settling *settling)
{
	return settling->next && arena_used(settling->change->db.arena) > settling->bytes_most;
}

/* The changes that stand in this block already, or have room behind its last. */
static enum outcome settle_block(struct settling *settling, bool is_last)
{
	struct finder_block *block = settling->block;
	size_t first = settling->next;

	begin_words(settling);
	while (settling->next < settling->changes.count && !is_enough(settling)) {
		struct finder_row *row = &settling->changes.items[settling->next];
		uint32_t id = row->fields[FINDER_ID];
		uint32_t last = block->count ? block->fields[FINDER_ID][block->count - 1] : 0;
		int place = finder_place(block->fields[FINDER_ID], block->count, id);

		if (id > last && (!is_last || block->count == FINDER_PLACES))
			break;
		if (place < 0 && id < last)
			return BROKEN; /* an id came back: see above */
		take(settling, place < 0 ? block->count : (uint32_t)place, row);
		settling->next++;
	}
	return settling->next > first ? write_block(settling) : OK;
}

/* How many blocks the hromada has. */
static int64_t count_blocks(struct db *db, int64_t community_id)
{
	return db_int(db, "SELECT max(block) + 1 FROM finder_version WHERE community_id = $1",
		      ARGS(INT(community_id)), 0);
}

static enum outcome settle_blocks(struct settling *settling)
{
	struct db *db = &settling->change->db;
	int64_t count = count_blocks(db, settling->community_id);
	enum outcome outcome = OK;

	for (int64_t number = 0; number < count && outcome == OK; number++) {
		if (finder_block_read(db, settling->community_id, number, settling->block))
			outcome = settle_block(settling, number == count - 1);
	}
	while (settling->next < settling->changes.count && !is_enough(settling) && outcome == OK) {
		settling->block->number = count++;
		settling->block->count = 0;
		outcome = settle_block(settling, true);
	}
	return outcome;
}

static enum outcome forget_changes(struct settling *settling)
{
	const struct finder_row *last = &settling->changes.items[settling->next - 1];

	return change_run(settling->change,
			  "DELETE FROM finder_change WHERE community_id = $1 AND issue_id <= $2",
			  ARGS(INT(settling->community_id), INT(last->fields[FINDER_ID])));
}

enum outcome finder_settle(struct change *change, int64_t *left)
{
	struct settling settling = {
		.change = change,
		.community_id = db_int(
			&change->db,
			"SELECT community_id FROM finder_change WHERE community_id > 0 LIMIT 1",
			NO_ARGS, 0),
		.block = arena_take(change->db.arena, sizeof(struct finder_block)),
		.bytes_most = arena_used(change->db.arena) + BYTES_MOST};
	enum outcome outcome = db_outcome(&change->db);

	settling.changes = finder_changes(&change->db, settling.community_id, MOST);
	if (outcome == OK && settling.changes.count) {
		outcome = settle_blocks(&settling);
		if (outcome == OK)
			outcome = forget_changes(&settling);
	}
	if (outcome != OK)
		return outcome;
	*left = finder_waiting(&change->db);
	return db_outcome(&change->db);
}

enum outcome finder_note(struct change *change, int64_t issue_id)
{
	return change_run(change,
			  "INSERT INTO finder_change (community_id, issue_id) SELECT community_id, "
			  "id FROM issue WHERE id = $1 ON CONFLICT DO NOTHING",
			  ARGS(INT(issue_id)));
}

int64_t finder_waiting(struct db *db)
{
	return db_int(db,
		      "SELECT count(*) FROM (SELECT 1 FROM finder_change WHERE community_id > 0 "
		      "LIMIT 100)",
		      NO_ARGS, 0);
}
