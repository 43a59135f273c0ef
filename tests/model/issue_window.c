#include "model/issue_window.h"

#include <criterion/criterion.h>

#include "model/finder.h"
#include "model/search.h"
#include "tests/register.h"

/* Windows of time with words in them: few issues are looked up, of many the window is walked along. */
TestSuite(issue_window, .init = register_begin, .fini = world_end);

#define ISSUES 150

/* Every second one tells of a hole, every fiftieth of a dog; each is reported and changed at a moment of its own. */
static void add_issues(void)
{
	struct change *change = world_change(ROLE_SECRETARY);

	for (int i = 0; i < ISSUES; i++) {
		struct form form = world_form();
		struct issue_report report = {.category = i % 3 ? "roads" : "lighting",
					      .title = i % 50 == 0 ? "Собака на вулиці"
						       : i % 2     ? "Яма на дорозі"
								   : "Темно",
					      .text = "Просимо подивитися",
					      .place = "вул. Київська",
					      .area_id = 1};
		struct issue_added added = {0};

		cr_assert_eq(issue_add_import(change, &form, true, &report, &added), OK);
		cr_assert_eq(change_run(change,
					"UPDATE issue SET state = $2, reported_at = $3, "
					"updated_at = $4, published_at = $3 WHERE id = $1",
					ARGS(INT(added.id), TEXT(i % 7 ? "registered" : "resolved"),
					     INT(WORLD_NOW - i % 40 * 3600),
					     INT(WORLD_NOW - i % 33 * 3600))),
			     OK);
		cr_assert_eq(search_put(change, added.id), OK);
	}
	world_commit();
}

/* The same asked of the index of words. */
static struct rows ask(const struct issue_window *window)
{
	const char *moment = window->moment == WINDOW_REPORTED ? "reported_at" : "updated_at";
	const char *sql = arena_printf(
		ready_arena(),
		"SELECT p.id FROM issue_public p WHERE p.community_id = $1 AND p.%s >= $2 AND "
		"p.%s <= $3 AND ($4 < 0 OR ($4 = 1) = (p.phase <> 'open')) AND "
		"($5 = '' OR p.category = $5) AND " SEARCH_MATCHES(
			"p.id", "$6") " ORDER BY p.%s DESC, p.id DESC LIMIT $7 OFFSET $8",
		moment, moment, moment);

	return db_rows(world_db(), sql,
		       ARGS(INT(window->community_id), INT(window->from), INT(window->to),
			    INT(window->is_done),
			    TEXT(window->categories ? window->categories->items[0] : ""),
			    TEXT(search_query(ready_arena(), window->q)), INT(window->limit),
			    INT(window->skip)));
}

static size_t compare(const struct issue_window *window)
{
	struct issue_ids ids = issue_window_ids(world_db(), window);
	struct rows rows = ask(window);
	size_t at = 0;

	for (; rows_next(&rows); at++) {
		cr_assert_lt(at, ids.count, "too few for '%s'", window->q);
		cr_assert_eq(ids.items[at], rows_int(&rows, 0), "'%s' at %zu", window->q, at);
	}
	cr_assert_eq(db_outcome(world_db()), OK);
	cr_assert_eq(ids.count, at, "too many for '%s'", window->q);
	return at;
}

static bool is_few(const char *q)
{
	struct finder_set set = finder_set(
		world_db(), &(struct issue_filter){.community_id = world_korosten.id, .q = q});

	return finder_set_few(ready_arena(), &set);
}

Test(issue_window, finds_words_as_the_index_of_words_does)
{
	static const char *const words[] = {"яма", "собака", "яма дорога",
					    "люк", "темно",  "2026-7"};
	const struct texts roads = {.items = (const char *[]){"roads"}, .count = 1};
	size_t found = 0;

	add_issues();
	cr_assert_not(is_few("яма"));
	cr_assert(is_few("собака"));
	for (size_t word = 0; word < COUNT(words); word++)
		for (int variant = 0; variant < 48; variant++)
			found += compare(&(struct issue_window){
				.community_id = world_korosten.id,
				.moment = variant & 1 ? WINDOW_REPORTED : WINDOW_UPDATED,
				.from = WORLD_NOW - (variant & 2 ? 20 : 100) * 3600,
				.to = WORLD_NOW - (variant & 4 ? 3600 : 0),
				.categories = variant & 8 ? &roads : NULL,
				.is_done = variant / 16 - 1,
				.q = words[word],
				.skip = variant & 4 ? 5 : 0,
				.limit = variant & 2 ? 7 : 1000});
	cr_assert_gt(found, ISSUES);
}

/* Page after page of limit, as one list; how many. */
static size_t go_on(const char *q, int limit)
{
	struct issue_window window = {.community_id = world_korosten.id,
				      .moment = WINDOW_REPORTED,
				      .to = WORLD_NOW,
				      .is_done = -1,
				      .q = q,
				      .limit = ISSUES};
	struct issue_ids all = issue_window_ids(world_db(), &window), page;
	size_t seen = 0;

	window.limit = limit;
	for (page = issue_window_ids(world_db(), &window); page.count;
	     page = issue_window_ids(world_db(), &window)) {
		for (size_t i = 0; i < page.count; i++, seen++)
			cr_assert_eq(page.items[i], all.items[seen]);
		window.before_id = page.items[page.count - 1];
		window.before_at = db_int(world_db(), "SELECT reported_at FROM issue WHERE id = $1",
					  ARGS(INT(window.before_id)), 0);
	}
	cr_assert_eq(seen, all.count);
	return seen;
}

Test(issue_window, goes_on_behind_the_page_before)
{
	add_issues();
	cr_expect_gt(go_on("яма", 10), 64);
	cr_expect_eq(go_on("собака", 1), 3);
}

Test(issue_window, without_a_word_in_what_was_typed_finds_nothing)
{
	add_issues();
	cr_assert_eq(issue_window_ids(world_db(),
				      &(struct issue_window){.community_id = world_korosten.id,
							     .to = WORLD_NOW,
							     .is_done = -1,
							     .q = "!",
							     .limit = 10})
			     .count,
		     0);
}
