#include <criterion/criterion.h>

#include "model/similar.h"
#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* "Is it one of these?" */
TestSuite(similar, .init = register_begin, .fini = world_end);

static int64_t area_named(const char *name)
{
	struct area area;

	cr_assert_eq(area_find_named(world_db(), world_korosten.id, name, &area), OK);
	return area.id;
}

static int64_t add(const char *category, const char *area, const char *text)
{
	struct issue_added added;
	struct form form = world_form();
	struct issue_report report = {
		.category = category, .text = text, .area = area, .place = ""};

	cr_assert_eq(issue_add_import(world_change(ROLE_SECRETARY), &form, true, &report, &added),
		     OK);
	world_commit();
	return added.id;
}

static struct issues find(struct similar_asked asked)
{
	asked.community_id = world_korosten.id;
	asked.now = world_now();
	return similar_find(world_db(), &asked);
}

Test(similar, another_kind_or_settlement_is_not_alike)
{
	add("lighting", "Барди", "Темно на зупинці.");
	cr_expect_eq(
		find((struct similar_asked){.category = "roads", .area_id = area_named("Барди")})
			.count,
		0);
	cr_expect_eq(find((struct similar_asked){.category = "lighting",
						 .area_id = area_named("Михайлівка")})
			     .count,
		     0);
}

Test(similar, what_is_not_public_is_not_shown)
{
	struct issue_added added = register_report();
	struct issue issue = register_work(added.id).issue;

	cr_expect_eq(find((struct similar_asked){.category = issue.category,
						 .area_id = issue.area_id,
						 .words = issue.text})
			     .count,
		     0);
}

Test(similar, the_same_words_with_other_endings_stand_first)
{
	int64_t stop = add("lighting", "Барди", "Не світять ліхтарі на зупинці автобуса.");
	struct issues found;

	add("lighting", "Барди", "Блимає лампа коло клубу.");
	found = find((struct similar_asked){.category = "lighting",
					    .area_id = area_named("Барди"),
					    .words = "зупинка, ліхтар не працює"});
	cr_assert_eq(found.count, 2);
	cr_expect_eq(found.items[0].id, stop);
}

Test(similar, without_a_settlement_only_words_can_tell)
{
	add("lighting", "Барди", "Блимає лампа коло клубу.");
	cr_expect_eq(find((struct similar_asked){.category = "lighting", .words = ""}).count, 0);
	cr_expect_eq(
		find((struct similar_asked){.category = "lighting", .words = "біля дуба"}).count,
		0);
	cr_expect_eq(find((struct similar_asked){.category = "lighting", .words = "клуб"}).count,
		     1);
}

Test(similar, what_was_told_to_be_another_is_not_asked_again)
{
	struct issue issue =
		register_work(add("lighting", "Барди", "Блимає лампа коло клубу.")).issue;
	const char *key = issue_key_text(ready_arena(), issue.year, issue.number);

	cr_expect_eq(find((struct similar_asked){
				  .category = "lighting",
				  .area_id = issue.area_id,
				  .but_not = arena_printf(ready_arena(), "2020-1,%s", key)})
			     .count,
		     0);
	cr_expect_eq(
		find((struct similar_asked){.category = "lighting",
					    .area_id = issue.area_id,
					    .but_not = arena_printf(ready_arena(), "%s0", key)})
			.count,
		1);
}

Test(similar, what_was_closed_lately_stands_behind_what_is_open)
{
	int64_t closed = add("lighting", "Барди", "Блимає лампа коло клубу."), open;
	struct similar_asked asked = {.category = "lighting", .area_id = area_named("Барди")};
	struct issues found;

	register_move(ROLE_SECRETARY, closed, "clarified");
	open = add("lighting", "Барди", "Блимає лампа коло клубу.");
	found = find(asked);
	cr_assert_eq(found.count, 2);
	cr_expect_eq(found.items[0].id, open);
	cr_expect_eq(found.items[1].id, closed);
	world_at(world_now() + 91 * DAY);
	cr_expect_eq(find(asked).count, 1);
}

Test(similar, is_at_most_five_of_however_many)
{
	for (int i = 0; i < 9; i++)
		add("lighting", "Барди", "Блимає лампа коло клубу.");
	cr_expect_eq(
		find((struct similar_asked){.category = "lighting", .area_id = area_named("Барди")})
			.count,
		SIMILAR_MOST);
}

Test(similar, a_place_that_is_not_told_is_not_found_by)
{
	int64_t id = add("lighting", "Барди", "Блимає лампа коло клубу.");

	cr_assert_eq(change_run(world_change(ROLE_SECRETARY),
				"UPDATE issue SET precision = 0 WHERE id = $1", ARGS(INT(id))),
		     OK);
	cr_expect_eq(find((struct similar_asked){.category = "lighting",
						 .area_id = area_named("Барди"),
						 .words = "клуб лампа"})
			     .count,
		     0);
	world_cancel();
}

Test(similar, scans_nothing)
{
	int64_t before;

	for (int i = 0; i < 3; i++)
		add("lighting", "Барди", "Блимає лампа коло клубу.");
	before = world_scans();
	find((struct similar_asked){
		.category = "lighting", .area_id = area_named("Барди"), .words = "клуб"});
	find((struct similar_asked){.category = "lighting", .words = "клуб"});
	cr_expect_eq(world_scans(), before);
}
