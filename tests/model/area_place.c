#include <criterion/criterion.h>

#include "model/area_place.h"
#include "model/audit.h"
#include "model/base/text.h"
#include "tests/world.h"

/* Where settlements are, as an administrator says it: field by field, or in pasted lines. */
TestSuite(area_place, .init = world_begin, .fini = world_end);

static struct pairs typed;
static struct form form;
static int64_t changed;

static void type_as(const char *name, const char *value)
{
	pairs_add(ready_arena(), &typed, name, value);
}

static struct area named(const char *name)
{
	struct area area = {0};

	cr_assert_eq(area_find_named(world_db(), world_korosten.id, name, &area), OK);
	return area;
}

static const char *field(const char *what, const char *name)
{
	return area_place_field(ready_arena(), what, named(name).id);
}

static enum outcome save(void)
{
	struct change *change = world_change(ROLE_ADMIN);
	enum outcome outcome;

	form = form_begin(ready_arena(), &typed);
	outcome = area_place_change(change, &form, world_korosten.id, &changed);
	if (outcome == OK && changed)
		world_commit();
	else
		world_cancel();
	typed = (struct pairs){0};
	return outcome;
}

static enum fault_kind fault_of(const char *name)
{
	const struct fault *fault = form_fault_of(&form, name);

	return fault ? fault->kind : FAULT_NONE;
}

static enum outcome paste(const char *lines)
{
	type_as(AREA_PLACE_LINES, lines);
	return save();
}

Test(area_place, half_a_place_is_a_fault_of_the_half_that_lacks)
{
	type_as(field("lat", "Барди"), "50,9");
	type_as(field("long", "Барди"), "");
	cr_assert_eq(save(), INVALID);
	cr_assert_eq(fault_of(field("long", "Барди")), FAULT_MISSING);
	cr_assert_eq(fault_of(field("lat", "Барди")), FAULT_NONE);
	cr_assert_not(named("Барди").has_point);
}

Test(area_place, outside_of_the_country_or_no_number_is_a_fault_at_its_field)
{
	type_as(field("lat", "Барди"), "28,6");
	type_as(field("long", "Барди"), "50,9");
	type_as(field("lat", "Коростень"), "північ");
	type_as(field("long", "Коростень"), "28.6");
	cr_assert_eq(save(), INVALID);
	cr_assert_eq(fault_of(field("lat", "Барди")), FAULT_OUT_OF_RANGE);
	cr_assert_eq(fault_of(field("long", "Барди")), FAULT_OUT_OF_RANGE);
	cr_assert_eq(fault_of(field("lat", "Коростень")), FAULT_NOT_A_NUMBER);
	cr_assert_eq(fault_of(field("long", "Коростень")), FAULT_NONE);
}

Test(area_place, each_faulty_line_is_told_and_none_is_kept)
{
	static const enum fault_kind kinds[] = {FAULT_LINE_PLACE, FAULT_LINE_PARTS,
						FAULT_LINE_DEGREES, FAULT_LINE_TWICE,
						FAULT_LINE_PARTS};
	static const int64_t numbers[] = {2, 3, 5, 6, 7};

	cr_assert_eq(paste("Коростень\t50,95\t28,63\r\nКиїв\t50,45\t30,52\r\nБарди 50,9\r\n\r\n"
			   "Барди\t50,9\t\r\nм. Коростень\t50\t28\r\nБарди\t50\t28\tще"),
		     INVALID);
	cr_assert_eq(form.faults.count, COUNT(kinds));
	for (size_t i = 0; i < COUNT(kinds); i++) {
		cr_expect_eq(form.faults.items[i].kind, kinds[i], "%zu", i);
		cr_expect_eq(form.faults.items[i].number, numbers[i], "%zu", i);
	}
	cr_assert_eq(form.faults.items[3].other, 1);
	cr_assert_not(named("Коростень").has_point);
}

Test(area_place, blanks_part_as_tabs_do_since_a_form_shows_them_so)
{
	cr_assert_eq(paste("м. Коростень 50,95 28,63\nБарди  \n"), OK);
	cr_assert_eq(changed, 1);
	cr_assert_float_eq(named("Коростень").longitude, 28.63, 1e-9);
	cr_assert_eq(paste("Барди 50,9 28,6 1"), INVALID);
}

Test(area_place, a_name_that_several_have_asks_for_the_code)
{
	struct area area = named("Барди");
	struct change *change = world_change(ROLE_ADMIN);

	cr_assert_eq(change_run(change,
				"UPDATE area SET name = 'Барди', kind = 'town' WHERE id = $1",
				ARGS(INT(named("Берестовець").id))),
		     OK);
	cr_assert_eq(audit_add(change, "test", "test", "", ""), OK);
	world_commit();
	cr_assert_eq(paste("Барди\t50,9\t28,6"), INVALID);
	cr_assert_eq(form.faults.items[0].kind, FAULT_LINE_SEVERAL);
	cr_assert_eq(paste(arena_printf(ready_arena(), "%s\t50,9\t28,6", area.katottg)), OK);
	cr_assert_eq(changed, 1);
}

Test(area_place, a_paste_of_nothing_but_faults_tells_a_hundred_of_them)
{
	struct text lines = text_begin(ready_arena(), 20000);

	for (int i = 0; i < 500; i++)
		text_add(&lines, "ніде\t50\t28\n");
	cr_assert_eq(paste(lines.bytes), INVALID);
	cr_assert_eq(form.faults.count, 100);
}

Test(area_place, takes_comma_and_point_and_leaves_one_line_in_the_audit_log)
{
	int64_t lines = audit_count(world_db());

	type_as(field("lat", "Барди"), "50,9012345");
	type_as(field("long", "Барди"), "28.6");
	cr_assert_eq(save(), OK);
	cr_assert_float_eq(named("Барди").latitude, 50.90123, 1e-9);
	cr_assert_float_eq(named("Барди").longitude, 28.6, 1e-9);
	cr_assert_str_eq(area_place_degrees(ready_arena(), named("Барди").latitude), "50.90123");
	cr_assert_str_eq(area_place_degrees(ready_arena(), 28), "28");
	cr_assert_eq(audit_count(world_db()), lines + 1);
	cr_assert_str_eq(audit_latest(world_db(), 0, 1).items[0].action, "community places");
}

Test(area_place, what_is_saved_unchanged_leaves_no_trace)
{
	int64_t lines;

	cr_assert_eq(paste("Барди\t50,9\t28,6"), OK);
	lines = audit_count(world_db());
	type_as(field("lat", "Барди"), "50.9");
	type_as(field("long", "Барди"), "28.6");
	cr_assert_eq(save(), OK);
	cr_assert_eq(changed, 0);
	cr_assert_eq(audit_count(world_db()), lines);
}

Test(area_place, emptied_fields_take_it_away_and_an_empty_line_does_not)
{
	cr_assert_eq(paste("Барди\t50,9\t28,6"), OK);
	cr_assert_eq(paste("с. Барди\t\t\n"), OK);
	cr_assert(named("Барди").has_point);
	type_as(field("lat", "Барди"), "");
	type_as(field("long", "Барди"), "");
	cr_assert_eq(save(), OK);
	cr_assert_not(named("Барди").has_point);
}

Test(area_place, does_not_reach_into_another_hromada)
{
	struct change *change = world_change(ROLE_ADMIN);

	type_as(field("lat", "Барди"), "50,9");
	type_as(field("long", "Барди"), "28,6");
	form = form_begin(ready_arena(), &typed);
	cr_assert_eq(area_place_change(change, &form, world_ovruch.id, &changed), OK);
	cr_assert_eq(changed, 0);
	cr_assert_not(named("Барди").has_point);
}
