/*
 * picture_png.c - PNG through libpng, in only.
 *
 * The size stands in the first chunk and is looked at before the library sees the file. Chunks beside
 * the picture itself (texts, profiles, times) are not even unpacked, EXIF's orientation apart.
 */
#include "picture.h"

#include <png.h>

#define HEADER_BYTES 33 /* signature and IHDR */
#define CHUNK_BYTES  ((png_alloc_size_t)1 << 20)

struct source {
	const unsigned char *bytes;
	size_t length, at;
	enum picture_fault fault;
};

static void on_error(png_structp png, png_const_charp message)
{
	struct source *source = png_get_error_ptr(png);

	source->fault = strstr(message, "memory") ? PICTURE_TOO_HEAVY : PICTURE_BROKEN;
	png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void on_read(png_structp png, png_bytep to, size_t length)
{
	struct source *source = png_get_io_ptr(png);

	if (length > source->length - source->at)
		png_error(png, "cut off");
	memcpy(to, source->bytes + source->at, length);
	source->at += length;
}

static uint64_t number_at(const unsigned char *bytes)
{
	return (uint64_t)bytes[0] << 24 | (uint64_t)bytes[1] << 16 | (uint64_t)bytes[2] << 8 |
	       bytes[3];
}

static enum picture_fault look_at_header(const unsigned char *bytes, size_t length)
{
	if (length < HEADER_BYTES || memcmp(bytes + 12, "IHDR", 4) != 0)
		return PICTURE_BROKEN;
	if (number_at(bytes + 16) * number_at(bytes + 20) > PICTURE_PIXELS_MOST)
		return PICTURE_TOO_MANY;
	return PICTURE_FINE;
}

static int orientation_of(png_structp png, png_infop info)
{
	png_bytep exif = NULL;
	png_uint_32 length = 0;

	if (!png_get_eXIf_1(png, info, &length, &exif) || !exif)
		return 1;
	return picture_orientation(exif, length);
}

/* Whatever it is, four bytes a pixel come: red, green, blue, and how much of it is there. */
static void ask_for_rgba(png_structp png)
{
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
}

/* On white paper. */
static void lay_down(unsigned char *row, uint32_t width)
{
	const unsigned char *from = row;
	unsigned char *to = row;

	for (uint32_t x = 0; x < width; x++, from += 4, to += 3) {
		unsigned alpha = from[3];

		for (int i = 0; i < 3; i++)
			to[i] = (unsigned char)((from[i] * alpha + 255 * (255 - alpha) + 127) /
						255);
	}
}

static void read_rows(struct arena *arena, png_structp png, png_infop info, int passes,
		      struct picture *picture)
{
	uint32_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
	size_t row_bytes = png_get_rowbytes(png, info);
	struct reducer reducer = reducer_begin(arena, width, height, PICTURE_SIDE, PICTURE_SIDE);
	/* An interlaced one is whole only after its last pass. */
	unsigned char *rows = arena_take_array(arena, passes > 1 ? height : 1, row_bytes);

	for (int pass = 0; pass < passes; pass++)
		for (uint32_t y = 0; y < height; y++) {
			unsigned char *row = rows + (passes > 1 ? y * row_bytes : 0);

			png_read_row(png, row, NULL);
			if (pass < passes - 1)
				continue;
			lay_down(row, width);
			reducer_row(&reducer, row);
		}
	*picture = reducer.picture;
}

static void read_all(struct arena *arena, png_structp png, png_infop info, struct picture *picture,
		     int *orientation)
{
	static const png_byte skipped[] = "iCCP\0tEXt\0zTXt\0iTXt\0sPLT\0hIST\0tIME\0pCAL";
	int passes;

	png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
	png_set_chunk_malloc_max(png, CHUNK_BYTES);
	png_set_chunk_cache_max(png, 32);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped, sizeof(skipped) / 5);
	png_read_info(png, info);
	*orientation = orientation_of(png, info);
	ask_for_rgba(png);
	passes = png_set_interlace_handling(png);
	png_read_update_info(png, info);
	read_rows(arena, png, info, passes, picture);
	png_read_end(png, NULL);
}

enum picture_fault picture_png_read(struct arena *arena, const unsigned char *bytes, size_t length,
				    struct picture *picture, int *orientation)
{
	struct source source = {.bytes = bytes, .length = length};
	png_structp png;
	png_infop info = NULL;
	enum picture_fault fault = look_at_header(bytes, length);

	if (fault != PICTURE_FINE)
		return fault;
	png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, on_error, on_warning);
	if (!png)
		return PICTURE_TOO_HEAVY;
	info = png_create_info_struct(png);
	if (!info) {
		png_destroy_read_struct(&png, NULL, NULL);
		return PICTURE_TOO_HEAVY;
	}
	if (setjmp(png_jmpbuf(png))) {
		png_destroy_read_struct(&png, &info, NULL);
		return source.fault;
	}
	png_set_read_fn(png, &source, on_read);
	read_all(arena, png, info, picture, orientation);
	png_destroy_read_struct(&png, &info, NULL);
	return PICTURE_FINE;
}
