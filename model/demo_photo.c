#include "demo_photo.h"

#include "base/clock.h"
#include "base/embed.h"
#include "demo_reading.h"
#include "photo.h"

EMBED(demo_photos_file, "model/data/demo_photos.tsv");

#define WIDTH   640
#define HEIGHT  480
#define QUALITY 85

/* ------------------------------------------------------------------ drawing */

/* One after the other, over what is there; of every drawing whose name begins so. Red, green, blue. */
static const struct shape {
	const char *drawing;
	enum { BOX, DISC, WEDGE } kind; /* a wedge rises to the right */
	int x, y, width, height;
	uint32_t colour;
} shapes[] = {
	{"road", BOX, 0, 0, 640, 210, 0xcfe3f2},
	{"road", BOX, 0, 210, 640, 80, 0x6f9a55},
	{"road", BOX, 0, 290, 640, 190, 0x6c6c70},
	{"road", BOX, 30, 380, 90, 8, 0xe8e8e0},
	{"road", BOX, 520, 380, 90, 8, 0xe8e8e0},
	{"road pit", DISC, 220, 330, 210, 96, 0x3a3632},
	{"road pit", DISC, 250, 350, 140, 54, 0x5a4c3e},
	{"road mended", BOX, 210, 324, 230, 108, 0x505056},
	{"lamp", BOX, 0, 0, 640, 360, 0x1b2436},
	{"lamp", BOX, 0, 360, 640, 120, 0x3a3d44},
	{"lamp lit", DISC, 130, 370, 360, 90, 0x8a8458},
	{"lamp lit", DISC, 210, 60, 200, 180, 0x4d4d3f},
	{"lamp", BOX, 200, 376, 34, 88, 0x8c8f94},
	{"lamp", BOX, 262, 376, 34, 88, 0x8c8f94},
	{"lamp", BOX, 324, 376, 34, 88, 0x8c8f94},
	{"lamp", BOX, 386, 376, 34, 88, 0x8c8f94},
	{"lamp", BOX, 420, 130, 14, 250, 0x7c8088},
	{"lamp", BOX, 300, 130, 134, 10, 0x7c8088},
	{"lamp dark", DISC, 290, 132, 40, 30, 0x4a4d52},
	{"lamp lit", DISC, 290, 132, 40, 30, 0xffe9a0},
	{"ramp", BOX, 0, 0, 640, 370, 0xd9cfc0},
	{"ramp", BOX, 0, 370, 640, 110, 0x9a9a98},
	{"ramp", BOX, 450, 90, 120, 210, 0x6b4b33},
	{"ramp", BOX, 400, 300, 240, 70, 0x86827c},
	{"ramp", BOX, 360, 340, 40, 30, 0x6e6a64},
	{"ramp", WEDGE, 120, 340, 240, 30, 0xb4aea4},
};

static bool is_inside(const struct shape *shape, int x, int y)
{
	int across = 2 * (x - shape->x) - shape->width, down = 2 * (y - shape->y) - shape->height;
	double width = shape->width, height = shape->height;

	switch (shape->kind) {
	case DISC: return across * across / (width * width) + down * down / (height * height) <= 1;
	case WEDGE: return (x - shape->x) / width >= 1 - (y - shape->y) / height;
	default: return true;
	}
}

static void paint(struct picture *picture, const struct shape *shape)
{
	for (int y = shape->y; y < shape->y + shape->height; y++)
		for (int x = shape->x; x < shape->x + shape->width; x++) {
			unsigned char *pixel = picture->pixels +
					       3 * ((size_t)y * WIDTH + (size_t)x);

			if (!is_inside(shape, x, y))
				continue;
			for (int i = 0; i < 3; i++)
				pixel[i] = (unsigned char)(shape->colour >> (16 - 8 * i));
		}
}

/* As the darkroom would hand it over. */
static enum outcome draw(struct arena *arena, const char *drawing, struct developed *developed)
{
	struct picture picture = {WIDTH, HEIGHT, arena_take(arena, (size_t)3 * WIDTH * HEIGHT)};
	struct picture_bytes bytes;
	bool is_known = false;

	for (size_t i = 0; i < COUNT(shapes); i++)
		if (strncmp(shapes[i].drawing, drawing, strlen(shapes[i].drawing)) == 0) {
			paint(&picture, &shapes[i]);
			is_known = true;
		}
	if (!is_known || picture_jpeg_write(arena, &picture, QUALITY, &bytes) != PICTURE_FINE)
		return BROKEN;
	return picture_develop(arena, bytes.bytes, bytes.length, 0, developed) == PICTURE_FINE
		       ? OK
		       : BROKEN;
}

/* ------------------------------------------------------------------ reading */

static enum outcome read_photo(struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *row = demo_reading_row(demo, reading);
	const char *published = pairs_value(row, "published_at");
	int64_t at, published_at = 0;
	size_t index;

	if (demo_issue_index(demo, pairs_value(row, "reference"), &index) != OK ||
	    clock_read_rfc3339(pairs_value(row, "at"), &at) != OK ||
	    (*published && clock_read_rfc3339(published, &published_at) != OK))
		return demo_reading_fault(reading);
	demo_step_add(demo, DEMO_PHOTO, index, at, pairs_value(row, "by"))->event = row;
	if (published_at)
		demo_step_add(demo, DEMO_PHOTO_PUBLISH, index, published_at, "moderator")->event =
			row;
	return OK;
}

enum outcome demo_photo_read(struct demo *demo)
{
	return demo_reading_all(demo, "photos", demo_photos_file, demo_photos_file_end, read_photo);
}

/* ------------------------------------------------------------------ coming in, let through */

/* What was done is shown by the step that says so. */
static enum outcome bring(struct change *change, const struct pairs *row, int64_t issue_id)
{
	struct photo_place place = {.issue_id = issue_id};
	struct developed developed;
	const char *token = "";
	enum outcome outcome = draw(change->db.arena, pairs_value(row, "drawing"), &developed);

	place.is_after = photo_moment_find(pairs_value(row, "moment")) == PHOTO_AFTER;
	if (place.is_after)
		place.event_id = photo_newest_event(&change->db, issue_id);
	if (outcome == OK)
		outcome = photo_draft_add(change, &token, &developed);
	return outcome == OK ? photo_adopt(change, token, &place) : outcome;
}

static enum outcome publish(struct change *change, const struct pairs *row, int64_t issue_id,
			    const struct viewer *viewer)
{
	struct photos photos = photo_list_work(&change->db, issue_id);
	struct photo_decision decision = {.alt = pairs_value(row, "alt"),
					  .moment = pairs_value(row, "moment")};
	struct form form = form_begin(change->db.arena, row);
	enum outcome outcome = NOT_FOUND;

	for (size_t i = 0; i < photos.count && outcome == NOT_FOUND; i++)
		if (strcmp(photos.items[i].state, "waiting") == 0)
			outcome = photo_publish(change, &form, viewer, photos.items[i].name,
						&decision);
	return outcome == INVALID ? demo_faults("photos", 0, &form.faults) : outcome;
}

enum outcome demo_photo_take(struct demo *demo, const struct demo_step *step, struct change *change,
			     const struct viewer *viewer)
{
	int64_t issue_id = demo->issues.items[step->index].added.id;

	return step->kind == DEMO_PHOTO ? bring(change, step->event, issue_id)
					: publish(change, step->event, issue_id, viewer);
}
