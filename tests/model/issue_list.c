#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/base/unicode.h"
#include "model/finder.h"
#include "model/issue_queue.h"
#include "model/search.h"
#include "tests/register.h"

/* The register in pages, filtered and searched. */
TestSuite(issue_list, .init = register_begin, .fini = world_end);
TestSuite(search, .init = register_begin, .fini = world_end);

static int64_t add(struct change *change, const char *category, const char *title, const char *text)
{
	struct form form = world_form();
	struct issue_report report = {
		.category = category, .title = title, .text = text, .place = "вул. Київська"};
	struct issue_added added = {0};

	cr_assert_eq(issue_add_import(change, &form, true, &report, &added), OK);
	return added.id;
}

static struct issue_filter asked(const char *query_string)
{
	struct pairs query = {0};
	char *rest = arena_string(ready_arena(), query_string), *pair;

	while ((pair = strsep(&rest, "&"))) {
		char *name = strsep(&pair, "=");
		pairs_add(ready_arena(), &query, name, pair ? pair : "");
	}
	return issue_filter_read(ready_arena(), &query, world_korosten.id, world_now());
}

static size_t found(const char *query_string)
{
	struct issue_filter filter = asked(query_string);
	size_t count = issue_list(world_db(), &filter).count;

	cr_assert_eq(issue_list_count(world_db(), &filter), (int64_t)count);
	return count;
}

/* At this place, told to the street or (precision 1) only to the settlement. */
static void add_at(double latitude, double longitude, int precision)
{
	struct change *change = world_change(ROLE_SECRETARY);
	int64_t id = add(change, "roads", "Яма", "Велика яма на дорозі");

	cr_assert_eq(change_run(change,
				"UPDATE issue SET latitude = $2, longitude = $3, precision = $4 "
				"WHERE id = $1",
				ARGS(INT(id), REAL(latitude), REAL(longitude), INT(precision))),
		     OK);
	world_commit();
}

/* Issues enough for several pages, some of them at the same second. */
static void fill(int count)
{
	static const char *const categories[] = {"roads", "lighting", "waste", "order"};

	for (int i = 0; i < count; i++) {
		world_at(WORLD_NOW + i / 3 * 60);
		add(world_change(ROLE_SECRETARY), categories[i % 4], "Яма", "Велика яма на дорозі");
		world_commit();
	}
}

Test(issue_list, what_cannot_be_understood_in_a_query_is_ignored)
{
	struct issue_filter filter = asked(
		"state=done&area=x&from=yesterday&sort=best&before=-&category=A%27&zzz=1");

	cr_assert(issue_filter_is_empty(&filter));
	cr_assert_eq(filter.before_id, 0);
	cr_assert_str_empty(issue_filter_query(ready_arena(), &filter));
}

Test(issue_list, a_point_that_cannot_be_understood_is_no_filter)
{
	static const char *const typed[] = {
		"",        "50.9",     "50.9,",       "x,28.6",     "50.9,28.6,1", "50.9;28.6",
		"91,28.6", "50.9,181", "50.9,28.6e1", "50.9,28..6", "inf,nan",     "--50,28"};

	for (size_t i = 0; i < COUNT(typed); i++)
		cr_expect_not(near_read(typed[i], "").is_set, "'%s'", typed[i]);
	cr_expect_not(near_read("50.9,28.6", "99").is_set);
	cr_expect_not(near_read("50.9,28.6", "20001").is_set);
	cr_expect_not(near_read("50.9,28.6", "1km").is_set);
}

Test(issue_list, a_point_is_coarse_and_stands_in_the_address_in_one_way)
{
	struct issue_filter filter = asked("near= 50.95149, 28.6449&radius=1000");

	cr_expect_str_eq(issue_filter_query(ready_arena(), &filter), "near=50.951,28.645");
	filter = asked("radius=500&near=50.951,28.645");
	cr_expect_str_eq(issue_filter_query(ready_arena(), &filter),
			 "near=50.951,28.645&radius=500");
	filter = asked("near=-0.5,-0.0004");
	cr_expect_str_eq(issue_filter_query(ready_arena(), &filter), "near=-0.500,0.000");
}

Test(issue_list, near_is_within_the_radius_of_what_the_public_sees)
{
	add_at(50.951, 28.645, 2);
	add_at(50.9549, 28.645, 3); /* 434 m north */
	add_at(50.951, 28.652, 3);  /* 490 m east */
	add_at(50.951, 28.6525, 3); /* 525 m east */
	add_at(50.951, 28.645, 1);  /* told of the settlement alone */
	cr_expect_eq(found("near=50.951,28.645&radius=100"), 1);
	cr_expect_eq(found("near=50.951,28.645&radius=500"), 3);
	cr_expect_eq(found("near=50.951,28.645"), 4);
	cr_expect_eq(found("near=50.951,28.645&q=яма"), 4);
	cr_expect_eq(found("near=50.951,28.645&category=lighting"), 0);
	cr_expect_eq(found("near=-50.951,28.645"), 0);
}

Test(issue_list, near_is_the_same_when_the_arrays_know_it)
{
	int64_t left = 1;

	add_at(50.951, 28.645, 2);
	add_at(50.999, 28.645, 2);
	while (left) {
		cr_assert_eq(finder_settle(world_change(ROLE_ADMIN), &left), OK);
		world_commit();
	}
	add_at(50.952, 28.645, 2);
	cr_expect_eq(found("near=50.951,28.645"), 2);
	cr_expect_eq(found("near=50.951,28.645&q=яма"), 2);
	cr_expect_eq(found("near=50.951,28.645&radius=20000"), 3);
}

Test(issue_list, an_unknown_kind_gives_an_empty_list)
{
	fill(3);
	cr_assert_eq(found("category=unicorns"), 0);
	cr_assert_eq(found("area=999"), 0);
}

Test(issue_list, filters_combine)
{
	fill(12);
	cr_assert_eq(found(""), 12);
	cr_assert_eq(found("category=roads"), 3);
	cr_assert_eq(found("category=roads&state=open"), 3);
	cr_assert_eq(found("category=roads&state=resolved"), 0);
	cr_assert_eq(found("state=registered&q=яма"), 12);
	cr_assert_eq(found("from=2026-11-06&to=2026-11-07"), 12);
	cr_assert_eq(found("from=2026-11-08"), 0);
	cr_assert_eq(found("to=06.11.2026"), found("to=2026-11-06"));
}

Test(issue_list, pages_by_key_are_complete_and_without_duplicates)
{
	static const char *const sorts[] = {"newest", "waiting", "updated", "supported"};

	fill(47);
	for (size_t sort = 0; sort < COUNT(sorts); sort++) {
		struct issue_filter filter = asked(
			arena_printf(ready_arena(), "q=яма&sort=%s", sorts[sort]));
		bool seen[1000] = {0};
		size_t total = 0;
		const char *next;

		do {
			struct issues issues = issue_list(world_db(), &filter);

			for (size_t i = 0; i < issues.count; i++) {
				cr_assert_not(seen[issues.items[i].id]);
				seen[issues.items[i].id] = true;
			}
			total += issues.count;
			next = issue_list_page(world_db(), &filter).next;
			if (next)
				filter = asked(arena_printf(ready_arena(),
							    "q=яма&sort=%s&before=%s", sorts[sort],
							    next));
		} while (next);
		cr_assert_eq(total, 47);
	}
}

Test(issue_list, a_filter_comes_back_as_the_query_it_was_read_from)
{
	struct issue_filter filter = asked("q=ями&category=roads&state=open&sort=updated");

	cr_assert_str_eq(issue_filter_query(ready_arena(), &filter),
			 "q=%D1%8F%D0%BC%D0%B8&category=roads&state=open&sort=updated");
}

Test(issue_list, counts_stand_beside_the_choices)
{
	struct issue_counts categories, phases;

	fill(10);
	categories = issue_count_categories(world_db(), world_korosten.id);
	phases = issue_count_phases(world_db(), world_korosten.id, world_now());
	cr_assert_eq(issue_count_of(&categories, "roads"), 3);
	cr_assert_eq(issue_count_of(&categories, "dv"), 0);
	cr_assert_eq(issue_count_of(&phases, "open"), 10);
	cr_assert_eq(issue_count_of(&phases, "overdue"), 0);
}

Test(issue_list, no_query_scans_the_register)
{
	static const char *const queries[] = {
		"",
		"q=яма",
		"category=roads",
		"state=open",
		"state=registered",
		"state=overdue",
		"area=1",
		"from=2026-01-01&to=2026-12-31",
		"category=roads&state=open&q=велика",
		"sort=waiting",
		"sort=updated",
		"sort=updated&category=roads&state=overdue&area=2",
	};

	fill(30);
	for (size_t i = 0; i < COUNT(queries); i++) {
		struct issue_filter filter = asked(queries[i]);
		int64_t before = world_scans();

		issue_list(world_db(), &filter);
		issue_list_count(world_db(), &filter);
		issue_list_page(world_db(), &filter);
		cr_assert_eq(world_scans(), before, "'%s' scans a table", queries[i]);
	}
	for (int task = 0; task < ISSUE_TASK_COUNT; task++) {
		struct viewer viewer = world_viewer(ROLE_SECRETARY);
		struct issue_queue queue = issue_queue_begin(&viewer, world_now());
		int64_t before = world_scans();

		issue_task_list(world_db(), (enum issue_task)task, &queue);
		issue_task_count(world_db(), (enum issue_task)task, &queue);
		cr_assert_eq(world_scans(), before, "task '%s' scans a table",
			     issue_task_key((enum issue_task)task));
	}
}

Test(issue_list, reading_one_issue_scans_nothing)
{
	int64_t id = register_resolved(), before;
	struct issue_key key = {world_korosten.id, 2026, 1}, main_key;
	struct issue issue;
	struct issue_work work;

	register_resolved(); /* a scan is seen from its second row on */
	register_resolved();
	before = world_scans();
	cr_assert_eq(issue_find(world_db(), key, world_now(), &issue), OK);
	cr_assert_eq(issue_main(world_db(), key, &main_key), OK);
	cr_assert_eq(issue_find_work(world_db(), key, world_now(), &work), OK);
	cr_assert_eq(issue_find_secret(world_db(), world_korosten.id, "x", world_now(), &work),
		     NOT_FOUND);
	update_list(world_db(), id);
	update_list_work(world_db(), id);
	issue_count_categories(world_db(), world_korosten.id);
	issue_count_phases(world_db(), world_korosten.id, world_now());
	issue_count_areas(world_db(), world_korosten.id);
	issue_due_count(world_db(), world_now());
	cr_assert_eq(world_scans(), before);
}

/* ------------------------------------------------------------------ words */

Test(search, nothing_that_is_typed_is_a_syntax_error)
{
	static const char *const typed[] = {
		"\"",
		"'",
		"*",
		"a*b",
		"NEAR(",
		"AND",
		"OR NOT",
		"(((",
		"title:x",
		"-",
		"^яма",
		"яма\"*",
		"{a b}: c",
		"\\",
		"%",
		"…",
		"🙂",
		";DROP TABLE issue;--",
		"",
		"ааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааааа",
	};

	fill(1);
	for (size_t i = 0; i < COUNT(typed); i++) {
		struct issue_filter filter = {
			.community_id = world_korosten.id, .q = typed[i], .now = world_now()};

		issue_list(world_db(), &filter);
		cr_assert_eq(db_outcome(world_db()), OK, "«%s» fails", typed[i]);
	}
}

Test(search, finds_by_number_however_it_is_written)
{
	int64_t id = register_registered();

	cr_assert_gt(id, 0);
	fill(3);
	cr_assert_eq(found("q=2026-1"), 1);
	cr_assert_eq(found("q=2026/1"), 1);
	cr_assert_eq(found("q=№ 1"), 1);
	cr_assert_eq(found("q=№1"), 1);
	cr_assert_eq(found("q=2026-99"), 0);
}

Test(search, finds_words_in_their_other_endings)
{
	register_registered();
	cr_assert_eq(found("q=освітленням"), 1);
	cr_assert_eq(found("q=ОСВІТЛЕННЮ"), 1);
	cr_assert_eq(found("q=ліхтарів"), 1);
	cr_assert_eq(found("q=гоголя ліхтар"), 1);
	cr_assert_eq(found("q=гоголя вода"), 0);
}

static bool matches(const char *typed, const char *text);

Test(search, finds_words_whatever_their_case_and_number)
{
	static const char *const pairs[][2] = {
		{"дорогами", "яма на дорозі, дороги нема"},
		{"ліхтарями", "жодного ліхтаря"},
		{"водою", "немає води"},
		{"вода", "немає води"},
		{"воду", "погана вода"},
		{"яма", "глибокі ями"},
		{"ямою", "впали в яму"},
		{"міськими", "на міській площі"},
		{"директорові", "скаржилися директору"},
		{"сміття", "біля смітті"},
		{"осві", "темно без освітлення"},
	};

	for (size_t i = 0; i < COUNT(pairs); i++)
		cr_expect(matches(pairs[i][0], pairs[i][1]), "«%s» in «%s»", pairs[i][0],
			  pairs[i][1]);
	cr_expect_not(matches("вода", "водій автобуса"), "a short word is not cut");
	cr_expect_not(matches("яма", "ямковий ремонт"));
}

Test(search, finds_words_typed_with_latin_lookalikes)
{
	cr_expect(matches("ocвiтлення", "темно без освітлення"));
	cr_expect(matches("освітлення", "темно без ocвiтлення"));
	cr_expect_not(matches("sos", "ѕоѕна"));
}

Test(search, a_word_longer_than_any_is_not_everything)
{
	const char *name = "аааааааааааааааааааааааааааааааааааааааааааааааааааааааа";

	cr_expect_not(matches(name, "темно"));
	cr_expect(matches(name, name));
}

static bool matches(const char *typed, const char *text)
{
	struct change *change = world_change(ROLE_SECRETARY);
	struct issue_filter filter = {
		.community_id = world_korosten.id,
		.q = unicode_clean(ready_arena(), typed, strlen(typed), ONE_LINE),
		.now = world_now()};
	bool is_found;

	add(change, "other", "—", unicode_clean(ready_arena(), text, strlen(text), MANY_LINES));
	is_found = issue_list(world_db(), &filter).count > 0;
	world_cancel();
	return is_found;
}

Test(search, keeps_to_the_vectors)
{
	struct vectors vectors = ready_vectors("search_fold.tsv");

	for (size_t i = 0; i < vectors.count; i++) {
		const struct vector *vector = &vectors.items[i];
		const char *text = arena_printf(ready_arena(), "слово %s слово", vector->items[1]);

		cr_assert_eq(matches(vector->items[0], text), *vector->items[2] == '1',
			     "line %zu: «%s» in «%s»", vector->line, vector->items[0],
			     vector->items[1]);
	}
}
