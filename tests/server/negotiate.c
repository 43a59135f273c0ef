#include "server/negotiate.h"

#include <criterion/criterion.h>

#include "model/base/outcome.h"

Test(negotiate, gzip_is_only_taken_by_who_says_so)
{
	static const char *const no[] = {
		NULL,         "",          "identity",     "br",
		"gzip;q=0",   "gzip; q=0", "gzip;q=0.000", "gzip ; q=0 , br",
		"*;q=0",      "gzipp",     "xgzip",        "gzip;q=0, *",
		"*, gzip;q=0"};
	static const char *const yes[] = {"gzip",     "GZIP",         "x-gzip",
					  "br, gzip", "gzip;q=0.001", "deflate;q=0, gzip;q=1.0",
					  "*",        "*;q=0.1",      "identity;q=0.5,gzip;q=1"};

	for (size_t i = 0; i < COUNT(no); i++)
		cr_expect_not(negotiate_gzip(no[i]), "%s", no[i] ? no[i] : "(none)");
	for (size_t i = 0; i < COUNT(yes); i++)
		cr_expect(negotiate_gzip(yes[i]), "%s", yes[i]);
}

Test(negotiate, tags_are_compared_weakly_within_a_list)
{
	static const char *const no[] = {NULL,      "",     "\"b\"",   "x",     "\"x",
					 "W/x",     "x\"",  "\"xx\"",  "\"X\"", "\"x-gzip\"",
					 "W/\"y\"", "\"\"", "\"a\"; x"};
	static const char *const yes[] = {"\"x\"",          "W/\"x\"", "\"a\", \"x\"",
					  "\"a\",W/\"x\",", "*",       " , \"x\""};

	for (size_t i = 0; i < COUNT(no); i++)
		cr_expect_not(negotiate_matches(no[i], "x"), "%s", no[i] ? no[i] : "(none)");
	for (size_t i = 0; i < COUNT(yes); i++)
		cr_expect(negotiate_matches(yes[i], "x"), "%s", yes[i]);
}
