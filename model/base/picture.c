#include "picture.h"

#include "outcome.h"

/* ------------------------------------------------------------------ what it is */

static bool begins(const unsigned char *bytes, size_t length, const char *prefix,
		   size_t prefix_length)
{
	return length >= prefix_length && memcmp(bytes, prefix, prefix_length) == 0;
}

#define BEGINS(literal) begins(bytes, length, "" literal, sizeof(literal) - 1)

enum picture_type picture_type_of(const unsigned char *bytes, size_t length)
{
	if (BEGINS("\xff\xd8\xff"))
		return PICTURE_IS_JPEG;
	if (BEGINS("\x89PNG\r\n\x1a\n"))
		return PICTURE_IS_PNG;
	return PICTURE_IS_OTHER;
}

/* ISO base media (ISO/IEC 14496-12): a box "ftyp" with the brand behind it. */
static const char *brand_of(const unsigned char *bytes, size_t length)
{
	static const char *const brands[][2] = {
		{"heic", "HEIC"}, {"heix", "HEIC"}, {"heim", "HEIC"}, {"heis", "HEIC"},
		{"hevc", "HEIC"}, {"mif1", "HEIC"}, {"msf1", "HEIC"}, {"avif", "AVIF"},
		{"avis", "AVIF"}, {"qt  ", "MOV"},
	};

	if (length < 12 || memcmp(bytes + 4, "ftyp", 4) != 0)
		return "";
	for (size_t i = 0; i < COUNT(brands); i++)
		if (memcmp(bytes + 8, brands[i][0], 4) == 0)
			return brands[i][1];
	return "MP4";
}

/* Text that a browser would run or draw, wherever in the first part of the file it stands. */
static const char *text_of(const unsigned char *bytes, size_t length)
{
	size_t seen = length < 1024 ? length : 1024;

	if (memmem(bytes, seen, "<svg", 4))
		return "SVG";
	if (memmem(bytes, seen, "<html", 5) || memmem(bytes, seen, "<!DOCTYPE", 9) ||
	    memmem(bytes, seen, "<!doctype", 9) || memmem(bytes, seen, "<script", 7))
		return "HTML";
	return "";
}

const char *picture_name_of(const unsigned char *bytes, size_t length)
{
	if (BEGINS("GIF8"))
		return "GIF";
	if (BEGINS("RIFF") && length >= 12 && memcmp(bytes + 8, "WEBP", 4) == 0)
		return "WebP";
	if (BEGINS("BM"))
		return "BMP";
	if (BEGINS("II*\0") || BEGINS("MM\0*"))
		return "TIFF";
	if (BEGINS("%PDF"))
		return "PDF";
	if (BEGINS("PK\x03\x04"))
		return "ZIP";
	if (*brand_of(bytes, length))
		return brand_of(bytes, length);
	return text_of(bytes, length);
}

/* ------------------------------------------------------------------ EXIF */

/* A number of 2 or 4 bytes in the block's own order. */
static uint32_t number_at(const unsigned char *bytes, size_t count, bool is_big)
{
	uint32_t number = 0;

	for (size_t i = 0; i < count; i++)
		number = number << 8 | bytes[is_big ? i : count - 1 - i];
	return number;
}

int picture_orientation(const unsigned char *tiff, size_t length)
{
	bool is_big;
	size_t at, entries;

	if (length < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
		return 1;
	is_big = tiff[0] == 'M';
	at = number_at(tiff + 4, 4, is_big);
	if (at > length - 2)
		return 1;
	entries = number_at(tiff + at, 2, is_big);
	for (at += 2; entries > 0 && at + 12 <= length; at += 12, entries--) {
		uint32_t value = number_at(tiff + at + 8, 2, is_big);

		if (number_at(tiff + at, 2, is_big) == 0x0112)
			return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

/*
 * Where a pixel of the upright picture stands in the one that was stored:
 *
 *	1 as it is      2 mirrored        3 upside down     4 both
 *	5 on its side, mirrored   6 to be turned right   7 as 5, other way   8 to be turned left
 */
static size_t place_in(const struct picture *stored, int orientation, uint32_t x, uint32_t y)
{
	uint32_t right = stored->width - 1, bottom = stored->height - 1;
	uint32_t from_x = x, from_y = y;

	switch (orientation) {
	case 2: from_x = right - x; break;
	case 3: from_x = right - x, from_y = bottom - y; break;
	case 4: from_y = bottom - y; break;
	case 5: from_x = y, from_y = x; break;
	case 6: from_x = y, from_y = bottom - x; break;
	case 7: from_x = right - y, from_y = bottom - x; break;
	case 8: from_x = right - y, from_y = x; break;
	default: break;
	}
	return ((size_t)from_y * stored->width + from_x) * 3;
}

static struct picture upright(struct arena *arena, const struct picture *stored, int orientation)
{
	bool is_turned = orientation >= 5;
	struct picture picture = {.width = is_turned ? stored->height : stored->width,
				  .height = is_turned ? stored->width : stored->height};
	unsigned char *to;

	if (orientation <= 1)
		return *stored;
	picture.pixels = arena_take_array(arena, picture.width, (size_t)picture.height * 3);
	to = picture.pixels;
	for (uint32_t y = 0; y < picture.height; y++)
		for (uint32_t x = 0; x < picture.width; x++, to += 3)
			memcpy(to, stored->pixels + place_in(stored, orientation, x, y), 3);
	return picture;
}

/* ------------------------------------------------------------------ smaller */

static uint32_t at_least_one(uint64_t number)
{
	return number ? (uint32_t)number : 1;
}

/* As large as both limits allow, and no larger than it is. */
static void fit(uint32_t *width, uint32_t *height, uint32_t most_width, uint32_t most_height)
{
	if (*width > most_width) {
		*height = at_least_one(((uint64_t)*height * most_width + *width / 2) / *width);
		*width = most_width;
	}
	if (*height > most_height) {
		*width = at_least_one(((uint64_t)*width * most_height + *height / 2) / *height);
		*height = most_height;
	}
}

void picture_thumbnail_size(uint32_t width, uint32_t height, uint32_t *thumbnail_width,
			    uint32_t *thumbnail_height)
{
	fit(&width, &height, PICTURE_THUMBNAIL_WIDTH, PICTURE_THUMBNAIL_HEIGHT);
	*thumbnail_width = width;
	*thumbnail_height = height;
}

struct reducer reducer_begin(struct arena *arena, uint32_t width, uint32_t height,
			     uint32_t most_width, uint32_t most_height)
{
	struct reducer reducer = {
		.picture = {.width = width, .height = height}, .width = width, .height = height};
	struct picture *picture = &reducer.picture;

	fit(&picture->width, &picture->height, most_width, most_height);
	picture->pixels = arena_take_array(arena, picture->width, (size_t)picture->height * 3);
	reducer.sums = arena_take_array(arena, picture->width, 3 * sizeof(float));
	reducer.line = arena_take_array(arena, picture->width, 3 * sizeof(float));
	return reducer;
}

/* The row, as wide as the picture. */
static void reduce_across(struct reducer *reducer, const unsigned char *row)
{
	uint32_t out_width = reducer->picture.width;
	float share = (float)reducer->width / (float)out_width;
	float *to = reducer->line;

	for (uint32_t x = 0; x < out_width; x++, to += 3) {
		float begin = (float)x * share, end = (float)(x + 1) * share;
		uint32_t first = (uint32_t)begin, last = (uint32_t)end;
		float sum[3] = {0, 0, 0}, weights = 0;

		for (uint32_t from = first; from <= last && from < reducer->width; from++) {
			float left = from == first ? begin : (float)from;
			float right = from == last ? end : (float)from + 1;
			const unsigned char *pixel = row + (size_t)from * 3;
			float weight = right - left;

			weights += weight;
			for (int i = 0; i < 3; i++)
				sum[i] += weight * (float)pixel[i];
		}
		for (int i = 0; i < 3; i++)
			to[i] = weights > 0 ? sum[i] / weights : 0;
	}
}

static void add_line(struct reducer *reducer, float weight)
{
	for (size_t i = 0; i < (size_t)reducer->picture.width * 3; i++)
		reducer->sums[i] += weight * reducer->line[i];
	reducer->weight += weight;
}

static void finish_row(struct reducer *reducer)
{
	size_t width = (size_t)reducer->picture.width * 3;
	unsigned char *to = reducer->picture.pixels + reducer->out * width;

	for (size_t i = 0; i < width; i++) {
		float value = reducer->sums[i] / reducer->weight + 0.5f;

		to[i] = value >= 255 ? 255 : (unsigned char)value;
		reducer->sums[i] = 0;
	}
	reducer->weight = 0;
	reducer->out++;
}

void reducer_row(struct reducer *reducer, const unsigned char *row)
{
	struct picture *picture = &reducer->picture;
	uint64_t
		end; /* of the row being summed up, in rows of what comes times the picture's height */
	uint64_t here = (uint64_t)reducer->row++ * picture->height, next = here + picture->height;

	if (reducer->out >= picture->height)
		return;
	if (picture->width == reducer->width && picture->height == reducer->height) {
		memcpy(picture->pixels + (size_t)reducer->out++ * picture->width * 3, row,
		       (size_t)picture->width * 3);
		return;
	}
	reduce_across(reducer, row);
	end = (uint64_t)(reducer->out + 1) * reducer->height;
	if (next < end) {
		add_line(reducer, 1);
		return;
	}
	add_line(reducer, (float)(end - here) / (float)picture->height);
	finish_row(reducer);
	if (next > end && reducer->out < picture->height)
		add_line(reducer, (float)(next - end) / (float)picture->height);
}

static struct picture reduced(struct arena *arena, const struct picture *picture, uint32_t width,
			      uint32_t height)
{
	struct reducer reducer = reducer_begin(arena, picture->width, picture->height, width,
					       height);

	for (uint32_t y = 0; y < picture->height; y++)
		reducer_row(&reducer, picture->pixels + (size_t)y * picture->width * 3);
	return reducer.picture;
}

/* ------------------------------------------------------------------ unrecognisable */

uint32_t picture_columns(uint32_t width, uint32_t height)
{
	return width >= height ? PICTURE_CELLS_LONG : PICTURE_CELLS / PICTURE_CELLS_LONG;
}

/* One colour, the mean, from (left, top) to before (right, bottom). */
static void level(struct picture *picture, uint32_t left, uint32_t top, uint32_t right,
		  uint32_t bottom)
{
	uint64_t sums[3] = {0, 0, 0};
	uint64_t count = (uint64_t)(right - left) * (bottom - top);

	if (!count)
		return;
	for (uint32_t y = top; y < bottom; y++)
		for (uint32_t x = left; x < right; x++)
			for (size_t i = 0; i < 3; i++)
				sums[i] +=
					picture->pixels[((size_t)y * picture->width + x) * 3 + i];
	for (uint32_t y = top; y < bottom; y++)
		for (uint32_t x = left; x < right; x++)
			for (size_t i = 0; i < 3; i++)
				picture->pixels[((size_t)y * picture->width + x) * 3 + i] =
					(unsigned char)(sums[i] / count);
}

/* Two by two blocks a cell: enough to see that something was there, too few to see what. */
static void blur(struct picture *picture, uint64_t cells)
{
	uint32_t columns = picture_columns(picture->width, picture->height) * 2;
	uint32_t rows = PICTURE_CELLS * 4 / columns;

	for (uint32_t row = 0; row < rows; row++)
		for (uint32_t column = 0; column < columns; column++)
			if (cells >> ((row / 2) * (columns / 2) + column / 2) & 1)
				level(picture,
				      (uint32_t)((uint64_t)picture->width * column / columns),
				      (uint32_t)((uint64_t)picture->height * row / rows),
				      (uint32_t)((uint64_t)picture->width * (column + 1) / columns),
				      (uint32_t)((uint64_t)picture->height * (row + 1) / rows));
}

/* ------------------------------------------------------------------ written anew */

/* As good as it gets within most bytes; a picture full of noise is made smaller in the end. */
static enum picture_fault write_within(struct arena *arena, struct picture picture, int quality,
				       size_t most, struct picture_bytes *written)
{
	struct picture_bytes made;

	for (int least = quality;;) {
		enum picture_fault fault = picture_jpeg_write(arena, &picture, least, &made);

		if (fault != PICTURE_FINE)
			return fault;
		if (made.length <= most || (picture.width == 1 && picture.height == 1))
			break;
		if (least > 25) {
			least -= least > 50 ? 15 : 10;
			continue;
		}
		picture = reduced(arena, &picture, at_least_one(picture.width / 2),
				  at_least_one(picture.height / 2));
		least = quality / 2;
	}
	*written = made;
	return PICTURE_FINE;
}

#define WHOLE_QUALITY     78
#define THUMBNAIL_QUALITY 75

enum picture_fault picture_develop(struct arena *arena, const unsigned char *bytes, size_t length,
				   uint64_t cells, struct developed *developed)
{
	enum picture_type type = picture_type_of(bytes, length);
	struct developed made = {0};
	struct picture stored = {0}, whole;
	uint32_t width, height;
	int orientation = 1;
	enum picture_fault fault = PICTURE_UNKNOWN;

	if (type == PICTURE_IS_JPEG)
		fault = picture_jpeg_read(arena, bytes, length, &stored, &orientation);
	else if (type == PICTURE_IS_PNG)
		fault = picture_png_read(arena, bytes, length, &stored, &orientation);
	if (fault != PICTURE_FINE)
		return fault;
	whole = upright(arena, &stored, orientation);
	blur(&whole, cells);
	made.width = whole.width;
	made.height = whole.height;
	picture_thumbnail_size(whole.width, whole.height, &width, &height);
	fault = write_within(arena, whole, WHOLE_QUALITY, PICTURE_WHOLE_BYTES, &made.whole);
	if (fault == PICTURE_FINE)
		fault = write_within(arena, reduced(arena, &whole, width, height),
				     THUMBNAIL_QUALITY, PICTURE_THUMBNAIL_BYTES, &made.thumbnail);
	if (fault == PICTURE_FINE)
		*developed = made;
	return fault;
}
