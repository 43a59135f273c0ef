#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/text.h"
#include "model/finder.h"
#include "model/finder_block.h"
#include "model/search.h"
#include "tests/register.h"

/* The register by columns says what the rows say: before settling, after it, and with changes since. */
TestSuite(finder, .init = register_begin, .fini = world_end);

static void run(struct change *change, const char *sql, struct values values)
{
	cr_assert_eq(change_run(change, sql, values), OK);
}

/* One more issue, in any state; straight into the tables, because a walk to each would take long. */
static void add_any(struct change *change)
{
	static const char *const categories[] = {"roads", "lighting", "waste", "order"};
	static const char *const titles[] = {"Яма на дорозі", "Темно без освітлення", "Немає води",
					     "Зграя собак"};
	static const char *const states[] = {"registered", "assigned", "on_hold",   "resolved",
					     "closed",     "new",      "clarified", "restricted"};
	struct form form = world_form();
	struct issue_report report = {.category = categories[ready_chance(4)],
				      .title = titles[ready_chance(4)],
				      .text = titles[ready_chance(4)],
				      .place = "вул. Київська",
				      .area_id = 1 + ready_chance(5)};
	struct issue_added added = {0};

	cr_assert_eq(issue_add_import(change, &form, true, &report, &added), OK);
	run(change,
	    "UPDATE issue SET state = $2, organisation_id = $3, photo_count = $4, "
	    "support_count = $5, reported_at = $6, published_at = $7, updated_at = $8, due = $9, "
	    "precision = $10 WHERE id = $1",
	    ARGS(INT(added.id), TEXT(states[ready_chance(8)]),
		 INT_OR_NONE(ready_chance(2) ? register_utility : 0), INT(ready_chance(3)),
		 INT(ready_chance(4)), INT(WORLD_NOW - ready_chance(9) * 86400),
		 INT(WORLD_NOW - ready_chance(9) * 86400), INT(WORLD_NOW - ready_chance(9) * 86400),
		 TEXT(ready_chance(2) ? "2026-11-01" : "2026-12-01"), INT(ready_chance(4))));
	cr_assert_eq(search_put(change, added.id), OK);
}

static void add_many(int count)
{
	struct change *change = world_change(ROLE_SECRETARY);

	while (count--)
		add_any(change);
	world_commit();
}

/* Some of them are changed: state, words, public or not. */
static void change_some(int count)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t last = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);

	while (count--) {
		int64_t id = 1 + ready_chance((unsigned)last);

		run(change, "UPDATE issue SET title = 'Люк відкритий', state = $2 WHERE id = $1",
		    ARGS(INT(id), TEXT(ready_chance(2) ? "restricted" : "in_progress")));
		cr_assert_eq(search_put(change, id), OK);
	}
	cr_assert_eq(audit_add(change, "test", "issues", "", "{}"), OK);
	world_commit();
}

static void settle(void)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t left = 1;

	while (left)
		cr_assert_eq(finder_settle(change, &left), OK);
	world_commit();
	cr_assert_eq(finder_waiting(world_db()), 0);
}

static struct issue_filter any_filter(void)
{
	static const char *const categories[] = {"", "roads", "lighting", "unicorns"};
	static const char *const states[] = {NULL,         "open",    "resolved", "closed",
					     "registered", "on_hold", "overdue"};
	static const char *const words[] = {"",           "яма",        "вода",
					    "освітлення", "люк дорога", "2026-7"};
	struct issue_filter filter = {.community_id = world_korosten.id, .now = WORLD_NOW};

	filter.category = categories[ready_chance(3) ? 0 : 1 + ready_chance(3)];
	filter.state = states[ready_chance(7)];
	filter.q = words[ready_chance(3) ? 0 : 1 + ready_chance(5)];
	filter.area_id = ready_chance(3) ? 0 : 1 + ready_chance(6);
	filter.organisation_id = ready_chance(3) ? 0 : register_utility;
	filter.has_photo = !ready_chance(3);
	if (!ready_chance(3))
		filter.from = date_add_days(date_of(WORLD_NOW), -(int)ready_chance(9));
	if (!ready_chance(3))
		filter.to = date_add_days(date_of(WORLD_NOW), -(int)ready_chance(9));
	filter.sort = (enum issue_sort)ready_chance(4);
	return filter;
}

/* The same asked of the rows. */
static struct rows ask_rows(const struct issue_filter *filter)
{
	static const char *const orders[] = {"p.published_at DESC, p.id DESC",
					     "p.reported_at, p.id", "p.updated_at DESC, p.id DESC",
					     "p.support_count DESC, p.id DESC"};
	struct date behind = date_is_set(filter->to) ? date_add_days(filter->to, 1) : filter->to;
	const char *q = filter->q && *filter->q ? search_query(ready_arena(), filter->q) : NULL;
	const char *sql = arena_printf(
		ready_arena(),
		"SELECT p.id FROM issue_public p WHERE p.community_id = $1 "
		"AND ($2 = '' OR p.category = $2) AND ($3 = 0 OR p.area_id = $3) "
		"AND ($4 = 0 OR p.organisation_id = $4) AND ($5 = 0 OR p.photo_count > 0) "
		"AND ($6 = 0 OR p.published_at >= $6) AND ($7 = 0 OR p.published_at < $7) "
		"AND ($8 = '' OR p.state = $8 OR p.phase = $8 OR ($8 = 'overdue' AND p.due < $9 "
		"AND p.phase = 'open' AND p.state <> 'on_hold')) AND ($10 IS NULL OR p.id IN "
		"(SELECT rowid FROM issue_search WHERE issue_search MATCH coalesce($10, 'x'))) "
		"ORDER BY %s",
		orders[filter->sort]);

	return db_rows(world_db(), sql,
		       ARGS(INT(filter->community_id), TEXT(filter->category), INT(filter->area_id),
			    INT(filter->organisation_id), INT(filter->has_photo),
			    INT(date_is_set(filter->from) ? date_start(filter->from) : 0),
			    INT(date_is_set(behind) ? date_start(behind) : 0),
			    TEXT(filter->state ? filter->state : ""),
			    DATE(ready_arena(), date_of(WORLD_NOW)), TEXT(q)));
}

/* As a set the same, and in little room, since hundreds of hromadas are gone through for one. */
static void compare_set(const struct issue_filter *filter)
{
	struct db db = db_handle(world_db()->connection, arena_begin(100000));
	struct finder_set set = finder_set(&db, filter);
	struct rows rows = ask_rows(filter);
	int64_t count = 0;

	for (; rows_next(&rows); count++)
		cr_assert(finder_set_has(&set, rows_int(&rows, 0)), "too few for '%s'",
			  issue_filter_query(ready_arena(), filter));
	cr_assert_eq(db_outcome(&db), OK);
	cr_assert_eq(set.count, count, "too many for '%s'",
		     issue_filter_query(ready_arena(), filter));
	cr_assert_not(finder_set_has(&set, set.words * 64));
	arena_end(db.arena);
}

static void compare_finding(const struct issue_filter *filter)
{
	struct finding finding = finder_find(world_db(), filter, 100);
	struct rows rows = ask_rows(filter);
	size_t at = 0;

	while (rows_next(&rows)) {
		cr_assert_lt(at, finding.id_count, "too few for '%s'",
			     issue_filter_query(ready_arena(), filter));
		cr_assert_eq(finding.ids[at], rows_int(&rows, 0), "order of '%s' at %zu",
			     issue_filter_query(ready_arena(), filter), at);
		at++;
	}
	cr_assert_eq(db_outcome(world_db()), OK);
	cr_assert_eq(at, finding.id_count);
	cr_assert_eq(finding.count, (int64_t)at);
	cr_assert_not(finding.has_more);
}

static void compare(const struct issue_filter *filter)
{
	compare_finding(filter);
	compare_finding(filter); /* of the sums that are kept since */
	compare_set(filter);
}

/* A number beside a choice is what choosing it shows. */
static void compare_choices(const struct issue_filter *filter)
{
	struct finding finding = finder_find(world_db(), filter, 0);

	for (size_t i = 0; i < finding.categories.count; i++) {
		struct issue_filter with = *filter;

		with.category = finding.categories.items[i].key;
		cr_assert_eq(issue_list_count(world_db(), &with),
			     finding.categories.items[i].count);
	}
	for (size_t i = 0; i < finding.areas.count; i++) {
		struct issue_filter with = *filter;

		with.area_id = strtoll(finding.areas.items[i].key, NULL, 10);
		cr_assert_eq(issue_list_count(world_db(), &with), finding.areas.items[i].count);
	}
	for (size_t i = 0; i < finding.states.count; i++) {
		struct issue_filter with = *filter;

		with.state = finding.states.items[i].key;
		cr_assert_eq(issue_list_count(world_db(), &with), finding.states.items[i].count,
			     "'%s'", with.state);
	}
	for (size_t i = 0; i < finding.organisations.count; i++) {
		struct issue_filter with = *filter;

		with.organisation_id = strtoll(finding.organisations.items[i].key, NULL, 10);
		cr_assert_eq(issue_list_count(world_db(), &with),
			     finding.organisations.items[i].count);
	}
}

/* In memory of its own: together they take more than a test may. */
static void compare_all(const struct issue_filter *filter, bool with_choices)
{
	struct db *db = world_db();
	struct arena *whole = db->arena;

	db->arena = arena_begin((size_t)64 << 20);
	compare(filter);
	if (with_choices)
		compare_choices(filter);
	arena_end(db->arena);
	db->arena = whole;
}

static void compare_many(void)
{
	for (int i = 0; i < 150; i++) {
		struct issue_filter filter = any_filter();

		compare_all(&filter, i % 10 == 0);
	}
}

Test(finder, says_what_the_rows_say_before_settling_after_it_and_with_changes_since)
{
	add_many(60);
	compare_many();
	settle();
	compare_many();
	change_some(12);
	add_many(15);
	compare_many();
	settle();
	compare_many();
}

/* The hromada's one block becomes two: the words keep the places they had, so nothing is asked about these. */
static void halve_the_block(void)
{
	struct change *change = world_change(ROLE_SECRETARY);
	struct finder_block *block = arena_take(ready_arena(), sizeof(*block));
	uint32_t half;

	cr_assert(finder_block_read(&change->db, world_korosten.id, 0, block));
	half = block->count / 2;
	block->count -= half;
	cr_assert_eq(finder_block_write(change, world_korosten.id, block), OK);
	for (int field = 0; field < FINDER_FIELDS; field++)
		memmove(block->fields[field], block->fields[field] + block->count,
			half * sizeof(uint32_t));
	block->count = half;
	block->number = 1;
	cr_assert_eq(finder_block_write(change, world_korosten.id, block), OK);
	world_commit();
}

Test(finder, blocks_are_added_up)
{
	add_many(50);
	settle();
	halve_the_block();
	for (int i = 0; i < 60; i++) {
		struct issue_filter filter = any_filter();

		filter.q = "";
		compare_all(&filter, i % 10 == 0);
	}
}

/* Sums that are kept are of a block as it was written: whatever changed since counts all the same. */
Test(finder, a_question_that_was_asked_before_sees_what_changed_since)
{
	static const char *const asked[][2] = {
		{"", ""}, {"in_progress", ""}, {"", "люк"}, {"open", "яма"}};
	struct issue_filter filters[COUNT(asked)] = {0};

	for (size_t i = 0; i < COUNT(asked); i++)
		filters[i] = (struct issue_filter){.community_id = world_korosten.id,
						   .now = WORLD_NOW,
						   .category = "",
						   .state = asked[i][0],
						   .q = asked[i][1]};

	add_many(40);
	settle();
	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < COUNT(filters); i++)
			compare(&filters[i]);
		change_some(5);
		for (size_t i = 0; i < COUNT(filters); i++)
			compare(&filters[i]);
		settle();
	}
}

/* Sixty issues with words enough in one block that to gather them is long work. */
static void add_wordy(void)
{
	struct change *change = world_change(ROLE_SECRETARY);

	for (int i = 0; i < 60; i++) {
		struct text text = text_begin(ready_arena(), 4000);
		struct form form = world_form();
		struct issue_report report = {
			.category = "roads", .title = "Дорога", .place = "Київська", .area_id = 1};
		struct issue_added added = {0};

		for (int word = 0; word < 60; word++)
			text_addf(&text, "довге%d ", i * 100 + word);
		report.text = text.bytes;
		cr_assert_eq(issue_add_import(change, &form, true, &report, &added), OK);
		run(change, "UPDATE issue SET state = 'registered', published_at = 1 WHERE id = $1",
		    ARGS(INT(added.id)));
		cr_assert_eq(search_put(change, added.id), OK);
	}
	world_commit();
}

Test(finder, a_search_that_took_too_long_keeps_nothing_for_those_behind_it)
{
	const struct timespec moment = {0, 5 * 1000000};
	struct issue_filter filter = {
		.community_id = world_korosten.id, .now = WORLD_NOW, .category = "", .q = "довге"};
	struct db late = db_handle(world_db()->connection, ready_arena());

	add_wordy();
	settle();
	cr_assert_eq(batch_commit(late.connection), OK); /* within a batch there is no hurry */
	db_snapshot_begin(&late, 1);
	nanosleep(&moment, NULL);
	finder_find(&late, &filter, 100);
	cr_assert_eq(db_outcome(&late), BUSY);
	db_snapshot_end(&late);
	cr_assert_eq(batch_begin(late.connection), OK);
	compare(&filter);
	cr_expect_eq(finder_find(world_db(), &filter, 0).count, 60);
}

Test(finder, a_new_name_of_a_kind_is_found_at_once)
{
	struct issue_filter filter = {.community_id = world_korosten.id,
				      .now = WORLD_NOW,
				      .category = "",
				      .q = "бруківка"};
	struct change *change;

	add_wordy();
	settle();
	compare(&filter);
	change = world_change(ROLE_ADMIN);
	run(change, "UPDATE category SET uk = 'Бруківка' WHERE key = 'roads'", NO_ARGS);
	for (int64_t id = 1; id <= 60; id++)
		cr_assert_eq(search_put(change, id), OK);
	cr_assert_eq(audit_add(change, "test", "category", "", "{}"), OK);
	world_commit();
	for (int turn = 0; turn < 2; turn++) {
		compare(&filter);
		cr_expect_eq(finder_find(world_db(), &filter, 0).count, 60);
		settle();
	}
}

Test(finder, a_hidden_place_is_not_counted_at_its_settlement)
{
	struct issue_filter filter = {.community_id = world_korosten.id, .now = WORLD_NOW};
	int64_t id;

	add_many(1);
	id = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);
	run(world_change(ROLE_SECRETARY),
	    "UPDATE issue SET state = 'registered', area_id = 3, precision = 0 WHERE id = $1",
	    ARGS(INT(id)));
	cr_assert_eq(finder_find(world_db(), &filter, 0).areas.count, 0);
	filter.area_id = 3;
	cr_assert_eq(finder_find(world_db(), &filter, 0).count, 0);
	filter.area_id = 0;
	cr_assert_eq(finder_find(world_db(), &filter, 0).count, 1);
	world_cancel();
}

Test(finder, what_the_hromada_makes_coarser_is_coarser_in_the_arrays_too)
{
	struct issue_filter filter = {.community_id = world_korosten.id, .now = WORLD_NOW};

	add_many(30);
	settle();
	cr_assert_gt(finder_find(world_db(), &filter, 0).areas.count, 0);
	run(world_change(ROLE_ADMIN), "UPDATE community SET precision_cap = 0 WHERE id = $1",
	    ARGS(INT(world_korosten.id)));
	cr_assert_eq(finder_find(world_db(), &filter, 0).areas.count, 0);
	world_cancel();
}

Test(finder, keeps_no_word_of_what_is_not_public_any_more)
{
	struct change *change;

	add_many(20);
	settle();
	cr_assert_gt(db_int(world_db(), "SELECT count(*) FROM finder_word", NO_ARGS, 0), 0);
	change = world_change(ROLE_SECRETARY);
	run(change, "UPDATE issue SET state = 'restricted'", NO_ARGS);
	run(change, "DELETE FROM issue_search", NO_ARGS);
	cr_assert_eq(audit_add(change, "test", "issues", "", "{}"), OK);
	world_commit();
	settle();
	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM finder_word", NO_ARGS, 0), 0);
}

Test(finder, scans_no_table)
{
	int64_t before;

	add_many(40);
	settle();
	add_many(5);
	before = world_scans();
	for (int i = 0; i < 50; i++) {
		struct issue_filter filter = any_filter();

		finder_find(world_db(), &filter, 20);
	}
	cr_assert_eq(world_scans(), before);
}
