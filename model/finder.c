/*
 * finder.c - what is told of a search: counts and a page, or a set.
 */
#include "finder.h"

#include "base/text.h"
#include "finder_search.h"
#include "state.h"

#define PART_BYTES ((size_t)256 << 20) /* at most, to look through one hromada */

/* ------------------------------------------------------------------ the answer */

static void add_count(struct arena *arena, struct issue_counts *counts, const char *key,
		      int64_t count)
{
	if (count)
		*LIST_ADD(arena, counts) = (struct issue_count){.key = key, .count = count};
}

static struct issue_counts counts_of_ids(struct arena *arena, const struct finder_tally *tally)
{
	struct issue_counts counts = {0};

	for (uint32_t i = 0; i < tally->count; i++)
		if (tally->counts[i])
			add_count(arena, &counts, arena_printf(arena, "%u", tally->first + i),
				  tally->counts[i]);
	return counts;
}

static struct issue_counts counts_of_categories(struct db *db, const struct finder_tally *tally)
{
	struct issue_counts counts = {0};
	struct rows rows = db_rows(
		db, "SELECT code, category FROM finder_category WHERE code BETWEEN 1 AND $1",
		ARGS(INT(FINDER_CODES - 1)));

	while (rows_next(&rows))
		add_count(db->arena, &counts, rows_text(&rows, 1),
			  tally->counts[rows_int(&rows, 0)]);
	return counts;
}

static struct issue_counts counts_of_states(struct arena *arena, const struct finder_pass *pass)
{
	struct issue_counts counts = {0};

	for (int group = 0; group < GROUP_COUNT; group++) {
		uint32_t states = state_group_states((enum state_group)group);
		int64_t count = 0;

		for (int state = 0; state < STATE_COUNT; state++)
			if (states >> state & 1)
				count += pass->states[state + 1];
		add_count(arena, &counts, state_group_key((enum state_group)group), count);
	}
	add_count(arena, &counts, "overdue", pass->overdue);
	for (int state = 0; state < STATE_COUNT; state++) {
		const char *key = state_key((enum state)state);

		/* "resolved" and "closed" are groups too, and asked for as such. */
		if (state_group_find(key) < 0)
			add_count(arena, &counts, key, pass->states[state + 1]);
	}
	return counts;
}

/* The ids of the page, the first of the order in front. */
static void take_leaders(struct arena *arena, struct finder_pass *pass, struct finding *finding)
{
	struct finder_leaders *leaders = &pass->leaders;
	int64_t *ids = arena_take_array(arena, leaders->count, sizeof(*ids));

	finding->has_more = leaders->count == leaders->most;
	finding->id_count = leaders->count - finding->has_more;
	while (leaders->count) {
		uint64_t rank = finder_leaders_pop(leaders);

		if (leaders->count < finding->id_count)
			ids[leaders->count] = (int64_t)((rank ^ pass->question.flip) & UINT32_MAX);
	}
	finding->ids = ids;
}

struct finding finder_find(struct db *db, const struct issue_filter *filter, size_t limit)
{
	struct finder_search search = finder_search_begin(db, filter, NULL);
	const struct finder_pass *pass = &search.pass;
	struct finding finding = {0};

	finder_search_begin_count(&search, db, limit);
	finder_search_all(&search, db);
	finding.count = pass->count;
	finding.before_count = pass->before_count;
	finding.photo_count = pass->photos;
	finding.categories = counts_of_categories(db, &pass->categories);
	finding.areas = counts_of_ids(db->arena, &pass->areas);
	finding.organisations = counts_of_ids(db->arena, &pass->organisations);
	finding.states = counts_of_states(db->arena, pass);
	take_leaders(db->arena, &search.pass, &finding);
	return finding;
}

/* ------------------------------------------------------------------ sets */

/* The next hromada that has anything to be found, behind that one; 0: none. */
static int64_t next_community(struct db *db, int64_t community_id)
{
	static const int64_t none = INT64_MAX;
	int64_t settled = db_int(db,
				 "SELECT community_id FROM finder_version WHERE community_id > $1 "
				 "ORDER BY community_id LIMIT 1",
				 ARGS(INT(community_id)), none);
	int64_t changed = db_int(db,
				 "SELECT community_id FROM finder_change WHERE community_id > $1 "
				 "ORDER BY community_id LIMIT 1",
				 ARGS(INT(community_id)), none);
	int64_t next = settled < changed ? settled : changed;

	return next == none ? 0 : next;
}

static void add_community(struct db *db, const struct issue_filter *filter, struct finder_set *set)
{
	struct finder_search search = finder_search_begin(db, filter, set);

	finder_search_all(&search, db);
}

struct finder_set finder_set(struct db *db, const struct issue_filter *filter)
{
	int64_t most = db_int(db, "SELECT max(id) FROM issue", NO_ARGS, 0);
	struct finder_set set = {.words = most / 64 + 1};
	struct issue_filter of = *filter;
	struct db part;

	set.bits = arena_take_array(db->arena, (size_t)set.words, sizeof(*set.bits));
	if (filter->q && *filter->q && !search_query(db->arena, filter->q))
		return set;
	if (!filter->community_id)
		of.community_id = next_community(db, 0);
	/* There may be 1,469 hromadas, and finding takes its room for each: the same one again and again. */
	part = db_handle(db->connection, arena_begin(PART_BYTES));
	while (of.community_id && db_outcome(&part) == OK) {
		add_community(&part, &of, &set);
		arena_reset(part.arena);
		of.community_id = filter->community_id ? 0 : next_community(db, of.community_id);
	}
	if (db_outcome(db) == OK)
		db->outcome = part.outcome;
	arena_end(part.arena);
	return set;
}

const char *finder_set_few(struct arena *arena, const struct finder_set *set)
{
	struct text ids;

	if (set->count > FINDER_FEW || (set->count > FINDER_ALWAYS_FEW && set->count > set->words))
		return NULL;
	ids = text_begin(arena, (size_t)set->count * 24 + 24);
	text_add_char(&ids, '[');
	for (int64_t i = 0; i < set->words; i++)
		for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1) {
			long long id = i * 64 + __builtin_ctzll(bits);

			text_addf(&ids, "%s%lld", ids.length > 1 ? "," : "", id);
		}
	text_add_char(&ids, ']');
	return ids.bytes;
}
