/* A day or a moment that can be read is written as one that reads the same. */
#include "tests/fuzz/fuzz.h"

#include "model/base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *string = arena_bytes(arena, bytes, size);
	struct date date, same_date;
	int64_t seconds, same;

	if (date_read_typed(string, &date) == OK) {
		MUST(date_read(date_iso(arena, date), &same_date) == OK);
		MUST(date_compare(date, same_date) == 0);
		MUST(date_compare(date_of(date_start(date)), date) == 0);
		MUST(date_compare(date_of(date_start(date) - 1), date_add_days(date, -1)) == 0);
		date_add_months(date, -7);
		date_month_end(date);
	}
	if (clock_read_rfc3339(string, &seconds) == OK && seconds >= 0) {
		MUST(clock_read_rfc3339(clock_rfc3339(arena, seconds), &same) == OK);
		MUST(same == seconds);
	}
	if (clock_read_http(string, &seconds) == OK && seconds >= 0) {
		MUST(clock_read_http(clock_http(arena, seconds), &same) == OK);
		MUST(same == seconds);
		clock_rfc822(arena, seconds);
	}
	return 0;
}
