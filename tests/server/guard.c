#include "server/guard.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(guard, .init = ready_begin, .fini = ready_end);

static int target_status(const char *target)
{
	const char *path;

	return guard_target(target, strlen(target), 2048, &path);
}

Test(guard, targets_that_could_mean_two_things_are_refused)
{
	static const char *const doubtful[] = {
		"",
		"*",
		"korosten",
		"//",
		"http://",
		"http://host",
		"ftp://host/",
		"/a b",
		"/a\tb",
		"/a\x01",
		"/a\x7f",
		"/a%",
		"/a%2",
		"/a%zz",
		"/a%-1",
		"/a%00",
		"/a%00b",
		"/%",
		"/a#b",
		"/a\\b",
		"/a<b>",
		"/a\"b",
		"/a{b}",
		"/a|b",
		"/a^b",
		"/a`b",
		"/\xff",
		"/%ff",
		"/%c0%af",
		"/%ed%a0%80",
		"/?q=%c3",
		"/?q=%",
		"/?q=a b",
		"/%f5%80%80%80",
	};

	for (size_t i = 0; i < COUNT(doubtful); i++) {
		if (strcmp(doubtful[i], "//") == 0)
			continue; /* well framed; decode_path says that nothing is there */
		cr_expect_eq(target_status(doubtful[i]), 400, "'%s'", doubtful[i]);
	}
}

Test(guard, a_target_beyond_the_limit_is_414)
{
	char target[3000];

	memset(target, 'a', sizeof(target));
	target[0] = '/';
	target[2049] = '\0';
	cr_expect_eq(target_status(target), 414);
	target[2048] = '\0';
	cr_expect_eq(target_status(target), 414, "there is room for 2047 and the zero");
	target[2047] = '\0';
	cr_expect_eq(target_status(target), 0);
}

Test(guard, a_zero_byte_within_the_target_is_refused)
{
	const char *path;

	cr_expect_eq(guard_target("/a\0b", 4, 2048, &path), 400);
}

Test(guard, origin_and_absolute_form_lead_to_the_same_path)
{
	const char *path;

	cr_expect_eq(guard_target("/x?y=1", 6, 2048, &path), 0);
	cr_expect_str_eq(path, "/x?y=1");
	cr_expect_eq(guard_target("http://host:80/x?y=1", 20, 2048, &path), 0);
	cr_expect_str_eq(path, "/x?y=1");
	cr_expect_eq(target_status("/%D0%BA%D0%BE?q=%D1%8F+a&x=%20"), 0);
}

Test(guard, only_three_methods_are_known_and_only_in_capitals)
{
	static const char *const unknown[] = {"get",   "Get",   "PUT",     "DELETE", "OPTIONS",
					      "TRACE", "POST ", "CONNECT", "PATCH",  ""};
	enum method method;

	for (size_t i = 0; i < COUNT(unknown); i++)
		cr_expect_not(guard_method(unknown[i], &method), "'%s'", unknown[i]);
	cr_assert(guard_method("HEAD", &method));
	cr_expect_eq(method, METHOD_HEAD);
}

Test(guard, other_versions_are_refused)
{
	cr_expect_eq(guard_version("HTTP/2.0"), 505);
	cr_expect_eq(guard_version("HTTP/1.2"), 505);
	cr_expect_eq(guard_version("HTTP/0.9"), 505);
	cr_expect_eq(guard_version("http/1.1"), 400);
	cr_expect_eq(guard_version("JUNK"), 400);
	cr_expect_eq(guard_version("HTTP/1.1"), 0);
	cr_expect_eq(guard_version("HTTP/1.0"), 0);
}

/* Headers as "Name: value" lines; the status guard_end comes to. */
static int headers_status(enum method method, const char *const *lines)
{
	struct guard guard = {0};

	for (; *lines; lines++) {
		const char *colon = strchr(*lines, ':');
		const char *value = colon + 1 + strspn(colon + 1, " ");

		guard_header(&guard, *lines, (size_t)(colon - *lines), value, strlen(value));
	}
	return guard_end(&guard, method, 16384);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

Test(guard, headers_that_could_hide_a_second_request_are_refused)
{
	static const struct {
		enum method method;
		const char *lines[5];
		int status;
	} cases[] = {
		{METHOD_GET, {"X: y"}, 400},
		{METHOD_GET, {"Host: a", "Host: a"}, 400},
		{METHOD_GET, {"Host: a", "host: b"}, 400},
		{METHOD_GET, {"Host: "}, 400},
		{METHOD_GET, {"Host: a b"}, 400},
		{METHOD_GET, {"Host: a/b"}, 400},
		{METHOD_GET, {"Host: user@a"}, 400},
		{METHOD_GET, {"Host: a, b"}, 400},
		{METHOD_GET, {"Host: a", "X Y: z"}, 400},
		{METHOD_GET, {"Host: a", "X : z"}, 400},
		{METHOD_GET, {"Host: a", " X: z"}, 400},
		{METHOD_GET, {"Host: a", "X\x01: z"}, 400},
		{METHOD_GET, {"Host: a", "X(): z"}, 400},
		{METHOD_GET, {"Host: a", "\xd0\xb0: z"}, 400},
		{METHOD_GET, {"Host: a", ": z"}, 400},
		{METHOD_GET, {"Host: a", "X: a\rb"}, 400},
		{METHOD_GET, {"Host: a", "X: a\nb"}, 400},
		{METHOD_GET, {"Host: a", "X: a\x7f"}, 400},
		{METHOD_GET, {"Host: a", "X: a\x08"}, 400},
		{METHOD_GET, {"Host: a", "Content-Length: 5"}, 400},
		{METHOD_GET, {"Host: a", "Transfer-Encoding: chunked"}, 400},
		{METHOD_HEAD, {"Host: a", "Content-Length: 1"}, 400},
		{METHOD_POST, {"Host: a"}, 411},
		{METHOD_POST, {"Host: a", "Content-Length: 5", "Content-Length: 5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5", "Content-Length: 6"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"}, 400},
		{METHOD_POST, {"Host: a", "Transfer-Encoding: chunked"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5", "Transfer-Encoding: identity"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: +5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: -5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5 "}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5,5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5, 5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 0x5"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5.0"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: "}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 99999999999999999999"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: 18446744073709551616"}, 400},
		{METHOD_POST, {"Host: a", "Content-Length: five"}, 400},
		{METHOD_POST,
		 {"Host: a", "Content-Length: 5", "Content-Type: a", "Content-Type: b"},
		 400},
		{METHOD_POST, {"Host: a", "Content-Length: 5", "Expect: 200-ok"}, 417},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect_eq(headers_status(cases[i].method, cases[i].lines), cases[i].status,
			     "case %zu: %s / %s", i, cases[i].lines[0],
			     cases[i].lines[1] ? cases[i].lines[1] : "");
}

Test(guard, more_header_bytes_than_allowed_are_431)
{
	struct guard guard = {0};
	char value[1000];

	memset(value, 'v', sizeof(value));
	guard_header(&guard, "Host", 4, "a", 1);
	for (int i = 0; i < 20; i++)
		guard_header(&guard, "X", 1, value, sizeof(value));
	cr_expect_eq(guard_end(&guard, METHOD_GET, 16384), 431);
}

Test(guard, ordinary_requests_pass)
{
	cr_expect_eq(headers_status(METHOD_GET, LINES("Host: a")), 0);
	cr_expect_eq(headers_status(METHOD_GET, LINES("Host: [::1]:8080", "Content-Length: 0")), 0);
	cr_expect_eq(headers_status(METHOD_POST, LINES("Host: a:80", "Content-Length: 0")), 0);
	cr_expect_eq(
		headers_status(METHOD_POST, LINES("host: a", "content-length: 12",
						  "expect: 100-Continue", "X: \xd0\xb0\t\"()")),
		0);
}

/* A head as the library leaves it, zeros over what divided it; what guard_end says of it. */
static int placed_status(const char *head, size_t length, size_t name_at)
{
	struct guard guard = {.hosts = 1};
	const char *target = memchr(head, '/', 8), *value = head + name_at + strlen("Host: ");

	guard_line(&guard, head, target, 1, target + 2);
	guard_place(&guard, head + name_at, value, strlen(value));
	guard_length(&guard, length);
	return guard_end(&guard, METHOD_GET, 16384);
}

Test(guard, pieces_of_a_head_that_do_not_join_are_refused)
{
	cr_expect_eq(placed_status("GET\0/\0HTTP/1.1\0\0Host\0 a\0\0\0", 27, 16), 0,
		     "as it should");
	cr_expect_eq(placed_status("GET\0/\0HTTP/1.1\0Host\0 a\0\0\0", 26, 15), 400,
		     "a bare LF behind the request line");
	cr_expect_eq(placed_status("GET\0/\0HTTP/1.1\0\0Host\0 a\0\0", 26, 16), 400,
		     "a bare LF at the end");
	cr_expect_eq(placed_status("GET\0/\0HTTP/1.1\0\0Host\0 a\0\0\0\0", 28, 16), 400,
		     "a zero byte, or a line that was passed over");
	cr_expect_eq(placed_status("GET\0 /\0HTTP/1.1\0\0Host\0 a\0\0\0", 28, 17), 400,
		     "a second blank before the target");
}
