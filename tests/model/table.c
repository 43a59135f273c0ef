#include "model/table.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(table, .init = ready_begin, .fini = ready_end);

static const struct table_column columns[] = {
	{"title", true}, {"text", false}, {"place", false}, {0}};

static FILE *file_of(const char *bytes, size_t length)
{
	FILE *file = tmpfile();

	cr_assert(file);
	cr_assert_eq(fwrite(bytes, 1, length, file), length);
	rewind(file);
	return file;
}

/* All rows as "line:title|text|place;", then the faults as "!line:field:kind;". */
static const char *read_all(const char *bytes, size_t length)
{
	FILE *file = file_of(bytes, length);
	struct table table;
	const char *all = "";

	if (table_begin(&table, ready_arena(), file, columns) == OK)
		while (table_next(&table))
			all = arena_printf(ready_arena(), "%s%zu:%s|%s|%s;", all, table.line,
					   table_cell(&table, "title"), table_cell(&table, "text"),
					   table_cell(&table, "place"));
	for (size_t i = 0; i < table.faults.count; i++)
		all = arena_printf(ready_arena(), "%s!%zu:%s:%d;", all, table.faults.items[i].line,
				   table.faults.items[i].field, (int)table.faults.items[i].kind);
	cr_assert_eq(table_end(&table), table.faults.count ? INVALID : OK);
	fclose(file);
	return all;
}

#define assert_reads(literal, wanted)                                       \
	do {                                                                \
		const char *made_ = read_all(literal, sizeof(literal) - 1); \
		cr_assert_str_eq(made_, wanted, "read '%s'", made_);        \
	} while (0)
#define FAULT(line, field, kind) arena_printf(ready_arena(), "!%d:%s:%d;", line, field, (int)(kind))
#define AFTER(rows, fault)       arena_printf(ready_arena(), "%s%s", rows, fault)

Test(table, an_unknown_column_is_a_fault_not_a_guess)
{
	assert_reads("title,colour\na,b\n", FAULT(1, "colour", FAULT_UNKNOWN_COLUMN));
	assert_reads("Title\na\n", AFTER(FAULT(1, "Title", FAULT_UNKNOWN_COLUMN),
					 FAULT(1, "title", FAULT_MISSING)));
	assert_reads("title,\na,b\n", FAULT(1, "", FAULT_UNKNOWN_COLUMN));
}

Test(table, the_guard_against_formulas_is_taken_off_once)
{
	assert_reads("title,text,place\n'=1,''=1,'x\n", "2:=1|'=1|'x;");
	assert_reads("title,text,place\n\"'\tx\",=1,'\n", "2:\tx|=1|';");
}

Test(table, a_column_twice_is_a_fault)
{
	assert_reads("title,text,title\na,b,c\n", FAULT(1, "title", FAULT_COLUMN_TWICE));
}

Test(table, a_required_column_has_to_be_there)
{
	assert_reads("text,place\na,b\n", FAULT(1, "title", FAULT_MISSING));
	assert_reads("", FAULT(1, "", FAULT_MISSING));
	assert_reads("\n", FAULT(1, "", FAULT_MISSING));
}

Test(table, a_row_of_another_width_is_named_by_its_line)
{
	assert_reads("title,text\na,b\nc\nd,e,f\ng,h\n",
		     AFTER("2:a|b|;5:g|h|;", AFTER(FAULT(3, "", FAULT_COLUMN_COUNT),
						   FAULT(4, "", FAULT_COLUMN_COUNT))));
}

Test(table, broken_quoting_is_named_by_the_line_where_its_row_begins)
{
	assert_reads("title,text\n\"a\"b,c\nd,e\n",
		     AFTER("3:d|e|;", FAULT(2, "title", FAULT_QUOTES)));
	assert_reads("title,text\na,b\"c\"\n", FAULT(2, "text", FAULT_QUOTES));
	assert_reads("title,text\na,b\n\nc,\"d\ne,f\n",
		     AFTER("2:a|b|;", FAULT(4, "text", FAULT_QUOTES)));
}

Test(table, wrong_encoding_and_zero_bytes_are_named_by_line_and_column)
{
	assert_reads("title,text\nok,\xCF\xF0\xE8\nb,c\n",
		     AFTER("3:b|c|;", FAULT(2, "text", FAULT_NOT_TEXT)));
	assert_reads("title,text\na\0b,c\n", FAULT(2, "title", FAULT_NOT_TEXT));
	assert_reads("\xFF\xFEt\0i\0t\0", FAULT(1, "", FAULT_NOT_TEXT));
	assert_reads("title,\xC0\xAF\na,b\n", FAULT(1, "", FAULT_NOT_TEXT));
}

Test(table, reads_commas_quotes_and_line_ends_within_quotes)
{
	assert_reads("title,text,place\r\n\"a, \"\"b\"\"\",\"one\r\ntwo\",\r\nc,d,e",
		     "2:a, \"b\"|one\ntwo|;4:c|d|e;");
	assert_reads("\"title\"\n\"\"\nx\n", "2:||;3:x||;");
}

Test(table, reads_tabs_and_leaves_quotes_between_them)
{
	assert_reads("title\ttext\nвул. \"Лісова\"\ta, b\n\"x\ty\"\tz\n",
		     "2:вул. \"Лісова\"|a, b|;3:x\ty|z|;");
}

Test(table, passes_over_a_byte_order_mark_and_empty_lines)
{
	assert_reads("\xEF\xBB\xBFtitle,text\n\n\r\na,b\n\n", "4:a|b|;");
	assert_reads("text,title\rb,a\r", "2:a|b|;");
	assert_reads("title", "");
}

Test(table, a_lost_quote_cannot_eat_all_memory)
{
	size_t length = 4 * TABLE_ROW_MOST;
	char *bytes = arena_take(ready_arena(), length + 1);
	struct table table;
	FILE *file;

	memset(bytes, 'x', length);
	memcpy(bytes, "title\nok\n\"", 10);
	file = file_of(bytes, length);
	cr_assert_eq(table_begin(&table, ready_arena(), file, columns), OK);
	cr_assert(table_next(&table));
	cr_assert_not(table_next(&table));
	cr_assert_eq(table.faults.count, 1);
	cr_assert_eq(table.faults.items[0].kind, FAULT_TOO_LONG);
	cr_assert_eq(table.faults.items[0].line, 3);
	cr_assert_lt(arena_used(table.row_arena), 8 * TABLE_ROW_MOST);
	cr_assert_eq(table_end(&table), INVALID);
	fclose(file);
}

Test(table, a_line_of_a_million_commas_is_counted_not_kept)
{
	char *bytes = arena_take(ready_arena(), 1000007);
	struct table table;
	FILE *file;

	memset(bytes, ',', 1000006);
	memcpy(bytes, "title\n", 6);
	file = file_of(bytes, 1000006);
	cr_assert_eq(table_begin(&table, ready_arena(), file, columns), OK);
	cr_assert_not(table_next(&table));
	cr_assert_eq(table.faults.items[0].kind, FAULT_COLUMN_COUNT);
	cr_assert_eq(table.faults.items[0].number, 1);
	cr_assert_eq(table.faults.items[0].other, 1000001);
	cr_assert_eq(table_end(&table), INVALID);
	fclose(file);
}

Test(table, memory_does_not_grow_with_the_file)
{
	FILE *file = tmpfile();
	struct table table;
	size_t used = 0, count = 0;

	fputs("title,text\n", file);
	for (int i = 0; i < 20000; i++)
		fprintf(file, "Ліхтар %d,\"Не світить, \"\"знову\"\"\"\n", i);
	rewind(file);
	cr_assert_eq(table_begin(&table, ready_arena(), file, columns), OK);
	while (table_next(&table)) {
		count++;
		if (count == 10)
			used = arena_used(table.row_arena) + arena_used(ready_arena());
	}
	cr_assert_eq(count, 20000);
	cr_assert_lt(arena_used(table.row_arena) + arena_used(ready_arena()), used + 1024);
	cr_assert_eq(table_end(&table), OK);
	fclose(file);
}

Test(table, keeps_only_so_many_faults_and_says_so)
{
	FILE *file = tmpfile();
	struct table table;

	fputs("title\n", file);
	for (int i = 0; i < TABLE_FAULTS_MOST + 5; i++)
		fputs("a,b\n", file);
	rewind(file);
	cr_assert_eq(table_begin(&table, ready_arena(), file, columns), OK);
	cr_assert_not(table_next(&table));
	cr_assert_eq(table.faults.count, TABLE_FAULTS_MOST);
	cr_assert(table.is_cut);
	cr_assert_eq(table_end(&table), INVALID);
	fclose(file);
}

Test(table, a_forms_faults_get_the_line_of_their_row)
{
	static const struct field fields[] = {
		{.name = "title", .kind = FIELD_INTEGER, .is_required = true}, {0}};
	static const char bytes[] = "title\ttext\n1\t\n\"x\ny\"\t\n16,661,261\t\n";
	FILE *file = file_of(bytes, sizeof(bytes) - 1);
	struct table table;
	int64_t number;

	cr_assert_eq(table_begin(&table, ready_arena(), file, columns), OK);
	while (table_next(&table)) {
		struct form form = form_begin(table.row_arena, &table.row);
		if (form_read(&form, fields, &number) != OK)
			table_faults_add(&table, &form.faults);
	}
	cr_assert_eq(table_end(&table), INVALID);
	cr_assert_eq(table.faults.count, 2);
	cr_assert_eq(table.faults.items[0].line, 3);
	cr_assert_eq(table.faults.items[0].kind, FAULT_NOT_A_NUMBER);
	cr_assert_eq(table.faults.items[1].line, 5);
	cr_assert_eq(table.faults.items[1].kind, FAULT_UNCLEAR_NUMBER);
	cr_assert_str_eq(table.faults.items[1].detail, "16,661,261");
	fclose(file);
}
