#include "model/report_edit.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "tests/model/report_ready.h"

TestSuite(report_edit, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;

static enum outcome add_by(enum report_actor actor, const struct report_draft *draft, int64_t *id)
{
	struct change change = report_change_by(actor, "2026-09-05");
	enum outcome outcome;

	faults = report_form();
	outcome = report_edit_add(&change, &faults, draft, id);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static enum outcome save(int64_t id, const struct report_draft *draft)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-06");
	enum outcome outcome;

	faults = report_form();
	outcome = report_edit_save(&change, &faults, id, draft);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static struct report found(int64_t id)
{
	struct report report;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	return report;
}

Test(report_edit, the_end_does_not_lie_before_the_beginning)
{
	struct report_draft draft = report_draft_of("2026-08-31", "2026-07-01");
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), INVALID);
	cr_assert_eq(report_fault(&faults, "to"), FAULT_DATE_ORDER);
}

Test(report_edit, a_report_speaks_of_hromadas_that_exist)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = "UA99999999999999999";
	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), INVALID);
	cr_assert_eq(report_fault(&faults, "territory"), FAULT_UNKNOWN);
}

Test(report_edit, it_speaks_of_the_hromada_it_is_written_in)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	draft.territories.items[0] = report_village.katottg;
	cr_assert_eq(add_by(REPORT_SYSTEM, &draft, &id), INVALID);
	cr_assert_eq(report_fault(&faults, "territory"), FAULT_MISSING);
}

Test(report_edit, nobody_writes_for_a_hromada_where_they_have_no_role)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = report_village.katottg;
	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), INVALID);
	cr_assert_eq(report_fault(&faults, "territory"), FAULT_NOT_FOR_ROLE);
	cr_assert_eq(add_by(REPORT_STRANGER, &draft, &id), INVALID);
	cr_assert_eq(add_by(REPORT_SYSTEM, &draft, &id), OK);
}

Test(report_edit, a_period_is_reported_once)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31"), other;
	int64_t id, second;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	other = report_draft_of("2026-08-01", "2026-09-30");
	cr_assert_eq(add_by(REPORT_AUTHOR, &other, &second), INVALID);
	cr_assert_eq(report_fault(&faults, "from"), FAULT_OVERLAPS);
	cr_assert_str_eq(form_fault_of(&faults, "from")->detail,
			 arena_printf(ready_arena(), "%lld", (long long)id));
	other.unit = "Сектор поліцейської діяльності";
	cr_assert_eq(add_by(REPORT_AUTHOR, &other, &second), OK, "another unit reports too");
}

Test(report_edit, a_draft_may_be_unfinished)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	draft.summary = draft.author_post = "";
	draft.figures.count = 0;
	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	cr_assert_eq(found(id).state, REPORT_UNPUBLISHED);
	cr_assert_eq(found(id).open, 1);
}

Test(report_edit, a_draft_is_not_public)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct report report;
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	cr_assert_eq(report_find_public(report_db, report_korosten.id, id, &report), NOT_FOUND);
	cr_assert_eq(report_count(report_db, report_korosten.id), 0);
	cr_assert_eq(report_open_list(report_db, report_korosten.id).count, 1);
}

Test(report_edit, a_report_of_another_hromada_is_not_found_here)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct report report;
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	cr_assert_eq(report_find(report_db, report_village.id, id, &report), NOT_FOUND);
}

Test(report_edit, saving_writes_all_of_it_anew)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31"), kept;
	struct report report;
	int64_t id;

	report_figure(&draft, "theft", 7);
	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	report = found(id);
	draft = report_draft_of("2026-07-01", "2026-08-31");
	report_figure(&draft, "calls_total", 120);
	draft.revision = report.revision;
	*LIST_ADD(ready_arena(), &draft.sections) = (struct report_section){.key = "crime",
									    .text = "Текст"};
	cr_assert_eq(save(id, &draft), OK);
	report = found(id);
	kept = report_form_draft(report_db, &report);
	cr_assert_eq(report.revision, 2);
	cr_assert_eq(kept.figures.count, 1);
	cr_assert_eq(kept.figures.items[0].value, 120000);
	cr_assert_str_eq(report_section_text(&kept.sections, "crime"), "Текст");
}

Test(report_edit, who_saves_over_another_is_told_what_the_other_wrote)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31"), mine;
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	draft.revision = 1;
	draft.summary = "Інший текст.";
	cr_assert_eq(save(id, &draft), OK);
	mine = report_draft_of("2026-07-01", "2026-08-31");
	mine.revision = 1;
	report_figure(&mine, "calls_total", 99);
	cr_assert_eq(save(id, &mine), INVALID);
	cr_assert_eq(report_fault(&faults, "summary"), FAULT_CHANGED_MEANWHILE);
	cr_assert_str_eq(form_fault_of(&faults, "summary")->detail, "Інший текст.");
	cr_assert_eq(report_fault(&faults, "figure.calls_total"), FAULT_CHANGED_MEANWHILE);
	cr_assert_str_eq(form_fault_of(&faults, "figure.calls_total")->detail, "100");
	cr_assert_str_eq(found(id).summary, "Інший текст.");
	mine.revision = 2;
	cr_assert_eq(save(id, &mine), OK, "knowing it, one may");
}

Test(report_edit, saving_the_same_over_the_same_is_no_conflict)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	draft.revision = 1;
	cr_assert_eq(save(id, &draft), OK);
	cr_assert_eq(save(id, &draft), OK);
}

Test(report_edit, every_save_leaves_what_changed_in_the_log)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct audit_lines lines;
	int64_t id;

	cr_assert_eq(add_by(REPORT_AUTHOR, &draft, &id), OK);
	draft.revision = 1;
	report_figure(&draft, "calls_total", 120);
	cr_assert_eq(save(id, &draft), OK);
	lines = audit_of(report_db, arena_printf(ready_arena(), "report %lld", (long long)id));
	cr_assert_eq(lines.count, 2);
	cr_assert_str_eq(lines.items[1].action, "report save");
	cr_assert_str_eq(lines.items[1].before, "{\"figure.calls_total\":\"100\"}");
	cr_assert_str_eq(lines.items[1].after, "{\"figure.calls_total\":\"120\"}");
}

Test(report_edit, a_published_report_is_not_saved)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id = report_published(&draft);

	draft.revision = found(id).revision;
	cr_assert_eq(save(id, &draft), CONFLICT);
}

Test(report_edit, a_correction_writes_figures_but_stays_that_report)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id = report_published(&draft);
	struct change change = report_change_by(REPORT_CHIEF, "2026-09-10");
	struct form form = report_form();

	cr_assert_eq(report_life_correct(&change, &form, id, "помилка в підрахунку"), OK);
	report_done(&change);
	draft = report_draft_of("2026-05-01", "2026-06-30");
	draft.revision = found(id).revision;
	draft.unit = "Інший";
	report_figure(&draft, "calls_total", 90);
	cr_assert_eq(save(id, &draft), OK);
	cr_assert_str_eq(date_iso(ready_arena(), found(id).from), "2026-07-01");
	cr_assert_str_eq(found(id).unit, "Відділ поліції");
	draft = report_form_draft(report_db, (struct report[]){found(id)});
	cr_assert_eq(draft.figures.items[0].value, 90000);
}
