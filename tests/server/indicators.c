/* The pages of what the police count: all of it, and one indicator over time. */
#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/report_life.h"
#include "tests/asking.h"
#include "tests/full_reports.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	full_reports_begin();
}

TestSuite(indicators, .init = begin, .fini = world_end);

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

static size_t times(const struct request *request, const char *text)
{
	size_t count = 0;

	for (const char *at = ask_body(request); (at = strstr(at, text)); at++)
		count++;
	return count;
}

static struct request *page(const char *key)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET,
				      arena_printf(ready_arena(), "/korosten/indicators/%s", key));

	cr_assert_eq(request->response.status, 200, "%s", key);
	return request;
}

static void run(const char *sql)
{
	struct change *change = world_change(ROLE_ADMIN);

	cr_assert_eq(change_run(change, sql, NO_ARGS), OK, "%s", sql);
	cr_assert_eq(audit_add(change, "test", "test", "", ""), OK);
	world_commit();
}

Test(indicators, one_that_nobody_counts_is_not_found)
{
	cr_expect_eq(
		ask(ROLE_RESIDENT, METHOD_GET, "/korosten/indicators/unicorns")->response.status,
		404);
}

Test(indicators, a_hromada_without_reports_has_their_definitions_all_the_same)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/ovruch/indicators");

	cr_expect(says(request, "/ovruch/indicators/calls_total"));
	cr_expect_not(says(request, "data-label=\"Кількість\""));
	cr_expect(says(ask(ROLE_RESIDENT, METHOD_GET, "/ovruch/indicators/calls_total"),
		       "ще не містить"));
}

Test(indicators, of_which_none_is_told_twice)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, "/korosten/indicators");

	cr_expect_eq(times(request, "href=\"/korosten/indicators/"), 63);
	cr_expect(says(request, "id=\"road\""));
	cr_expect(says(request, "вересень–жовтень 2026"));
}

Test(indicators, each_row_of_a_report_leads_to_its_history)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, full_report_path(""));

	cr_expect_eq(times(request, "href=\"/korosten/indicators/"), 63);
}

Test(indicators, two_years_of_one_are_twelve_bars_with_their_reports)
{
	struct request *request = page("theft");

	cr_expect_eq(times(request, "<rect "), 12);
	cr_expect_eq(times(request, "href=\"/korosten/reports/"), 12);
	cr_expect(says(request, "листопад–грудень 2024"));
	cr_expect_not(says(request, "звіту немає"));
}

Test(indicators, a_period_without_a_report_is_a_gap_in_words)
{
	struct change *change = world_change(ROLE_CHIEF);
	struct form form = world_form();
	struct request *request;

	cr_assert_eq(report_life_withdraw(change, &form, full_report() - 4, "Інша громада"), OK);
	world_commit();
	request = page("theft");
	cr_expect_eq(times(request, "<rect "), 11);
	cr_expect_eq(times(request, ">звіту немає<"), 1);
	cr_expect(says(request, "це не нуль"));
}

Test(indicators, a_change_of_definition_is_told_where_it_happened)
{
	struct request *request;

	run("UPDATE indicator SET definition_version = 2 WHERE key = 'theft'");
	full_report_next();
	request = page("theft");
	cr_expect_eq(times(request, "відтепер за версією 2 визначення"), 1);
	cr_expect_eq(times(request, ">рахували інакше<"), 1, "only the newest is counted so");
}

Test(indicators, what_is_hidden_in_the_report_is_hidden_here)
{
	struct report_draft draft;
	struct request *request;

	full_report_correct(&draft);
	full_report_set(&draft, "calls_dv", 2);
	full_report_publish(&draft);
	request = page("calls_dv");
	cr_expect_eq(times(request, "<rect "), 11, "no bar to measure");
	cr_expect(says(request, ">менше 3<") || says(request, ">не розкривається<"));
}
