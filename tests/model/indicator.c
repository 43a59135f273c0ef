#include "model/indicator.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(indicator, .init = report_ready_begin, .fini = report_ready_end);

Test(indicator, an_unknown_key_finds_nothing)
{
	struct indicators all = indicator_all(report_db);

	cr_assert_null(indicator_find(&all, "calls"));
}

Test(indicator, loading_twice_writes_nothing)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-01-01");

	cr_assert_eq(indicator_load(&change), OK);
	cr_assert_not(change.is_audited);
	change_cancel(&change);
}

Test(indicator, a_changed_definition_gets_the_next_version)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-01-01");
	struct indicators all;

	cr_assert_eq(change_run(&change,
				"UPDATE indicator SET definition = 'інакше' WHERE key = 'theft'",
				NO_ARGS),
		     OK);
	cr_assert_eq(indicator_load(&change), OK);
	all = indicator_all(&change.db);
	cr_assert_eq(indicator_find(&all, "theft")->definition_version, 2);
	cr_assert_eq(indicator_find(&all, "fraud")->definition_version, 1);
	report_done(&change);
}

Test(indicator, there_are_sixty_three_and_thirty_core_ones)
{
	struct indicators all = indicator_all(report_db);
	size_t core = 0;

	for (size_t i = 0; i < all.count; i++)
		core += all.items[i].is_core;
	cr_assert_eq(all.count, 63, "%zu", all.count);
	cr_assert_eq(core, 30, "%zu", core);
}

Test(indicator, a_part_has_a_total_of_the_same_kind_and_none_is_a_part_of_itself)
{
	struct indicators all = indicator_all(report_db);
	size_t parts = 0;

	for (size_t i = 0; i < all.count; i++) {
		const struct indicator *part = &all.items[i], *total;

		cr_assert(*part->subset_of || !part->is_kind, "%s", part->key);
		if (!*part->subset_of)
			continue;
		parts++;
		total = indicator_find(&all, part->subset_of);
		cr_assert(total && total != part && total->kind == part->kind, "%s", part->key);
	}
	cr_assert_gt(parts, 20);
}

Test(indicator, each_stands_in_a_part_of_the_report)
{
	struct indicators all = indicator_all(report_db);

	for (size_t i = 0; i < all.count; i++) {
		const struct report_part *part = report_part_find(all.items[i].section);

		cr_assert(part && strcmp(part->indicators, all.items[i].section) == 0, "%s",
			  all.items[i].key);
	}
}

Test(indicator, the_most_delicate_ones_are_marked)
{
	struct indicators all = indicator_all(report_db);

	cr_assert_eq(indicator_find(&all, "sexual")->publicity, INDICATOR_NEVER_SMALL);
	cr_assert_eq(indicator_find(&all, "dv_orders")->publicity, INDICATOR_SUPPRESS);
	cr_assert_eq(indicator_find(&all, "calls_total")->publicity, INDICATOR_PUBLIC);
	cr_assert_eq(indicator_find(&all, "dv_registered_end")->kind, INDICATOR_STOCK);
	cr_assert_str_eq(indicator_name(indicator_find(&all, "theft"), "en"), "Theft");
	cr_assert_str_eq(indicator_name(indicator_find(&all, "theft"), "uk"),
			 "Крадіжки (ст. 185 КК)");
}
