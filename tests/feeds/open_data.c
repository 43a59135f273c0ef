#include "feeds/open_data.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(open_data, .init = ready_begin, .fini = ready_end);

static const struct community korosten = {.slug = "korosten", .katottg = "UA18060090000061708"};

/* With its columns. */
static struct sheet begin(const char *key)
{
	struct sheet sheet = sheet_begin(ready_arena(), SHEET_CSV, key, 8192);

	sheet_head(&sheet, NULL);
	return sheet;
}

static size_t cells_of(const char *line)
{
	size_t count = 1;

	for (; *line && *line != '\r'; line++)
		count += *line == ',';
	return count;
}

static const char *second_line(const struct sheet *sheet)
{
	return strstr(sheet->csv.text.bytes, "\r\n") + 2;
}

static struct issue dark_street(void)
{
	return (struct issue){.year = 2026,
			      .number = 147,
			      .category = "lighting",
			      .title = "=HYPERLINK(1)",
			      .text = "Темно",
			      .area = "Бехи",
			      .place = "",
			      .state = "assigned",
			      .source = "call",
			      .organisation = "КП",
			      .due = {2026, 12, 1},
			      .reported_at = 1794000000,
			      .published_at = 1794000000,
			      .updated_at = 1794000000};
}

Test(open_data, an_issue_has_as_many_cells_as_columns)
{
	struct sheet sheet = begin("issues");
	struct issue issue = dark_street();

	open_data_issue(&sheet, &korosten, &issue, "http://example.org/korosten/issues/2026-147");
	cr_assert_eq(cells_of(sheet.csv.text.bytes), cells_of(second_line(&sheet)));
}

Test(open_data, an_issue_without_a_point_has_no_zeros_for_one)
{
	struct sheet sheet = begin("issues");
	struct issue issue = dark_street();

	open_data_issue(&sheet, &korosten, &issue, "u");
	cr_assert_str_eq(
		second_line(&sheet),
		"korosten,UA18060090000061708,2026-147,lighting,\"'=HYPERLINK(1)\",Темно,Бехи,,,,"
		"assigned,call,2026-11-06T23:20:00+02:00,2026-11-06T23:20:00+02:00,"
		"2026-11-06T23:20:00+02:00,КП,2026-12-01,,u,0\r\n");
}

Test(open_data, the_list_of_reports_has_the_columns_of_resolution_835)
{
	struct sheet sheet = begin("reports");
	struct report report = {.id = 7, .unit = "", .published_at = 1794000000};

	open_data_report(&sheet, &(struct open_data_report){.report = &report,
							    .title = "Звіт",
							    .type = "Річний звіт",
							    .url = "u",
							    .publisher = "",
							    .edrpou = ""});
	cr_assert_str_eq(sheet.csv.text.bytes,
			 "identifier,title,dateAccepted,issued,type,url,creatorName,publisherName,"
			 "publisherIdentifier\r\n"
			 "7,Звіт,null,2026-11-06,Річний звіт,u,null,null,null\r\n");
}

Test(open_data, a_presented_report_tells_its_day)
{
	struct sheet sheet = begin("reports");
	struct report report = {.id = 7, .unit = "", .published_at = 1794000000};

	open_data_report(&sheet, &(struct open_data_report){.report = &report,
							    .title = "Звіт",
							    .type = "Річний звіт",
							    .url = "u",
							    .publisher = "",
							    .edrpou = "",
							    .presented = {2026, 11, 20}});
	cr_assert(strstr(second_line(&sheet), "7,Звіт,2026-11-20,2026-11-06,"));
}

Test(open_data, a_small_figure_is_as_silent_as_a_withheld_one)
{
	struct sheet sheet = begin("indicators");
	struct report report = {.id = 7,
				.from = {2026, 9, 1},
				.to = {2026, 10, 31},
				.territory_key = "UA18060090000061708"};
	struct indicator indicator = {.key = "dv_orders", .unit = "од."};
	struct figure figure = {
		.indicator = "dv_orders", .state = FIGURE_SMALL, .definition_version = 1};

	open_data_figure(&sheet, &report, &figure, &indicator);
	cr_assert_str_eq(
		second_line(&sheet),
		"7,UA18060090000061708,2026-09-01,2026-10-31,dv_orders,,,suppressed,од.,1\r\n");
}

Test(open_data, a_figure_keeps_its_qualifier_and_its_decimals)
{
	struct sheet sheet = begin("indicators");
	struct report report = {.id = 7, .territory_key = "UA18060090000061708"};
	struct indicator indicator = {.key = "arrival_mean", .unit = "хв"};
	struct figure figure = {.indicator = "arrival_mean",
				.state = FIGURE_GIVEN,
				.qualifier = FIGURE_AT_LEAST,
				.value = 12500,
				.definition_version = 1};

	open_data_figure(&sheet, &report, &figure, &indicator);
	cr_assert_str_eq(second_line(&sheet),
			 "7,UA18060090000061708,,,arrival_mean,12.5,at_least,given,хв,1\r\n");
}
