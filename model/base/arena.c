#include "arena.h"

#include <stdarg.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ /* clang's way of saying it */
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define GUARD               16 /* poisoned bytes behind every block, so that AddressSanitizer sees an overrun */
#define HIDE(address, size) ASAN_POISON_MEMORY_REGION(address, size)
#define SHOW(address, size) ASAN_UNPOISON_MEMORY_REGION(address, size)
#else
#define GUARD               0
#define HIDE(address, size) ((void)(address), (void)(size))
#define SHOW(address, size) ((void)(address), (void)(size))
#endif

#define ALIGNMENT   16
#define FIRST_CHUNK ((size_t)16 * 1024)

struct chunk {
	struct chunk *older;
	size_t size, used;
	_Alignas(ALIGNMENT) char bytes[];
};

struct arena {
	struct chunk *newest;
	size_t limit, total, used;
};

static _Noreturn void give_up(const char *why, size_t size)
{
	fprintf(stderr, "%s (%zu bytes): giving up\n", why, size);
	abort();
}

static struct chunk *chunk_begin(struct arena *arena, size_t room)
{
	size_t size = arena->newest ? arena->newest->size * 2 : FIRST_CHUNK;
	struct chunk *chunk;

	if (size > ((size_t)1 << 20))
		size = (size_t)1 << 20;
	if (size < room)
		size = room;
	if (arena->total + size > arena->limit + FIRST_CHUNK)
		size = room;
	if (arena->total + size > arena->limit + FIRST_CHUNK)
		give_up("an arena's limit was passed", arena->limit);
	chunk = malloc(sizeof(*chunk) + size);
	if (!chunk)
		give_up("out of memory", size);
	chunk->older = arena->newest;
	chunk->size = size;
	chunk->used = 0;
	HIDE(chunk->bytes, size);
	arena->newest = chunk;
	arena->total += size;
	return chunk;
}

struct arena *arena_begin(size_t limit)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		give_up("out of memory", sizeof(*arena));
	arena->limit = limit;
	return arena;
}

static void chunks_free(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *older = chunk->older;
		SHOW(chunk->bytes, chunk->size);
		free(chunk);
		chunk = older;
	}
}

void arena_end(struct arena *arena)
{
	if (!arena)
		return;
	chunks_free(arena->newest);
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct chunk *keep = arena->newest;

	if (!keep)
		return;
	chunks_free(keep->older);
	keep->older = NULL;
	keep->used = 0;
	HIDE(keep->bytes, keep->size);
	arena->total = keep->size;
	arena->used = 0;
}

static size_t padded(size_t size)
{
	if (size > SIZE_MAX / 2)
		give_up("a block too large was asked for", size);
	return (size + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* A block whose bytes are whatever they were. */
static void *take(struct arena *arena, size_t size)
{
	size_t room = padded(size ? size : 1);
	struct chunk *chunk = arena->newest;
	char *block;

	if (!chunk || chunk->size - chunk->used < room)
		chunk = chunk_begin(arena, room);
	block = chunk->bytes + chunk->used;
	chunk->used += room;
	arena->used += room;
	SHOW(block, size ? size : 1);
	return block;
}

void *arena_take(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size ? size : 1);
}

void *arena_take_array(struct arena *arena, size_t count, size_t size)
{
	size_t product;

	if (__builtin_mul_overflow(count, size, &product))
		give_up("an array too large was asked for", count);
	return arena_take(arena, product);
}

char *arena_bytes(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = take(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
	return arena_bytes(arena, string, strlen(string));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list values, again;
	int length;
	char *string;

	va_start(values, format);
	va_copy(again, values);
	length = vsnprintf(NULL, 0, format, values);
	va_end(values);
	if (length < 0)
		give_up("a format could not be written", 0);
	string = take(arena, (size_t)length + 1);
	vsnprintf(string, (size_t)length + 1, format, again);
	va_end(again);
	return string;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
	struct chunk *chunk = arena->newest;
	size_t old_room = padded(old_size ? old_size : 1), new_room = padded(new_size);
	void *block;

	if (old && chunk && (char *)old + old_room == chunk->bytes + chunk->used &&
	    (size_t)((char *)old - chunk->bytes) + new_room <= chunk->size) {
		chunk->used += new_room - old_room;
		arena->used += new_room - old_room;
		SHOW(old, new_size);
		return old;
	}
	block = take(arena, new_size);
	if (old)
		memcpy(block, old, old_size);
	return block;
}

void *arena_list_room(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *room;

	if (count & (count - 1) || (count > 0 && count < 8))
		return (void *)(uintptr_t)items; /* not at a power of two from 8 on: room is left */
	room = arena_take_array(arena, count ? count * 2 : 8, size);
	if (count)
		memcpy(room, items, count * size);
	return room;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
