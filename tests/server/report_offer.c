/* Figures that the register counts itself, offered to who writes a report. */
#include <criterion/criterion.h>

#include "model/audit.h"
#include "model/indicator.h"
#include "model/question.h"
#include "model/report_edit.h"
#include "model/report_offer.h"
#include "model/report_read.h"
#include "tests/asking.h"
#include "tests/register.h"

static void begin(void)
{
	register_begin();
	cr_assert_eq(indicator_load(world_change(ROLE_ADMIN)), OK);
	world_commit();
}

TestSuite(report_offer, .init = begin, .fini = world_end);

static struct report drafted(void)
{
	struct change *change = world_change(ROLE_POLICE);
	static const struct pairs nothing = {0};
	struct form form = form_begin(ready_arena(), &nothing);
	struct date today = date_of(world_now());
	struct report_draft draft = {.kind = REPORT_CUSTOM,
				     .from = date_add_days(today, -20),
				     .to = date_add_days(today, 1),
				     .unit = "Відділ поліції",
				     .author_post = "",
				     .summary = ""};
	struct report report;
	int64_t id;

	*LIST_ADD(ready_arena(), &draft.territories) = world_korosten.katottg;
	cr_assert_eq(report_edit_add(change, &form, &draft, &id), OK);
	world_commit();
	cr_assert_eq(report_find(world_db(), world_korosten.id, id, &report), OK);
	return report;
}

static int64_t offered(const struct report *report, const char *indicator)
{
	struct report_offers offers = report_offers(world_db(), report);

	for (size_t i = 0; i < offers.count; i++)
		if (strcmp(offers.items[i].indicator, indicator) == 0)
			return offers.items[i].value;
	return -1;
}

static void resolved_by(const char *kind)
{
	struct change *change;

	register_resolved();
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(change_run(change, "UPDATE organisation SET kind = $1", ARGS(TEXT(kind))), OK);
	cr_assert_eq(audit_add(change, "test", "organisation", "", ""), OK);
	world_commit();
}

Test(report_offer, where_there_is_nothing_to_count_nothing_is_offered)
{
	struct report report = drafted();

	cr_assert_eq(report_offers(world_db(), &report).count, 0);
}

Test(report_offer, what_a_utility_resolved_is_not_the_polices)
{
	struct report report = drafted();

	resolved_by("utility");
	cr_assert_eq(offered(&report, "issues_police"), -1);
}

Test(report_offer, resolved_issues_of_the_police_are_counted_and_of_few_no_median)
{
	struct report report = drafted();

	resolved_by("police");
	cr_assert_eq(offered(&report, "issues_police"), 1000);
	cr_assert_eq(offered(&report, "issues_police_days"), -1);
}

Test(report_offer, of_five_the_median_is_told)
{
	struct report report = drafted();

	for (int i = 0; i < 4; i++)
		register_resolved();
	resolved_by("police");
	cr_assert_eq(offered(&report, "issues_police"), 5000);
	cr_assert_geq(offered(&report, "issues_police_days"), 0);
}

Test(report_offer, the_page_of_figures_tells_them_with_their_source_and_leads_to_taking_them)
{
	struct report report = drafted();
	const char *path = arena_printf(ready_arena(), "/korosten/reports/%lld/edit",
					(long long)report.id);
	struct request *request;

	resolved_by("police");
	request = ask(ROLE_POLICE, METHOD_GET, arena_printf(ready_arena(), "%s/figures", path));
	cr_assert(strstr(ask_body(request), "За даними реєстру: 1 (проблеми, за які відповідала"));
	request = ask(ROLE_POLICE, METHOD_GET,
		      arena_printf(ready_arena(), "%s/paste?from=register", path));
	cr_assert(strstr(ask_body(request), "issues_police;1"));
	cr_assert(strstr(ask_body(request), "Перенести 1 показник"));
}
