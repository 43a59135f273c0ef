/*
 * ready.h - what tests find ready-made.
 *
 *	TestSuite(form, .init = ready_begin, .fini = ready_end);
 *
 * gives every test of the suite the libraries opened, Kyiv's zone, and an arena of its own. Tests
 * run from the root of the source tree.
 */
#pragma once

#include <stddef.h>

#include "model/base/arena.h"

/* Before and after each test. */
void ready_begin(void);
void ready_end(void);

/* This test's arena. */
struct arena *ready_arena(void);

/* A number below most, in an order that is the same in every run of a test. */
unsigned ready_chance(unsigned most);

/* A table of tests/vectors; a remark on top and the line of names are left out. */
struct vector {
	const char **items; /* its cells */
	size_t count;
	size_t line;
};

struct vectors {
	struct vector *items;
	size_t count;
};

/* Read tests/vectors/NAME into the test's arena; a test without its vectors fails. */
struct vectors ready_vectors(const char *name);

/* A whole file of the source tree; *length may be NULL. */
char *ready_file(const char *path, size_t *length);

/*
 * Whether text is what tests/golden/NAME holds; tells the first line that differs. With GOLDEN=1 in
 * the environment (make golden) the file is written instead: read the diff then.
 */
void ready_golden(const char *name, const char *text);
