#include "server/cache.h"

#include <criterion/criterion.h>

#include "model/base/outcome.h"

static int released;
static struct cache *cache;

static void release(struct cached *cached)
{
	(void)cached;
	released++;
}

static void begin(void)
{
	released = 0;
	cache = cache_begin(4 * 64 * 1024, release); /* 64 KiB in each of four shards */
}

static void end(void)
{
	cache_end(cache);
}

TestSuite(cache, .init = begin, .fini = end);

static bool note(const struct cached *cached, void *context)
{
	*(const void **)context = cached->whole;
	return true;
}

static const void *found(const char *key, uint64_t version, int64_t now)
{
	const void *whole = NULL;

	cache_use(cache, key, version, now, note, &whole);
	return whole;
}

static int one, other;

static void keep(const char *key, uint64_t version, int64_t now, size_t bytes, void *whole)
{
	cache_keep(cache, key, version, now, bytes, &(struct cached){.whole = whole});
}

Test(cache, an_answer_of_an_older_version_is_no_answer)
{
	keep("/a", 7, 600, 100, &one);
	cr_expect_null(found("/a", 8, 600));
	cr_expect_eq(released, 1, "and it is given back at once");
	cr_expect_null(found("/a", 7, 600), "nor does it come back");
}

Test(cache, an_answer_ends_with_its_minute)
{
	keep("/a", 7, 610, 100, &one);
	cr_expect_eq(found("/a", 7, 659), &one);
	cr_expect_null(found("/a", 7, 660));
}

Test(cache, an_answer_is_found_by_its_whole_key)
{
	keep("/a", 7, 600, 100, &one);
	keep("/b", 7, 600, 100, &other);
	cr_expect_eq(found("/a", 7, 600), &one);
	cr_expect_eq(found("/b", 7, 600), &other);
	cr_expect_null(found("/c", 7, 600));
	cr_expect_null(found("/", 7, 600));
}

Test(cache, a_304_alone_takes_no_whole_answer_s_place)
{
	keep("/a", 7, 600, 100, &one);
	keep("/a", 7, 600, 0, NULL);
	cr_expect_eq(released, 1, "it is given back at once");
	cr_expect_eq(found("/a", 7, 600), &one);
	keep("/a", 8, 600, 0, NULL);
	keep("/a", 8, 600, 100, &other);
	cr_expect_eq(released, 3);
	cr_expect_eq(found("/a", 8, 600), &other);
}

Test(cache, the_newer_answer_takes_the_place_of_the_older)
{
	keep("/a", 7, 600, 100, &one);
	keep("/a", 8, 600, 100, &other);
	cr_expect_eq(released, 1);
	cr_expect_eq(found("/a", 8, 600), &other);
}

Test(cache, what_is_too_large_is_given_back_at_once)
{
	keep("/a", 7, 600, 60 * 1024, &one);
	cr_expect_eq(released, 1);
	cr_expect_null(found("/a", 7, 600));
}

Test(cache, memory_is_bounded_and_the_least_used_goes_first)
{
	struct cache_figures figures;

	keep("/kept", 7, 600, 4000, &one);
	for (int i = 0; i < 2000; i++) {
		char key[32];
		snprintf(key, sizeof(key), "/%d", i);
		keep(key, 7, 600, 4000, &other);
		cr_assert_eq(found("/kept", 7, 600), &one, "lost after %d others", i);
	}
	figures = cache_figures(cache);
	cr_expect_leq(figures.bytes, 4 * 64 * 1024);
	cr_expect_eq(figures.entries + (size_t)released, 2001);
}

Test(cache, everything_is_given_back_at_the_end)
{
	struct cache *own = cache_begin(4 * 64 * 1024, release);

	for (int i = 0; i < 50; i++) {
		char key[32];
		snprintf(key, sizeof(key), "/%d", i);
		cache_keep(own, key, 1, 0, 10, &(struct cached){0});
	}
	cache_end(own);
	cr_expect_eq(released, 50);
}
