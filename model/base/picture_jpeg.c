/*
 * picture_jpeg.c - JPEG through libjpeg-turbo, in and out.
 *
 * The library decodes to an eighth, two eighths, ... of the size while it decompresses, so a photo of
 * 12 megapixels never stands in memory whole. Where it meets damage it says so by a jump.
 */
#include "picture.h"

/* jpeglib.h wants stdio.h before it. */
#include <jpeglib.h>
#include <setjmp.h>

/* The codes of the library's messages, as an enumeration, without the macros that stand behind them. */
#define JERROR_H
#define JMESSAGE(code, string) code,
enum {
#include <jerror.h>
	CODE_COUNT
};

#define SCANS_MOST 100 /* of a progressive one; cameras and programs make 10 or so */

/* What the library's callbacks find out; jpeg_error_mgr first, as that is what they are given. */
struct watch {
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf out;
	enum picture_fault fault;
};

static void give_up(struct watch *watch, enum picture_fault fault)
{
	watch->fault = fault;
	longjmp(watch->out, 1);
}

static void on_error(j_common_ptr common)
{
	struct watch *watch = (struct watch *)common->err;

	switch (common->err->msg_code) {
	case JERR_OUT_OF_MEMORY:
	case JERR_NO_BACKING_STORE: give_up(watch, PICTURE_TOO_HEAVY); break;
	case JERR_BAD_PRECISION:
	case JERR_CONVERSION_NOTIMPL:
	case JERR_BAD_J_COLORSPACE:
	case JERR_COMPONENT_COUNT:
	case JERR_ARITH_NOTIMPL:
	case JERR_CCIR601_NOTIMPL:
	case JERR_FRACT_SAMPLE_NOTIMPL:
	case JERR_SOF_UNSUPPORTED: give_up(watch, PICTURE_UNUSUAL); break;
	default: give_up(watch, PICTURE_BROKEN);
	}
}

/*
 * Warnings of what is missing or wrong inside the picture end it; others (a stray byte between two
 * markers, an unknown JFIF version) are what real cameras do.
 */
static void on_message(j_common_ptr common, int level)
{
	struct watch *watch = (struct watch *)common->err;

	if (level >= 0)
		return;
	switch (common->err->msg_code) {
	case JWRN_JPEG_EOF:
	case JWRN_HIT_MARKER:
	case JWRN_HUFF_BAD_CODE:
	case JWRN_ARITH_BAD_CODE:
	case JWRN_MUST_RESYNC:
	case JWRN_TOO_MUCH_DATA: give_up(watch, PICTURE_BROKEN); break;
	default: break;
	}
	if (++common->err->num_warnings > 100)
		give_up(watch, PICTURE_BROKEN);
}

static void on_output(j_common_ptr common)
{
	(void)common;
}

/* A file may go over the same picture again and again; each time costs as much as the first. */
static void on_progress(j_common_ptr common)
{
	if (common->is_decompressor && ((j_decompress_ptr)common)->input_scan_number > SCANS_MOST)
		give_up((struct watch *)common->err, PICTURE_TOO_HEAVY);
}

static struct jpeg_error_mgr *watch_begin(struct watch *watch)
{
	jpeg_std_error(&watch->errors);
	watch->errors.error_exit = on_error;
	watch->errors.emit_message = on_message;
	watch->errors.output_message = on_output;
	watch->progress.progress_monitor = on_progress;
	return &watch->errors;
}

static int orientation_of(const struct jpeg_decompress_struct *jpeg)
{
	for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
		if (marker->marker == JPEG_APP0 + 1 && marker->data_length > 6 &&
		    memcmp(marker->data, "Exif\0", 6) == 0)
			return picture_orientation(marker->data + 6, marker->data_length - 6);
	return 1;
}

/* The smallest size the library makes by itself that is no smaller than wanted. */
static void choose_scale(struct jpeg_decompress_struct *jpeg)
{
	uint64_t longer = jpeg->image_width > jpeg->image_height ? jpeg->image_width
								 : jpeg->image_height;

	jpeg->scale_denom = 8;
	jpeg->scale_num = 1;
	while (jpeg->scale_num < 8 && longer * jpeg->scale_num / 8 < PICTURE_SIDE)
		jpeg->scale_num++;
}

/* Printers' colours, without their profile; Adobe's programs store them the other way round. */
static void to_rgb(unsigned char *row, uint32_t width, bool is_inverted)
{
	const unsigned char *from = row;
	unsigned char *to = row;

	for (uint32_t x = 0; x < width; x++, from += 4, to += 3) {
		unsigned inks[4];

		for (int i = 0; i < 4; i++)
			inks[i] = is_inverted ? from[i] : 255u - from[i];
		for (int i = 0; i < 3; i++)
			to[i] = (unsigned char)(inks[i] * inks[3] / 255);
	}
}

static void read_rows(struct arena *arena, struct jpeg_decompress_struct *jpeg,
		      struct picture *picture)
{
	struct reducer reducer = reducer_begin(arena, jpeg->output_width, jpeg->output_height,
					       PICTURE_SIDE, PICTURE_SIDE);
	JSAMPROW row = arena_take_array(arena, jpeg->output_width, (size_t)jpeg->output_components);

	while (jpeg->output_scanline < jpeg->output_height) {
		if (jpeg_read_scanlines(jpeg, &row, 1) != 1)
			break;
		if (jpeg->out_color_space == JCS_CMYK)
			to_rgb(row, jpeg->output_width, jpeg->saw_Adobe_marker);
		reducer_row(&reducer, row);
	}
	*picture = reducer.picture;
}

static enum picture_fault decide(struct jpeg_decompress_struct *jpeg)
{
	if ((uint64_t)jpeg->image_width * jpeg->image_height > PICTURE_PIXELS_MOST)
		return PICTURE_TOO_MANY;
	switch (jpeg->jpeg_color_space) {
	case JCS_GRAYSCALE:
	case JCS_YCbCr:
	case JCS_RGB: jpeg->out_color_space = JCS_RGB; break;
	case JCS_CMYK:
	case JCS_YCCK: jpeg->out_color_space = JCS_CMYK; break;
	case JCS_UNKNOWN:
	default: return PICTURE_UNUSUAL;
	}
	choose_scale(jpeg);
	return PICTURE_FINE;
}

enum picture_fault picture_jpeg_read(struct arena *arena, const unsigned char *bytes, size_t length,
				     struct picture *picture, int *orientation)
{
	struct jpeg_decompress_struct jpeg = {0};
	struct watch watch = {.fault = PICTURE_FINE};
	enum picture_fault fault;

	jpeg.err = watch_begin(&watch);
	if (setjmp(watch.out)) {
		jpeg_destroy_decompress(&jpeg);
		return watch.fault;
	}
	jpeg_create_decompress(&jpeg);
	jpeg.progress = &watch.progress;
	jpeg_mem_src(&jpeg, bytes, length);
	jpeg_save_markers(&jpeg, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(&jpeg, TRUE);
	fault = decide(&jpeg);
	if (fault == PICTURE_FINE) {
		*orientation = orientation_of(&jpeg);
		jpeg_start_decompress(&jpeg);
		read_rows(arena, &jpeg, picture);
		jpeg_finish_decompress(&jpeg);
	}
	jpeg_destroy_decompress(&jpeg);
	return fault;
}

enum picture_fault picture_jpeg_write(struct arena *arena, const struct picture *picture,
				      int quality, struct picture_bytes *written)
{
	struct jpeg_compress_struct jpeg = {0};
	struct watch watch = {.fault = PICTURE_FINE};
	unsigned char *made = NULL;
	unsigned long length = 0;

	jpeg.err = watch_begin(&watch);
	if (setjmp(watch.out)) {
		jpeg_destroy_compress(&jpeg);
		return watch.fault;
	}
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &made, &length);
	jpeg.image_width = picture->width;
	jpeg.image_height = picture->height;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, quality, TRUE);
	jpeg_simple_progression(&jpeg); /* smaller, and seen before it has come whole */
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW row = picture->pixels + (size_t)jpeg.next_scanline * picture->width * 3;

		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	*written = (struct picture_bytes){(const unsigned char *)arena_bytes(arena, made, length),
					  length};
	free(made);
	return PICTURE_FINE;
}
