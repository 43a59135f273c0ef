#include "span.h"

#define PRIME ((uint64_t)2305843009213693951) /* 2^61 - 1 */

static uint64_t times(uint64_t first, uint64_t second)
{
	return (uint64_t)((unsigned __int128)first * second % PRIME);
}

/* By Fermat: number to the power of PRIME - 2. */
static uint64_t inverse(uint64_t number)
{
	uint64_t result = 1;

	for (uint64_t power = PRIME - 2; power; power >>= 1, number = times(number, number))
		if (power & 1)
			result = times(result, number);
	return result;
}

struct span span_begin(struct arena *arena, size_t columns)
{
	return (struct span){.arena = arena,
			     .columns = columns,
			     .pivots = arena_take_array(arena, columns + 1, sizeof(uint64_t *))};
}

static uint64_t *written(const struct span *span, const bool *row)
{
	uint64_t *numbers = arena_take_array(span->arena, span->columns + 1, sizeof(*numbers));

	for (size_t i = 0; i < span->columns; i++)
		numbers[i] = row[i];
	return numbers;
}

/* Take off the row what the space has of it; the first column that is left, or columns. */
static size_t reduce(const struct span *span, uint64_t *row)
{
	size_t first = span->columns;

	for (size_t column = 0; column < span->columns; column++) {
		const uint64_t *pivot = span->pivots[column];
		uint64_t factor = row[column];

		if (!factor)
			continue;
		if (!pivot) {
			if (first == span->columns)
				first = column;
			continue;
		}
		for (size_t i = column; i < span->columns; i++)
			if (pivot[i])
				row[i] = (row[i] + PRIME - times(factor, pivot[i])) % PRIME;
	}
	return first;
}

bool span_add(struct span *span, const bool *row)
{
	uint64_t *numbers = written(span, row), scale;
	size_t first = reduce(span, numbers);

	if (first == span->columns)
		return false;
	scale = inverse(numbers[first]);
	for (size_t i = first; i < span->columns; i++)
		numbers[i] = times(numbers[i], scale);
	span->pivots[first] = numbers;
	return true;
}

bool span_has(const struct span *span, const bool *row)
{
	return reduce(span, written(span, row)) == span->columns;
}
