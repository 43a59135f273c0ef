#include "model/report_read.h"

#include <criterion/criterion.h>

#include "model/report_compare.h"
#include "model/report_rhythm.h"
#include "tests/model/report_ready.h"

TestSuite(report_read, .init = report_ready_begin, .fini = report_ready_end);

static int64_t published(const char *from, const char *to, int64_t calls)
{
	struct report_draft draft = report_draft_of(from, to);

	report_figure(&draft, "calls_total", calls);
	return report_published(&draft);
}

static struct report_draft village_draft(void)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	draft.territories.items[0] = report_village.katottg;
	return draft;
}

static struct figure shown(int64_t id, const char *indicator)
{
	struct report report = report_public_one(id);
	struct figures figures = report_figures(report_db, &report);
	const struct figure *figure = figure_find(&figures, indicator);

	return figure ? *figure : (struct figure){0};
}

static const char *iso(struct date date)
{
	return date_iso(ready_arena(), date);
}

Test(report_read, one_or_two_are_not_told_where_few_live)
{
	struct report_draft draft = village_draft();
	int64_t id;

	report_figure(&draft, "dv_orders", 2);
	report_figure(&draft, "calls_dv", 1);
	report_figure(&draft, "dv_crime", 0);
	report_figure(&draft, "dv_registered_end", 3);
	report_figure(&draft, "robbery_armed", 1);
	draft.figures.items[1].note = "обидва в одному селі";
	id = report_published(&draft);
	cr_assert_eq(shown(id, "dv_orders").state, FIGURE_SMALL);
	cr_assert_eq(shown(id, "dv_orders").value, 0);
	cr_assert_str_eq(shown(id, "dv_orders").note, "");
	cr_assert_eq(shown(id, "calls_dv").state, FIGURE_SMALL);
	cr_assert_eq(shown(id, "dv_crime").state, FIGURE_GIVEN, "none at all is told");
	cr_assert_eq(shown(id, "dv_registered_end").value, 3000);
	cr_assert_eq(shown(id, "robbery_armed").value, 1000, "this one is public");
}

Test(report_read, where_many_live_they_are_told)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	report_figure(&draft, "dv_orders", 2);
	report_figure(&draft, "sexual", 1);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "dv_orders").value, 2000);
	cr_assert_eq(shown(id, "sexual").value, 1000);
}

Test(report_read, people_of_all_hromadas_of_a_report_count_together)
{
	struct report_draft draft = village_draft();
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = report_korosten.katottg;
	report_figure(&draft, "dv_orders", 2);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "dv_orders").value, 2000);
}

Test(report_read, the_most_delicate_is_told_for_whole_years_only_where_few_live)
{
	struct report_draft draft = village_draft();
	int64_t id;

	report_figure(&draft, "sexual", 7);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "sexual").state, FIGURE_SUPPRESSED);
	cr_assert_eq(shown(id, "sexual").value, 0);
	draft = village_draft();
	draft.kind = REPORT_ANNUAL;
	draft.from = (struct date){2025, 1, 1};
	draft.to = (struct date){2025, 12, 31};
	report_figure(&draft, "sexual", 2);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "sexual").state, FIGURE_SMALL);
}

Test(report_read, where_it_is_not_known_how_many_live_few_do)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-05");
	struct form form = report_form();
	struct report report;
	int64_t id;

	report_figure(&draft, "dv_orders", 1);
	cr_assert_eq(change_run(&change, "UPDATE community SET population = 0", NO_ARGS), OK);
	cr_assert_eq(report_edit_add(&change, &form, &draft, &id), OK);
	report_done(&change);
	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	cr_assert_eq(
		figure_find((struct figures[]){report_figures(report_db, &report)}, "dv_orders")
			->state,
		FIGURE_SMALL);
}

Test(report_read, the_author_sees_the_real_figure)
{
	struct report_draft draft = village_draft();
	struct report report;
	struct figures figures;
	int64_t id;

	report_figure(&draft, "dv_orders", 2);
	id = report_published(&draft);
	cr_assert_eq(report_find(report_db, report_village.id, id, &report), OK);
	figures = report_figures_real(report_db, &report);
	cr_assert_eq(figure_find(&figures, "dv_orders")->value, 2000);
}

Test(report_read, an_empty_figure_is_absent_and_a_zero_is_a_zero)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	int64_t id;

	report_figure(&draft, "homicide", 0);
	id = report_published(&draft);
	cr_assert_eq(shown(id, "homicide").state, FIGURE_GIVEN);
	cr_assert_eq(shown(id, "theft").state, FIGURE_ABSENT);
}

Test(report_read, periods_lie_beside_each_other_by_months_and_else_by_days)
{
	struct report report = {.from = {2026, 3, 1}, .to = {2026, 4, 30}};

	cr_assert_str_eq(iso(report_period_before(&report).from), "2026-01-01");
	cr_assert_str_eq(iso(report_period_before(&report).to), "2026-02-28");
	cr_assert_str_eq(iso(report_period_last_year(&report).to), "2025-04-30");
	report = (struct report){.from = {2028, 1, 1}, .to = {2028, 2, 29}};
	cr_assert_str_eq(iso(report_period_before(&report).from), "2027-11-01");
	cr_assert_str_eq(iso(report_period_before(&report).to), "2027-12-31");
	cr_assert_str_eq(iso(report_period_last_year(&report).to), "2027-02-28");
	report = (struct report){.from = {2026, 3, 10}, .to = {2026, 3, 19}};
	cr_assert_str_eq(iso(report_period_before(&report).from), "2026-02-28");
	cr_assert_str_eq(iso(report_period_before(&report).to), "2026-03-09");
}

Test(report_read, beside_a_report_stands_the_same_line_only)
{
	int64_t before = published("2026-05-01", "2026-06-30", 40);
	int64_t id = published("2026-07-01", "2026-08-31", 32);
	struct report_draft draft = report_draft_of("2025-07-01", "2025-08-31");
	struct report report, beside;

	draft.unit = "Інший підрозділ";
	report_published(&draft);
	draft = report_draft_of("2025-07-01", "2025-08-31");
	*LIST_ADD(ready_arena(), &draft.territories) = report_village.katottg;
	report_published(&draft);
	report = report_public_one(id);
	cr_assert_eq(report_find_beside(report_db, &report, report_period_before(&report), &beside),
		     OK);
	cr_assert_eq(beside.id, before);
	cr_assert_eq(
		report_find_beside(report_db, &report, report_period_last_year(&report), &beside),
		NOT_FOUND);
	published("2025-07-01", "2025-08-31", 50);
	cr_assert_eq(
		report_find_beside(report_db, &report, report_period_last_year(&report), &beside),
		OK);
}

Test(report_read, a_series_tells_its_gaps)
{
	int64_t id;
	struct report report;
	struct report_points points;

	published("2025-11-01", "2025-12-31", 10);
	published("2026-01-01", "2026-02-28", 20);
	id = published("2026-05-01", "2026-06-30", 30);
	report = report_public_one(id);
	points = report_series(report_db, &report, 12);
	cr_assert_eq(points.count, 4, "%zu", points.count);
	cr_assert_str_eq(iso(points.items[0].from), "2025-11-01");
	cr_assert_eq(figure_find(&points.items[1].figures, "calls_total")->value, 20000);
	cr_assert_eq(points.items[2].report_id, 0);
	cr_assert_str_eq(iso(points.items[2].from), "2026-03-01");
	cr_assert_str_eq(iso(points.items[2].to), "2026-04-30");
	cr_assert(points.items[3].is_current);
	cr_assert_eq(report_series(report_db, &report, 2).count, 2);
	cr_assert_eq(report_gaps(report_db, &report).count, 1);
	cr_assert_str_eq(iso(report_gaps(report_db, &report).items[0].from), "2026-03-01");
}

Test(report_read, a_cumulative_report_stands_alone)
{
	struct report_draft draft = report_draft_of("2026-01-01", "2026-06-30");
	struct report report;

	draft.basis = REPORT_CUMULATIVE;
	report = report_public_one(report_published(&draft));
	cr_assert_eq(report_series(report_db, &report, 6).count, 1);
	cr_assert_eq(report_gaps(report_db, &report).count, 0);
}

Test(report_read, the_next_one_is_due_as_the_law_counts_months)
{
	cr_assert_not(date_is_set(report_due(report_db, report_korosten.id)));
	published("2025-11-01", "2025-12-31", 10);
	cr_assert_str_eq(iso(report_due(report_db, report_korosten.id)), "2026-02-28");
	published("2026-05-01", "2026-06-30", 10);
	cr_assert_str_eq(iso(report_due(report_db, report_korosten.id)), "2026-08-30");
}

Test(report_read, the_list_goes_on_behind_its_last_one)
{
	struct reports first, second;

	published("2025-11-01", "2025-12-31", 10);
	published("2026-01-01", "2026-02-28", 10);
	published("2026-03-01", "2026-04-30", 10);
	first = report_list(report_db, report_korosten.id, NULL, 2);
	cr_assert_eq(first.count, 2);
	cr_assert_str_eq(iso(first.items[0].to), "2026-04-30");
	second = report_list(report_db, report_korosten.id, &first.items[1], 2);
	cr_assert_eq(second.count, 1);
	cr_assert_str_eq(iso(second.items[0].to), "2025-12-31");
	cr_assert_eq(report_count(report_db, report_korosten.id), 3);
	cr_assert_eq(report_list(report_db, report_village.id, NULL, 2).count, 0);
}

Test(report_read, the_newest_is_the_newest_of_two_months)
{
	struct report_draft annual = report_draft_of("2025-01-01", "2026-06-30");
	struct report report;

	cr_assert_eq(report_newest(report_db, report_korosten.id, &report), NOT_FOUND);
	annual.kind = REPORT_CUSTOM;
	report_published(&annual);
	cr_assert_eq(report_newest(report_db, report_korosten.id, &report), OK);
	cr_assert_eq(report.kind, REPORT_CUSTOM);
	published("2026-03-01", "2026-04-30", 10);
	cr_assert_eq(report_newest(report_db, report_korosten.id, &report), OK);
	cr_assert_eq(report.kind, REPORT_BIMONTHLY);
}

Test(report_read, a_figure_keeps_the_definition_it_was_counted_under)
{
	int64_t id = published("2026-05-01", "2026-06-30", 40);
	struct change change = report_change_by(REPORT_SYSTEM, "2026-07-05");
	struct figure before, now;

	cr_assert_eq(change_run(&change,
				"UPDATE indicator SET definition_version = 2 "
				"WHERE key = 'calls_total'",
				NO_ARGS),
		     OK);
	change.is_audited = true;
	report_done(&change);
	before = shown(id, "calls_total");
	now = shown(published("2026-07-01", "2026-08-31", 32), "calls_total");
	cr_assert(report_compare(&now, &before).is_redefined);
}

Test(report_read, reading_never_scans_a_table)
{
	int64_t id = published("2026-05-01", "2026-06-30", 40), scans;
	struct report report = report_public_one(id), beside;

	scans = connection_scans(report_db->connection);
	(void)!report_find_public(report_db, report_korosten.id, id, &report);
	(void)!report_find_version(report_db, report_korosten.id, id, 1, &report);
	(void)!report_find_beside(report_db, &report, report_period_before(&report), &beside);
	(void)!report_newest(report_db, report_korosten.id, &beside);
	report_list(report_db, report_korosten.id, NULL, 10);
	report_list(report_db, report_korosten.id, &report, 10);
	report_count(report_db, report_korosten.id);
	report_versions(report_db, &report);
	report_territories_of(report_db, id);
	report_sections_of(report_db, &report);
	report_figures(report_db, &report);
	report_figures_real(report_db, &report);
	report_series(report_db, &report, 6);
	report_gaps(report_db, &report);
	report_due(report_db, report_korosten.id);
	report_open_list(report_db, report_korosten.id);
	cr_assert_eq(connection_scans(report_db->connection), scans);
}
