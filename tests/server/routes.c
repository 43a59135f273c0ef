#include "server/routes.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(routes, .init = ready_begin, .fini = ready_end);

/* Changing this table is a decision: read the difference, then `make golden`. */
Test(routes, who_may_do_what_is_what_was_decided)
{
	ready_golden("access.txt", route_table(ready_arena()));
}

Test(routes, every_line_is_whole)
{
	for (size_t i = 0; i < route_count; i++) {
		const struct route *route = &routes[i];

		cr_expect_neq(route->permission, PERMISSION_NOBODY, "%s lets nobody in",
			      route->pattern);
		cr_expect_eq(*route->pattern, '/');
		if (route->method == METHOD_POST) {
			cr_expect(route->action && !route->page, "%s", route->pattern);
			cr_expect_eq(route->cache, CACHE_NOTHING, "%s", route->pattern);
		} else {
			cr_expect(route->page && !route->action && !route->prepare, "%s",
				  route->pattern);
		}
		if (route->cache == CACHE_PUBLIC || route->cache == CACHE_FOREVER)
			cr_expect_eq(route->permission, READ_PUBLIC, "%s may be cached by anybody",
				     route->pattern);
	}
}

Test(routes, no_line_stands_behind_one_that_takes_all_it_could_match)
{
	for (size_t i = 0; i < route_count; i++) {
		const char *values[4], *allow;
		struct text path = text_begin(ready_arena(), 1024);

		for (const char *at = routes[i].pattern; *at; at++)
			text_add(&path, *at == '*' ? "x1" : (const char[]){*at, '\0'});
		cr_expect_eq(
			route_find(ready_arena(), routes[i].method, path.bytes, values, &allow),
			&routes[i], "%s is never reached", routes[i].pattern);
	}
}

Test(routes, an_unknown_method_is_told_which_ones_there_are)
{
	const char *values[4], *allow;

	cr_expect_null(route_find(ready_arena(), METHOD_POST, "/healthz", values, &allow));
	cr_expect_str_eq(allow, "GET, HEAD");
	cr_expect_null(
		route_find(ready_arena(), METHOD_GET, "/nothing/at/all/here", values, &allow));
	cr_expect_null(allow);
}

Test(routes, values_stand_where_the_stars_are)
{
	const char *values[4], *allow;

	cr_assert(route_find(ready_arena(), METHOD_HEAD, "/static/style.0123.css", values, &allow));
	cr_expect_str_eq(values[0], "style.0123.css");
	cr_expect_null(values[1]);
	cr_expect_str_eq(route_find(ready_arena(), METHOD_GET, "/static/", values, &allow)->pattern,
			 "/*/", "a star is not nothing");
	cr_expect_null(route_find(ready_arena(), METHOD_GET, "/static/a/b", values, &allow));
	cr_expect_null(route_find(ready_arena(), METHOD_GET, "/static", values, &allow));
	cr_expect_null(route_find(ready_arena(), METHOD_GET, "/korosten", values, &allow));
	cr_expect_null(route_find(ready_arena(), METHOD_GET, "//", values, &allow));
}
