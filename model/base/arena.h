/*
 * arena.h - memory that is given back all at once.
 *
 * A request (or an import, or a test) begins an arena, takes what it needs and never frees a piece;
 * arena_end gives everything back. So there is one question to ask of any pointer, "whose arena?",
 * and nothing to forget on an error path.
 *
 *	+--------+      +--------+      +--------+
 *	| chunk  | <--- | chunk  | <--- | newest |  <- arena_take moves a mark to the right
 *	+--------+      +--------+      +--------+
 *
 * Running out of memory ends the process (rule 30); an arena's limit, from settings.c, sees to it
 * that no visitor can bring that about: past it arena_take ends the process too, because a missing
 * limit further out is our mistake.
 */
#pragma once

#include <stddef.h>

struct arena;

/* A new arena that may grow to limit bytes. Never NULL. The caller ends it. */
struct arena *arena_begin(size_t limit);

/* Give back everything taken from arena, and the arena. NULL is allowed and does nothing. */
void arena_end(struct arena *arena);

/* Give back everything taken, but keep the arena for the next round of the same work. */
void arena_reset(struct arena *arena);

/* size zeroed bytes, aligned for any type; they live until arena_end. size 0 gives a valid pointer.
 */
void *arena_take(struct arena *arena, size_t size) __attribute__((malloc, alloc_size(2)));

/* count zeroed items of size bytes each; a product beyond the limit ends the process. */
void *arena_take_array(struct arena *arena, size_t count, size_t size)
	__attribute__((malloc, alloc_size(2, 3)));

/* A copy of string, or of the first length bytes of bytes with a terminating zero behind them. */
char *arena_string(struct arena *arena, const char *string);
char *arena_bytes(struct arena *arena, const void *bytes, size_t length);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Grow the block at old from old_size to new_size bytes: in place when it is the newest one, else
 * by a copy. What struct text and growing lists are built on.
 */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* How many bytes were taken so far; for limits and tests. */
size_t arena_used(const struct arena *arena);

/*
 * Make room for one more item in a list of the shape struct xs { struct x *items; size_t count; }
 * and give its address: struct x *item = LIST_ADD(arena, &xs). Capacity is implied by count: lists
 * grow at powers of two.
 */
#define LIST_ADD(arena, list)                                                   \
	((list)->items = arena_list_room((arena), (list)->items, (list)->count, \
					 sizeof(*(list)->items)),               \
	 &(list)->items[(list)->count++])
__attribute__((returns_nonnull)) void *arena_list_room(struct arena *arena, const void *items,
						       size_t count, size_t size);
