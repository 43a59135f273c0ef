/*
 * picture.h - photos as they come in, and as they leave: decoded and written anew.
 *
 *	what was sent (JPEG, PNG)  ->  pixels, upright, at most 1600 on the longer side  ->  JPEG
 *	                                                                              `->  thumbnail
 *
 * Nothing of the sent file but its pixels comes through: no place, no time, no camera, no hidden
 * second file. Whoever calls this on a stranger's bytes does so in a process that has nothing to
 * lose (server/darkroom.h).
 *
 * picture.c knows the way as a whole, picture_jpeg.c and picture_png.c one library each.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

#define PICTURE_PIXELS_MOST      ((uint64_t)40000000) /* of what is sent */
#define PICTURE_SIDE             1600                 /* the longer one, of the whole picture */
#define PICTURE_THUMBNAIL_WIDTH  320
#define PICTURE_THUMBNAIL_HEIGHT 800 /* a tall strip is not made wider than it should be */
#define PICTURE_THUMBNAIL_BYTES  ((size_t)20 * 1000)
#define PICTURE_WHOLE_BYTES      ((size_t)1 << 20)

/* A grid of this many cells lies over a picture when parts of it are made unrecognisable. */
#define PICTURE_CELLS      48
#define PICTURE_CELLS_LONG 8 /* along the longer side; 6 along the shorter */

enum picture_fault {
	PICTURE_FINE,
	PICTURE_UNKNOWN,   /* neither JPEG nor PNG by its first bytes */
	PICTURE_BROKEN,    /* damaged, cut off, or not what its first bytes promise */
	PICTURE_TOO_MANY,  /* more pixels than PICTURE_PIXELS_MOST */
	PICTURE_UNUSUAL,   /* a JPEG or PNG of a kind that is not read: 12 bits, five colours */
	PICTURE_TOO_HEAVY, /* takes more memory or time than a photo does */
	PICTURE_FAULT_COUNT
};

/* Pixels, red green blue, a byte each, from the top left on. */
struct picture {
	uint32_t width, height;
	unsigned char *pixels;
};

struct picture_bytes {
	const unsigned char *bytes;
	size_t length;
};

/* What becomes of a photo: two JPEGs, and the size of the whole one in pixels. */
struct developed {
	uint32_t width, height;
	struct picture_bytes whole, thumbnail;
};

enum picture_type { PICTURE_IS_OTHER, PICTURE_IS_JPEG, PICTURE_IS_PNG };

/* By the first bytes. */
enum picture_type picture_type_of(const unsigned char *bytes, size_t length);

/* What a file that is neither most likely is: "HEIC", "GIF", "SVG", ...; "" when there is no telling.
 */
const char *picture_name_of(const unsigned char *bytes, size_t length);

/*
 * The whole way. cells is a bit for each cell of the grid, in reading order of the upright picture:
 * those are turned into blocks of one colour each, out of which nothing can be read back. Results
 * live in arena; untouched when it is not PICTURE_FINE.
 */
enum picture_fault picture_develop(struct arena *arena, const unsigned char *bytes, size_t length,
				   uint64_t cells, struct developed *developed);

/* How many cells lie along the width of a picture; PICTURE_CELLS / that along its height. */
uint32_t picture_columns(uint32_t width, uint32_t height);

/* The size of the thumbnail of a picture: never larger than the picture itself. */
void picture_thumbnail_size(uint32_t width, uint32_t height, uint32_t *thumbnail_width,
			    uint32_t *thumbnail_height);

/* ------------------------------------------------------------------ between the files */

/*
 * Rows that come one by one are made into a smaller picture: each of its pixels is the mean of those
 * it covers. Never enlarges.
 */
struct reducer {
	struct picture picture;
	uint32_t width, height; /* of what comes */
	uint32_t row;           /* the next that comes */
	float *sums, *line;
	float weight; /* how much of a row of the picture is summed up so far */
	uint32_t out; /* the row of the picture being summed up */
};

struct reducer reducer_begin(struct arena *arena, uint32_t width, uint32_t height,
			     uint32_t most_width, uint32_t most_height);
void reducer_row(struct reducer *reducer, const unsigned char *row);

/*
 * Read one, no larger than PICTURE_SIDE on its longer side. *orientation is EXIF's (1 to 8), 1 when it
 * does not say.
 */
enum picture_fault picture_jpeg_read(struct arena *arena, const unsigned char *bytes, size_t length,
				     struct picture *picture, int *orientation);
enum picture_fault picture_png_read(struct arena *arena, const unsigned char *bytes, size_t length,
				    struct picture *picture, int *orientation);

/* Write one, quality from 1 to 100, without any marker that tells more than the pixels. */
enum picture_fault picture_jpeg_write(struct arena *arena, const struct picture *picture,
				      int quality, struct picture_bytes *written);

/* The orientation in a TIFF block (EXIF 2.3, tag 0x0112); 1 when it has none or is broken. */
int picture_orientation(const unsigned char *tiff, size_t length);
