/* What follows from several reports together, on the report's page. */
#include <criterion/criterion.h>

#include "model/report_edit.h"
#include "model/report_life.h"
#include "tests/asking.h"
#include "tests/full_reports.h"
#include "tests/ready.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	cr_assert_eq(indicator_load(world_change(ROLE_ADMIN)), OK);
	world_commit();
}

TestSuite(report_since, .init = begin, .fini = world_end);

static int64_t since_january(const char *to, int64_t calls)
{
	struct change *change = world_change(ROLE_CHIEF);
	static const struct pairs nothing = {0};
	struct form form = form_begin(ready_arena(), &nothing);
	struct report_draft draft = {.kind = REPORT_CUSTOM,
				     .basis = REPORT_CUMULATIVE,
				     .from = {2026, 1, 1},
				     .unit = "Відділ поліції",
				     .author_post = "начальник відділу",
				     .summary = "Підсумки."};
	int64_t id;

	cr_assert_eq(date_read(to, &draft.to), OK);
	*LIST_ADD(ready_arena(), &draft.territories) = world_korosten.katottg;
	*LIST_ADD(ready_arena(), &draft.figures) = (struct figure){.indicator = "calls_total",
								   .state = FIGURE_GIVEN,
								   .value = calls * 1000,
								   .note = ""};
	cr_assert_eq(report_edit_add(change, &form, &draft, &id), OK);
	cr_assert_eq(report_life_publish(change, &form, id), OK);
	world_commit();
	return id;
}

static const char *page_of(int64_t id)
{
	return ask_body(ask(ROLE_RESIDENT, METHOD_GET,
			    arena_printf(ready_arena(), "/korosten/reports/%lld", (long long)id)));
}

Test(report_since, the_first_cumulative_report_derives_nothing)
{
	cr_assert_null(strstr(page_of(since_january("2026-04-30", 412)), "id=\"derived\""));
}

Test(report_since, the_next_one_tells_what_came_since_marked_as_worked_out)
{
	const char *page;

	since_january("2026-04-30", 412);
	page = page_of(since_january("2026-06-30", 633));
	cr_assert(strstr(page, "З них за травень–червень 2026 року"));
	cr_assert(strstr(page, "Обчислено як різницю"));
	cr_assert(strstr(page, ">221<"));
}

Test(report_since, a_contradiction_is_said_in_words)
{
	const char *page;

	since_january("2026-04-30", 412);
	page = page_of(since_january("2026-06-30", 400));
	cr_assert(strstr(page, "Цей звіт суперечить попередньому"));
	cr_assert(strstr(page, "від початку року 400, але в попередньому звіті було вже 412"));
}

Test(report_since, two_month_reports_are_added_up_since_january)
{
	const char *page;

	full_reports_begin();
	page = ask_body(ask(ROLE_RESIDENT, METHOD_GET, full_report_path("")));
	cr_assert(strstr(page, "id=\"since\""));
	cr_assert(strstr(page, "Від січня"));
}
