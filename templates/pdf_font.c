#include "pdf_font.h"

#include <hb-subset.h>
#include <hb.h>

#include "model/base/embed.h"

EMBED(pdf_font_regular, PORUCH_DEJAVU "/DejaVuSans.ttf");
EMBED(pdf_font_bold, PORUCH_DEJAVU "/DejaVuSans-Bold.ttf");

#define THOUSAND 1000
#define UNKNOWN  '?' /* in the place of what the font lacks */

struct used {
	uint32_t character;
	hb_codepoint_t glyph; /* in the whole font */
};

struct pdf_font_use {
	struct arena *arena;
	const char *name;
	hb_face_t *face;
	hb_font_t *font;
	struct {
		struct used *items;
		size_t count;
	} used;
};

static hb_blob_t *blob_of(enum pdf_font font)
{
	const char *begin = font == PDF_BOLD ? pdf_font_bold : pdf_font_regular;
	const char *end = font == PDF_BOLD ? pdf_font_bold_end : pdf_font_regular_end;

	return hb_blob_create(begin, (unsigned int)(end - begin), HB_MEMORY_MODE_READONLY, NULL,
			      NULL);
}

struct pdf_font_use *pdf_font_begin(struct arena *arena, enum pdf_font font)
{
	struct pdf_font_use *use = arena_take(arena, sizeof(*use));
	hb_blob_t *blob = blob_of(font);

	use->arena = arena;
	use->name = font == PDF_BOLD ? "DejaVuSans-Bold" : "DejaVuSans";
	use->face = hb_face_create(blob, 0);
	use->font = hb_font_create(use->face);
	hb_font_set_scale(use->font, THOUSAND, THOUSAND);
	hb_blob_destroy(blob);
	return use;
}

/* The character that stands for it here, and its shape. */
static struct used find(struct pdf_font_use *use, uint32_t character)
{
	struct used found = {.character = character};

	/* Blanks that keep words together look like any other. */
	if (character == 0xA0 || character == 0x202F)
		found.character = ' ';
	if (!hb_font_get_nominal_glyph(use->font, found.character, &found.glyph)) {
		found.character = UNKNOWN;
		hb_font_get_nominal_glyph(use->font, UNKNOWN, &found.glyph);
	}
	return found;
}

unsigned int pdf_font_cid(struct pdf_font_use *use, uint32_t character)
{
	struct used found = find(use, character);

	for (size_t i = 0; i < use->used.count; i++)
		if (use->used.items[i].character == found.character)
			return (unsigned int)i;
	*LIST_ADD(use->arena, &use->used) = found;
	return (unsigned int)use->used.count - 1;
}

int pdf_font_width(struct pdf_font_use *use, uint32_t character)
{
	return hb_font_get_glyph_h_advance(use->font, find(use, character).glyph);
}

size_t pdf_font_count(const struct pdf_font_use *use)
{
	return use->used.count;
}

uint32_t pdf_font_character(const struct pdf_font_use *use, size_t cid)
{
	return use->used.items[cid].character;
}

/* A signed 16-bit number of a table, in thousandths of the em. */
static int table_number(const struct pdf_font_use *use, hb_tag_t tag, unsigned int offset)
{
	hb_blob_t *blob = hb_face_reference_table(use->face, tag);
	unsigned int length, em = hb_face_get_upem(use->face);
	const char *bytes = hb_blob_get_data(blob, &length);
	int number = 0;

	if (bytes && em && offset + 2 <= length)
		number = (int16_t)((unsigned char)bytes[offset] << 8 |
				   (unsigned char)bytes[offset + 1]);
	hb_blob_destroy(blob);
	return em ? number * THOUSAND / (int)em : 0;
}

struct pdf_font_measures pdf_font_measures(const struct pdf_font_use *use)
{
	const hb_tag_t head = HB_TAG('h', 'e', 'a', 'd'), hhea = HB_TAG('h', 'h', 'e', 'a'),
		       os2 = HB_TAG('O', 'S', '/', '2');
	struct pdf_font_measures measures = {
		.name = use->name,
		.ascent = table_number(use, hhea, 4),
		.descent = table_number(use, hhea, 6),
		.cap_height = table_number(use, os2, 88),
	};

	for (unsigned int i = 0; i < 4; i++)
		measures.box[i] = table_number(use, head, 36 + 2 * i);
	return measures;
}

/* The plan of a font with nothing but the shapes used; NULL when there is no memory. */
static hb_subset_plan_t *plan_of(const struct pdf_font_use *use)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan = NULL;

	if (!input)
		return NULL;
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	for (size_t i = 0; i < use->used.count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), use->used.items[i].glyph);
	/* Tables that only shaping wants: letters are placed one by one here. */
	for (const char *tag = "GSUBGPOSGDEFnameSTATkern"; *tag; tag += 4)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
			   HB_TAG(tag[0], tag[1], tag[2], tag[3]));
	plan = hb_subset_plan_create_or_fail(use->face, input);
	hb_subset_input_destroy(input);
	return plan;
}

enum outcome pdf_font_file(struct pdf_font_use *use, const char **bytes, size_t *length,
			   unsigned int *gids)
{
	hb_subset_plan_t *plan = plan_of(use);
	hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	hb_blob_t *blob = face ? hb_face_reference_blob(face) : NULL;
	unsigned int size = 0;
	const char *data = blob ? hb_blob_get_data(blob, &size) : NULL;

	for (size_t i = 0; data && i < use->used.count; i++)
		gids[i] = hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan),
				     use->used.items[i].glyph);
	if (data)
		*bytes = arena_bytes(use->arena, data, size);
	*length = size;
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	hb_subset_plan_destroy(plan);
	return data ? OK : BROKEN;
}

void pdf_font_end(struct pdf_font_use *use)
{
	hb_font_destroy(use->font);
	hb_face_destroy(use->face);
}
