#include "model/report_compare.h"

#include <criterion/criterion.h>

static struct figure given(int64_t value)
{
	return (struct figure){
		.state = FIGURE_GIVEN, .definition_version = 1, .value = value * 1000};
}

static struct report_comparison compare(int64_t now, int64_t base)
{
	struct figure first = given(now), second = given(base);

	return report_compare(&first, &second);
}

Test(report_compare, nothing_is_compared_with_a_figure_that_is_not_there)
{
	struct figure now = given(5);

	cr_assert_not(report_compare(&now, NULL).is_possible);
	cr_assert_not(report_compare(NULL, &now).is_possible);
}

Test(report_compare, a_hidden_figure_gives_no_difference_away)
{
	static const enum figure_state states[] = {FIGURE_ABSENT, FIGURE_SMALL, FIGURE_NOT_TRACKED,
						   FIGURE_SUPPRESSED};

	for (size_t i = 0; i < COUNT(states); i++) {
		struct figure now = given(5), base = {.state = states[i], .value = 2000};

		base.definition_version = 1;
		cr_assert_not(report_compare(&now, &base).is_possible);
		cr_assert_not(report_compare(&base, &now).is_possible);
		cr_assert_eq(report_compare(&now, &base).difference, 0);
	}
}

Test(report_compare, a_changed_definition_breaks_the_line)
{
	struct figure now = given(5), base = given(4);

	now.definition_version = 2;
	cr_assert_not(report_compare(&now, &base).is_possible);
	cr_assert(report_compare(&now, &base).is_redefined);
}

Test(report_compare, a_base_of_nothing_has_no_percentage)
{
	cr_assert(compare(3, 0).is_possible);
	cr_assert_eq(compare(3, 0).difference, 3000);
	cr_assert_not(compare(3, 0).has_percent);
}

Test(report_compare, per_cent_begin_at_a_base_of_ten)
{
	cr_assert_not(compare(3, 9).has_percent);
	cr_assert(compare(3, 10).has_percent);
	cr_assert_eq(compare(3, 10).percent, -70000);
}

Test(report_compare, vinnytsia_2024_has_386_crimes_fewer)
{
	struct report_comparison comparison = compare(3877, 4263);

	cr_assert_eq(comparison.difference, -386000);
	cr_assert_eq(comparison.percent, -9100); /* −9,055 % */
}

Test(report_compare, appeals_of_63_against_144)
{
	struct report_comparison comparison = compare(63, 144);

	cr_assert_eq(comparison.difference, -81000);
	cr_assert_eq(comparison.percent, -56300); /* −56,25 %: half goes away from zero */
}

Test(report_compare, per_cent_are_rounded_once)
{
	cr_assert_eq(compare(258, 239).percent, 7900);   /* 7,9498 %: not by way of 7,950 */
	cr_assert_eq(compare(157, 139).percent, 12900);  /* 12,9496 % */
	cr_assert_eq(compare(121, 139).percent, -12900); /* −12,9496 % */
}

Test(report_compare, with_an_inexact_figure_the_difference_is_inexact)
{
	struct figure now = given(600), base = given(500);

	cr_assert_not(report_compare(&now, &base).is_approximate);
	now.qualifier = FIGURE_AT_LEAST;
	cr_assert(report_compare(&now, &base).is_approximate);
}
