#include <criterion/criterion.h>

#include "model/support.h"
#include "tests/register.h"

#define DAY ((int64_t)24 * 60 * 60)

/* "It concerns me too": one count a browser, few a network, no trace for long. */
TestSuite(support, .init = register_begin, .fini = world_end);

static enum outcome support(int64_t id, const char *supporter, const char *address, bool *is_new)
{
	struct supported supported = {0};
	enum outcome outcome = support_add(world_change(ROLE_RESIDENT),
					   &(struct support){id, supporter, address, 3},
					   &supported);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	if (is_new)
		*is_new = supported.is_new;
	return outcome;
}

static int64_t count(int64_t id)
{
	return register_work(id).issue.support_count;
}

Test(support, what_is_not_public_is_not_supported)
{
	cr_expect_eq(support(register_report().id, "a", "192.0.2.1", NULL), NOT_FOUND);
}

Test(support, what_is_closed_is_not_supported)
{
	int64_t id = register_resolved();

	register_move(ROLE_CHAIR, id, "closed");
	cr_expect_eq(support(id, "a", "192.0.2.1", NULL), CONFLICT);
}

Test(support, a_browser_counts_once)
{
	int64_t id = register_registered();
	bool is_new;

	cr_assert_eq(support(id, "a", "192.0.2.1", &is_new), OK);
	cr_expect(is_new);
	cr_assert_eq(support(id, "a", "198.51.100.1", &is_new), OK);
	cr_expect_not(is_new);
	cr_expect_eq(count(id), 1);
	cr_expect(support_is_counted(world_db(), id, "a"));
	cr_expect_not(support_is_counted(world_db(), id, "b"));
}

Test(support, a_network_counts_so_often_a_day_and_again_the_next_day)
{
	int64_t id = register_registered();

	cr_assert_eq(support(id, "a", "192.0.2.1", NULL), OK);
	cr_assert_eq(support(id, "b", "192.0.2.2", NULL), OK);
	cr_assert_eq(support(id, "c", "::ffff:192.0.2.3", NULL), OK);
	cr_expect_eq(support(id, "d", "192.0.2.254", NULL), TOO_OFTEN);
	cr_expect_eq(support(id, "a", "192.0.2.254", NULL), OK, "who is counted is not refused");
	cr_expect_eq(support(id, "d", "192.0.3.1", NULL), OK);
	world_at(world_now() + DAY);
	cr_expect_eq(support(id, "e", "192.0.2.1", NULL), OK);
	cr_expect_eq(count(id), 5);
}

Test(support, a_network_of_ipv6_is_56_bits)
{
	int64_t id = register_registered();

	cr_assert_eq(support(id, "a", "2001:db8:0:1200::1", NULL), OK);
	cr_assert_eq(support(id, "b", "2001:db8:0:12ff::1", NULL), OK);
	cr_assert_eq(support(id, "c", "2001:db8:0:1234::1", NULL), OK);
	cr_expect_eq(support(id, "d", "2001:db8:0:12aa::1", NULL), TOO_OFTEN);
	cr_expect_eq(support(id, "d", "2001:db8:0:1300::1", NULL), OK);
}

Test(support, is_no_news)
{
	int64_t id = register_registered();
	struct issue before = register_work(id).issue;
	int64_t publications = db_int(world_db(), "SELECT max(seq) FROM publication", NO_ARGS, 0);

	world_at(world_now() + 60);
	cr_assert_eq(support(id, "a", "192.0.2.1", NULL), OK);
	cr_expect_eq(register_work(id).issue.updated_at, before.updated_at);
	cr_expect_eq(db_int(world_db(), "SELECT max(seq) FROM publication", NO_ARGS, 0),
		     publications);
}

Test(support, two_issues_cannot_be_told_to_have_one_supporter)
{
	int64_t one = register_registered(), other = register_registered();

	cr_assert_eq(support(one, "a", "192.0.2.1", NULL), OK);
	cr_assert_eq(support(other, "a", "192.0.2.1", NULL), OK);
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(DISTINCT supporter_hash) + count(DISTINCT network_hash) "
			    "FROM issue_support",
			    NO_ARGS, 0),
		     4);
}

Test(support, networks_are_forgotten_after_14_days_and_the_count_stays)
{
	int64_t id = register_registered(), lines;

	cr_assert_eq(support(id, "a", "192.0.2.1", NULL), OK);
	world_at(world_now() + 13 * DAY);
	cr_assert_eq(support_forget(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM issue_support WHERE network_hash = ''", NO_ARGS,
			    -1),
		     0);
	world_at(world_now() + 2 * DAY);
	cr_assert_eq(support_forget(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_expect_eq(db_int(world_db(),
			    "SELECT count(*) FROM issue_support WHERE network_hash = ''", NO_ARGS,
			    -1),
		     1);
	cr_expect_eq(count(id), 1);
	lines = db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, 0);
	cr_assert_eq(support_forget(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_expect_eq(db_int(world_db(), "SELECT count(*) FROM audit", NO_ARGS, 0), lines);
}

Test(support, scans_nothing)
{
	int64_t id = register_registered(), other = register_registered(), before;

	cr_assert_eq(support(other, "b", "192.0.2.2", NULL), OK);
	cr_assert_eq(support(other, "c", "192.0.2.3", NULL), OK);
	before = world_scans();
	cr_assert_eq(support(id, "a", "192.0.2.1", NULL), OK);
	cr_assert_eq(support_forget(world_change(ROLE_RESIDENT)), OK);
	world_commit();
	cr_expect_eq(world_scans(), before);
}
