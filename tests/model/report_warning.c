#include "model/report_warning.h"

#include <criterion/criterion.h>

#include "templates/report_warning_words.h"
#include "tests/model/report_ready.h"

TestSuite(report_warning, .init = report_ready_begin, .fini = report_ready_end);

static struct report written(const struct report_draft *draft)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-05");
	struct form form = report_form();
	struct report report;
	int64_t id;

	cr_assert_eq(report_edit_add(&change, &form, draft, &id), OK);
	report_done(&change);
	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	return report;
}

static const struct report_warning *warned(const struct report_draft *draft, const char *key)
{
	struct report report = written(draft);
	struct report_warnings warnings = report_warnings(report_db, &report);

	for (size_t i = 0; i < warnings.count; i++)
		if (strcmp(warnings.items[i].key, key) == 0)
			return &warnings.items[i];
	return NULL;
}

static struct report_draft summer(void)
{
	return report_draft_of("2026-07-01", "2026-08-31");
}

static void qualify(struct report_draft *draft, enum figure_qualifier qualifier)
{
	draft->figures.items[draft->figures.count - 1].qualifier = qualifier;
}

static void spring(const char *indicator, int64_t value)
{
	struct report_draft draft = report_draft_of("2026-05-01", "2026-06-30");

	report_figure(&draft, indicator, value);
	report_published(&draft);
}

Test(report_warning, a_sound_report_has_none)
{
	struct report_draft draft = summer();
	struct report report;

	report_figure(&draft, "calls_crime", 20);
	report = written(&draft);
	cr_assert_eq(report_warnings(report_db, &report).count, 0);
}

Test(report_warning, a_part_above_its_total_is_odd)
{
	struct report_draft draft = summer();

	report_figure(&draft, "calls_crime", 101);
	cr_assert(warned(&draft, "subset.calls_crime"));
}

Test(report_warning, at_most_exceeds_nothing)
{
	struct report_draft draft = summer();

	report_figure(&draft, "calls_crime", 101);
	qualify(&draft, FIGURE_AT_MOST);
	cr_assert_null(warned(&draft, "subset.calls_crime"));
}

Test(report_warning, kinds_that_add_up_to_more_than_all_are_odd)
{
	struct report_draft draft = summer();
	const struct report_warning *warning;

	report_figure(&draft, "crime_total", 10);
	report_figure(&draft, "theft", 7);
	report_figure(&draft, "fraud", 5);
	warning = warned(&draft, "kinds.crime_total");
	cr_assert(warning);
	cr_assert_eq(warning->value, 12000);
	cr_assert_eq(warning->other_value, 10000);
}

Test(report_warning, parts_that_may_overlap_are_not_added)
{
	struct report_draft draft = summer();

	report_figure(&draft, "calls_crime", 80);
	report_figure(&draft, "calls_officer", 80);
	cr_assert_null(warned(&draft, "kinds.calls_total"));
}

Test(report_warning, more_on_the_register_than_came_to_it_is_odd)
{
	struct report_draft draft = summer();

	spring("dv_registered_end", 47);
	report_figure(&draft, "dv_registered_end", 60);
	report_figure(&draft, "dv_registered_new", 10);
	cr_assert(warned(&draft, "stock.dv_registered_end"));
}

Test(report_warning, five_times_as_many_is_asked_about_from_ten_on)
{
	struct report_draft draft = summer();

	spring("theft", 2);
	report_figure(&draft, "theft", 11);
	cr_assert(warned(&draft, "more.theft"));
}

Test(report_warning, small_numbers_jump_by_chance)
{
	struct report_draft draft = summer();

	spring("theft", 1);
	report_figure(&draft, "theft", 9);
	cr_assert_null(warned(&draft, "more.theft"));
}

Test(report_warning, less_than_a_fifth_is_odd_too)
{
	struct report_draft draft = summer();

	spring("theft", 60);
	report_figure(&draft, "theft", 11);
	cr_assert(warned(&draft, "fewer.theft"));
}

Test(report_warning, more_people_than_live_there_are_odd)
{
	struct report_draft draft = summer();

	report_figure(&draft, "reception_people", 85609);
	cr_assert(warned(&draft, "magnitude.reception_people"));
}

Test(report_warning, fewer_since_january_than_before_is_a_contradiction)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-04-30");
	const struct report_warning *warning;

	draft.kind = REPORT_CUSTOM;
	draft.basis = REPORT_CUMULATIVE;
	report_published(&draft);
	draft.to = (struct date){2026, 6, 30};
	report_figure(&draft, "calls_total", 90);
	warning = warned(&draft, "contradiction.calls_total");
	cr_assert(warning);
	cr_assert_eq(warning->other_value, 100000);
}

Test(report_warning, each_kind_is_a_sentence_in_both_languages)
{
	struct indicators indicators = indicator_all(report_db);

	for (int kind = 0; kind < WARNING_KIND_COUNT; kind++) {
		struct report_warning warning = {.kind = (enum report_warning_kind)kind,
						 .indicator = "calls_crime",
						 .other = "calls_total",
						 .value = 101000,
						 .other_value = 100000};
		const char *uk = report_warning_words(report_db->arena, words_of("uk"), &indicators,
						      &warning);
		const char *en = report_warning_words(report_db->arena, words_of("en"), &indicators,
						      &warning);

		cr_assert(strstr(uk, "101") && strstr(uk, "з них"), "%s", uk);
		cr_assert(strstr(en, "101") && strstr(en, "of which"), "%s", en);
	}
}

/* ---------------------------------------------------------------- answers */

static enum outcome answered(int64_t id, const char *text)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-06");
	struct pairs typed = {0};
	struct form form;
	enum outcome outcome;

	pairs_add(ready_arena(), &typed, "warning.subset.calls_crime", text);
	form = form_begin(ready_arena(), &typed);
	outcome = report_warning_answer(&change, &form, id);
	if (outcome == OK)
		report_done(&change);
	else
		change_cancel(&change);
	return outcome;
}

static struct report odd_report(void)
{
	struct report_draft draft = summer();

	report_figure(&draft, "calls_crime", 101);
	return written(&draft);
}

static void publish(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-09-07");
	struct form form = report_form();

	cr_assert_eq(report_life_publish(&change, &form, id), OK);
	report_done(&change);
}

Test(report_warning, too_long_an_answer_is_named)
{
	char *text = arena_take(ready_arena(), WARNING_ANSWER_MOST + 2);

	memset(text, 'a', WARNING_ANSWER_MOST + 1);
	cr_assert_eq(answered(odd_report().id, text), INVALID);
}

Test(report_warning, an_answer_is_read_beside_its_warning)
{
	struct report report = odd_report();
	struct report_warnings warnings;

	cr_assert_eq(answered(report.id, "облік за датою події"), OK);
	warnings = report_warnings(report_db, &report);
	cr_assert_str_eq(warnings.items[0].answer, "облік за датою події");
}

Test(report_warning, an_answer_stays_with_the_version_and_its_hash)
{
	struct report report = odd_report();
	struct change change;

	cr_assert_eq(answered(report.id, "так і є"), OK);
	publish(report.id);
	cr_assert_eq(answered(report.id, "інакше"), CONFLICT);
	report = report_public_one(report.id);
	cr_assert_eq(report_warning_answers(report_db, &report).count, 1);
	cr_assert_eq(report_life_faults(report_db).count, 0);
	change = report_change_by(REPORT_SYSTEM, "2026-09-08");
	cr_assert_neq(change_run(&change, "UPDATE report_warning_answer SET answer = 'підроблено'",
				 NO_ARGS),
		      OK);
	change_cancel(&change);
}

Test(report_warning, a_correction_takes_the_answers_along)
{
	struct report report = odd_report();
	struct change change;
	struct form form = report_form();

	cr_assert_eq(answered(report.id, "так і є"), OK);
	publish(report.id);
	change = report_change_by(REPORT_CHIEF, "2026-09-08");
	cr_assert_eq(report_life_correct(&change, &form, report.id, "описка"), OK);
	report_done(&change);
	cr_assert_eq(report_find(report_db, report_korosten.id, report.id, &report), OK);
	cr_assert_eq(report_warning_answers(report_db, &report).count, 1);
}
