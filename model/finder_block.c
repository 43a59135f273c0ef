#include "finder_block.h"

#include "finder_kept.h"
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
	struct finder_blocks blocks = {
		.db = db, .community_id = community_id, .wanted = wanted | 1u << FINDER_ID};
	struct rows rows = db_rows(db,
				   "SELECT block, version FROM finder_version "
				   "WHERE community_id = $1 ORDER BY block",
				   ARGS(INT(community_id)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &blocks.versions) = (struct finder_version){
			.block = rows_int(&rows, 0), .version = rows_int(&rows, 1)};
	return blocks;
}

/* Read an array from the database, to be kept. NULL when it cannot be read. */
static const struct finder_kept *load(struct finder_blocks *blocks, struct finder_version version,
				      int field)
{
	struct rows rows = db_rows(blocks->db,
				   "SELECT numbers FROM finder_block "
				   "WHERE community_id = $1 AND block = $2 AND field = $3",
				   ARGS(INT(blocks->community_id), INT(version.block), INT(field)));
	uint32_t numbers[FINDER_PLACES], *kept;
	size_t bytes;

	if (!rows_next(&rows))
		return NULL;
	bytes = rows_copy(&rows, 0, numbers, sizeof(numbers));
	rows_end(&rows);
	if (bytes > sizeof(numbers) || bytes % sizeof(*numbers))
		return NULL;
	kept = calloc(finder_room((uint32_t)(bytes / sizeof(*numbers))) + 1, sizeof(*numbers));
	if (!kept)
		abort();
	memcpy(kept, numbers, bytes);
	return finder_kept_add(version.version, field, kept, (uint32_t)(bytes / sizeof(*numbers)));
}

static void return_held(struct finder_blocks *blocks)
{
	for (int field = 0; field < FINDER_FIELDS; field++) {
		finder_kept_return(blocks->held[field]);
		blocks->held[field] = NULL;
	}
}

static bool take_fields(struct finder_blocks *blocks, struct finder_version version,
			struct finder_view *view)
{
	for (int field = 0; field < FINDER_FIELDS; field++) {
		const struct finder_kept *kept;

		if (!(blocks->wanted >> field & 1))
			continue;
		kept = finder_kept_take(version.version, field);
		if (!kept)
			kept = load(blocks, version, field);
		blocks->held[field] = kept;
		if (!kept)
			return false;
		if (field == FINDER_ID)
			view->count = kept->count;
		if (kept->count != view->count)
			return false;
		view->fields[field] = kept->numbers;
	}
	return true;
}

bool finder_blocks_next(struct finder_blocks *blocks, struct finder_version *version)
{
	return_held(blocks);
	if (blocks->next == blocks->versions.count)
		return false;
	*version = blocks->versions.items[blocks->next++];
	return true;
}

bool finder_blocks_view(struct finder_blocks *blocks, struct finder_view *view)
{
	struct finder_version version = blocks->versions.items[blocks->next - 1];

	*view = (struct finder_view){.number = version.block};
	if (take_fields(blocks, version, view))
		return true;
	finder_blocks_end(blocks);
	if (db_outcome(blocks->db) == OK)
		blocks->db->outcome = BROKEN; /* not ours: nothing of it is told */
	return false;
}

void finder_blocks_end(struct finder_blocks *blocks)
{
	return_held(blocks);
	blocks->next = blocks->versions.count;
}

bool finder_block_read(struct db *db, int64_t community_id, int64_t number,
		       struct finder_block *block)
{
	struct rows rows = db_rows(db,
				   "SELECT field, numbers FROM finder_block "
				   "WHERE community_id = $1 AND block = $2 ORDER BY field",
				   ARGS(INT(community_id), INT(number)));

	block->number = number;
	block->count = 0;
	while (rows_next(&rows)) {
		int64_t field = rows_int(&rows, 0);
		size_t bytes;

		if (field < 0 || field >= FINDER_FIELDS)
			continue;
		bytes = rows_copy(&rows, 1, block->fields[field], sizeof(block->fields[field]));
		if (field == FINDER_ID)
			block->count = (uint32_t)(bytes / sizeof(uint32_t));
		if (block->count > FINDER_PLACES || bytes != block->count * sizeof(uint32_t)) {
			db->outcome = BROKEN;
			block->count = 0;
			break;
		}
	}
	rows_end(&rows);
	return block->count > 0;
}

struct finder_view finder_block_view(struct finder_block *block)
{
	struct finder_view view = {.number = block->number, .count = block->count};

	for (int field = 0; field < FINDER_FIELDS; field++)
		view.fields[field] = block->fields[field];
	return view;
}

void finder_view_copy(struct finder_view *view, struct finder_block *block)
{
	block->number = view->number;
	block->count = view->count;
	for (int field = 0; field < FINDER_FIELDS; field++)
		if (view->fields[field])
			memcpy(block->fields[field], view->fields[field],
			       finder_room(view->count) * sizeof(uint32_t));
	*view = finder_block_view(block);
}

int finder_place(const uint32_t *ids, uint32_t count, uint32_t id)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && ids[low] == id ? (int)low : -1;
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
	return change_run(change,
			  "INSERT INTO finder_version (community_id, block, version) "
			  "VALUES ($1, $2, random()) ON CONFLICT (community_id, block) "
			  "DO UPDATE SET version = excluded.version",
			  ARGS(INT(community_id), INT(block->number)));
}
