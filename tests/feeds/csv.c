#include "feeds/csv.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

static struct arena *arena;

static void begin(void)
{
	ready_begin();
	arena = ready_arena();
}

static void end(void)
{
	ready_end();
}

TestSuite(csv, .init = begin, .fini = end);

static const char *cell(const char *text)
{
	struct csv csv = csv_begin(arena, CSV_MACHINE, 4096);

	csv_text(&csv, text);
	return csv.text.bytes;
}

Test(csv, a_cell_that_a_spreadsheet_would_run_is_defused)
{
	cr_expect_str_eq(cell("=1+1"), "\"'=1+1\"");
	cr_expect_str_eq(cell("+380441234567"), "\"'+380441234567\"");
	cr_expect_str_eq(cell("-2"), "\"'-2\"");
	cr_expect_str_eq(cell("@SUM(A1)"), "\"'@SUM(A1)\"");
	cr_expect_str_eq(cell("  =1"), "\"'  =1\"");
	cr_expect_str_eq(cell("a=1"), "a=1");
}

Test(csv, a_text_that_looks_guarded_is_guarded_once_more)
{
	cr_expect_str_eq(cell("'=1"), "\"''=1\"");
	cr_expect_str_eq(cell("''=1"), "\"'''=1\"");
	cr_expect_str_eq(cell("'тихо'"), "'тихо'");
}

Test(csv, a_file_past_its_maximum_says_so)
{
	struct csv csv = csv_begin(arena, CSV_MACHINE, 8);

	csv_text(&csv, "more than eight");
	cr_expect(csv.text.is_full);
}

Test(csv, quotes_are_doubled_and_line_ends_kept)
{
	cr_expect_str_eq(cell("a,b"), "\"a,b\"");
	cr_expect_str_eq(cell("«a» \"b\""), "\"«a» \"\"b\"\"\"");
	cr_expect_str_eq(cell("a\nb"), "\"a\nb\"");
	cr_expect_str_eq(cell(NULL), "");
}

Test(csv, a_number_of_ours_is_no_formula)
{
	struct csv csv = csv_begin(arena, CSV_MACHINE, 4096);

	csv_integer(&csv, -5);
	csv_thousandths(&csv, 1204500);
	csv_thousandths(&csv, -50);
	csv_thousandths(&csv, 7000);
	csv_line(&csv);
	cr_expect_str_eq(csv.text.bytes, "-5,1204.5,-0.05,7\r\n");
}

Test(csv, excel_gets_a_mark_and_semicolons)
{
	struct csv csv = csv_begin(arena, CSV_EXCEL, 4096);

	csv_text(&csv, "а");
	csv_text(&csv, "б;в");
	csv_line(&csv);
	csv_text(&csv, "г");
	csv_line(&csv);
	cr_expect_str_eq(csv.text.bytes, "\xEF\xBB\xBF"
					 "а;\"б;в\"\r\nг\r\n");
}

Test(csv, broken_bytes_do_not_get_out)
{
	cr_expect_null(strstr(cell("a\xff"
				   "b"),
			      "\xff"));
}
