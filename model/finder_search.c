/*
 * finder_search.c - the question in the numbers of the arrays, and the way through these.
 */
#include "finder_search.h"

#include "state.h"

#define SUMS_LIMIT 100 /* issues of a page, at most, whose sums are kept */

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

static void read_words(struct finder_search *search, struct db *db, const char *q)
{
	struct issue_key key = {.community_id = search->filter->community_id};

	if (!is_set(q))
		return;
	if (!search->set && issue_key_read(q, &key) == OK) {
		search->has_number = true;
		search->number_id = (uint32_t)issue_key_id(db, key);
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

struct finder_search finder_search_begin(struct db *db, const struct issue_filter *filter,
					 struct finder_set *set)
{
	struct finder_search search = {.filter = filter, .set = set};

	search.pass.question = read_question(db, filter);
	read_words(&search, db, filter->q);
	if (filter->near.is_set)
		search.near = near_find(db, filter->community_id, &filter->near);
	search.changes = finder_changes(db, filter->community_id, -1);
	return search;
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

/* The same counts, empty, for one block alone. */
static struct finder_pass part_of(struct arena *arena, const struct finder_pass *pass)
{
	struct finder_pass part = {.question = pass->question,
				   .categories = pass->categories,
				   .areas = pass->areas,
				   .organisations = pass->organisations,
				   .leaders = {.most = pass->leaders.most}};
	struct finder_tally *tallies[] = {&part.categories, &part.areas, &part.organisations};

	for (size_t i = 0; i < COUNT(tallies); i++)
		tallies[i]->counts = arena_take_array(arena, tallies[i]->count + 1,
						      sizeof(*tallies[i]->counts));
	part.leaders.ranks = arena_take_array(arena, part.leaders.most + 1,
					      sizeof(*part.leaders.ranks));
	return part;
}

void finder_search_begin_count(struct finder_search *search, struct db *db, size_t limit)
{
	const struct issue_filter *filter = search->filter;

	tallies_begin(&search->pass, db, filter->community_id, limit);
	/* What is near a point is not looked up by block; a number is found at once; further pages and
	   whole lists are seldom asked for twice. */
	search->keeps_sums = !filter->near.is_set && !search->has_number && !filter->before_id &&
			     limit <= SUMS_LIMIT;
	if (!search->keeps_sums)
		return;
	search->asked = finder_asked(db->arena, &search->pass, search->has_words ? filter->q : "");
	search->part = part_of(db->arena, &search->pass);
}

/* Whether there is more to fit than what has choices. */
static bool has_places(const struct finder_search *search)
{
	return search->has_words || search->has_number || search->filter->near.is_set;
}

/* ------------------------------------------------------------------ what changed since */

static void set_place(struct finder_places *places, uint32_t place, bool is_there)
{
	uint64_t bit = (uint64_t)1 << place % 64;

	places->bits[place / 64] = (places->bits[place / 64] & ~bit) | (is_there ? bit : 0);
}

static bool is_near(const struct finder_search *search, uint32_t id)
{
	return !search->filter->near.is_set ||
	       finder_place(search->near.items, (uint32_t)search->near.count, id) >= 0;
}

/* Whether it fits what has no choices: words, number, place. */
static bool fits(const struct finder_search *search, struct db *db, const struct finder_row *row)
{
	uint32_t id = row->fields[FINDER_ID];

	if (!is_near(search, id))
		return false;
	if (search->has_number)
		return id == search->number_id;
	return !search->has_words ||
	       (row->fields[FINDER_FACTS] && search_has(search_body(db, id), &search->terms));
}

/*
 * Lay the changes of the block's issues over it; over a copy, since the view is everybody's. Whether there
 * were any.
 */
static bool lay_over(struct finder_search *search, struct db *db, struct finder_view *view,
		     struct finder_block *copy, struct finder_places *places)
{
	bool is_copied = false;

	while (search->next_change < search->changes.count && view->count) {
		const struct finder_row *row = &search->changes.items[search->next_change];
		const uint32_t *ids = view->fields[FINDER_ID];
		int place = finder_place(ids, view->count, row->fields[FINDER_ID]);

		if (row->fields[FINDER_ID] > ids[view->count - 1])
			break;
		search->next_change++;
		if (place < 0)
			continue;
		if (!is_copied)
			finder_view_copy(view, copy);
		is_copied = true;
		finder_put(copy, (uint32_t)place, row);
		set_place(places, (uint32_t)place, fits(search, db, row));
	}
	return is_copied;
}

static void set_put(struct finder_set *set, uint32_t id)
{
	if (id / 64 >= set->words)
		return; /* from behind the moment at which the set began */
	set->bits[id / 64] |= (uint64_t)1 << id % 64;
	set->count++;
}

/* Count the issues of a block, or put them into the set. */
static void take_block(struct finder_search *search, const struct finder_view *view,
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
static void count_new(struct finder_search *search, struct db *db, struct finder_block *block)
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
static void keep_near(struct finder_search *search, const struct finder_view *view,
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

/* ------------------------------------------------------------------ all blocks */

/* The places of the block that fit what has no choices. */
static struct finder_places places_of(struct finder_search *search, struct db *db,
				      const struct finder_view *view)
{
	struct finder_places places = {0};

	if (search->has_words) {
		places = finder_words_match(db, search->filter->community_id, view->number,
					    &search->terms);
	} else if (search->has_number) {
		int place = finder_place(view->fields[FINDER_ID], view->count, search->number_id);

		if (place >= 0)
			set_place(&places, (uint32_t)place, true);
	}
	if (search->filter->near.is_set)
		keep_near(search, view, &places);
	return places;
}

static void part_empty(struct finder_pass *part)
{
	struct finder_tally *tallies[] = {&part->categories, &part->areas, &part->organisations};

	for (size_t i = 0; i < COUNT(tallies); i++)
		memset(tallies[i]->counts, 0,
		       (tallies[i]->count + 1) * sizeof(*tallies[i]->counts));
	memset(part->states, 0, sizeof(part->states));
	part->count = part->before_count = part->photos = part->overdue = 0;
	part->leaders.count = 0;
}

/* Add the sums of a block if they are kept, and nothing in it changed since. */
static bool add_kept(struct finder_search *search, int64_t version)
{
	const struct finder_kept *sums = finder_sums_take(&search->asked, version);
	bool is_changed = search->next_change < search->changes.count && sums &&
			  search->changes.items[search->next_change].fields[FINDER_ID] <=
				  finder_sums_last_id(sums);

	if (sums && !is_changed)
		finder_sums_add(&search->pass, sums);
	finder_kept_return(sums);
	return sums && !is_changed;
}

/* Count a block by itself, for all who will ask the same. */
static void count_and_keep(struct finder_search *search, int64_t version,
			   const struct finder_view *view, const struct finder_places *places)
{
	part_empty(&search->part);
	finder_pass_block(&search->part, view, places);
	finder_sums_keep(&search->asked, version, view->fields[FINDER_ID][view->count - 1],
			 &search->part);
	if (!add_kept(search, version)) /* another question has its name */
		finder_pass_block(&search->pass, view, places);
}

void finder_search_all(struct finder_search *search, struct db *db)
{
	uint32_t wanted = 1u << FINDER_ID | 1u << FINDER_FACTS | 1u << FINDER_AREA |
			  1u << FINDER_ORGANISATION | 1u << FINDER_PUBLISHED |
			  1u << search->pass.question.order;
	struct finder_block *block = arena_take(db->arena, sizeof(*block));
	struct finder_blocks blocks = finder_blocks_begin(db, search->filter->community_id, wanted);
	struct finder_version version;
	struct finder_view view;

	while (finder_blocks_next(&blocks, &version)) {
		struct finder_places places;
		bool is_changed;

		if (search->keeps_sums && add_kept(search, version.version))
			continue;
		if (!finder_blocks_view(&blocks, &view))
			return;
		places = places_of(search, db, &view);
		is_changed = lay_over(search, db, &view, block, &places);
		/* What was not read to its end must not be kept as if it were. */
		if (db_outcome(db) != OK) {
			finder_blocks_end(&blocks);
			return;
		}
		if (search->keeps_sums && !is_changed && view.count)
			count_and_keep(search, version.version, &view,
				       has_places(search) ? &places : NULL);
		else
			take_block(search, &view, has_places(search) ? &places : NULL);
	}
	count_new(search, db, block);
}
