/* Who asks: the limits and /metrics hang on it, and it comes from bytes anybody may send. */
#include "server/incoming.h"

#include <criterion/criterion.h>

#include "server/settings.h"
#include "tests/ready.h"

TestSuite(incoming, .init = ready_begin, .fini = ready_end);

#define PROXY "10.0.0.7"

static bool is_loopback;

static const char *address(const char *peer, bool is_local, const char *forwarded_for)
{
	const struct settings settings = {.trusted_proxy = PROXY};
	struct incoming incoming = {0};

	if (forwarded_for)
		incoming_header(&incoming, "X-Forwarded-For", 15, forwarded_for,
				strlen(forwarded_for));
	return incoming_address(&incoming, &settings, peer, is_local, &is_loopback);
}

Test(incoming, a_stranger_is_not_believed_who_he_says_he_is)
{
	cr_expect_str_eq(address("192.0.2.9", false, "198.51.100.1"), "192.0.2.9");
	cr_expect_str_eq(address("192.0.2.9", false, PROXY), "192.0.2.9");
}

Test(incoming, the_proxy_is_believed_and_only_its_last_word)
{
	cr_expect_str_eq(address(PROXY, false, "203.0.113.5, 198.51.100.1"), "198.51.100.1");
	cr_expect_str_eq(address("", true, "203.0.113.5,\t2001:db8::1"), "2001:db8::1");
	cr_expect_str_eq(address(PROXY, false, "unknown"), PROXY);
	cr_expect_str_eq(address(PROXY, false, NULL), PROXY);
}

Test(incoming, only_who_comes_straight_from_this_machine_is_on_it)
{
	address("127.0.0.1", false, NULL);
	cr_expect(is_loopback);
	address("::1", false, NULL);
	cr_expect(is_loopback);
	address("127.0.0.1", false, "127.0.0.1");
	cr_expect_not(is_loopback, "through a proxy nobody told us of");
	address("", true, NULL);
	cr_expect_not(is_loopback, "through a socket that is the proxy's");
	address("192.0.2.9", false, NULL);
	cr_expect_not(is_loopback);
}

/* A socket on [::] takes both families, and names IPv4 so. */
Test(incoming, an_old_address_in_new_clothes_is_the_old_one)
{
	cr_expect_str_eq(address("::ffff:192.0.2.9", false, NULL), "192.0.2.9");
	cr_expect_str_eq(address("::ffff:" PROXY, false, "::FFFF:198.51.100.1"), "198.51.100.1");
	address("::ffff:127.0.0.1", false, NULL);
	cr_expect(is_loopback);
	cr_expect_str_eq(address("::ffff:0:1", false, NULL), "::ffff:0:1");
}
