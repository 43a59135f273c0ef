#include "server/limits.h"

#include <criterion/criterion.h>

#include "model/base/secret.h"
#include "tests/ready.h"

static struct limits *limits;

static void begin(void)
{
	static const int64_t per_minute[LIMIT_KIND_COUNT] = {
		[LIMIT_POSTS] = 6, [LIMIT_SIGN_INS] = 3};

	ready_begin();
	limits = limits_begin(64, per_minute, &secret_system);
}

static void end(void)
{
	limits_end(limits);
	ready_end();
}

TestSuite(limits, .init = begin, .fini = end);

static int taken(enum limit_kind kind, const char *address, int64_t moment, int tries)
{
	int count = 0, wait;

	for (int i = 0; i < tries; i++)
		count += limits_take(limits, kind, address, moment, &wait) == OK;
	return count;
}

Test(limits, an_address_gets_its_minutes_worth_and_no_more)
{
	int wait = 0;

	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.1", 1000, 10), 6);
	cr_expect_eq(limits_take(limits, LIMIT_POSTS, "192.0.2.1", 1000, &wait), TOO_OFTEN);
	cr_expect(wait >= 10 && wait <= 11, "one in ten seconds: %d", wait);
}

Test(limits, a_bucket_fills_as_time_passes)
{
	taken(LIMIT_POSTS, "192.0.2.1", 1000, 10);
	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.1", 10000, 10), 0);
	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.1", 21000, 10), 2);
	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.1", 3600000, 10), 6, "never more than a minute's");
}

Test(limits, kinds_and_addresses_do_not_share)
{
	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.1", 0, 10), 6);
	cr_expect_eq(taken(LIMIT_SIGN_INS, "192.0.2.1", 0, 10), 3);
	cr_expect_eq(taken(LIMIT_SIGN_INS, "198.51.100.1", 0, 10), 3);
}

Test(limits, a_network_of_many_addresses_is_one_subscriber)
{
	int all = 0;

	for (int i = 1; i < 200; i++) {
		char address[64];
		snprintf(address, sizeof(address), "2001:db8::%x", i);
		all += taken(LIMIT_SIGN_INS, address, 0, 3);
	}
	cr_expect_eq(all, 24, "eight times what one address may");
	cr_expect_eq(taken(LIMIT_SIGN_INS, "2001:db8:0:1::1", 0, 3), 3, "the next /64 is another");
}

Test(limits, memory_stays_what_it_was)
{
	for (int i = 0; i < 100000; i++) {
		char address[64];
		snprintf(address, sizeof(address), "10.%d.%d.%d", i >> 16 & 255, i >> 8 & 255,
			 i & 255);
		taken(LIMIT_POSTS, address, i, 1);
	}
	cr_expect_eq(taken(LIMIT_POSTS, "192.0.2.9", 200000, 10), 6);
}
