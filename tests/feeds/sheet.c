#include "feeds/sheet.h"

#include <criterion/criterion.h>
#include <jansson.h>

#include "tests/ready.h"

TestSuite(sheet, .init = ready_begin, .fini = ready_end);

static const struct sheet_owner korosten = {.slug = "korosten",
					    .katottg = "UA18060090000061708",
					    .url = "https://example.org/korosten/data"};

/* A row of the data set "indicators", whose columns have most types. */
static void put_figure(struct sheet *sheet, int64_t value, bool is_told)
{
	sheet_integer(sheet, 7);
	sheet_text(sheet, "UA18060090000061708");
	sheet_date(sheet, (struct date){2026, 9, 1});
	sheet_date(sheet, (struct date){0});
	sheet_text(sheet, "=\"\\</script>\x01");
	if (is_told)
		sheet_thousandths(sheet, value);
	else
		sheet_text(sheet, "");
	sheet_text(sheet, NULL);
	sheet_text(sheet, "given");
	sheet_text(sheet, "хв");
	sheet_integer(sheet, 1);
	sheet_line(sheet);
}

static json_t *loaded(const struct sheet *sheet)
{
	json_t *json = json_loadb(sheet->csv.text.bytes, sheet->csv.text.length,
				  JSON_REJECT_DUPLICATES, NULL);

	cr_assert_not_null(json, "%s", sheet->csv.text.bytes);
	return json;
}

static struct sheet figures(enum sheet_form form, int rows)
{
	struct sheet sheet = sheet_begin(ready_arena(), form, "indicators", 1 << 16);

	sheet_head(&sheet, &korosten);
	for (int i = 0; i < rows; i++)
		put_figure(&sheet, 1204500 + i, i != 1);
	sheet_tail(&sheet);
	cr_assert_eq(sheet_outcome(&sheet), OK);
	return sheet;
}

Test(sheet, what_is_missing_is_null_and_a_number_is_a_number)
{
	struct sheet sheet = figures(SHEET_JSON, 2);
	json_t *json = loaded(&sheet), *rows = json_object_get(json, "indicators");
	json_t *first = json_array_get(rows, 0), *second = json_array_get(rows, 1);

	cr_expect(json_is_integer(json_object_get(first, "report")));
	cr_expect_eq(json_real_value(json_object_get(first, "value")), 1204.5);
	cr_expect(json_is_null(json_object_get(first, "qualifier")));
	cr_expect(json_is_null(json_object_get(first, "period_end")));
	cr_expect(json_is_null(json_object_get(second, "value")));
	cr_expect_str_eq(json_string_value(json_object_get(first, "indicator")),
			 "=\"\\</script>\xEF\xBF\xBD");
	cr_expect_eq(json_integer_value(json_object_get(json, "count")), 2);
	json_decref(json);
}

Test(sheet, a_list_of_nothing_is_a_list)
{
	struct sheet sheet = figures(SHEET_JSON, 0);
	json_t *json = loaded(&sheet);

	cr_expect_eq(json_array_size(json_object_get(json, "indicators")), 0);
	cr_expect_eq(json_integer_value(json_object_get(json, "count")), 0);
	cr_expect_str_eq(json_string_value(json_object_get(json, "community")), "korosten");
	json_decref(json);
}

Test(sheet, members_are_the_columns_in_their_order)
{
	struct sheet sheet = figures(SHEET_JSON, 1);
	json_t *json = loaded(&sheet),
	       *row = json_array_get(json_object_get(json, "indicators"), 0);
	const char *name;
	json_t *value;
	size_t i = 0;

	json_object_foreach(row, name, value)
		cr_expect_str_eq(name, sheet.dataset->columns.items[i++].name);
	cr_expect_eq(i, sheet.dataset->columns.count);
	json_decref(json);
}

Test(sheet, pieces_join_to_the_same_bytes)
{
	struct sheet whole = figures(SHEET_JSON, 3);
	struct sheet sheet = sheet_begin(ready_arena(), SHEET_JSON, "indicators", 1 << 16);
	struct text joined = text_begin(ready_arena(), 1 << 16);

	sheet_head(&sheet, &korosten);
	for (int i = 0; i < 3; i++) {
		text_add_bytes(&joined, sheet.csv.text.bytes, sheet.csv.text.length);
		sheet_go_on(&sheet, ready_arena(), 1 << 16);
		put_figure(&sheet, 1204500 + i, i != 1);
	}
	sheet_tail(&sheet);
	text_add_bytes(&joined, sheet.csv.text.bytes, sheet.csv.text.length);
	cr_expect_str_eq(joined.bytes, whole.csv.text.bytes);
}

Test(sheet, a_maximum_that_was_passed_is_told)
{
	struct sheet sheet = sheet_begin(ready_arena(), SHEET_JSON, "indicators", 300);

	sheet_head(&sheet, &korosten);
	put_figure(&sheet, 1, true);
	put_figure(&sheet, 1, true);
	cr_expect_eq(sheet_outcome(&sheet), TOO_MUCH);
}

Test(sheet, the_same_row_as_csv_has_its_cells)
{
	struct sheet sheet = figures(SHEET_CSV, 1);

	cr_expect_str_eq(
		strstr(sheet.csv.text.bytes, "\r\n") + 2,
		"7,UA18060090000061708,2026-09-01,,\"'=\"\"\\</script>\xEF\xBF\xBD\",1204.5,,"
		"given,хв,1\r\n");
}

Test(sheet, where_resolution_835_writes_null_so_does_the_list_of_reports)
{
	struct sheet sheet = sheet_begin(ready_arena(), SHEET_CSV, "reports", 4096);

	sheet_integer(&sheet, 7);
	for (size_t i = 1; i < sheet.dataset->columns.count; i++)
		sheet_text(&sheet, i == 1 ? "Звіт" : "");
	sheet_line(&sheet);
	cr_expect_str_eq(sheet.csv.text.bytes, "7,Звіт,null,null,null,null,null,null,null\r\n");
}

Test(sheet, an_identifier_of_digits_stays_a_text_in_json)
{
	struct sheet sheet = sheet_begin(ready_arena(), SHEET_JSON, "reports", 4096);

	sheet_head(&sheet, &korosten);
	sheet_integer(&sheet, 7);
	for (size_t i = 1; i < sheet.dataset->columns.count; i++)
		sheet_text(&sheet, "");
	sheet_line(&sheet);
	cr_expect(strstr(sheet.csv.text.bytes, "\"identifier\":\"7\",\"title\":null"));
}
