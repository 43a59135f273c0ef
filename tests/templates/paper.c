/* A document that flows over sheets: what stays together, and that no text breaks it. */
#include "templates/paper.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(paper, .init = ready_begin, .fini = ready_end);

static const struct pdf_about about = {.title = "Звіт",
				       .author = "Відділ",
				       .language = "uk",
				       .at = 1794000000,
				       .identity = "0123456789abcdef0123456789abcdef"};

static struct paper fresh(void)
{
	return paper_begin(ready_arena(), words_of("uk"), &about, "Звіт 1");
}

/* Lines until so many points are left on the sheet. */
static void fill(struct paper *paper, double left)
{
	while (paper->y < PDF_HEIGHT - 62 - left)
		paper_text(paper, PAPER_SMALL, "Рядок.");
}

static struct paper_table table_of(size_t rows)
{
	struct paper_table table = {
		.heads = {"Показник", "Кількість"}, .widths = {.5, .2}, .columns = 2};

	for (size_t i = 0; i < rows; i++)
		*LIST_ADD(ready_arena(), &table.rows) = (struct paper_row){
			.cells = {"Крадіжки", "12"}, .bar = 500};
	return table;
}

struct file {
	const char *bytes;
	size_t length;
};

static struct file ended(struct paper *paper)
{
	struct file file;

	cr_assert_eq(paper_end(paper, &file.bytes, &file.length), OK);
	return file;
}

/* How often something stands in a file, whose streams may have any bytes. */
static size_t times(struct file file, const char *part)
{
	size_t count = 0;
	const char *at = file.bytes, *end = at + file.length;

	for (; (at = memmem(at, (size_t)(end - at), part, strlen(part))); at++)
		count++;
	return count;
}

Test(paper, of_nothing_is_one_sheet)
{
	struct paper paper = fresh();

	ended(&paper);
	cr_expect_eq(pdf_page_count(paper.pdf), 1);
}

Test(paper, a_heading_goes_to_the_next_sheet_with_its_table)
{
	struct paper paper = fresh();
	struct paper_table table = table_of(5);

	fill(&paper, 70);
	paper_heading(&paper, 2, "Заголовок");
	paper_table(&paper, &table);
	cr_expect_eq(pdf_page_count(paper.pdf), 2);
	/* Two fonts of six objects behind the first seven; a page has two. */
	cr_expect_eq(times(ended(&paper), "/Dest[22 0 R"), 1, "the second page, not the first");
}

Test(paper, a_heading_with_nothing_behind_it_is_there)
{
	struct paper paper = fresh();

	paper_heading(&paper, 2, "Заголовок");
	cr_expect_eq(times(ended(&paper), "/S/H2/"), 1);
}

Test(paper, a_table_over_sheets_is_one_table_with_one_head)
{
	struct paper paper = fresh();
	struct paper_table table = table_of(120);
	struct file file;

	paper_table(&paper, &table);
	file = ended(&paper);
	cr_expect_geq(pdf_page_count(paper.pdf), 3);
	cr_expect_eq(times(file, "/S/Table/"), 1);
	cr_expect_eq(times(file, "/S/TR/"), 121);
	cr_expect_eq(times(file, "/Scope/Column"), 2, "said again on each sheet, but for the eye");
	cr_expect_eq(times(file, "/Scope/Row"), 120);
}

Test(paper, no_text_breaks_it)
{
	static const char *const texts[] = {"",
					    " ",
					    "  ",
					    "\n",
					    "\n\n\n",
					    "a\n",
					    "-",
					    "– – –",
					    "/",
					    "слово-",
					    "https://poruch.example/korosten/reports/2026-09/"
					    "дуже-довга-адреса-без-жодного-пробілу-яка-не-"
					    "вміщується-в-рядок-і-мусить-бути-розірвана-десь-"
					    "посередині-бо-інакше-ніяк-не-можна",
					    "\xF0\x9F\x98\x80 emoji",
					    "\xC2\xA0\xC2\xA0",
					    "e\xCC\x81",
					    "(дужки) \\ <кути> & /MCID 0>> BDC"};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct paper paper = fresh();
		struct paper_table table = {.caption = texts[i],
					    .heads = {texts[i], texts[i]},
					    .widths = {.1, .1},
					    .columns = 2};

		*LIST_ADD(ready_arena(), &table.rows) = (struct paper_row){
			.cells = {texts[i], texts[i]}, .note = texts[i]};
		paper_heading(&paper, 1, texts[i]);
		paper_text(&paper, PAPER_PLAIN, texts[i]);
		paper_list_begin(&paper);
		paper_item(&paper, texts[i]);
		paper_list_end(&paper);
		paper_table(&paper, &table);
		ended(&paper);
		cr_expect_leq(pdf_page_count(paper.pdf), 2, "%s", texts[i]);
	}
}

Test(paper, is_the_same_each_time)
{
	struct paper one = fresh(), other = fresh();
	struct file first, second;

	paper_text(&one, PAPER_PLAIN, "Те саме.");
	paper_text(&other, PAPER_PLAIN, "Те саме.");
	first = ended(&one);
	second = ended(&other);
	cr_assert_eq(first.length, second.length);
	cr_expect_eq(memcmp(first.bytes, second.bytes, first.length), 0);
}
