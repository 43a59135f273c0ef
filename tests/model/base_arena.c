#include <criterion/criterion.h>

#include "model/base/arena.h"
#include "model/base/text.h"

Test(arena, gives_zeroed_aligned_memory)
{
	struct arena *arena = arena_begin(1 << 20);

	for (size_t size = 1; size < 5000; size += 7) {
		char *block = arena_take(arena, size);
		cr_assert_eq((uintptr_t)block % 16, 0);
		for (size_t i = 0; i < size; i++)
			cr_assert_eq(block[i], 0);
		memset(block, 'x', size);
		if (arena_used(arena) > 500000)
			break;
	}
	arena_end(arena);
}

Test(arena, keeps_what_a_list_held_as_it_grows)
{
	struct {
		int *items;
		size_t count;
	} list = {0};
	struct arena *arena = arena_begin(1 << 20);

	for (int i = 0; i < 1000; i++)
		*LIST_ADD(arena, &list) = i;
	cr_assert_eq(list.count, 1000);
	for (int i = 0; i < 1000; i++)
		cr_assert_eq(list.items[i], i);
	arena_end(arena);
}

Test(text, stops_at_its_maximum_and_says_so)
{
	struct arena *arena = arena_begin(1 << 20);
	struct text text = text_begin(arena, 10);

	text_add(&text, "0123456789");
	cr_assert_not(text.is_full);
	text_add_char(&text, 'x');
	cr_assert(text.is_full);
	cr_assert_str_eq(text.bytes, "0123456789");
	arena_end(arena);
}

Test(text, grows_over_other_blocks_without_loss)
{
	struct arena *arena = arena_begin(1 << 22);
	struct text text = text_begin(arena, 100000);

	for (int i = 0; i < 10000; i++) {
		text_addf(&text, "%05d;", i);
		if (i % 100 == 0)
			arena_take(arena, 24);
	}
	cr_assert_eq(text.length, 60000);
	for (int i = 0; i < 10000; i++) {
		char expected[16];
		snprintf(expected, sizeof(expected), "%05d;", i % 10000);
		cr_assert_eq(memcmp(text.bytes + i * 6, expected, 6), 0);
	}
	arena_end(arena);
}
