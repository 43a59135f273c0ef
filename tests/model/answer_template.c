/* Answers kept ready: whose they are, which fit, what cannot be published. */
#include "model/answer_template.h"

#include <criterion/criterion.h>

#include "model/state.h"
#include "tests/register.h"

TestSuite(answer_template, .init = register_begin, .fini = world_end);

static enum outcome add(const char *state, const char *category, const char *name,
			struct form *form, int64_t *id)
{
	struct answer_entry entry = {
		.state = state, .category = category, .name = name, .text = "Роз’яснюємо: «…»."};
	struct change *change = world_change(ROLE_SECRETARY);
	enum outcome outcome = answer_template_add(change, form, &entry, id);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

Test(answer_template, is_for_a_state_and_a_kind_that_exist)
{
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("nothing", "", "a", &form, &id), INVALID);
	cr_assert_eq(register_fault(&form, "state"), FAULT_UNKNOWN);
	form = world_form();
	cr_assert_eq(add("new", "", "a", &form, &id), INVALID, "nobody steps to the first state");
	form = world_form();
	cr_assert_eq(add("clarified", "nothing", "a", &form, &id), INVALID);
	cr_assert_eq(register_fault(&form, "category"), FAULT_UNKNOWN);
}

Test(answer_template, has_a_name_of_its_own_within_state_and_kind)
{
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("clarified", "", "a", &form, &id), OK);
	cr_assert_eq(add("clarified", "roads", "a", &form, &id), OK);
	cr_assert_eq(add("clarified", "", "a", &form, &id), INVALID);
	cr_assert_eq(register_fault(&form, "name"), FAULT_TAKEN);
}

Test(answer_template, fits_its_state_and_its_kind_the_kinds_own_first)
{
	struct answer_templates fitting;
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("clarified", "", "every", &form, &id), OK);
	cr_assert_eq(add("clarified", "roads", "roads", &form, &id), OK);
	cr_assert_eq(add("planned", "", "other", &form, &id), OK);
	fitting = answer_template_fitting(world_db(), world_korosten.id, "clarified", "roads");
	cr_assert_eq(fitting.count, 2);
	cr_assert_str_eq(fitting.items[0].name, "roads");
	fitting = answer_template_fitting(world_db(), world_korosten.id, "clarified", "lighting");
	cr_assert_eq(fitting.count, 1);
}

Test(answer_template, of_one_hromada_is_not_anothers)
{
	struct answer_template answer;
	struct form form = world_form();
	struct change *change;
	int64_t id;

	cr_assert_eq(add("clarified", "", "a", &form, &id), OK);
	cr_assert_eq(answer_template_find(world_db(), world_ovruch.id, id, &answer), NOT_FOUND);
	change = world_change(ROLE_SECRETARY);
	change->community_id = world_ovruch.id;
	cr_assert_eq(answer_template_remove(change, id), NOT_FOUND);
}

Test(answer_template, changed_meanwhile_is_told_and_not_lost)
{
	struct answer_entry entry = {.state = "clarified",
				     .category = "",
				     .name = "a",
				     .text = "Моє.",
				     .was = "Що я бачив."};
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("clarified", "", "a", &form, &id), OK);
	cr_assert_eq(answer_template_change(world_change(ROLE_SECRETARY), &form, id, &entry),
		     INVALID);
	cr_assert_eq(register_fault(&form, "text"), FAULT_CHANGED_MEANWHILE);
	cr_assert_str_eq(form.faults.items[0].detail, "Роз’яснюємо: «…».");
}

Test(answer_template, to_begin_with_there_are_some_for_every_state_that_takes_a_note)
{
	cr_assert_eq(answer_template_load(world_change(ROLE_ADMIN), world_korosten.id), OK);
	world_commit();
	for (int state = STATE_NEW + 1; state < STATE_COUNT; state++) {
		const struct state_facts *facts = state_facts((enum state)state);

		if ((facts->asks | facts->takes) & ASKS_NOTE)
			cr_assert_gt(answer_template_fitting(world_db(), world_korosten.id,
							     facts->key, "lighting")
					     .count,
				     0, "none for '%s'", facts->key);
	}
}

Test(answer_template, to_begin_with_they_are_loaded_once_and_are_whole)
{
	struct answer_templates answers;
	size_t count;

	cr_assert_eq(answer_template_load(world_change(ROLE_ADMIN), world_korosten.id), OK);
	world_commit();
	answers = answer_template_list(world_db(), world_korosten.id);
	count = answers.count;
	cr_assert_gt(count, 40);
	for (size_t i = 0; i < count; i++)
		cr_assert(*answers.items[i].name && *answers.items[i].text);
	cr_assert_eq(answer_template_load(world_change(ROLE_ADMIN), world_korosten.id), OK);
	cr_assert_eq(answer_template_list(world_db(), world_korosten.id).count, count);
}

Test(answer_template, with_a_hole_left_in_is_not_published)
{
	int64_t id = register_registered();
	struct issue_step step = register_full_step("assigned");
	struct form form = world_form();

	step.note = "Відповідальним визначено «…».";
	cr_assert_eq(register_step(ROLE_SECRETARY, id, step, &form), INVALID);
	cr_assert_eq(register_fault(&form, "note"), FAULT_HOLE);
}

Test(answer_template, reading_them_scans_no_table)
{
	struct answer_template answer;
	int64_t before;

	cr_assert_eq(answer_template_load(world_change(ROLE_ADMIN), world_korosten.id), OK);
	before = world_scans();
	answer_template_list(world_db(), world_korosten.id);
	answer_template_fitting(world_db(), world_korosten.id, "assigned", "roads");
	cr_assert_eq(answer_template_find(world_db(), world_korosten.id, 999999, &answer),
		     NOT_FOUND);
	cr_assert_eq(world_scans(), before);
}
