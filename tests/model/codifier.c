#include "model/codifier.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(codifier, .init = ready_begin, .fini = ready_end);

#define KOROSTEN "UA18060090000061708"

Test(codifier, what_is_not_built_like_a_code_is_invalid)
{
	static const char *const bad[] = {"",
					  "UA",
					  "korosten",
					  "UA1806009000006170",
					  "UA180600900000617080",
					  "UA1806009000006170X",
					  "ua18060090000061708",
					  "УА18060090000061708",
					  "UA18060090",
					  "UA18060 9"};
	struct territory territory;

	for (size_t i = 0; i < COUNT(bad); i++) {
		cr_expect_not(codifier_is_code(bad[i]), "%s", bad[i]);
		cr_expect_eq(codifier_find(ready_arena(), bad[i], &territory), INVALID, "%s",
			     bad[i]);
		cr_expect_eq(codifier_settlements(ready_arena(), bad[i]).count, 0);
	}
	cr_assert(codifier_is_code(KOROSTEN));
}

Test(codifier, what_does_not_exist_is_not_found)
{
	struct territory territory;

	cr_assert_eq(codifier_find(ready_arena(), "UA18060090000061709", &territory), NOT_FOUND);
	cr_assert_eq(codifier_find(ready_arena(), "UA9999999", &territory), NOT_FOUND);
	cr_assert_eq(codifier_search(ready_arena(), "Нарнія", 10).count, 0);
	cr_assert_eq(codifier_search(ready_arena(), " … ", 10).count, 0);
}

Test(codifier, gives_a_hromada_its_full_names)
{
	static const char *const codes[] = {KOROSTEN, "UA1806009"};

	for (size_t i = 0; i < COUNT(codes); i++) {
		struct territory territory;

		cr_assert_eq(codifier_find(ready_arena(), codes[i], &territory), OK);
		cr_expect_str_eq(territory.code, KOROSTEN);
		cr_expect_str_eq(territory.short_name, "Коростенська");
		cr_expect_str_eq(territory.name, "Коростенська територіальна громада");
		cr_expect_str_eq(territory.raion, "Коростенський район");
		cr_expect_str_eq(territory.oblast, "Житомирська область");
		cr_expect_str_eq(territory.place, "Коростенський район, Житомирська область");
		cr_expect_str_eq(territory.raion_code, "UA18060000000021754");
		cr_expect_str_eq(territory.oblast_code, "UA18000000000041385");
	}
}

Test(codifier, crimea_is_a_republic_and_kyiv_has_no_oblast)
{
	struct territory territory;

	cr_assert_eq(codifier_find(ready_arena(), "UA01020010000048857", &territory), OK);
	cr_assert_str_eq(territory.oblast, "Автономна Республіка Крим");
	cr_assert_eq(codifier_find(ready_arena(), "UA80000000000093317", &territory), OK);
	cr_assert_str_eq(territory.name, "місто Київ");
	cr_assert_str_eq(territory.raion, "");
	cr_assert_str_eq(territory.oblast, "");
}

Test(codifier, has_1469_hromadas_outside_crimea)
{
	cr_assert_eq(codifier_count(false), 1469);
	cr_assert_eq(codifier_count(true), 1772);
}

Test(codifier, every_hromada_is_found_by_nine_characters_and_lies_in_its_raion)
{
	struct territories all = codifier_search(ready_arena(), "територіальна громада", 5000);

	cr_assert_eq(all.count, 1772);
	for (size_t i = 0; i < all.count; i += 13) {
		const struct territory *one = &all.items[i];
		struct territory found;

		cr_assert_eq(
			codifier_find(ready_arena(),
				      arena_bytes(ready_arena(), one->code, CODIFIER_PREFIX_LENGTH),
				      &found),
			OK);
		cr_expect_str_eq(found.code, one->code);
		cr_expect(codifier_is_within(one->code, one->raion_code), "%s", one->code);
		cr_expect(codifier_is_within(one->raion_code, one->oblast_code), "%s", one->code);
		cr_expect_not(codifier_is_within(one->oblast_code, one->code), "%s", one->code);
	}
}

Test(codifier, names_that_repeat_are_told_apart_by_their_place)
{
	struct territories nine = codifier_search(ready_arena(), "МИКОЛАЇВСЬКА громада", 100);
	size_t exact = 0;

	for (size_t i = 0; i < nine.count; i++) {
		exact += strcmp(nine.items[i].short_name, "Миколаївська") == 0;
		for (size_t j = 0; j < i; j++)
			cr_expect(strcmp(nine.items[i].name, nine.items[j].name) != 0 ||
				  strcmp(nine.items[i].place, nine.items[j].place) != 0);
	}
	cr_assert_eq(exact, 9);
	cr_assert_eq(codifier_search(ready_arena(), "миколаївська", 3).count, 3);
	cr_assert_eq(codifier_search(ready_arena(), "миколаївська сумський", 100).count, 2);
}

Test(codifier, no_two_hromadas_read_the_same)
{
	struct territories all = codifier_search(ready_arena(), "громада", 5000);
	size_t repeated = 0;

	for (size_t i = 0; i < all.count; i++)
		for (size_t j = 0; j < i; j++) {
			if (strcmp(all.items[i].short_name, all.items[j].short_name) != 0)
				continue;
			cr_expect_str_neq(all.items[i].place, all.items[j].place, "%s",
					  all.items[i].code);
			repeated++;
		}
	cr_assert_gt(repeated, 100);
}

Test(codifier, names_are_found_with_any_apostrophe)
{
	cr_assert_eq(codifier_search(ready_arena(), "кам'янець-подільська", 10).count,
		     codifier_search(ready_arena(), "Кам’янець Подільська", 10).count);
	cr_assert_gt(codifier_search(ready_arena(), "камянець подільська", 10).count, 0);
	cr_assert_str_eq(codifier_search(ready_arena(), "Київ", 1).items[0].name, "місто Київ");
}

Test(codifier, korosten_has_44_settlements)
{
	struct settlements settlements = codifier_settlements(ready_arena(), KOROSTEN);
	size_t cities = 0;

	cr_assert_eq(settlements.count, 44);
	for (size_t i = 0; i < settlements.count; i++) {
		const struct settlement *one = &settlements.items[i];

		cities += one->kind == SETTLEMENT_CITY;
		cr_expect(codifier_is_code(one->code));
		cr_expect(codifier_is_within(one->code, KOROSTEN), "%s", one->name);
	}
	cr_assert_eq(cities, 1);
	cr_assert_eq(codifier_settlements(ready_arena(), "UA1806009").count, 44);
	cr_assert_str_eq(settlements.items[0].label, "місто Коростень");
	cr_assert_eq(codifier_settlements(ready_arena(), "UA05020030000031457").count, 0);
}
