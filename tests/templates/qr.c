#include <criterion/criterion.h>

#include "templates/qr.h"
#include "tests/ready.h"

TestSuite(qr, .init = ready_begin, .fini = ready_end);

/* ISO/IEC 18004: three corners hold a square of seven modules, around it all are four of white. */
Test(qr, has_its_corner_behind_four_modules_of_white)
{
	struct qr qr = qr_of(ready_arena(), "https://poruch.example/korosten/i/2026-147");

	cr_expect_eq((qr.size - 8 - 17) % 4, 0, "a version's width is 17 and four for each");
	cr_expect_eq(strncmp(qr.path, "M4 4.5h7m", 9), 0, "%s", qr.path);
	cr_expect_eq(strncmp(strstr(qr.path, "M4 5.5") - 2, "h7", 2), 0,
		     "and in the corner to the right");
	cr_expect_not_null(strstr(qr.path, arena_printf(ready_arena(), "M4 %d.5h7m", qr.size - 5)));
}

Test(qr, of_what_does_not_fit_is_none)
{
	char *text = arena_take(ready_arena(), 4000);

	memset(text, 'x', 3999);
	cr_expect_eq(qr_of(ready_arena(), text).size, 0);
	text[1200] = '\0';
	cr_expect_gt(qr_of(ready_arena(), text).size, 0);
}
