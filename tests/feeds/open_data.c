#include "feeds/open_data.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(open_data, .init = ready_begin, .fini = ready_end);

static const struct community korosten = {.slug = "korosten", .katottg = "UA18060090000061708"};

/* Columns and one line. */
static struct csv begin(void (*columns)(struct csv *csv))
{
	struct csv csv = csv_begin(ready_arena(), CSV_MACHINE, 8192);

	columns(&csv);
	return csv;
}

static size_t cells_of(const char *line)
{
	size_t count = 1;

	for (; *line && *line != '\r'; line++)
		count += *line == ',';
	return count;
}

static const char *second_line(const struct csv *csv)
{
	return strstr(csv->text.bytes, "\r\n") + 2;
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
	struct csv csv = begin(open_data_issue_columns);
	struct issue issue = dark_street();

	open_data_issue(&csv, &korosten, &issue, "http://example.org/korosten/issues/2026-147");
	cr_assert_eq(cells_of(csv.text.bytes), cells_of(second_line(&csv)));
}

Test(open_data, an_issue_without_a_point_has_no_zeros_for_one)
{
	struct csv csv = begin(open_data_issue_columns);
	struct issue issue = dark_street();

	open_data_issue(&csv, &korosten, &issue, "u");
	cr_assert_str_eq(
		second_line(&csv),
		"korosten,UA18060090000061708,2026-147,lighting,\"'=HYPERLINK(1)\",Темно,Бехи,,,,"
		"assigned,call,2026-11-06T23:20:00+02:00,2026-11-06T23:20:00+02:00,"
		"2026-11-06T23:20:00+02:00,КП,2026-12-01,,u,0\r\n");
}

Test(open_data, the_list_of_reports_has_the_columns_of_resolution_835)
{
	struct csv csv = begin(open_data_report_columns);
	struct report report = {.id = 7, .unit = "", .published_at = 1794000000};

	open_data_report(&csv, &(struct open_data_report){.report = &report,
							  .title = "Звіт",
							  .type = "Річний звіт",
							  .url = "u",
							  .publisher = "",
							  .edrpou = ""});
	cr_assert_str_eq(csv.text.bytes,
			 "identifier,title,dateAccepted,issued,type,url,creatorName,publisherName,"
			 "publisherIdentifier\r\n"
			 "7,Звіт,null,2026-11-06,Річний звіт,u,null,null,null\r\n");
}

Test(open_data, a_presented_report_tells_its_day)
{
	struct csv csv = begin(open_data_report_columns);
	struct report report = {.id = 7, .unit = "", .published_at = 1794000000};

	open_data_report(&csv, &(struct open_data_report){.report = &report,
							  .title = "Звіт",
							  .type = "Річний звіт",
							  .url = "u",
							  .publisher = "",
							  .edrpou = "",
							  .presented = {2026, 11, 20}});
	cr_assert(strstr(second_line(&csv), "7,Звіт,2026-11-20,2026-11-06,"));
}

Test(open_data, a_small_figure_is_as_silent_as_a_withheld_one)
{
	struct csv csv = begin(open_data_indicator_columns);
	struct report report = {.id = 7,
				.from = {2026, 9, 1},
				.to = {2026, 10, 31},
				.territory_key = "UA18060090000061708"};
	struct indicator indicator = {.key = "dv_orders", .unit = "од."};
	struct figure figure = {
		.indicator = "dv_orders", .state = FIGURE_SMALL, .definition_version = 1};

	open_data_figure(&csv, &report, &figure, &indicator);
	cr_assert_str_eq(
		second_line(&csv),
		"7,UA18060090000061708,2026-09-01,2026-10-31,dv_orders,,,suppressed,од.,1\r\n");
}

Test(open_data, a_figure_keeps_its_qualifier_and_its_decimals)
{
	struct csv csv = begin(open_data_indicator_columns);
	struct report report = {.id = 7, .territory_key = "UA18060090000061708"};
	struct indicator indicator = {.key = "arrival_mean", .unit = "хв"};
	struct figure figure = {.indicator = "arrival_mean",
				.state = FIGURE_GIVEN,
				.qualifier = FIGURE_AT_LEAST,
				.value = 12500,
				.definition_version = 1};

	open_data_figure(&csv, &report, &figure, &indicator);
	cr_assert_str_eq(second_line(&csv),
			 "7,UA18060090000061708,,,arrival_mean,12.5,at_least,given,хв,1\r\n");
}
