/* One report as files: what stands in them, in which version, and what does not. */
#include <criterion/criterion.h>
#include <jansson.h>

#include "model/report_life.h"
#include "tests/asking.h"
#include "tests/full_reports.h"
#include "tests/world.h"

static void begin(void)
{
	world_begin();
	full_reports_begin();
}

TestSuite(report_files, .init = begin, .fini = world_end);

static struct request *get(const char *rest)
{
	return ask(ROLE_RESIDENT, METHOD_GET, full_report_path(rest));
}

static bool says(const struct request *request, const char *text)
{
	return strstr(ask_body(request), text) != NULL;
}

static size_t lines(const struct request *request)
{
	size_t count = 0;

	for (const char *at = ask_body(request); (at = strstr(at, "\r\n")); at++)
		count++;
	return count;
}

static json_t *read_json(const struct request *request)
{
	json_t *root = json_loadb(request->response.bytes, request->response.length, 0, NULL);

	cr_assert_not_null(root);
	return root;
}

static const char *member(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	cr_assert_not_null(text, "%s", key);
	return text;
}

/* The figure of that indicator in the list, or NULL. */
static const json_t *figure_of(const json_t *list, const char *indicator)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (strcmp(member(json_array_get(list, i), "indicator"), indicator) == 0)
			return json_array_get(list, i);
	return NULL;
}

static void correct(const char *indicator, int64_t value)
{
	struct report_draft draft;

	full_report_correct(&draft);
	full_report_set(&draft, indicator, value);
	full_report_publish(&draft);
}

/* ---------------------------------------------------------------- what there is not */

Test(report_files, of_a_draft_there_are_none)
{
	struct report_draft draft;

	full_report_correct(&draft);
	cr_expect_eq(get("/v2.csv")->response.status, 404);
	cr_expect_eq(get("/v2.json")->response.status, 404);
	cr_expect_eq(ask(ROLE_CHIEF, METHOD_GET, full_report_path("/v2.json"))->response.status,
		     404, "not even for the chief");
	cr_expect_eq(get("/v1.csv")->response.status, 200);
}

Test(report_files, of_a_withdrawn_one_are_gone)
{
	struct change *change = world_change(ROLE_CHIEF);
	struct form form = world_form();

	cr_assert_eq(report_life_withdraw(change, &form, full_report(), "Не та громада"), OK);
	world_commit();
	cr_expect_eq(get(".csv")->response.status, 410);
	cr_expect_eq(get("/v1.json")->response.status, 410);
}

Test(report_files, have_no_address_of_their_own_making)
{
	cr_expect_eq(get("/v.csv")->response.status, 404);
	cr_expect_eq(get("/v1x.csv")->response.status, 404);
	cr_expect_eq(get("/1.csv")->response.status, 404);
	cr_expect_eq(get("/v9.json")->response.status, 404);
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/korosten/reports/x.csv")->response.status,
		     404);
	cr_expect_eq(ask(ROLE_RESIDENT, METHOD_GET, "/ovruch/reports/12.csv")->response.status,
		     404);
}

/* ---------------------------------------------------------------- the table */

Test(report_files, a_note_is_no_formula)
{
	struct report_draft draft;
	struct request *request;

	full_report_correct(&draft);
	for (size_t i = 0; i < draft.figures.count; i++)
		if (*draft.figures.items[i].note)
			draft.figures.items[i].note = "=HYPERLINK(\"http://x\")";
	full_report_publish(&draft);
	request = get(".csv");
	cr_expect(says(request, ",\"'=HYPERLINK(\"\"http://x\"\")\","));
	cr_expect_not(says(request, ",=HYPER"));
}

Test(report_files, the_table_has_every_figure_with_what_it_means)
{
	struct request *request = get(".csv");

	cr_expect_eq(request->response.status, 200);
	cr_expect_str_eq(request->response.type, "text/csv; charset=utf-8");
	cr_expect(request->response.is_public_data, "open to any page");
	cr_expect_str_eq(request->response.download, "korosten-report-12-v1.csv");
	cr_expect_geq(lines(request), 1 + 61);
	cr_expect(says(request, "12,1,UA18060090000061708,2026-09-01,2026-10-31,calls_total,"));
	cr_expect(says(request, ",at_least,given,осіб,0,") && says(request, ",понад "));
	cr_expect(says(request, "усі заяви й повідомлення"));
}

Test(report_files, excel_gets_semicolons_and_its_mark)
{
	struct request *request = get(".csv?sep=%3B");

	cr_expect(says(request, "\xEF\xBB\xBFreport;version;katottg;"));
}

/* ---------------------------------------------------------------- the whole */

Test(report_files, an_older_version_keeps_saying_what_it_said)
{
	json_t *old, *new;

	correct("theft", 4321);
	old = read_json(get("/v1.json"));
	new = read_json(get(".json"));
	cr_expect_neq(json_number_value(json_object_get(
			      figure_of(json_object_get(old, "figures"), "theft"), "value")),
		      4321);
	cr_expect_eq(json_number_value(json_object_get(
			     figure_of(json_object_get(new, "figures"), "theft"), "value")),
		     4321);
	cr_expect_eq(json_integer_value(json_object_get(new, "version")), 2);
	cr_expect_str_eq(member(new, "correction_reason"), "Уточнено облік");
	cr_expect_eq(json_array_size(json_object_get(new, "versions")), 2);
	json_decref(old);
	json_decref(new);
}

Test(report_files, what_is_hidden_stays_hidden)
{
	const json_t *figure;
	const char *shown;
	json_t *root;

	correct("calls_dv", 2);
	root = read_json(get(".json"));
	figure = figure_of(json_object_get(root, "figures"), "calls_dv");
	cr_assert_not_null(figure);
	cr_expect_null(json_object_get(figure, "value"));
	shown = member(figure, "shown");
	cr_expect(strcmp(shown, "менше 3") == 0 || strcmp(shown, "не розкривається") == 0, "%s",
		  shown);
	cr_expect_str_eq(member(figure, "state"), "suppressed");
	for (size_t i = 0; i < json_array_size(json_object_get(root, "derived")); i++)
		cr_expect_null(
			figure_of(
				json_object_get(json_array_get(json_object_get(root, "derived"), i),
						"figures"),
				"calls_dv"),
			"no sum has it either");
	cr_expect(says(get(".csv"), arena_printf(ready_arena(), ",,%s,,suppressed,", shown)));
	json_decref(root);
}

Test(report_files, the_whole_has_texts_territories_and_sums)
{
	json_t *root = read_json(get(".json"));
	const json_t *derived = json_array_get(json_object_get(root, "derived"), 0);

	cr_expect_str_eq(member(root, "title"), "Звіт поліції: вересень–жовтень 2026 року");
	cr_expect_str_eq(member(json_array_get(json_object_get(root, "territories"), 0), "katottg"),
			 "UA18060090000061708");
	cr_expect_eq(json_array_size(json_object_get(root, "figures")), 63);
	cr_expect_eq(json_array_size(json_object_get(root, "sections")), 12);
	cr_expect_eq(json_array_size(json_object_get(root, "answers")), 4);
	cr_expect_str_eq(member(json_array_get(json_object_get(root, "answers"), 0), "question"),
			 "1/2026");
	cr_expect_null(
		json_object_get(json_array_get(json_object_get(root, "answers"), 3), "answer"),
		"carried over");
	cr_expect_str_eq(member(derived, "period_start"), "2026-01-01");
	cr_expect_not_null(figure_of(json_object_get(derived, "figures"), "calls_total"));
	cr_expect_null(figure_of(json_object_get(derived, "figures"), "response_time"),
		       "an average is not added up");
	json_decref(root);
}

/* ---------------------------------------------------------------- the document */

static bool is_same(const struct request *one, const struct request *other)
{
	return one->response.length == other->response.length &&
	       memcmp(one->response.bytes, other->response.bytes, one->response.length) == 0;
}

Test(report_files, a_document_of_all_figures_and_texts_is_below_two_hundred_kilobytes)
{
	struct request *request = get(".pdf");

	cr_expect_eq(request->response.status, 200);
	cr_expect_str_eq(request->response.type, "application/pdf");
	cr_expect_str_eq(request->response.download, "korosten-report-12-v1.pdf");
	cr_expect_eq(memcmp(request->response.bytes, "%PDF-1.7\n", 9), 0);
	cr_expect_lt(request->response.length, 200000, "%zu", request->response.length);
	cr_expect(is_same(request, get("/v1.pdf")), "the same bytes each time");
}

Test(report_files, a_document_of_a_draft_or_of_what_was_withdrawn_there_is_none)
{
	struct change *change;
	struct form form = world_form();
	struct report_draft draft;

	full_report_correct(&draft);
	cr_expect_eq(get("/v2.pdf")->response.status, 404);
	change = world_change(ROLE_CHIEF);
	cr_assert_eq(report_life_withdraw(change, &form, full_report(), "Не та громада"), OK);
	world_commit();
	cr_expect_eq(get(".pdf")->response.status, 410);
}

Test(report_files, a_correction_changes_no_older_document)
{
	struct request *before = get(".pdf");

	world_at(world_now() + 3600);
	correct("theft", 4321);
	cr_expect(is_same(before, get("/v1.pdf")));
	cr_expect_not(is_same(before, get(".pdf")));
}

Test(report_files, a_correction_of_the_report_before_changes_no_document_of_the_next)
{
	struct request *before;

	full_report_next();
	before = get(".pdf");
	world_at(world_now() + 3600);
	full_report_turn(-1);
	correct("theft", 4321);
	full_report_turn(1);
	cr_expect(says(get(""), "4\u00A0321"), "the page tells what is known now");
	cr_expect(is_same(before, get(".pdf")));
}

/* ---------------------------------------------------------------- the links */

Test(report_files, are_linked_with_format_and_size)
{
	struct request *file = get(".json"), *page = get("");
	const char *link = arena_printf(ready_arena(), "href=\"%s\">Дані (JSON, %zu\u00A0КБ)",
					full_report_path(".json"),
					(file->response.length + 999) / 1000);

	cr_expect(says(page, link), "%s", link);
	cr_expect(says(page, "/korosten/reports/12.csv?sep=%3B\""));
	cr_expect(says(page, "/korosten/reports/12.pdf\""));
	correct("theft", 1);
	cr_expect(says(get("/v1"), "/korosten/reports/12/v1.csv\""), "an older one has its own");
}
