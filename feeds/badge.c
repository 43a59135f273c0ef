#include "badge.h"

#include "xml.h"

#define HEIGHT 24
#define MARGIN 8
#define FONT   "Verdana, \"DejaVu Sans\", sans-serif"

static const char *const narrow[] = {" ", ".", ",", ":", ";", "'", "!", "|", "i",
				     "l", "j", "·", "’", "і", "ї", "І", "Ї", "(",
				     ")", "t", "f", "r", "-", "J", "I"};
static const char *const wide[] = {"m", "w", "M", "W", "ж", "м", "ш", "щ", "ю", "ф", "Ж", "М", "Ш",
				   "Щ", "Ю", "Ф", "—", "ы", "%", "@", "Ы", "G", "O", "Q", "О", "Д"};

static bool is_among(const char *at, size_t length, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(list[i]) == length && memcmp(list[i], at, length) == 0)
			return true;
	return false;
}

/* Of one character of that many bytes; the letters are 12 px high. */
static int width_of(const char *at, size_t length)
{
	if (is_among(at, length, narrow, COUNT(narrow)))
		return 46;
	if (is_among(at, length, wide, COUNT(wide)))
		return 106;
	return 76;
}

int badge_width(const char *text)
{
	int width = 0;

	while (*text) {
		size_t length = 1;

		while (((unsigned char)text[length] & 0xC0) == 0x80)
			length++;
		width += width_of(text, length);
		text += length;
	}
	return width;
}

static const char *pixels(struct arena *arena, int tenths)
{
	return arena_printf(arena, "%d.%d", tenths / 10, tenths % 10);
}

static void ground(struct xml *xml, int from, int width, const char *colour)
{
	xml_open(xml, "rect");
	xml_attribute(xml, "x", pixels(xml->arena, from));
	xml_attribute(xml, "width", pixels(xml->arena, width));
	xml_attribute(xml, "height", arena_printf(xml->arena, "%d", HEIGHT));
	xml_attribute(xml, "fill", colour);
	xml_close(xml);
}

static void words(struct xml *xml, int from, const char *text)
{
	xml_open(xml, "text");
	xml_attribute(xml, "x", pixels(xml->arena, from + MARGIN * 10));
	xml_attribute(xml, "y", "16.5");
	xml_attribute(xml, "textLength", pixels(xml->arena, badge_width(text)));
	xml_attribute(xml, "lengthAdjust", "spacingAndGlyphs");
	xml_text_line(xml, text);
	xml_close(xml);
}

enum outcome badge_svg(struct arena *arena, const struct badge *badge, const char **bytes,
		       size_t *length)
{
	struct xml xml = xml_document(arena);
	int label = badge_width(badge->label) + 2 * MARGIN * 10;
	int message = badge_width(badge->message) + 2 * MARGIN * 10;

	xml_open(&xml, "svg");
	xml_attribute(&xml, "xmlns", "http://www.w3.org/2000/svg");
	xml_attribute(&xml, "xml:lang", badge->language);
	xml_attribute(&xml, "width", pixels(arena, label + message));
	xml_attribute(&xml, "height", arena_printf(arena, "%d", HEIGHT));
	xml_attribute(&xml, "role", "img");
	xml_attribute(&xml, "aria-labelledby", "title desc");
	xml_open(&xml, "title");
	xml_attribute(&xml, "id", "title");
	xml_text_line(&xml, arena_printf(arena, "%s: %s", badge->label, badge->message));
	xml_close(&xml);
	xml_open(&xml, "desc");
	xml_attribute(&xml, "id", "desc");
	xml_text_line(&xml, badge->description);
	xml_close(&xml);
	ground(&xml, 0, label, "#0f3358");
	ground(&xml, label, message, "#1d5c35");
	xml_open(&xml, "g");
	xml_attribute(&xml, "fill", "#fff");
	xml_attribute(&xml, "font-family", FONT);
	xml_attribute(&xml, "font-size", "12");
	xml_attribute(&xml, "aria-hidden", "true");
	words(&xml, 0, badge->label);
	words(&xml, label, badge->message);
	xml_close(&xml);
	xml_close(&xml);
	return xml_finish(&xml, bytes, length);
}
