/*
 * finder.c - what is asked, over which arrays the pass goes, and what is told of it.
 */
#include "finder.h"

#include "base/text.h"

#include "finder_pass.h"
#include "state.h"

#define PART_BYTES ((size_t)256 << 20) /* at most, to look through one hromada */

struct search {
	const struct issue_filter *filter;
	struct finder_pass pass;
	struct search_terms terms;
	bool has_words;
	uint32_t number_id; /* the issue whose number was typed */
	bool has_number;
	struct near_ids near; /* those that are near the point */
	size_t next_near;
	struct finder_rows changes;
	size_t next_change;
	struct finder_set *set; /* ids are put there, and nothing is counted by itself; or NULL */
};

/* ------------------------------------------------------------------ the question */

static bool is_set(const char *string)
{
	return string && *string;
}

static void read_states(struct finder_question *question, const char *state)
{
	int group = is_set(state) ? state_group_find(state) : -1;

	for (int code = 1; code <= STATE_COUNT; code++)
		if (state_facts((enum state)(code - 1))->group == GROUP_OPEN &&
		    state_can_be_late((enum state)(code - 1)))
			question->late |= 1u << code;
	question->is_overdue = is_set(state) && strcmp(state, "overdue") == 0;
	question->has_states = is_set(state) && !question->is_overdue;
	if (!question->has_states)
		return;
	if (group >= 0)
		question->states = state_group_states((enum state_group)group) << 1;
	else
		question->states = 1u << (state_find(state) + 1);
}

static void read_words(struct search *search, struct db *db, const char *q)
{
	struct issue_key key = {.community_id = search->filter->community_id};

	if (!is_set(q))
		return;
	if (!search->set && issue_key_read(q, &key) == OK) {
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

static void read_order(struct finder_question *question, const struct issue_filter *filter)
{
	static const enum finder_field fields[] = {[SORT_NEWEST] = FINDER_PUBLISHED,
						   [SORT_WAITING] = FINDER_REPORTED,
						   [SORT_UPDATED] = FINDER_UPDATED,
						   [SORT_SUPPORTED] = FINDER_SUPPORT};

	question->order = fields[filter->sort];
	question->flip = filter->sort == SORT_WAITING ? ~(uint64_t)0 : 0;
	question->before_rank = filter->before_id
					? finder_rank(question, (uint32_t)filter->before_at,
						      (uint32_t)filter->before_id)
					: ~(uint64_t)0;
}

static struct finder_question read_question(struct db *db, const struct issue_filter *filter)
{
	struct finder_question question = {
		.today = finder_day(date_of(filter->now)),
		.has_category = is_set(filter->category),
		.area = (uint32_t)filter->area_id,
		.organisation = (uint32_t)filter->organisation_id,
		.has_photo = filter->has_photo,
		.from = date_is_set(filter->from) ? (uint32_t)date_start(filter->from) : 0,
		.to = date_is_set(filter->to) ? (uint32_t)date_start(date_add_days(filter->to, 1))
					      : UINT32_MAX};

	if (question.has_category)
		question.category = finder_category(db, filter->category);
	read_states(&question, filter->state);
	read_order(&question, filter);
	return question;
}

/* Numbers come from one table, so those of a hromada lie close together. */
static struct finder_tally tally_of(struct db *db, const char *sql, int64_t community_id)
{
	struct rows rows = db_rows(db, sql, ARGS(INT(community_id)));
	struct finder_tally tally = {0};

	if (rows_next(&rows) && !rows_is_null(&rows, 0)) {
		tally.first = (uint32_t)rows_int(&rows, 0);
		tally.count = (uint32_t)(rows_int(&rows, 1) - rows_int(&rows, 0) + 1);
	}
	rows_end(&rows);
	tally.counts = arena_take_array(db->arena, tally.count + 1, sizeof(*tally.counts));
	return tally;
}

static void tallies_begin(struct finder_pass *pass, struct db *db, int64_t community_id,
			  size_t limit)
{
	pass->categories.count = FINDER_CODES;
	pass->categories.counts = arena_take_array(db->arena, FINDER_CODES + 1, sizeof(uint32_t));
	pass->areas = tally_of(db, "SELECT min(id), max(id) FROM area WHERE community_id = $1",
			       community_id);
	pass->organisations = tally_of(
		db, "SELECT min(id), max(id) FROM organisation WHERE community_id = $1",
		community_id);
	pass->leaders.most = limit + 1;
	pass->leaders.ranks = arena_take_array(db->arena, limit + 2, sizeof(uint64_t));
}

static struct search search_begin(struct db *db, const struct issue_filter *filter,
				  struct finder_set *set)
{
	struct search search = {.filter = filter, .set = set};

	search.pass.question = read_question(db, filter);
	read_words(&search, db, filter->q);
	if (filter->near.is_set)
		search.near = near_find(db, filter->community_id, &filter->near);
	search.changes = finder_changes(db, filter->community_id, -1);
	return search;
}

/* Whether there is more to fit than what has choices. */
static bool has_places(const struct search *search)
{
	return search->has_words || search->has_number || search->filter->near.is_set;
}

/* ------------------------------------------------------------------ what changed since */

static void set_place(struct finder_places *places, uint32_t place, bool is_there)
{
	uint64_t bit = (uint64_t)1 << place % 64;

	places->bits[place / 64] = (places->bits[place / 64] & ~bit) | (is_there ? bit : 0);
}

static bool is_near(const struct search *search, uint32_t id)
{
	return !search->filter->near.is_set ||
	       finder_place(search->near.items, (uint32_t)search->near.count, id) >= 0;
}

/* Whether it fits what has no choices: words, number, place. */
static bool fits(const struct search *search, struct db *db, const struct finder_row *row)
{
	uint32_t id = row->fields[FINDER_ID];

	if (!is_near(search, id))
		return false;
	if (search->has_number)
		return id == search->number_id;
	return !search->has_words ||
	       (row->fields[FINDER_FACTS] && search_has(search_body(db, id), &search->terms));
}

/* Lay the changes of the block's issues over it; over a copy, since the view is everybody's. */
static void lay_over(struct search *search, struct db *db, struct finder_view *view,
		     struct finder_block *copy, struct finder_places *places)
{
	bool is_copied = false;

	while (search->next_change < search->changes.count && view->count) {
		const struct finder_row *row = &search->changes.items[search->next_change];
		const uint32_t *ids = view->fields[FINDER_ID];
		int place = finder_place(ids, view->count, row->fields[FINDER_ID]);

		if (row->fields[FINDER_ID] > ids[view->count - 1])
			return;
		search->next_change++;
		if (place < 0)
			continue;
		if (!is_copied)
			finder_view_copy(view, copy);
		is_copied = true;
		finder_put(copy, (uint32_t)place, row);
		set_place(places, (uint32_t)place, fits(search, db, row));
	}
}

static void set_put(struct finder_set *set, uint32_t id)
{
	if (id / 64 >= set->words)
		return; /* from behind the moment at which the set began */
	set->bits[id / 64] |= (uint64_t)1 << id % 64;
	set->count++;
}

/* Count the issues of a block, or put them into the set. */
static void take_block(struct search *search, const struct finder_view *view,
		       const struct finder_places *places)
{
	struct finder_places fits;

	if (!search->set) {
		finder_pass_block(&search->pass, view, places);
		return;
	}
	fits = finder_pass_fits(&search->pass.question, view, places);
	for (size_t i = 0; i < COUNT(fits.bits); i++)
		for (uint64_t bits = fits.bits[i]; bits; bits &= bits - 1) {
			size_t place = i * 64 + (size_t)__builtin_ctzll(bits);

			set_put(search->set, view->fields[FINDER_ID][place]);
		}
}

/* The issues that are in no block yet. */
static void count_new(struct search *search, struct db *db, struct finder_block *block)
{
	while (search->next_change < search->changes.count) {
		struct finder_places places = {0};
		struct finder_view view;

		memset(block, 0, sizeof(*block));
		while (search->next_change < search->changes.count &&
		       block->count < FINDER_PLACES) {
			const struct finder_row *row =
				&search->changes.items[search->next_change++];

			set_place(&places, block->count, fits(search, db, row));
			finder_put(block, block->count, row);
		}
		view = finder_block_view(block);
		take_block(search, &view, has_places(search) ? &places : NULL);
	}
}

/* The places of the block that are near, of all or of those that have the words. */
static void keep_near(struct search *search, const struct finder_view *view,
		      struct finder_places *places)
{
	struct finder_places near = {0};
	const uint32_t *ids = view->fields[FINDER_ID];

	while (view->count && search->next_near < search->near.count &&
	       search->near.items[search->next_near] <= ids[view->count - 1]) {
		int place = finder_place(ids, view->count, search->near.items[search->next_near++]);

		if (place >= 0)
			set_place(&near, (uint32_t)place,
				  (!search->has_words && !search->has_number) ||
					  finder_places_has(places, (uint32_t)place));
	}
	*places = near;
}

static void count_all(struct search *search, struct db *db)
{
	uint32_t wanted = 1u << FINDER_ID | 1u << FINDER_FACTS | 1u << FINDER_AREA |
			  1u << FINDER_ORGANISATION | 1u << FINDER_PUBLISHED |
			  1u << search->pass.question.order;
	struct finder_block *block = arena_take(db->arena, sizeof(*block));
	struct finder_blocks blocks = finder_blocks_begin(db, search->filter->community_id, wanted);
	struct finder_view view;

	while (finder_blocks_next(&blocks, &view)) {
		struct finder_places places = {0};

		if (search->has_words) {
			places = finder_words_match(db, search->filter->community_id, view.number,
						    &search->terms);
		} else if (search->has_number) {
			int place = finder_place(view.fields[FINDER_ID], view.count,
						 search->number_id);

			if (place >= 0)
				set_place(&places, (uint32_t)place, true);
		}
		if (search->filter->near.is_set)
			keep_near(search, &view, &places);
		lay_over(search, db, &view, block, &places);
		take_block(search, &view, has_places(search) ? &places : NULL);
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
	struct search search = search_begin(db, filter, NULL);
	const struct finder_pass *pass = &search.pass;
	struct finding finding = {0};

	tallies_begin(&search.pass, db, filter->community_id, limit);
	count_all(&search, db);
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
	struct search search = search_begin(db, filter, set);

	count_all(&search, db);
}

struct finder_set finder_set(struct db *db, const struct issue_filter *filter)
{
	int64_t most = db_int(db, "SELECT max(id) FROM issue", NO_ARGS, 0);
	struct finder_set set = {.words = most / 64 + 1};
	struct issue_filter of = *filter;
	struct db part;

	set.bits = arena_take_array(db->arena, (size_t)set.words, sizeof(*set.bits));
	if (is_set(filter->q) && !search_query(db->arena, filter->q))
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
