#include "model/finder_kept.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>

#include "model/finder_block.h"

/* The arrays in memory: bounded, never taken from whoever holds them, one for all threads. */

#define NUMBERS 1024
#define THREADS 4
#define TURNS   20000
#define ARRAYS  12000 /* of 4 kB: half as much again as may be kept */

/* Every number of an array says whose it is. */
static uint32_t sign_of(int64_t version, int field)
{
	return (uint32_t)version * 31 + (uint32_t)field;
}

static const struct finder_kept *keep(int64_t version, int field)
{
	uint32_t *numbers = calloc(finder_room(NUMBERS), sizeof(*numbers));

	if (!numbers)
		abort();
	for (int i = 0; i < NUMBERS; i++)
		numbers[i] = sign_of(version, field);
	return finder_kept_add(version, field, numbers, NUMBERS);
}

static bool is_whole(const struct finder_kept *kept, int64_t version, int field)
{
	if (kept->version != version || kept->field != field || kept->count != NUMBERS)
		return false;
	for (int i = 0; i < NUMBERS; i++)
		if (kept->numbers[i] != sign_of(version, field))
			return false;
	return true;
}

Test(finder_kept, stays_within_its_bound)
{
	for (int64_t version = 1; version <= ARRAYS; version++) {
		finder_kept_return(keep(version, 1));
		cr_assert_leq(finder_kept_bytes(), FINDER_KEPT_MOST);
	}
	cr_assert_gt(finder_kept_bytes(), FINDER_KEPT_MOST / 10 * 9, "and makes use of it");
}

Test(finder_kept, drops_what_was_not_used_for_longest)
{
	const struct finder_kept *first;

	for (int64_t version = 1; version <= ARRAYS; version++) {
		finder_kept_return(keep(version, 1));
		first = finder_kept_take(1, 1);
		cr_assert(first, "used every time");
		finder_kept_return(first);
	}
	cr_assert_null(finder_kept_take(2, 1), "never used again");
}

Test(finder_kept, takes_nothing_away_from_whoever_holds_it)
{
	const struct finder_kept *held = keep(1, 1);

	for (int64_t version = 2; version <= ARRAYS; version++)
		finder_kept_return(keep(version, 1));
	cr_assert(is_whole(held, 1, 1));
	finder_kept_return(held);
}

Test(finder_kept, is_within_its_bound_again_when_all_is_returned)
{
	static const struct finder_kept *held[ARRAYS];

	for (int i = 0; i < ARRAYS; i++)
		held[i] = keep(i + 1, 1);
	for (int i = 0; i < ARRAYS; i++)
		finder_kept_return(held[i]);
	cr_assert_leq(finder_kept_bytes(), FINDER_KEPT_MOST);
}

Test(finder_kept, an_array_that_two_read_at_once_is_kept_once)
{
	const struct finder_kept *one = keep(7, 2), *other = keep(7, 2);

	cr_assert_eq(one, other);
	cr_assert_null(finder_kept_take(7, 3), "another field is another array");
	finder_kept_return(one);
	finder_kept_return(other);
}

/* Takes arrays of any version, keeps those that are not there, and looks at every number. */
static void *use_many(void *seed)
{
	unsigned state = *(unsigned *)seed;
	size_t faults = 0;

	for (int turn = 0; turn < TURNS; turn++) {
		int64_t version = rand_r(&state) % ARRAYS;
		int field = rand_r(&state) % 3;
		const struct finder_kept *kept = finder_kept_take(version, field);

		if (!kept)
			kept = keep(version, field);
		faults += !is_whole(kept, version, field);
		finder_kept_return(kept);
	}
	return (void *)faults;
}

Test(finder_kept, is_shared_by_threads, .timeout = 60)
{
	pthread_t threads[THREADS];
	unsigned seeds[THREADS];

	for (unsigned i = 0; i < THREADS; i++) {
		seeds[i] = i + 1;
		cr_assert_eq(pthread_create(&threads[i], NULL, use_many, &seeds[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		void *faults;

		cr_assert_eq(pthread_join(threads[i], &faults), 0);
		cr_assert_null(faults);
	}
	cr_assert_leq(finder_kept_bytes(), FINDER_KEPT_MOST);
}
