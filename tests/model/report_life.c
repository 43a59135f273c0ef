#include "model/report_life.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_life, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;

typedef enum outcome step_function(struct change *change, struct form *form, int64_t id);

static enum outcome step_by(enum report_actor actor, step_function *step, int64_t id)
{
	struct change change = report_change_by(actor, "2026-09-05");
	enum outcome outcome;

	faults = report_form();
	outcome = step(&change, &faults, id);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static enum outcome reasoned_by(enum report_actor actor, int64_t id, const char *reason,
				enum outcome (*step)(struct change *, struct form *, int64_t,
						     const char *))
{
	struct change change = report_change_by(actor, "2026-09-10");
	enum outcome outcome;

	faults = report_form();
	outcome = step(&change, &faults, id, reason);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static int64_t added(enum report_actor actor, const struct report_draft *draft)
{
	struct change change = report_change_by(actor, "2026-09-01");
	struct form form = report_form();
	int64_t id = 0;

	cr_assert_eq(report_edit_add(&change, &form, draft, &id), OK);
	report_done(&change);
	return id;
}

static int64_t summer(enum report_actor actor)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	return added(actor, &draft);
}

static struct report found(int64_t id)
{
	struct report report;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	return report;
}

/* What the schema says to a statement that goes behind the model's back. */
static enum outcome raw(const char *sql)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-10-01");
	enum outcome outcome = change_run(&change, sql, NO_ARGS);

	change_cancel(&change);
	return outcome;
}

Test(report_life, an_empty_draft_is_not_submitted)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	draft.summary = draft.author_post = "";
	draft.figures.count = 0;
	id = added(REPORT_AUTHOR, &draft);
	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), INVALID);
	cr_assert_eq(report_fault(&faults, "summary"), FAULT_MISSING);
	cr_assert_eq(report_fault(&faults, "author_post"), FAULT_MISSING);
	cr_assert_eq(report_fault(&faults, ""), FAULT_EMPTY);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), INVALID);
}

Test(report_life, a_period_that_is_not_over_is_not_reported)
{
	struct report_draft draft = report_draft_of("2026-08-01", "2026-09-30");
	int64_t id = added(REPORT_AUTHOR, &draft);

	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), INVALID);
	cr_assert_eq(report_fault(&faults, "to"), FAULT_DATE_FUTURE);
}

Test(report_life, nothing_is_submitted_twice)
{
	int64_t id = summer(REPORT_AUTHOR);

	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), OK);
	cr_assert(found(id).is_submitted);
	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), CONFLICT);
}

Test(report_life, a_change_takes_a_submitted_draft_back)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id = added(REPORT_AUTHOR, &draft);
	struct change change;
	struct form form = report_form();

	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), OK);
	change = report_change_by(REPORT_AUTHOR, "2026-09-06");
	draft.revision = found(id).revision;
	cr_assert_eq(report_edit_save(&change, &form, id, &draft), OK);
	report_done(&change);
	cr_assert_not(found(id).is_submitted);
}

Test(report_life, publishing_needs_the_right_in_every_hromada_of_the_report)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = report_village.katottg;
	id = added(REPORT_SYSTEM, &draft);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), INVALID);
	cr_assert_eq(report_fault(&faults, "territory"), FAULT_NOT_FOR_ROLE);
}

Test(report_life, nothing_is_published_that_the_chief_has_not_seen)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id = added(REPORT_AUTHOR, &draft);
	struct pairs typed = {0};
	struct form form;
	struct change change;

	pairs_add(ready_arena(), &typed, "revision",
		  arena_printf(ready_arena(), "%d", found(id).revision));
	change = report_change_by(REPORT_AUTHOR, "2026-09-04");
	form = report_form();
	draft.revision = found(id).revision;
	draft.summary = "Написано, коли начальник уже прочитав.";
	cr_assert_eq(report_edit_save(&change, &form, id, &draft), OK);
	report_done(&change);

	change = report_change_by(REPORT_CHIEF, "2026-09-05");
	form = form_begin(ready_arena(), &typed);
	cr_assert_eq(report_life_publish(&change, &form, id), INVALID);
	change_cancel(&change);
	cr_assert_eq(report_fault(&form, ""), FAULT_CHANGED_MEANWHILE);
}

Test(report_life, published_it_is_public_with_its_moment_and_hash)
{
	int64_t id = summer(REPORT_AUTHOR);
	struct report report;

	cr_assert_eq(step_by(REPORT_AUTHOR, report_life_submit, id), OK);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	report = report_public_one(id);
	cr_assert_eq(report.state, REPORT_PUBLISHED);
	cr_assert_eq(report.version, 1);
	cr_assert_eq(report.open, 0);
	cr_assert_eq(strlen(report.hash), 64);
	cr_assert_eq(report.published_at, report.updated_at);
	cr_assert_not(report.is_own_approval);
	cr_assert_eq(report_life_faults(report_db).count, 0);
}

Test(report_life, approved_by_its_own_author_it_is_marked_so)
{
	int64_t id = summer(REPORT_CHIEF);

	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	cr_assert(report_public_one(id).is_own_approval);
}

Test(report_life, it_becomes_known_once_per_hromada_and_once_in_the_network)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = report_village.katottg;
	id = report_published(&draft);
	cr_assert_eq(db_int(report_db,
			    "SELECT count(*) FROM publication WHERE kind = 'report' "
			    "AND subject_id = $1 AND is_latest = 1",
			    ARGS(INT(id)), 0),
		     2);
	cr_assert_eq(db_int(report_db,
			    "SELECT count(*) FROM publication WHERE kind = 'report' "
			    "AND subject_id = $1 AND is_network = 1",
			    ARGS(INT(id)), 0),
		     1);
}

Test(report_life, a_published_version_cannot_be_changed_even_by_hand)
{
	static const char *const attempts[] = {
		"UPDATE figure SET value = 1",
		"DELETE FROM figure",
		"INSERT INTO figure (report_id, version, indicator, definition_version, state, "
		"qualifier, value, note) "
		"SELECT id, 1, 'theft', 1, 'given', 'exact', 1, '' FROM report",
		"UPDATE section SET text = 'x'",
		"DELETE FROM section",
		"INSERT INTO section (report_id, version, key, text) "
		"SELECT id, 1, 'plans', 'x' FROM report",
		"UPDATE report_version SET summary = 'x'",
		"UPDATE report_version SET published_at = NULL",
		"DELETE FROM report_version",
		"UPDATE report SET period_from = '2020-01-01'",
		"UPDATE report SET unit = 'x'",
		"UPDATE report SET version = 0",
		"DELETE FROM report",
		"DELETE FROM report_territory",
		"UPDATE report_territory SET katottg = 'UA68060070000048275'",
		"INSERT INTO report_territory (report_id, katottg) "
		"SELECT id, 'UA68060070000048275' FROM report",
	};
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	*LIST_ADD(ready_arena(), &draft.sections) = (struct report_section){.key = "crime",
									    .text = "Текст"};
	report_published(&draft);
	for (size_t i = 0; i < COUNT(attempts); i++)
		cr_assert_eq(raw(attempts[i]), CONFLICT, "%s", attempts[i]);
}

Test(report_life, a_correction_needs_a_reason_and_a_published_report)
{
	int64_t id = summer(REPORT_AUTHOR);

	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "причина", report_life_correct), CONFLICT);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "", report_life_correct), INVALID);
	cr_assert_eq(report_fault(&faults, "reason"), FAULT_MISSING);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "причина", report_life_correct), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "ще одна", report_life_correct), CONFLICT);
}

Test(report_life, while_it_is_corrected_the_old_version_stays_public)
{
	int64_t id = summer(REPORT_AUTHOR);

	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "помилка", report_life_correct), OK);
	cr_assert_eq(report_public_one(id).version, 1);
	cr_assert_eq(found(id).version, 2);
	cr_assert_eq(report_figures_real(report_db, (struct report[]){found(id)}).count, 1);
}

Test(report_life, a_correction_becomes_the_next_version_and_keeps_the_first_moment)
{
	int64_t id = summer(REPORT_AUTHOR);
	struct report first, second, old;

	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	first = report_public_one(id);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "помилка", report_life_correct), OK);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	second = report_public_one(id);
	cr_assert_eq(second.version, 2);
	cr_assert_str_eq(second.reason, "помилка");
	cr_assert_eq(second.published_at, first.published_at);
	cr_assert_str_neq(second.hash, first.hash);
	cr_assert_eq(report_find_version(report_db, report_korosten.id, id, 1, &old), OK);
	cr_assert_str_eq(old.hash, first.hash);
	cr_assert_eq(report_versions(report_db, &second).count, 2);
	cr_assert_eq(report_life_faults(report_db).count, 0);
	cr_assert_eq(db_int(report_db,
			    "SELECT count(*) FROM publication WHERE kind = 'report' "
			    "AND subject_id = $1 AND is_latest = 1",
			    ARGS(INT(id)), 0),
		     1);
}

Test(report_life, withdrawing_needs_a_reason_and_is_for_good)
{
	int64_t id = summer(REPORT_AUTHOR);
	struct report report;

	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "причина", report_life_withdraw), CONFLICT);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "", report_life_withdraw), INVALID);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "помилка", report_life_correct), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "не та громада", report_life_withdraw), OK);
	cr_assert_eq(report_find_public(report_db, 0, id, &report), GONE);
	cr_assert_str_eq(report.reason, "не та громада");
	cr_assert_eq(report_find_version(report_db, report_korosten.id, id, 1, &report), GONE);
	cr_assert_eq(report_count(report_db, report_korosten.id), 0);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "ще раз", report_life_withdraw), CONFLICT);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), CONFLICT);
	cr_assert_eq(db_int(report_db,
			    "SELECT is_withdrawn FROM publication WHERE kind = 'report' "
			    "AND subject_id = $1 AND is_latest = 1",
			    ARGS(INT(id)), 0),
		     1);
}

Test(report_life, a_withdrawn_period_can_be_reported_again)
{
	int64_t id = summer(REPORT_AUTHOR);

	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, id), OK);
	cr_assert_eq(reasoned_by(REPORT_CHIEF, id, "не той період", report_life_withdraw), OK);
	summer(REPORT_AUTHOR);
}

Test(report_life, a_version_slipped_in_behind_the_models_back_is_found)
{
	struct change change;

	summer(REPORT_AUTHOR);
	cr_assert_eq(step_by(REPORT_CHIEF, report_life_publish, 1), OK);
	change = report_change_by(REPORT_SYSTEM, "2026-10-01");
	cr_assert_eq(change_run(&change,
				"INSERT INTO report_version (report_id, version, summary, salt, "
				"published_at, hash) SELECT report_id, 2, 'Гірше.', salt, "
				"published_at, hash FROM report_version",
				NO_ARGS),
		     OK);
	cr_assert_eq(report_life_faults(&change.db).count, 1);
	change_cancel(&change);
}
