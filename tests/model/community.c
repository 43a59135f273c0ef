#include <criterion/criterion.h>

#include "model/base/unicode.h"
#include "tests/world.h"

TestSuite(community, .init = world_begin, .fini = world_end);

static enum outcome add(const char *katottg, const char *slug, struct form *form, int64_t *id)
{
	struct community_entry entry = {.katottg = katottg, .slug = slug, .precision_cap = 3};

	return community_add(world_change(ROLE_ADMIN), form, &entry, id);
}

static void assert_fault(const struct form *form, const char *field, enum fault_kind kind)
{
	const struct fault *fault = form_fault_of(form, field);

	cr_assert(fault, "no fault in '%s'", field);
	cr_assert_eq(fault->kind, kind, "fault %d", fault->kind);
}

Test(community, refuses_a_code_that_the_codifier_does_not_know)
{
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("UA18060090000000000", "x1", &form, &id), INVALID);
	assert_fault(&form, "katottg", FAULT_UNKNOWN);
}

Test(community, refuses_the_same_hromada_twice)
{
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("UA18060090000061708", "korosten-2", &form, &id), INVALID);
	assert_fault(&form, "katottg", FAULT_TAKEN);
}

Test(community, refuses_a_slug_that_is_taken_or_a_word_of_ours_or_no_slug)
{
	static const char *const bad[] = {"admin", "en", "-x", "x-", "Zviahel",
					  "a/b",   "",   "x",  "з"};
	struct form form = world_form();
	int64_t id;

	cr_assert_eq(add("UA14160210000011148", "korosten", &form, &id), INVALID);
	assert_fault(&form, "slug", FAULT_TAKEN);
	for (size_t i = 0; i < COUNT(bad); i++) {
		form = world_form();
		cr_expect_eq(add("UA14160210000011148", bad[i], &form, &id), INVALID, "'%s'",
			     bad[i]);
		assert_fault(&form, "slug", FAULT_UNKNOWN);
	}
}

Test(community, makes_its_slug_and_short_name_of_the_chief_settlement)
{
	struct form form = world_form();
	struct community community;
	int64_t id;

	cr_assert_eq(add("UA14160210000011148", NULL, &form, &id), OK);
	world_commit();
	cr_assert_eq(community_find_id(world_db(), id, &community), OK);
	cr_assert_str_eq(community.slug, "pokrovsk");
	cr_assert_str_eq(community.short_name, "Покровськ");
	cr_assert_str_eq(community.name, "Покровська територіальна громада");
	cr_assert_str_eq(world_korosten.short_name, "Коростень");
}

Test(community, without_known_settlements_is_called_after_itself)
{
	cr_assert_str_eq(world_ovruch.short_name, "Овруцька громада");
	cr_assert_str_eq(world_ovruch.raion, "Коростенський район");
	cr_assert_str_eq(world_ovruch.oblast, "Житомирська область");
	cr_assert_eq(community_areas(world_db(), world_ovruch.id).count, 0);
}

Test(community, is_found_by_slug_and_by_nine_characters_or_the_whole_code)
{
	static const char *const bad[] = {"UA1806", "UA180600", "", "UA18060090000061709",
					  "UA1806010"};
	struct community found;

	for (size_t i = 0; i < COUNT(bad); i++)
		cr_expect_eq(community_find_katottg(world_db(), bad[i], &found), NOT_FOUND, "'%s'",
			     bad[i]);
	cr_assert_eq(community_find(world_db(), "Korosten", &found), NOT_FOUND);
	cr_assert_eq(community_find_katottg(world_db(), "UA1806009", &found), OK);
	cr_assert_eq(found.id, world_korosten.id);
	cr_assert_eq(community_find_katottg(world_db(), "UA18060090000061708", &found), OK);
	cr_assert_eq(found.id, world_korosten.id);
	cr_assert_eq(community_find(world_db(), "ovruch", &found), OK);
	cr_assert_eq(found.id, world_ovruch.id);
}

Test(community, areas_are_its_own_and_in_ukrainian_order)
{
	struct areas areas = community_areas(world_db(), world_korosten.id);
	struct area area;

	cr_assert_eq(areas.count, 44);
	cr_assert_eq(community_find_area(world_db(), world_ovruch.id, areas.items[0].id, &area),
		     NOT_FOUND);
	cr_assert_eq(community_find_area(world_db(), world_korosten.id, areas.items[0].id, &area),
		     OK);
	cr_assert_str_eq(area.name, areas.items[0].name);
	for (size_t i = 1; i < areas.count; i++)
		cr_assert_lt(strcmp(unicode_sort_key(ready_arena(), areas.items[i - 1].name),
				    unicode_sort_key(ready_arena(), areas.items[i].name)),
			     0);
	cr_assert_str_eq(areas.items[0].name, "Барди");
}

Test(community, all_are_listed_by_oblast_raion_and_name)
{
	struct form form = world_form();
	struct communities all;
	int64_t id;

	cr_assert_eq(add("UA14160210000011148", NULL, &form, &id), OK);
	world_commit();
	all = community_all(world_db());
	cr_assert_eq(all.count, 3);
	cr_assert_str_eq(all.items[0].slug, "pokrovsk"); /* Донецька before Житомирська */
	cr_assert_str_eq(all.items[1].slug, "korosten");
	cr_assert_str_eq(all.items[2].slug, "ovruch");
}
