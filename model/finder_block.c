#include "finder_block.h"

#include "state.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the arrays are kept in this order");
_Static_assert(STATE_RESTRICTED == 14 && STATE_COUNT == 15, "states have 4 bits, and keep theirs");

uint32_t finder_day(struct date date)
{
	static const struct date first = {.year = 1970, .month = 1, .day = 1};
	int64_t days = date_is_set(date) ? date_days_between(first, date) : 0;

	return days > 0 && days < 0xFFFF ? (uint32_t)days : 0;
}

uint32_t finder_category(struct db *db, const char *key)
{
	return (uint32_t)db_int(db, "SELECT code FROM finder_category WHERE category = $1",
				ARGS(TEXT(key)), 0);
}

/* ------------------------------------------------------------------ what changed */

static uint32_t number_of(struct rows *rows, int column)
{
	int64_t number = rows_int(rows, column);

	return number < 0 ? 0 : number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}

static struct finder_row row_read(struct rows *rows)
{
	return (struct finder_row){{
		[FINDER_ID] = number_of(rows, 0),
		[FINDER_FACTS] = FACTS(state_find(rows_text(rows, 1)) + 1, rows_int(rows, 2) > 0,
				       number_of(rows, 3), finder_day(rows_date(rows, 4))),
		[FINDER_AREA] = number_of(rows, 5),
		[FINDER_ORGANISATION] = number_of(rows, 6),
		[FINDER_PUBLISHED] = number_of(rows, 7),
		[FINDER_REPORTED] = number_of(rows, 8),
		[FINDER_UPDATED] = number_of(rows, 9),
		[FINDER_SUPPORT] = number_of(rows, 10),
	}};
}

struct finder_rows finder_changes(struct db *db, int64_t community_id, int64_t limit)
{
	struct finder_rows changes = {0};
	struct rows rows = db_rows(db,
				   "SELECT issue_id FROM finder_change WHERE community_id = $1 "
				   "ORDER BY issue_id LIMIT $2",
				   ARGS(INT(community_id), INT(limit)));
	size_t at = 0;

	while (rows_next(&rows))
		LIST_ADD(db->arena, &changes)->fields[FINDER_ID] = number_of(&rows, 0);
	if (!changes.count)
		return changes;
	rows = db_rows(db,
		       "SELECT p.id, p.state, p.photo_count, k.code, p.due, p.area_id, "
		       "p.organisation_id, p.published_at, p.reported_at, p.updated_at, "
		       "p.support_count FROM finder_change f "
		       "CROSS JOIN issue_public p ON p.id = f.issue_id "
		       "JOIN finder_category k ON k.category = p.category "
		       "WHERE f.community_id = $1 ORDER BY f.issue_id LIMIT $2",
		       ARGS(INT(community_id), INT(limit)));
	while (rows_next(&rows)) {
		uint32_t id = number_of(&rows, 0);

		while (at < changes.count && changes.items[at].fields[FINDER_ID] < id)
			at++;
		if (at < changes.count && changes.items[at].fields[FINDER_ID] == id)
			changes.items[at] = row_read(&rows);
	}
	return changes;
}

/* ------------------------------------------------------------------ reading blocks */

struct finder_blocks finder_blocks_begin(struct db *db, int64_t community_id, uint32_t wanted)
{
	struct finder_blocks blocks = {.wanted = wanted | 1u << FINDER_ID};

	blocks.rows = db_rows(db,
			      "SELECT block, field, numbers FROM finder_block "
			      "WHERE community_id = $1 ORDER BY block, field",
			      ARGS(INT(community_id)));
	blocks.has_row = rows_next(&blocks.rows);
	return blocks;
}

struct finder_blocks finder_blocks_begin_at(struct db *db, int64_t community_id, int64_t number,
					    uint32_t wanted)
{
	struct finder_blocks blocks = {.wanted = wanted | 1u << FINDER_ID};

	blocks.rows = db_rows(db,
			      "SELECT block, field, numbers FROM finder_block "
			      "WHERE community_id = $1 AND block = $2 ORDER BY field",
			      ARGS(INT(community_id), INT(number)));
	blocks.has_row = rows_next(&blocks.rows);
	return blocks;
}

bool finder_blocks_next(struct finder_blocks *blocks, struct finder_block *block)
{
	struct rows *rows = &blocks->rows;

	if (!blocks->has_row)
		return false;
	block->number = rows_int(rows, 0);
	block->count = 0;
	do {
		int64_t field = rows_int(rows, 1);
		size_t bytes;

		if (field < 0 || field >= FINDER_FIELDS || !(blocks->wanted >> field & 1))
			continue;
		bytes = rows_copy(rows, 2, block->fields[field], sizeof(block->fields[field]));
		if (field == FINDER_ID)
			block->count = (uint32_t)(bytes / sizeof(uint32_t));
		if (block->count > FINDER_PLACES || bytes != block->count * sizeof(uint32_t)) {
			block->count = 0; /* not ours: nothing of it is told */
			rows->db->outcome = BROKEN;
		}
	} while ((blocks->has_row = rows_next(rows)) && rows_int(rows, 0) == block->number);
	return true;
}

int finder_place(const struct finder_block *block, uint32_t id)
{
	const uint32_t *ids = block->fields[FINDER_ID];
	uint32_t low = 0, high = block->count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < block->count && ids[low] == id ? (int)low : -1;
}

void finder_put(struct finder_block *block, uint32_t place, const struct finder_row *row)
{
	for (int field = 0; field < FINDER_FIELDS; field++)
		block->fields[field][place] = row->fields[field];
	if (place == block->count)
		block->count++;
}

/* ------------------------------------------------------------------ writing */

enum outcome finder_block_write(struct change *change, int64_t community_id,
				const struct finder_block *block)
{
	for (int field = 0; field < FINDER_FIELDS; field++) {
		enum outcome outcome = change_run(
			change,
			"INSERT INTO finder_block (community_id, block, field, numbers) "
			"VALUES ($1, $2, $3, $4) ON CONFLICT (community_id, block, field) "
			"DO UPDATE SET numbers = excluded.numbers",
			ARGS(INT(community_id), INT(block->number), INT(field),
			     BLOB(block->fields[field], block->count * sizeof(uint32_t))));

		if (outcome != OK)
			return outcome;
	}
	return OK;
}
