/* What a correction changed, as everyone may see it. */
#include "model/report_changes.h"

#include <criterion/criterion.h>

#include "model/report_form.h"
#include "tests/model/report_ready.h"

TestSuite(report_changes, .init = report_ready_begin, .fini = report_ready_end);

/* A report of the village, where one and two of something delicate are hidden. */
static struct report_draft village_draft(void)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	draft.territories.items[0] = report_village.katottg;
	return draft;
}

/* Published, then corrected into what the draft says now; the changes between the two. */
static struct report_changes corrected(int64_t id, struct report_draft *draft)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-10");
	struct form form = report_form();
	struct report report, before;

	change.community_id = report_village.id;
	cr_assert_eq(report_life_correct(&change, &form, id, "Уточнено"), OK);
	cr_assert_eq(report_find(&change.db, report_village.id, id, &report), OK);
	draft->revision = report.revision;
	cr_assert_eq(report_edit_save(&change, &form, id, draft), OK);
	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	report_done(&change);
	report = report_public_one(id);
	cr_assert_eq(
		report_find_version(report_db, report_village.id, id, report.version - 1, &before),
		OK);
	return report_changes_of(report_db, &before, &report);
}

Test(report_changes, a_correction_that_corrects_nothing_has_none)
{
	struct report_draft draft = village_draft();
	struct report_changes changes = corrected(report_published(&draft), &draft);

	cr_expect_eq(changes.figures.count, 0);
	cr_expect_eq(changes.sections.count, 0);
}

Test(report_changes, a_hidden_value_does_not_show_through)
{
	struct report_draft draft = village_draft();
	struct report_changes changes;
	int64_t id;

	report_figure(&draft, "calls_dv", 1);
	id = report_published(&draft);
	report_figure(&draft, "calls_dv", 2);
	changes = corrected(id, &draft);
	cr_expect_eq(changes.figures.count, 0, "from fewer than three to fewer than three");
}

Test(report_changes, what_was_said_anew_and_what_was_dropped_are_told)
{
	struct report_draft draft = village_draft();
	struct report_changes changes;
	int64_t id;

	report_figure(&draft, "theft", 7);
	id = report_published(&draft);
	draft.figures.count = 0;
	report_figure(&draft, "calls_total", 90);
	report_figure(&draft, "fraud", 5);
	draft.summary = "Інакше.";
	changes = corrected(id, &draft);
	cr_assert_eq(changes.figures.count, 3);
	cr_expect_str_eq(changes.figures.items[0].indicator, "calls_total");
	cr_expect_eq(changes.figures.items[0].was->value, 100000);
	cr_expect_eq(changes.figures.items[0].is->value, 90000);
	cr_expect_str_eq(changes.figures.items[1].indicator, "fraud");
	cr_expect_null(changes.figures.items[1].was);
	cr_expect_str_eq(changes.figures.items[2].indicator, "theft");
	cr_expect_null(changes.figures.items[2].is);
	cr_assert_eq(changes.sections.count, 1);
	cr_expect_str_eq(changes.sections.items[0], "summary");
}

Test(report_changes, a_note_alone_is_a_change)
{
	struct report_draft draft = village_draft();
	struct report_changes changes;
	int64_t id = report_published(&draft);

	draft.figures.items[0].note = "За уточненим обліком.";
	changes = corrected(id, &draft);
	cr_assert_eq(changes.figures.count, 1);
	cr_expect(changes.figures.items[0].is_note);
	cr_expect_eq(changes.figures.items[0].was->value, changes.figures.items[0].is->value);
}
