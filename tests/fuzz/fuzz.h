/*
 * fuzz.h - what the fuzzers share.
 *
 * Each tests/fuzz/NAME.c hands libFuzzer's bytes to one reader of foreign input and checks what must
 * hold for every input at all; tests/fuzz/seeds/NAME keeps inputs worth starting from, and every one
 * that ever found something. `make fuzz` runs each for a minute.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "model/base/arena.h"
#include "model/base/clock.h"
#include "model/base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What must hold; the fuzzer keeps the input that shows otherwise. */
#define MUST(claim)              \
	do {                     \
		if (!(claim))    \
			abort(); \
	} while (0)

/* Libraries opened once, and the arena of all rounds, empty again. */
static inline struct arena *fuzz_arena(void)
{
	static struct arena *arena;

	if (!arena) {
		MUST(clock_zone_begin() == OK);
		MUST(unicode_begin() == OK);
		arena = arena_begin((size_t)256 << 20);
	}
	arena_reset(arena);
	return arena;
}
