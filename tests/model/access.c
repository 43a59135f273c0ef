#include "model/access.h"

#include <criterion/criterion.h>

#include "model/base/text.h"
#include "tests/ready.h"

TestSuite(access, .init = ready_begin, .fini = ready_end);

Test(access, nobody_holds_what_a_forgotten_column_asks)
{
	struct viewer all = {.roles = UINT32_MAX};

	for (int role = 0; role < ROLE_COUNT; role++) {
		cr_expect_not(role_may((enum role)role, PERMISSION_NOBODY));
		cr_expect_not(role_may((enum role)role, PERMISSION_COUNT));
	}
	cr_assert_not(viewer_may(&all, PERMISSION_NOBODY));
}

Test(access, keys_that_do_not_exist_are_not_found)
{
	cr_assert_eq(role_find(""), -1);
	cr_assert_eq(role_find("Admin"), -1);
	cr_assert_eq(role_find("root"), -1);
	cr_assert_null(role_key(ROLE_COUNT));
	cr_assert_null(permission_key(PERMISSION_COUNT));
}

Test(access, keys_lead_back_to_their_roles)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		cr_expect_eq(role_find(role_key((enum role)role)), role);
	for (int permission = 0; permission < PERMISSION_COUNT; permission++)
		cr_expect_not_null(permission_key((enum permission)permission), "%d", permission);
}

Test(access, who_is_not_signed_in_reads_reports_and_signs_in)
{
	struct viewer nobody = {.login = "", .name = ""};

	for (int permission = 0; permission < PERMISSION_COUNT; permission++)
		cr_expect_eq(viewer_may(&nobody, (enum permission)permission),
			     permission == READ_PUBLIC || permission == REPORT_ISSUE ||
				     permission == SIGN_IN_OUT,
			     "%s", permission_key((enum permission)permission));
	cr_assert_eq(viewer_role(&nobody), ROLE_RESIDENT);
}

Test(access, an_administrator_sees_no_contacts_and_moves_no_issue)
{
	struct viewer admin = {.roles = 1u << ROLE_ADMIN};

	cr_assert_not(viewer_may(&admin, READ_PRIVATE));
	cr_assert_not(viewer_may(&admin, STEP_ISSUE));
	cr_assert_not(viewer_may(&admin, PUBLISH_REPORT));
	cr_assert(viewer_may(&admin, MANAGE_PEOPLE));
}

Test(access, an_author_of_reports_does_not_publish_them)
{
	cr_assert(role_may(ROLE_POLICE, WRITE_REPORT));
	cr_assert_not(role_may(ROLE_POLICE, PUBLISH_REPORT));
	cr_assert(role_may(ROLE_CHIEF, PUBLISH_REPORT));
}

Test(access, several_roles_add_up_and_the_deciding_one_is_named)
{
	struct viewer both = {.roles = 1u << ROLE_MEMBER | 1u << ROLE_SECRETARY};

	cr_assert(viewer_may(&both, READ_PRIVATE));
	cr_assert(viewer_is(&both, ROLE_MEMBER));
	cr_assert_not(viewer_is(&both, ROLE_CHAIR));
	cr_assert_eq(viewer_role(&both), ROLE_SECRETARY);
}

Test(access, the_table_of_roles_is_the_one_agreed_on)
{
	struct text table = text_begin(ready_arena(), 1 << 16);

	for (int permission = 1; permission < PERMISSION_COUNT; permission++) {
		text_addf(&table, "%s:", permission_key((enum permission)permission));
		for (int role = 0; role < ROLE_COUNT; role++)
			if (role_may((enum role)role, (enum permission)permission))
				text_addf(&table, " %s", role_key((enum role)role));
		text_add_char(&table, '\n');
	}
	ready_golden("roles.txt", table.bytes);
}
