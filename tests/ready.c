#include "tests/ready.h"

#include <criterion/criterion.h>

#include "model/base/clock.h"
#include "model/base/secret.h"
#include "model/base/unicode.h"

static struct arena *arena;

void ready_begin(void)
{
	cr_assert_eq(clock_zone_begin(), OK);
	cr_assert_eq(unicode_begin(), OK);
	cr_assert_eq(secret_begin(), OK);
	arena = arena_begin((size_t)64 << 20);
}

void ready_end(void)
{
	arena_end(arena);
	unicode_end();
}

struct arena *ready_arena(void)
{
	return arena;
}

unsigned ready_chance(unsigned most)
{
	static uint64_t state = 88172645463325252u; /* xorshift64 */

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % most);
}

char *ready_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	size_t size;
	char *bytes;

	cr_assert(file, "cannot open '%s': run the tests from the root of the source tree", path);
	fseek(file, 0, SEEK_END);
	size = (size_t)ftell(file);
	rewind(file);
	bytes = arena_take(arena, size + 1);
	cr_assert_eq(fread(bytes, 1, size, file), size);
	fclose(file);
	if (length)
		*length = size;
	return bytes;
}

struct vectors ready_vectors(const char *name)
{
	struct vectors vectors = {0};
	char *rest = ready_file(arena_printf(arena, "tests/vectors/%s", name), NULL), *line;
	bool is_named = false;

	for (size_t number = 1; (line = strsep(&rest, "\n")); number++) {
		struct vector vector = {.line = number};
		char *cell;

		if (!*line || (*line == '#' && !is_named && strchr(line, ' ') == line + 1 &&
			       !strchr(line, '\t')))
			continue;
		if (!is_named) {
			is_named = true;
			continue;
		}
		while ((cell = strsep(&line, "\t")))
			*LIST_ADD(arena, &vector) = cell;
		*LIST_ADD(arena, &vectors) = vector;
	}
	cr_assert(vectors.count, "'%s' is empty", name);
	return vectors;
}

static void golden_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	cr_assert(file, "cannot write '%s'", path);
	fputs(text, file);
	fclose(file);
}

void ready_golden(const char *name, const char *text)
{
	const char *path = arena_printf(arena, "tests/golden/%s", name);
	const char *golden;
	size_t line = 1;

	if (getenv("GOLDEN")) {
		golden_write(path, text);
		return;
	}
	golden = ready_file(path, NULL);
	for (; *text && *text == *golden; text++, golden++)
		line += *text == '\n';
	cr_assert(*text == *golden, "%s:%zu differs: '%.*s' is now '%.*s'", path, line,
		  (int)strcspn(golden, "\n"), golden, (int)strcspn(text, "\n"), text);
}
