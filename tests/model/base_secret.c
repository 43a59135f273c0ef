#include "model/base/secret.h"

#include <criterion/criterion.h>

#include "tests/ready.h"

TestSuite(secret, .init = ready_begin, .fini = ready_end);

static void fill_counting(void *context, void *bytes, size_t count)
{
	unsigned char *next = context;

	for (size_t i = 0; i < count; i++)
		((unsigned char *)bytes)[i] = (*next)++;
}

Test(secret, tokens_come_from_the_source_and_fit_an_address)
{
	unsigned char next = 0;
	struct secret_source source = {fill_counting, &next};
	const char *token = secret_token(ready_arena(), &source, 128);

	cr_assert_str_eq(token, "AAECAwQFBgcICQoLDA0ODw");
	cr_assert_eq(strlen(secret_token(ready_arena(), &source, 256)), 43);
	next = 0xF8;
	cr_assert_null(strpbrk(secret_token(ready_arena(), &source, 64), "+/="));
}

Test(secret, tokens_of_the_machine_do_not_repeat)
{
	const char *first = secret_token(ready_arena(), &secret_system, 128);

	for (int i = 0; i < 1000; i++)
		cr_assert_str_neq(secret_token(ready_arena(), &secret_system, 128), first);
}

Test(secret, hashes_are_blake2b_256)
{
	/* RFC 7693's function at 32 bytes; the value for nothing is known from b2sum -l 256. */
	cr_assert_str_eq(secret_hash(ready_arena(), "", 0),
			 "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	cr_assert_str_eq(secret_hash(ready_arena(), "abc", 3),
			 "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

Test(secret, a_code_depends_on_key_and_message)
{
	static const char key[] = "0123456789abcdef", other[] = "0123456789abcdeF";
	const char *mac = secret_mac(ready_arena(), key, "message", 7);

	cr_assert_str_eq(secret_mac(ready_arena(), key, "message", 7), mac);
	cr_assert_str_neq(secret_mac(ready_arena(), other, "message", 7), mac);
	cr_assert_str_neq(secret_mac(ready_arena(), key, "messagE", 7), mac);
	cr_assert_str_neq(secret_hash(ready_arena(), "message", 7), mac);
}

Test(secret, equal_is_equal_and_nothing_else)
{
	cr_assert(secret_equal("", ""));
	cr_assert(secret_equal("abc", "abc"));
	cr_assert_not(secret_equal("abc", "abd"));
	cr_assert_not(secret_equal("abc", "ab"));
	cr_assert_not(secret_equal("ab", "abc"));
}

Test(secret, a_password_is_known_by_its_hash_only)
{
	const char *hash = NULL, *again = NULL;

	cr_assert_eq(secret_password_hash(ready_arena(), "поруч 2026", &hash), OK);
	cr_assert_eq(strncmp(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0, "%s", hash);
	cr_assert_not(secret_password_is("поруч 2027", hash));
	cr_assert_not(secret_password_is("", hash));
	cr_assert(secret_password_is("поруч 2026", hash));
	cr_assert_eq(secret_password_hash(ready_arena(), "поруч 2026", &again), OK);
	cr_assert_str_neq(again, hash, "each hash has its own salt");
}

static int64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

Test(secret, an_unknown_name_costs_as_much_as_a_wrong_password)
{
	const char *hash = NULL;
	int64_t start, known, unknown;

	cr_assert_eq(secret_password_hash(ready_arena(), "x", &hash), OK);
	start = nanoseconds();
	cr_assert_not(secret_password_is("y", hash));
	known = nanoseconds() - start;
	start = nanoseconds();
	cr_assert_not(secret_password_is("y", NULL));
	unknown = nanoseconds() - start;
	cr_assert_gt(unknown, known / 4, "%ld against %ld ns", (long)unknown, (long)known);
	cr_assert_not(secret_password_is("y", "not a hash"));
}
