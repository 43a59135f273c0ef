#include "model/report_form.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_form, .init = report_ready_begin, .fini = report_ready_end);

static enum fault_kind figure_of(const char *typed, const char *key, struct figure *figure)
{
	struct indicators all = indicator_all(report_db);

	*figure = (struct figure){0};
	return report_form_figure(ready_arena(), typed, indicator_find(&all, key), figure);
}

static struct pairs whole(void)
{
	struct pairs pairs = {0};

	pairs_add(ready_arena(), &pairs, "kind", "bimonthly");
	pairs_add(ready_arena(), &pairs, "from", "01.07.2026");
	pairs_add(ready_arena(), &pairs, "to", "2026-08-31");
	pairs_add(ready_arena(), &pairs, "unit", "Відділ");
	pairs_add(ready_arena(), &pairs, "territory", report_korosten.katottg);
	return pairs;
}

static struct report_draft read_well(const struct pairs *pairs)
{
	struct form form = form_begin(ready_arena(), pairs);
	struct report_draft draft;

	cr_assert_eq(report_form_read(report_db, &form, &draft), OK);
	return draft;
}

Test(report_form, what_could_mean_two_numbers_is_asked_back)
{
	struct figure figure;

	cr_assert_eq(figure_of("16,661,261 тис.", "calls_total", &figure), FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(figure_of("понад 16,661,261", "calls_total", &figure), FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(figure_of("85609 тис. осіб", "calls_total", &figure), FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(figure.state, FIGURE_ABSENT);
}

Test(report_form, other_words_are_no_number)
{
	struct figure figure;

	cr_assert_eq(figure_of("багато", "calls_total", &figure), FAULT_NOT_A_NUMBER);
	cr_assert_eq(figure_of("десь 100", "calls_total", &figure), FAULT_NOT_A_NUMBER);
	cr_assert_eq(figure_of("понад", "calls_total", &figure), FAULT_NOT_A_NUMBER);
	cr_assert_eq(figure_of("100 шт", "calls_total", &figure), FAULT_NOT_A_NUMBER);
}

Test(report_form, what_is_counted_has_no_decimals)
{
	struct figure figure;

	cr_assert_eq(figure_of("4,5", "calls_total", &figure), FAULT_NOT_WHOLE);
	cr_assert_eq(figure_of("8,5", "arrival_mean", &figure), FAULT_NONE);
	cr_assert_eq(figure.value, 8500);
	cr_assert_eq(figure_of("1 204,5", "damage_uah", &figure), FAULT_NONE);
	cr_assert_eq(figure.value, 1204500);
}

Test(report_form, nothing_is_fewer_than_nothing)
{
	struct figure figure;

	cr_assert_eq(figure_of("-3", "calls_total", &figure), FAULT_OUT_OF_RANGE);
	cr_assert_eq(figure_of("−3", "calls_total", &figure), FAULT_OUT_OF_RANGE);
	cr_assert_eq(figure_of("1000000001", "calls_total", &figure), FAULT_OUT_OF_RANGE);
}

Test(report_form, empty_is_not_zero)
{
	struct figure figure;

	cr_assert_eq(figure_of("", "calls_total", &figure), FAULT_NONE);
	cr_assert_eq(figure.state, FIGURE_ABSENT);
	cr_assert_eq(figure_of("—", "calls_total", &figure), FAULT_NONE);
	cr_assert_eq(figure.state, FIGURE_ABSENT);
	cr_assert_eq(figure_of("0", "calls_total", &figure), FAULT_NONE);
	cr_assert_eq(figure.state, FIGURE_GIVEN);
}

Test(report_form, qualifiers_are_typed_with_the_number)
{
	static const struct {
		const char *typed;
		enum figure_qualifier qualifier;
		int64_t value;
	} cases[] = {
		{"437", FIGURE_EXACT, 437},
		{"понад 600", FIGURE_AT_LEAST, 600},
		{"Понад 600", FIGURE_AT_LEAST, 600},
		{"понад\u00A07 700", FIGURE_AT_LEAST, 7700},
		{"≥600", FIGURE_AT_LEAST, 600},
		{"Близько 100", FIGURE_APPROX, 100},
		{"майже 126 000", FIGURE_APPROX, 126000},
		{"~ 261 000", FIGURE_APPROX, 261000},
		{"до 5", FIGURE_AT_MOST, 5},
		{"не більше 5", FIGURE_AT_MOST, 5},
		{"не менше ніж 5", FIGURE_AT_LEAST, 5},
		{"over 600", FIGURE_AT_LEAST, 600},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct figure figure;

		cr_assert_eq(figure_of(cases[i].typed, "calls_total", &figure), FAULT_NONE, "%s",
			     cases[i].typed);
		cr_assert_eq(figure.qualifier, cases[i].qualifier, "%s", cases[i].typed);
		cr_assert_eq(figure.value, cases[i].value * 1000, "%s", cases[i].typed);
	}
}

Test(report_form, all_faults_are_told_at_once_and_at_their_fields)
{
	struct pairs pairs = {0};
	struct form form;
	struct report_draft draft;

	pairs_add(ready_arena(), &pairs, "kind", "weekly");
	pairs_add(ready_arena(), &pairs, "from", "31.06.2026");
	pairs_add(ready_arena(), &pairs, "figure.calls_total", "16,661,261 тис.");
	pairs_add(ready_arena(), &pairs, "figure.theft", "багато");
	pairs_add(ready_arena(), &pairs, "figure.fraud.qualifier", "roughly");
	pairs_add(ready_arena(), &pairs, "figure.drugs.state", "small");
	pairs_add(ready_arena(), &pairs, "section.crime", "\xff");
	form = form_begin(ready_arena(), &pairs);
	cr_assert_eq(report_form_read(report_db, &form, &draft), INVALID);
	cr_assert_eq(report_fault(&form, "kind"), FAULT_UNKNOWN);
	cr_assert_eq(report_fault(&form, "from"), FAULT_NOT_A_DATE);
	cr_assert_eq(report_fault(&form, "to"), FAULT_MISSING);
	cr_assert_eq(report_fault(&form, "section.crime"), FAULT_NOT_TEXT);
	cr_assert_eq(report_fault(&form, "figure.fraud.qualifier"), FAULT_UNKNOWN);
	cr_assert_eq(report_fault(&form, "figure.drugs.state"), FAULT_UNKNOWN);
	cr_assert_eq(report_fault(&form, "figure.calls_total"), FAULT_UNCLEAR_NUMBER);
	cr_assert_eq(report_fault(&form, "figure.theft"), FAULT_NOT_A_NUMBER);
	cr_assert_str_eq(form_typed(&form, "figure.calls_total"), "16,661,261 тис.");
}

Test(report_form, a_note_without_a_number_is_not_lost)
{
	struct pairs pairs = whole();
	struct form form;
	struct report_draft draft;

	pairs_add(ready_arena(), &pairs, "figure.theft.note", "облік ведуть з липня");
	pairs_add(ready_arena(), &pairs, "figure.fraud.state", "not_tracked");
	pairs_add(ready_arena(), &pairs, "figure.fraud.note", "облік ведуть з липня");
	form = form_begin(ready_arena(), &pairs);
	cr_assert_eq(report_form_read(report_db, &form, &draft), INVALID);
	cr_assert_eq(form.faults.count, 1);
	cr_assert_eq(report_fault(&form, "figure.theft"), FAULT_MISSING);
}

Test(report_form, a_choice_adds_what_the_number_does_not_say)
{
	struct pairs pairs = whole();
	struct report_draft draft;

	pairs_add(ready_arena(), &pairs, "figure.calls_total", "600");
	pairs_add(ready_arena(), &pairs, "figure.calls_total.qualifier", "at_least");
	pairs_add(ready_arena(), &pairs, "figure.theft.state", "not_tracked");
	pairs_add(ready_arena(), &pairs, "figure.sexual", "1");
	pairs_add(ready_arena(), &pairs, "figure.sexual.state", "suppressed");
	pairs_add(ready_arena(), &pairs, "figure.fraud", "");
	pairs_add(ready_arena(), &pairs, "figure.fraud.state", "given");
	draft = read_well(&pairs);
	cr_assert_eq(draft.figures.count, 3);
	cr_assert_eq(figure_find(&draft.figures, "calls_total")->qualifier, FIGURE_AT_LEAST);
	cr_assert_eq(figure_find(&draft.figures, "theft")->state, FIGURE_NOT_TRACKED);
	cr_assert_eq(figure_find(&draft.figures, "sexual")->state, FIGURE_SUPPRESSED);
	cr_assert_eq(figure_find(&draft.figures, "sexual")->value, 1000);
}

Test(report_form, what_is_shown_again_reads_as_the_same)
{
	struct pairs pairs = whole(), again;
	struct report_draft draft, second;

	pairs_add(ready_arena(), &pairs, "figure.calls_total", "понад 1 600");
	pairs_add(ready_arena(), &pairs, "figure.calls_total.note", "одна особа — 40 фактів");
	pairs_add(ready_arena(), &pairs, "figure.arrival_mean", "8,25");
	pairs_add(ready_arena(), &pairs, "section.crime", "Перший рядок\r\nдругий");
	draft = read_well(&pairs);
	again = report_form_pairs(ready_arena(), &draft);
	cr_assert_str_eq(pairs_value(&again, "figure.arrival_mean"), "8,25");
	second = read_well(&again);
	cr_assert_eq(second.figures.count, 2);
	cr_assert_eq(figure_find(&second.figures, "calls_total")->value, 1600000);
	cr_assert_eq(figure_find(&second.figures, "calls_total")->qualifier, FIGURE_AT_LEAST);
	cr_assert_str_eq(figure_find(&second.figures, "calls_total")->note,
			 "одна особа — 40 фактів");
	cr_assert_str_eq(report_section_text(&second.sections, "crime"), "Перший рядок\nдругий");
}

Test(report_form, a_fresh_one_begins_where_the_last_ended)
{
	struct report_draft draft = report_draft_of("2026-05-01", "2026-06-30");
	struct report_draft fresh;

	fresh = report_form_fresh(report_db, &report_korosten, date_start(draft.to) + 86400 * 70);
	cr_assert_str_eq(date_iso(ready_arena(), fresh.from), "2026-07-01");
	cr_assert_str_eq(date_iso(ready_arena(), fresh.to), "2026-08-31");
	report_published(&draft);
	fresh = report_form_fresh(report_db, &report_korosten, 0);
	cr_assert_str_eq(date_iso(ready_arena(), fresh.from), "2026-07-01");
	cr_assert_str_eq(date_iso(ready_arena(), fresh.to), "2026-08-31");
	cr_assert_str_eq(fresh.author_post, "начальник відділу");
}
