#include <criterion/criterion.h>

#include "model/base/unicode.h"
#include "tests/ready.h"

TestSuite(unicode, .init = ready_begin, .fini = ready_end);

static const char *clean(const char *bytes, size_t length, enum unicode_lines lines)
{
	return unicode_clean(ready_arena(), bytes, length, lines);
}

#define CLEAN(literal, lines)    clean(literal, sizeof(literal) - 1, lines)
#define assert_str(made, wanted) cr_assert_str_eq(made, wanted, "made '%s'", made)
#define BAD                      "\xEF\xBF\xBD"

Test(unicode, refuses_what_is_not_strictly_utf8)
{
	static const struct {
		const char *bytes;
		size_t length;
	} hostile[] = {
		{"\xC0\xAF", 2},         /* an overlong slash */
		{"\xE0\x80\xAF", 3},     /* the same in three bytes */
		{"\xED\xA0\x80", 3},     /* a surrogate */
		{"\xF4\x90\x80\x80", 4}, /* beyond U+10FFFF */
		{"\xF8\x88\x80\x80\x80", 5},
		{"\xD0", 1}, /* cut */
		{"\xE2\x80", 2},
		{"\x80", 1},
		{"a\0b", 3},
		{"\xCF\xF0\xE8\xE2\xB3\xF2", 6}, /* "Привіт" in Windows-1251 */
	};

	for (size_t i = 0; i < COUNT(hostile); i++)
		cr_expect_not(unicode_is_valid(hostile[i].bytes, hostile[i].length), "%zu", i);
	cr_assert(unicode_is_valid("Привіт, 👋", strlen("Привіт, 👋")));
	cr_assert(unicode_is_valid("", 0));
}

Test(unicode, replaces_each_bad_sequence_once)
{
	assert_str(CLEAN("a\xC0\xAF"
			 "b",
			 ONE_LINE),
		   "a" BAD BAD "b");
	assert_str(CLEAN("a\xE2\x80"
			 "b",
			 ONE_LINE),
		   "a" BAD "b");
	assert_str(CLEAN("\xED\xA0\x80", ONE_LINE), BAD BAD BAD);
	assert_str(CLEAN("a\0b\x01\x7F\xC2\x80"
			 "c",
			 ONE_LINE),
		   "a" BAD "b" BAD BAD BAD "c");
	assert_str(CLEAN("x\xEF\xBF\xBE\xEF\xB7\x90y", ONE_LINE), "x" BAD BAD "y");
}

Test(unicode, drops_the_marks_that_reorder_text)
{
	assert_str(CLEAN("abc\u202E\u2066def\u2069\u202C", ONE_LINE), "abcdef");
	/* The mark may not keep a letter and its accent apart. */
	assert_str(CLEAN("и\u202E\u0306", ONE_LINE), "й");
}

Test(unicode, composes_what_comes_from_file_names)
{
	assert_str(CLEAN("Ки\u0306ів і\u0308жак", ONE_LINE), "Кйів їжак");
	assert_str(CLEAN("замо\u0301к", ONE_LINE), "замо\u0301к");
}

Test(unicode, keeps_lines_or_joins_them_as_asked)
{
	static const char typed[] = "  one\r\ntwo\rthree\u2028four \xC2\x85 five\t\x0B six \n\n";

	assert_str(CLEAN(typed, MANY_LINES), "one\ntwo\nthree\nfour \n five \n six");
	assert_str(CLEAN(typed, ONE_LINE), "one two three four five six");
	assert_str(CLEAN(" \n ", MANY_LINES), "");
	assert_str(CLEAN("", ONE_LINE), "");
	assert_str(CLEAN("\u00A0x\u00A0", MANY_LINES), "x");
	assert_str(CLEAN("1\u00A0204  грн", ONE_LINE), "1\u00A0204 грн");
}

Test(unicode, cleaning_twice_changes_nothing)
{
	static const char *const texts[] = {"\u0344\u1E9B\u0323\u202E", "a\xFF\u0301\r\n\n b",
					    "\uFB1D\u0F73 \u0345\u00A0\u3000x"};

	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *once = clean(texts[i], strlen(texts[i]), MANY_LINES);
		cr_expect_str_eq(clean(once, strlen(once), MANY_LINES), once);
		cr_expect_eq(unicode_scrub(ready_arena(), once), once);
	}
}

Test(unicode, scrubbing_leaves_clean_text_where_it_is)
{
	const char *text = "Ліхтар не світить\nвже тиждень";

	cr_assert_eq(unicode_scrub(ready_arena(), text), text);
	assert_str(unicode_scrub(ready_arena(), " a\x02\xC0 "), " a" BAD BAD " ");
	assert_str(unicode_scrub(ready_arena(), ""), "");
}

Test(unicode, counts_characters_not_bytes)
{
	cr_assert_eq(unicode_length(""), 0);
	cr_assert_eq(unicode_length("їжак"), 4);
	cr_assert_eq(unicode_length("a👋"), 2);
}

Test(unicode, shortens_at_a_words_end)
{
	struct arena *arena = ready_arena();

	assert_str(unicode_shorten(arena, "Темна вулиця", 12), "Темна вулиця");
	assert_str(unicode_shorten(arena, "Темна вулиця", 11), "Темна…");
	assert_str(unicode_shorten(arena, "Так, але ні", 6), "Так…");
	assert_str(unicode_shorten(arena, "Найдовшеслово", 5), "Найд…");
	assert_str(unicode_shorten(arena, "abc", 0), "…");
	cr_assert_leq(unicode_length(unicode_shorten(arena, "один два три чотири", 8)), 8);
}

/* A prefix search over whole words, as the register's search does with the folded copies. */
static bool folded_match(const char *query, const char *text)
{
	const char *needle = unicode_fold(ready_arena(), query);
	const char *haystack = arena_printf(ready_arena(), " %s",
					    unicode_fold(ready_arena(), text));

	return strstr(haystack, arena_printf(ready_arena(), " %s", needle));
}

Test(unicode, folding_finds_what_the_vectors_ask_for)
{
	struct vectors vectors = ready_vectors("search_fold.tsv");

	for (size_t i = 0; i < vectors.count; i++) {
		const char **cells = vectors.items[i].items, *text = cells[1];

		if (strstr(text, "NFD"))
			text = "Киі\u0308в"; /* the remark stands for the bytes */
		cr_expect_eq(folded_match(cells[0], text), strcmp(cells[2], "1") == 0,
			     "line %zu: '%s' in '%s'", vectors.items[i].line, cells[0], text);
	}
}

Test(unicode, folding_keeps_words_and_drops_the_rest)
{
	struct arena *arena = ready_arena();

	assert_str(unicode_fold(arena, "  «Ґанок» — на П’ЯТЬ,\nсхо\u0301дів!  "),
		   "ганок на пять сходів");
	assert_str(unicode_fold(arena, "Ё й Й и ї Ї і є Є"), "ё й й и ї ї і є є");
	assert_str(unicode_fold(arena, "А\xFFБ\x01"), "а б");
	assert_str(unicode_fold(arena, "и`\u0306"), "й");
	assert_str(unicode_fold(arena, "…"), "");
	assert_str(unicode_fold(arena, "лixтар HЕМAЄ"), "ліхтар немає");
	assert_str(unicode_fold(arena, "Wi-Fi в cafe, а a"), "wi fi в cafe а a");
}

Test(unicode, sort_keys_follow_the_ukrainian_alphabet)
{
	struct vectors vectors = ready_vectors("collation_uk.tsv");
	const char *before = "";

	for (size_t i = 0; i < vectors.count; i++) {
		const char *key = unicode_sort_key(ready_arena(), vectors.items[i].items[1]);
		cr_expect_lt(strcmp(before, key), 0, "line %zu", vectors.items[i].line);
		before = key;
	}
}

Test(unicode, sort_keys_order_all_33_letters_and_both_cases)
{
	static const char *const rising[] = {
		" а", "-а", "0", "9а", "Zebra", "а", "А", "аа", "б", "в", "г", "гя", "ґ", "Ґ", "ґа",
		"д",  "е",  "є", "ж",  "з",     "и", "і", "ї",  "й", "к", "л", "м",  "н", "о", "п",
		"р",  "с",  "т", "у",  "ф",     "х", "ц", "ч",  "ш", "щ", "ь", "ю",  "я", "яа"};

	for (size_t i = 1; i < COUNT(rising); i++)
		cr_expect_lt(strcmp(unicode_sort_key(ready_arena(), rising[i - 1]),
				    unicode_sort_key(ready_arena(), rising[i])),
			     0, "'%s' before '%s'", rising[i - 1], rising[i]);
}

Test(unicode, sort_keys_do_not_see_apostrophes_and_composition)
{
	const char *key = unicode_sort_key(ready_arena(), "Слов’янська");

	cr_assert_str_eq(unicode_sort_key(ready_arena(), "Слов'янська"), key);
	cr_assert_str_eq(unicode_sort_key(ready_arena(), "Словʼянська"), key);
	cr_assert_str_eq(unicode_sort_key(ready_arena(), "Словянська"), key);
	cr_assert_str_eq(unicode_sort_key(ready_arena(), "Ки\u0306"),
			 unicode_sort_key(ready_arena(), "Кй"));
}

Test(unicode, slugs_follow_resolution_55)
{
	static const struct {
		const char *name, *slug;
	} expected[] = {
		{"Коростенська", "korostenska"},
		{"Згурівська", "zghurivska"},
		{"Розгін", "rozghin"},
		{"Знам’янська", "znamianska"},
		{"Єнакієве", "yenakiieve"},
		{"Їжакевич Ївга", "yizhakevych-yivha"},
		{"Йосипівка Олексій", "yosypivka-oleksii"},
		{"Юрій Яготин", "yurii-yahotyn"},
		{"Щербухи", "shcherbukhy"},
		{"Ґалаґан", "galagan"},
		{"Кам’янець-Подільська", "kamianets-podilska"},
		{"  № 15: Тест!  ", "15-test"},
		{"Хрещатик/../x", "khreshchatyk-x"},
		{"Ки\u0306", "ki"},
		{"日本", ""},
	};

	for (size_t i = 0; i < COUNT(expected); i++) {
		const char *slug = unicode_slug(ready_arena(), expected[i].name);
		cr_expect_str_eq(slug, expected[i].slug, "'%s' gave '%s'", expected[i].name, slug);
	}
}
