#include "compress.h"

#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "outcome.h"

#define LEAST 512 /* below, a packet is a packet */
#define LEVEL 6

bool compress_is_worth(const char *type, size_t length)
{
	static const char *const worth[] = {"text/", "application/", "image/svg+xml"};

	if (length < LEAST || !type)
		return false;
	for (size_t i = 0; i < COUNT(worth); i++)
		if (strncmp(type, worth[i], strlen(worth[i])) == 0)
			return true;
	return false;
}

/* window: 15 bits of it; 16 more ask for gzip's wrapper, whose time zlib leaves 0. */
static bool pack(struct arena *arena, int window, const char *bytes, size_t length,
		 const char **smaller, size_t *smaller_length)
{
	z_stream stream = {0};
	bool is_smaller = false;
	char *out;

	if (length > UINT32_MAX / 2)
		return false;
	if (deflateInit2(&stream, LEVEL, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	out = arena_take(arena, length);
	stream.next_in = (Bytef *)(uintptr_t)bytes;
	stream.avail_in = (uInt)length;
	stream.next_out = (Bytef *)out;
	stream.avail_out = (uInt)length;
	if (deflate(&stream, Z_FINISH) == Z_STREAM_END) {
		*smaller = out;
		*smaller_length = stream.total_out;
		is_smaller = true;
	}
	deflateEnd(&stream);
	return is_smaller;
}

bool compress_gzip(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length)
{
	return pack(arena, 15 + 16, bytes, length, smaller, smaller_length);
}

bool compress_zlib(struct arena *arena, const char *bytes, size_t length, const char **smaller,
		   size_t *smaller_length)
{
	return pack(arena, 15, bytes, length, smaller, smaller_length);
}

/* ---------------------------------------------------------------- piece by piece */

struct compress {
	z_stream stream;
};

struct compress *compress_begin(void)
{
	struct compress *compress = calloc(1, sizeof(*compress));

	if (!compress || deflateInit2(&compress->stream, LEVEL, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	return compress;
}

void compress_end(struct compress *compress)
{
	if (compress)
		deflateEnd(&compress->stream);
	free(compress);
}

void compress_add(struct compress *compress, const char *bytes, size_t length, bool is_last,
		  struct text *out)
{
	z_stream *stream = &compress->stream;
	Bytef room[4096];

	stream->next_in = (Bytef *)(uintptr_t)bytes;
	stream->avail_in = (uInt)length;
	do {
		stream->next_out = room;
		stream->avail_out = sizeof(room);
		deflate(stream, is_last ? Z_FINISH : Z_NO_FLUSH);
		text_add_bytes(out, (const char *)room, sizeof(room) - stream->avail_out);
	} while (!stream->avail_out);
}
