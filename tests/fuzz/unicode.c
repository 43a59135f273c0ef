/* Cleaning makes valid text of anything, and cleaning it again changes nothing. */
#include "tests/fuzz/fuzz.h"

static void look(struct arena *arena, const char *bytes, size_t size, enum unicode_lines lines)
{
	const char *clean = unicode_clean(arena, bytes, size, lines);
	size_t length = strlen(clean);
	const char *fold = unicode_fold(arena, clean);

	MUST(unicode_is_valid(clean, length));
	MUST(unicode_scrub(arena, clean) == clean);
	MUST(strcmp(unicode_clean(arena, clean, length, lines), clean) == 0);
	MUST(lines == MANY_LINES || !strchr(clean, '\n'));
	MUST(unicode_length(unicode_shorten(arena, clean, 10)) <= 10);
	MUST(strcmp(unicode_fold(arena, fold), fold) == 0);
	MUST(unicode_is_valid(fold, strlen(fold)));
	MUST(*unicode_sort_key(arena, clean) || !*clean || !*fold);
	for (const char *at = unicode_slug(arena, clean); *at; at++)
		MUST((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *string = arena_bytes(arena, bytes, size);
	const char *scrubbed = unicode_scrub(arena, string);

	MUST(unicode_is_valid(scrubbed, strlen(scrubbed)));
	MUST(unicode_scrub(arena, scrubbed) == scrubbed);
	look(arena, (const char *)bytes, size, ONE_LINE);
	look(arena, (const char *)bytes, size, MANY_LINES);
	/* Whatever comes past the door is survived as well. */
	unicode_fold(arena, string);
	unicode_sort_key(arena, string);
	unicode_slug(arena, string);
	unicode_shorten(arena, string, 10);
	return 0;
}
