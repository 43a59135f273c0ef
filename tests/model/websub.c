#include "model/websub.h"

#include <criterion/criterion.h>

#include "model/outbox.h"
#include "tests/register.h"
#include "tests/world.h"

TestSuite(websub, .init = register_begin, .fini = world_end);

static void tell(void)
{
	cr_assert_eq(websub_tell(world_change(ROLE_ADMIN)), OK);
	world_commit();
}

static bool is_pinged(const char *path)
{
	struct outbox_items items = outbox_list(world_db(), 100);
	bool is_found = false;

	for (size_t i = 0; i < items.count; i++)
		is_found |= strcmp(items.items[i].to, path) == 0;
	return is_found;
}

static size_t count(void)
{
	return outbox_list(world_db(), 100).count;
}

Test(websub, a_hub_that_is_new_hears_nothing_of_the_past)
{
	register_registered();
	tell();
	cr_expect_eq(count(), 0);
}

Test(websub, every_feed_without_a_filter_in_which_something_new_stands_is_told_of_once)
{
	static const char *const paths[] = {"/korosten/feeds/issues",  "/korosten/feeds/everything",
					    "/feeds/issues",           "/feeds/everything",
					    "/korosten/feeds/updates", "/feeds/updates"};
	const char *own;
	int64_t id;

	tell();
	id = register_assigned();
	tell();
	for (size_t i = 0; i < COUNT(paths); i++)
		cr_expect(is_pinged(paths[i]), "%s", paths[i]);
	own = arena_printf(ready_arena(), "/korosten/issues/%s",
			   issue_key_text(ready_arena(), register_work(id).issue.year,
					  register_work(id).issue.number));
	cr_expect(is_pinged(own), "%s", own);
	cr_expect_not(is_pinged("/korosten/feeds/reports"));
	cr_expect_eq(count(), COUNT(paths) + 1);
	tell();
	cr_expect_eq(count(), COUNT(paths) + 1, "nothing is new");
}

Test(websub, what_nobody_may_read_is_not_told_of)
{
	tell();
	register_report();
	tell();
	cr_expect_eq(count(), 0);
}
