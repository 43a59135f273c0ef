/*
 * finder.c - one pass over the arrays of a hromada.
 *
 * For every issue it is noted which of the filters with choices it misses. One that misses none
 * belongs to the answer; one that misses a single filter is counted among that filter's choices: it is
 * what another choice there would show. Words and period have no choices, so who misses them is out.
 */
#include "finder.h"

#include "finder_words.h"
#include "state.h"

#define CODES 2048 /* of categories */

enum miss {
	MISS_CATEGORY = 1,
	MISS_AREA = 2,
	MISS_ORGANISATION = 4,
	MISS_STATE = 8,
	MISS_PHOTO = 16,
	MISS_ALL = 0xFF, /* it is out, whatever else is chosen */
};

/* How many there are of each number from first on. */
struct tally {
	uint32_t first, count;
	uint32_t *counts;
};

/* The first of the order: a heap whose root is the last of them. */
struct leaders {
	uint64_t *ranks;
	size_t count, most;
};

struct search {
	const struct issue_filter *filter;
	uint32_t category, area, organisation, today;
	bool has_category, has_words, is_overdue;
	uint32_t states; /* bits of codes (enum state + 1) that fit */
	uint32_t late;   /* the same, that can be late */
	uint32_t from, to;
	enum finder_field order;
	uint64_t flip;        /* all ones where the smallest comes first */
	uint64_t before_rank; /* only smaller ranks */
	struct search_terms terms;
	uint32_t number_id; /* the issue whose number was typed */
	bool has_number;

	struct finder_rows changes;
	size_t next_change;

	int64_t count, before_count, photos, overdue;
	uint32_t states_count[16];
	struct tally categories, areas, organisations;
	struct leaders leaders;
};

/* ------------------------------------------------------------------ the question */

static bool is_set(const char *string)
{
	return string && *string;
}

static void read_states(struct search *search, const char *state)
{
	int group = is_set(state) ? state_group_find(state) : -1;

	for (int code = 1; code <= STATE_COUNT; code++)
		if (state_facts((enum state)(code - 1))->group == GROUP_OPEN &&
		    state_can_be_late((enum state)(code - 1)))
			search->late |= 1u << code;
	search->is_overdue = is_set(state) && strcmp(state, "overdue") == 0;
	if (!is_set(state) || search->is_overdue)
		search->states = ~0u;
	else if (group >= 0)
		search->states = state_group_states((enum state_group)group) << 1;
	else
		search->states = 1u << (state_find(state) + 1);
}

static void read_words(struct search *search, struct db *db, const char *q)
{
	struct issue_key key = {.community_id = search->filter->community_id};

	if (!is_set(q))
		return;
	if (issue_key_read(q, &key) == OK) {
		search->has_number = true;
		search->number_id = (uint32_t)db_int(
			db,
			"SELECT id FROM issue WHERE community_id = $1 AND year = $2 AND "
			"number = $3",
			ARGS(INT(key.community_id), INT(key.year), INT(key.number)), 0);
		return;
	}
	search->terms = search_terms(db->arena, q);
	search->has_words = search->terms.count > 0;
}

static uint64_t rank_of(const struct search *search, uint64_t key, uint64_t id)
{
	return (key << 32 | id) ^ search->flip;
}

static void read_order(struct search *search)
{
	static const enum finder_field fields[] = {[SORT_NEWEST] = FINDER_PUBLISHED,
						   [SORT_WAITING] = FINDER_REPORTED,
						   [SORT_UPDATED] = FINDER_UPDATED,
						   [SORT_SUPPORTED] = FINDER_SUPPORT};
	const struct issue_filter *filter = search->filter;

	search->order = fields[filter->sort];
	search->flip = filter->sort == SORT_WAITING ? ~(uint64_t)0 : 0;
	search->before_rank = filter->before_id ? rank_of(search, (uint32_t)filter->before_at,
							  (uint32_t)filter->before_id)
						: ~(uint64_t)0;
}

/* Numbers come from one table, so those of a hromada lie close together. */
static struct tally tally_of(struct db *db, const char *sql, int64_t community_id)
{
	struct rows rows = db_rows(db, sql, ARGS(INT(community_id)));
	struct tally tally = {0};

	if (rows_next(&rows) && !rows_is_null(&rows, 0)) {
		tally.first = (uint32_t)rows_int(&rows, 0);
		tally.count = (uint32_t)(rows_int(&rows, 1) - rows_int(&rows, 0) + 1);
	}
	rows_end(&rows);
	tally.counts = arena_take_array(db->arena, tally.count + 1, sizeof(*tally.counts));
	return tally;
}

static struct search search_begin(struct db *db, const struct issue_filter *filter, size_t limit)
{
	struct search search = {.filter = filter, .today = finder_day(date_of(filter->now))};

	search.has_category = is_set(filter->category);
	if (search.has_category)
		search.category = finder_category(db, filter->category);
	search.area = (uint32_t)filter->area_id;
	search.organisation = (uint32_t)filter->organisation_id;
	search.from = date_is_set(filter->from) ? (uint32_t)date_start(filter->from) : 0;
	search.to = date_is_set(filter->to) ? (uint32_t)date_start(date_add_days(filter->to, 1))
					    : UINT32_MAX;
	read_states(&search, filter->state);
	read_words(&search, db, filter->q);
	read_order(&search);
	search.categories = (struct tally){
		.count = CODES, .counts = arena_take_array(db->arena, CODES + 1, sizeof(uint32_t))};
	search.areas = tally_of(db, "SELECT min(id), max(id) FROM area WHERE community_id = $1",
				filter->community_id);
	search.organisations = tally_of(
		db, "SELECT min(id), max(id) FROM organisation WHERE community_id = $1",
		filter->community_id);
	search.leaders.most = limit + 1;
	search.leaders.ranks = arena_take_array(db->arena, limit + 2, sizeof(uint64_t));
	search.changes = finder_changes(db, filter->community_id, -1);
	return search;
}

/* ------------------------------------------------------------------ the first of the order */

static void sift_down(struct leaders *leaders, size_t at)
{
	uint64_t rank = leaders->ranks[at];

	for (size_t child; (child = 2 * at + 1) < leaders->count; at = child) {
		if (child + 1 < leaders->count && leaders->ranks[child + 1] < leaders->ranks[child])
			child++;
		if (leaders->ranks[child] >= rank)
			break;
		leaders->ranks[at] = leaders->ranks[child];
	}
	leaders->ranks[at] = rank;
}

static void leaders_add(struct leaders *leaders, uint64_t rank)
{
	size_t at;

	if (leaders->count == leaders->most) {
		if (rank > leaders->ranks[0]) {
			leaders->ranks[0] = rank;
			sift_down(leaders, 0);
		}
		return;
	}
	for (at = leaders->count++; at && leaders->ranks[(at - 1) / 2] > rank; at = (at - 1) / 2)
		leaders->ranks[at] = leaders->ranks[(at - 1) / 2];
	leaders->ranks[at] = rank;
}

/* ------------------------------------------------------------------ the pass */

static void tally_add(struct tally *tally, uint32_t number)
{
	uint32_t at = number - tally->first;

	tally->counts[at < tally->count ? at : tally->count]++;
}

static bool is_late(const struct search *search, uint32_t facts)
{
	return FACTS_DUE(facts) && FACTS_DUE(facts) < search->today &&
	       search->late >> FACTS_STATE(facts) & 1;
}

/* Bits of what each issue of the block misses; all of them where it is out. Without a branch in it. */
static void note_misses(const struct search *search, const struct finder_block *block,
			const struct finder_places *places, uint8_t *misses)
{
	const uint32_t *facts = block->fields[FINDER_FACTS];
	const uint32_t *published = block->fields[FINDER_PUBLISHED];

	for (uint32_t i = 0; i < block->count; i++) {
		bool is_state = search->is_overdue ? is_late(search, facts[i])
						   : search->states >> FACTS_STATE(facts[i]) & 1;

		misses[i] = (uint8_t)((is_state ? 0 : MISS_STATE) |
				      (FACTS_STATE(facts[i]) ? 0 : MISS_ALL));
	}
	if (search->has_category)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= FACTS_CATEGORY(facts[i]) != search->category ? MISS_CATEGORY
										  : 0;
	if (search->area)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= block->fields[FINDER_AREA][i] != search->area ? MISS_AREA : 0;
	if (search->organisation)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= block->fields[FINDER_ORGANISATION][i] != search->organisation
					     ? MISS_ORGANISATION
					     : 0;
	if (search->filter->has_photo)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= FACTS_PHOTO(facts[i]) ? 0 : MISS_PHOTO;
	if (search->from || search->to != UINT32_MAX)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= published[i] < search->from || published[i] >= search->to
					     ? MISS_ALL
					     : 0;
	if (places)
		for (uint32_t i = 0; i < block->count; i++)
			misses[i] |= finder_places_has(places, i) ? 0 : MISS_ALL;
}

static void count_choices(struct search *search, const struct finder_block *block, uint32_t i,
			  unsigned misses)
{
	uint32_t facts = block->fields[FINDER_FACTS][i];

	if (!(misses & ~(unsigned)MISS_CATEGORY))
		tally_add(&search->categories, FACTS_CATEGORY(facts));
	if (!(misses & ~(unsigned)MISS_AREA))
		tally_add(&search->areas, block->fields[FINDER_AREA][i]);
	if (!(misses & ~(unsigned)MISS_ORGANISATION))
		tally_add(&search->organisations, block->fields[FINDER_ORGANISATION][i]);
	if (!(misses & ~(unsigned)MISS_STATE)) {
		search->states_count[FACTS_STATE(facts)]++;
		search->overdue += is_late(search, facts);
	}
	if (!(misses & ~(unsigned)MISS_PHOTO))
		search->photos += FACTS_PHOTO(facts);
}

static void count_block(struct search *search, const struct finder_block *block,
			const struct finder_places *places)
{
	const uint32_t *keys = block->fields[search->order], *ids = block->fields[FINDER_ID];
	uint8_t misses[FINDER_PLACES];

	note_misses(search, block, places, misses);
	for (uint32_t i = 0; i < block->count; i++) {
		if (misses[i] & (misses[i] - 1)) /* more than one */
			continue;
		count_choices(search, block, i, misses[i]);
		if (!misses[i]) {
			uint64_t rank = rank_of(search, keys[i], ids[i]);

			search->count++;
			if (rank < search->before_rank)
				leaders_add(&search->leaders, rank);
			else
				search->before_count++;
		}
	}
}

/* ------------------------------------------------------------------ what changed since */

static void set_place(struct finder_places *places, uint32_t place, bool is_there)
{
	uint64_t bit = (uint64_t)1 << place % 64;

	places->bits[place / 64] = (places->bits[place / 64] & ~bit) | (is_there ? bit : 0);
}

/* Lay the changes of the block's issues over it. */
static void lay_over(struct search *search, struct db *db, struct finder_block *block,
		     struct finder_places *places)
{
	while (search->next_change < search->changes.count && block->count) {
		const struct finder_row *row = &search->changes.items[search->next_change];
		uint32_t id = row->fields[FINDER_ID];
		int place = finder_place(block, id);

		if (id > block->fields[FINDER_ID][block->count - 1])
			return;
		search->next_change++;
		if (place < 0)
			continue;
		finder_put(block, (uint32_t)place, row);
		if (search->has_words && row->fields[FINDER_FACTS])
			set_place(places, (uint32_t)place,
				  search_has(search_body(db, id), &search->terms));
	}
}

/* The issues that are in no block yet. */
static void count_new(struct search *search, struct db *db, struct finder_block *block)
{
	while (search->next_change < search->changes.count) {
		struct finder_places places = {0};

		block->count = 0;
		while (search->next_change < search->changes.count &&
		       block->count < FINDER_PLACES) {
			const struct finder_row *row =
				&search->changes.items[search->next_change++];
			uint32_t id = row->fields[FINDER_ID];

			if (search->has_number ? id == search->number_id
			    : search->has_words && row->fields[FINDER_FACTS]
				    ? search_has(search_body(db, id), &search->terms)
				    : false)
				set_place(&places, block->count, true);
			finder_put(block, block->count, row);
		}
		count_block(search, block,
			    search->has_words || search->has_number ? &places : NULL);
	}
}

static void count_all(struct search *search, struct db *db)
{
	uint32_t wanted = 1u << FINDER_ID | 1u << FINDER_FACTS | 1u << FINDER_AREA |
			  1u << FINDER_ORGANISATION | 1u << FINDER_PUBLISHED | 1u << search->order;
	struct finder_block *block = arena_take(db->arena, sizeof(*block));
	struct finder_blocks blocks = finder_blocks_begin(db, search->filter->community_id, wanted);

	while (finder_blocks_next(&blocks, block)) {
		struct finder_places places = {0};

		if (search->has_words) {
			places = finder_words_match(db, search->filter->community_id, block->number,
						    &search->terms);
		} else if (search->has_number) {
			int place = finder_place(block, search->number_id);

			if (place >= 0)
				set_place(&places, (uint32_t)place, true);
		}
		lay_over(search, db, block, &places);
		count_block(search, block,
			    search->has_words || search->has_number ? &places : NULL);
	}
	count_new(search, db, block);
}

/* ------------------------------------------------------------------ the answer */

static void add_count(struct arena *arena, struct issue_counts *counts, const char *key,
		      int64_t count)
{
	if (count)
		*LIST_ADD(arena, counts) = (struct issue_count){.key = key, .count = count};
}

static struct issue_counts counts_of_ids(struct arena *arena, const struct tally *tally)
{
	struct issue_counts counts = {0};

	for (uint32_t i = 0; i < tally->count; i++)
		if (tally->counts[i])
			add_count(arena, &counts, arena_printf(arena, "%u", tally->first + i),
				  tally->counts[i]);
	return counts;
}

static struct issue_counts counts_of_categories(struct db *db, const struct tally *tally)
{
	struct issue_counts counts = {0};
	struct rows rows = db_rows(
		db, "SELECT code, category FROM finder_category WHERE code BETWEEN 1 AND $1",
		ARGS(INT(CODES - 1)));

	while (rows_next(&rows))
		add_count(db->arena, &counts, rows_text(&rows, 1),
			  tally->counts[rows_int(&rows, 0)]);
	return counts;
}

static struct issue_counts counts_of_states(struct arena *arena, const struct search *search)
{
	struct issue_counts counts = {0};

	for (int group = 0; group < GROUP_COUNT; group++) {
		uint32_t states = state_group_states((enum state_group)group);
		int64_t count = 0;

		for (int state = 0; state < STATE_COUNT; state++)
			if (states >> state & 1)
				count += search->states_count[state + 1];
		add_count(arena, &counts, state_group_key((enum state_group)group), count);
	}
	add_count(arena, &counts, "overdue", search->overdue);
	for (int state = 0; state < STATE_COUNT; state++) {
		const char *key = state_key((enum state)state);

		/* "resolved" and "closed" are groups too, and asked for as such. */
		if (state_group_find(key) < 0)
			add_count(arena, &counts, key, search->states_count[state + 1]);
	}
	return counts;
}

/* The ids of the page, the first of the order in front. */
static void take_leaders(struct arena *arena, struct search *search, struct finding *finding)
{
	struct leaders *leaders = &search->leaders;
	int64_t *ids = arena_take_array(arena, leaders->count, sizeof(*ids));

	finding->has_more = leaders->count == leaders->most;
	finding->id_count = leaders->count - finding->has_more;
	for (size_t left = leaders->count; left; left--) {
		if (left - 1 < finding->id_count)
			ids[left - 1] = (int64_t)((leaders->ranks[0] ^ search->flip) & UINT32_MAX);
		leaders->ranks[0] = leaders->ranks[left - 1];
		leaders->count = left - 1;
		if (leaders->count)
			sift_down(leaders, 0);
	}
	finding->ids = ids;
}

struct finding finder_find(struct db *db, const struct issue_filter *filter, size_t limit)
{
	struct search search = search_begin(db, filter, limit);
	struct finding finding = {0};

	count_all(&search, db);
	finding.count = search.count;
	finding.before_count = search.before_count;
	finding.photo_count = search.photos;
	finding.categories = counts_of_categories(db, &search.categories);
	finding.areas = counts_of_ids(db->arena, &search.areas);
	finding.organisations = counts_of_ids(db->arena, &search.organisations);
	finding.states = counts_of_states(db->arena, &search);
	take_leaders(db->arena, &search, &finding);
	return finding;
}
