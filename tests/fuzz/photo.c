/* Bytes of a stranger's photo, through everything the darkroom does with them. */
#include "model/base/picture.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_begin((size_t)512 << 20);
	struct developed developed = {0};
	enum picture_fault fault = picture_develop(arena, bytes, length, 0x8001, &developed);

	if (fault == PICTURE_FINE &&
	    (developed.width > PICTURE_SIDE || developed.height > PICTURE_SIDE ||
	     developed.thumbnail.length > PICTURE_THUMBNAIL_BYTES ||
	     picture_type_of(developed.whole.bytes, developed.whole.length) != PICTURE_IS_JPEG))
		abort();
	arena_end(arena);
	return 0;
}
