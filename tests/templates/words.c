#include <criterion/criterion.h>

#include "templates/words.h"

static struct arena *arena;
static const struct words *uk, *en;

static void begin(void)
{
	arena = arena_begin(1 << 20);
	uk = words_of("uk");
	en = words_of("en");
}

static void end(void)
{
	arena_end(arena);
}

TestSuite(words, .init = begin, .fini = end);

Test(words, of_an_unknown_language_are_none)
{
	cr_assert_null(words_of("ru"));
	cr_assert_null(words_of(""));
}

Test(words, without_a_translation_stay_english)
{
	cr_assert_str_eq(words_say(uk, "No such sentence."), "No such sentence.");
	cr_assert_str_eq(words_say(uk, SAY_IN("verb", "Nothing")), "Nothing");
	cr_assert_str_eq(words_say_count(uk, "{1} nothing", "{1} nothings", 5), "{1} nothings");
}

Test(words, put_no_break_spaces_between_thousands)
{
	cr_assert_str_eq(words_integer(arena, uk, 1234567), "1\u00A0234\u00A0567");
	cr_assert_str_eq(words_integer(arena, uk, 1000), "1\u00A0000");
	cr_assert_str_eq(words_integer(arena, uk, 999), "999");
	cr_assert_str_eq(words_integer(arena, uk, -12), "\u221212");
	cr_assert_str_eq(words_integer(arena, en, 1234567), "1,234,567");
	cr_assert_str_eq(words_integer(arena, uk, INT64_MIN),
			 "\u22129\u00A0223\u00A0372\u00A0036\u00A0854\u00A0775\u00A0808");
}

Test(words, put_a_comma_before_decimals)
{
	cr_assert_str_eq(words_decimal(arena, uk, 12500, 1), "12,5");
	cr_assert_str_eq(words_decimal(arena, uk, -9149, 1), "\u22129,1");
	cr_assert_str_eq(words_decimal(arena, uk, 1250, 1), "1,3");
	cr_assert_str_eq(words_decimal(arena, uk, 1204005, 3), "1\u00A0204,005");
	cr_assert_str_eq(words_decimal(arena, uk, -40, 1), "0,0");
	cr_assert_str_eq(words_decimal(arena, en, 12500, 1), "12.5");
}

Test(words, write_shares_and_changes_with_real_signs)
{
	cr_assert_str_eq(words_percent(arena, uk, -9100, true), "\u22129,1\u00A0%");
	cr_assert_str_eq(words_percent(arena, uk, 20000, true), "+20\u00A0%");
	cr_assert_str_eq(words_percent(arena, uk, 0, true), "0\u00A0%");
	cr_assert_str_eq(words_percent(arena, en, 12500, false), "12.5%");
	cr_assert_str_eq(words_change(arena, uk, 3), "+3");
	cr_assert_str_eq(words_change(arena, uk, -8), "\u22128");
	cr_assert_str_eq(words_change(arena, uk, 0), "0");
}

Test(words, say_a_date_in_the_genitive)
{
	struct date date = {2026, 3, 15};

	cr_assert_str_eq(words_date(arena, uk, date), "15\u00A0березня 2026");
	cr_assert_str_eq(words_date_long(arena, uk, date), "15\u00A0березня 2026 року");
	cr_assert_str_eq(words_date_short(arena, uk, date), "15.03.2026");
	cr_assert_str_eq(words_date_long(arena, en, date), "15\u00A0March 2026");
	cr_assert_str_eq(words_date(arena, uk, (struct date){0}), "");
}

Test(words, name_a_period_by_its_months)
{
	static const struct {
		struct date from, to;
		const char *uk, *en;
	} periods[] = {
		{{2026, 1, 1}, {2026, 2, 28}, "січень–лютий 2026 року", "January–February 2026"},
		{{2026, 3, 1}, {2026, 3, 31}, "березень 2026 року", "March 2026"},
		{{2026, 1, 1}, {2026, 12, 31}, "2026 рік", "2026"},
		{{2025, 12, 1},
		 {2026, 1, 31},
		 "грудень 2025 – січень 2026 року",
		 "December 2025 – January 2026"},
		{{2026, 3, 15},
		 {2026, 4, 3},
		 "15\u00A0березня – 3\u00A0квітня 2026 року",
		 "15\u00A0March – 3\u00A0April 2026"},
		{{2026, 3, 15}, {2026, 3, 15}, "15\u00A0березня 2026 року", "15\u00A0March 2026"},
	};

	for (size_t i = 0; i < COUNT(periods); i++) {
		cr_assert_str_eq(words_period(arena, uk, periods[i].from, periods[i].to),
				 periods[i].uk);
		cr_assert_str_eq(words_period(arena, en, periods[i].from, periods[i].to),
				 periods[i].en);
	}
}

Test(words, put_a_number_into_the_plural_category_of_the_vector)
{
	static const char *const names[] = {"one", "few", "many", "other"};
	FILE *file = fopen("tests/vectors/plural_uk.tsv", "r");
	char line[512], number[32], category[16];
	int count = 0;

	cr_assert_not_null(file);
	cr_assert_not_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		cr_assert_eq(sscanf(line, "%31[^\t]\t%15[^\t]", number, category), 2);
		cr_assert_str_eq(names[words_plural(uk, number)], category, "%s", number);
		count++;
	}
	fclose(file);
	cr_assert_gt(count, 100);
}

Test(words, fill_holes_in_any_order)
{
	struct hole holes[] = {words_hole("one"), words_hole_integer(2000)};

	cr_assert_str_eq(words_fill(arena, uk, "{2} of {1}; {3} {", holes, 2),
			 "2\u00A0000 of one; {3} {");
}
