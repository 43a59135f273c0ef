#include "text.h"

#include <stdarg.h>

#define FIRST_CAPACITY 64

struct text text_begin(struct arena *arena, size_t maximum)
{
	size_t capacity = maximum < FIRST_CAPACITY ? maximum + 1 : FIRST_CAPACITY;

	return (struct text){.arena = arena,
			     .bytes = arena_take(arena, capacity),
			     .capacity = capacity,
			     .maximum = maximum};
}

/* Room for more bytes, or false (and is_full) when the maximum forbids it. */
static bool make_room(struct text *text, size_t more)
{
	size_t wanted = text->capacity;

	if (text->is_full || more > text->maximum - text->length) {
		text->is_full = true;
		return false;
	}
	if (text->length + more < text->capacity)
		return true;
	while (wanted <= text->length + more)
		wanted *= 2;
	if (wanted > text->maximum + 1)
		wanted = text->maximum + 1;
	text->bytes = arena_grow(text->arena, text->bytes, text->capacity, wanted);
	text->capacity = wanted;
	return true;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
	if (!length || !make_room(text, length))
		return;
	memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string));
}

void text_add_char(struct text *text, char character)
{
	text_add_bytes(text, &character, 1);
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list values, again;
	int length;

	va_start(values, format);
	va_copy(again, values);
	length = vsnprintf(NULL, 0, format, values);
	va_end(values);
	if (length > 0 && make_room(text, (size_t)length)) {
		vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
		text->length += (size_t)length;
	}
	va_end(again);
}

void text_add_encoded(struct text *text, const char *string, const char *also)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~";

	for (; *string; string++) {
		if (strchr(plain, *string) || strchr(also, *string))
			text_add_char(text, *string);
		else
			text_addf(text, "%%%02X", (unsigned char)*string);
	}
}

const char *text_or_empty(const char *string)
{
	return string ? string : "";
}

void text_cut(struct text *text, size_t length)
{
	if (length < text->length) {
		text->length = length;
		text->bytes[length] = '\0';
	}
	text->is_full = false;
}
