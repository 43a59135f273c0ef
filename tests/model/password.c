#include <criterion/criterion.h>

#include "model/password.h"
#include "tests/ready.h"

TestSuite(password, .init = ready_begin, .fini = ready_end);

/* The fault of a new password of somebody called "halyna", or FAULT_NONE. */
static enum fault_kind fault_of(const char *password, bool is_demo)
{
	static const struct pairs nothing;
	struct form form = form_begin(ready_arena(), &nothing);

	if (password_check(&form, "password", password, "halyna", is_demo) == OK)
		return FAULT_NONE;
	cr_assert_eq(form.faults.count, 1);
	cr_assert_str_eq(form.faults.items[0].field, "password");
	return form.faults.items[0].kind;
}

Test(password, refuses_fewer_than_twelve_characters_however_wild)
{
	cr_assert_eq(fault_of("", false), FAULT_TOO_SHORT);
	cr_assert_eq(fault_of("x9!Qz#k2&Lw", false), FAULT_TOO_SHORT);
	cr_assert_eq(fault_of("дрізд-на-ти", false), FAULT_TOO_SHORT);
}

Test(password, refuses_more_than_can_be_typed_into_the_field)
{
	char *long_one = arena_take(ready_arena(), PASSWORD_MOST + 2);

	for (size_t i = 0; i <= PASSWORD_MOST; i++)
		long_one[i] = (char)('a' + i * 7 % 26);
	cr_assert_eq(fault_of(long_one, false), FAULT_TOO_LONG);
}

Test(password, refuses_common_ones_however_they_are_decorated)
{
	static const char *const common[] = {
		"password1234",       "Password2026!!",      "qwertyuiop12",     "йцукенгшщзхї",
		"Слава Україні!!!",   "СлаваУкраїні2026",    "parolparol2026",   "adminADMIN_2026",
		"111111111111",       "123456789012",        "0671234567890",    "абабабабабабаб",
		"halyna-2026-halyna", "Поліція Коростень 1", "poruch-demo-2026", "P@ssw0rd2026!",
		"!@#$%^&*()_+",       "героям слава 2022",
	};

	for (size_t i = 0; i < COUNT(common); i++)
		cr_expect_eq(fault_of(common[i], false), FAULT_WEAK_PASSWORD, "'%s'", common[i]);
}

Test(password, takes_phrases_without_asking_for_digits_or_signs)
{
	static const char *const good[] = {
		"чорний дрізд на тині", "correct horse battery",    "тихо пливе Уж повз скелі",
		"vx8Rk2mPq0Zt",         "пароль від старої комори",
	};

	for (size_t i = 0; i < COUNT(good); i++)
		cr_expect_eq(fault_of(good[i], false), FAULT_NONE, "'%s'", good[i]);
}

Test(password, of_the_demonstration_works_only_there)
{
	cr_assert_eq(fault_of(PASSWORD_DEMO, false), FAULT_WEAK_PASSWORD);
	cr_assert_eq(fault_of(PASSWORD_DEMO, true), FAULT_NONE);
}
