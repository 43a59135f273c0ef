#include "model/report_part.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_part, .init = report_ready_begin, .fini = report_ready_end);

static int64_t drafted(void)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-05");
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct form form = report_form();
	int64_t id;

	report_figure(&draft, "theft", 5);
	report_figure(&draft, "fraud", 3);
	cr_assert_eq(report_edit_add(&change, &form, &draft, &id), OK);
	report_done(&change);
	return id;
}

/* The fields of a page of figures as it was shown: with what it has to be sent back. */
static struct pairs shown(int64_t id)
{
	struct report report;
	struct report_draft draft;
	struct pairs pairs;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	draft = report_form_draft(report_db, &report);
	pairs = report_form_pairs(ready_arena(), &draft);
	pairs_add(ready_arena(), &pairs, "seen",
		  report_part_seen(ready_arena(), REPORT_PART_FIGURES, &pairs));
	return pairs;
}

static void type(struct pairs *pairs, const char *name, const char *value)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (strcmp(pairs->items[i].name, name) == 0)
			pairs->items[i].value = value;
}

static struct form saved(int64_t id, const struct pairs *typed, enum report_part_kind part,
			 enum outcome wanted)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-06");
	struct form form = form_begin(ready_arena(), typed);

	cr_assert_eq(report_part_save(&change, &form, id, part), wanted);
	if (wanted == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return form;
}

static int64_t value_of(int64_t id, const char *indicator)
{
	struct report report;
	struct figures figures;
	const struct figure *figure;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	figures = report_figures_real(report_db, &report);
	figure = figure_find(&figures, indicator);
	return figure ? figure->value / 1000 : -1;
}

Test(report_part, two_who_change_the_same_figure_are_asked)
{
	int64_t id = drafted();
	struct pairs ours = shown(id), theirs = shown(id);
	struct form form;

	type(&theirs, "figure.theft", "6");
	saved(id, &theirs, REPORT_PART_FIGURES, OK);
	type(&ours, "figure.theft", "7");
	form = saved(id, &ours, REPORT_PART_FIGURES, INVALID);
	cr_assert_eq(report_fault(&form, "figure.theft"), FAULT_CHANGED_MEANWHILE);
	cr_assert_str_eq(form_fault_of(&form, "figure.theft")->detail, "6");
	cr_assert_eq(value_of(id, "theft"), 6);
}

Test(report_part, two_who_change_different_figures_both_keep_theirs)
{
	int64_t id = drafted();
	struct pairs ours = shown(id), theirs = shown(id);

	type(&theirs, "figure.theft", "6");
	saved(id, &theirs, REPORT_PART_FIGURES, OK);
	type(&ours, "figure.fraud", "4");
	saved(id, &ours, REPORT_PART_FIGURES, OK);
	cr_assert_eq(value_of(id, "theft"), 6);
	cr_assert_eq(value_of(id, "fraud"), 4);
}

Test(report_part, other_parts_stay_as_they_are)
{
	int64_t id = drafted();
	struct pairs texts = {0};
	struct report report;

	pairs_add(ready_arena(), &texts, "summary", "Інакше.");
	saved(id, &texts, REPORT_PART_TEXTS, OK);
	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	cr_assert_str_eq(report.summary, "Інакше.");
	cr_assert_eq(value_of(id, "theft"), 5);
}

Test(report_part, an_emptied_field_is_emptied)
{
	int64_t id = drafted();
	struct pairs ours = shown(id);

	type(&ours, "figure.theft", "");
	type(&ours, "figure.theft.state", "");
	saved(id, &ours, REPORT_PART_FIGURES, OK);
	cr_assert_eq(value_of(id, "theft"), -1);
	cr_assert_eq(value_of(id, "fraud"), 3);
}

Test(report_part, a_wrong_number_is_named_at_its_field_and_nothing_is_saved)
{
	int64_t id = drafted();
	struct pairs ours = shown(id);
	struct form form;

	type(&ours, "figure.theft", "п’ять");
	type(&ours, "figure.fraud", "4");
	form = saved(id, &ours, REPORT_PART_FIGURES, INVALID);
	cr_assert_eq(report_fault(&form, "figure.theft"), FAULT_NOT_A_NUMBER);
	cr_assert_eq(value_of(id, "fraud"), 3);
}

Test(report_part, days_written_as_people_do_are_no_change)
{
	int64_t id = drafted();
	struct pairs ours = {0};
	struct report report;

	pairs_add(ready_arena(), &ours, "from", "01.07.2026");
	pairs_add(ready_arena(), &ours, "to", "31.08.2026");
	pairs_add(ready_arena(), &ours, "unit", "Відділ поліції");
	pairs_add(ready_arena(), &ours, "seen",
		  report_part_seen(ready_arena(), REPORT_PART_PERIOD, &ours));
	type(&ours, "unit", "Інший відділ");
	saved(id, &ours, REPORT_PART_PERIOD, OK);
	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	cr_assert_str_eq(report.unit, "Інший відділ");
}
