#include "decode.h"

#include "model/base/unicode.h"

static int hex(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit |= 0x20;
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Percent-decoding, "+" as a blank where is_form; NULL when a "%" is not followed by two digits. */
static char *decoded(struct arena *arena, const char *bytes, size_t length, bool is_form)
{
	char *string = arena_take(arena, length + 1), *end = string;

	for (size_t i = 0; i < length; i++) {
		char byte = bytes[i];

		if (byte == '+' && is_form) {
			byte = ' ';
		} else if (byte == '%') {
			int high = i + 2 < length ? hex(bytes[i + 1]) : -1;
			int low = high < 0 ? -1 : hex(bytes[i + 2]);

			if (low < 0)
				return NULL;
			byte = (char)(high << 4 | low);
			i += 2;
		}
		*end++ = byte ? byte : (char)0xff;
	}
	*end = '\0';
	return string;
}

static bool has_control(const char *string)
{
	for (; *string; string++)
		if ((unsigned char)*string < ' ' || *string == 0x7f)
			return true;
	return false;
}

enum outcome decode_path(struct arena *arena, const char *target, const char **path)
{
	size_t length = strcspn(target, "?");
	char *string;

	for (size_t i = 0; i + 2 < length; i++)
		if (target[i] == '%' && target[i + 1] == '2' && (target[i + 2] | 0x20) == 'f')
			return NOT_FOUND;
	string = decoded(arena, target, length, false);
	if (!string || *string != '/' || has_control(string) ||
	    !unicode_is_valid(string, strlen(string)))
		return NOT_FOUND;
	for (const char *at = string; at; at = strchr(at + 1, '/')) {
		size_t segment = strcspn(at + 1, "/");

		if ((segment == 0 && at[1]) || (segment == 1 && at[1] == '.') ||
		    (segment == 2 && at[1] == '.' && at[2] == '.'))
			return NOT_FOUND;
	}
	*path = string;
	return OK;
}

/* One "name=value"; values of a query must be text, those of a form may be anything but zeros. */
static enum outcome add_field(struct arena *arena, const char *bytes, size_t length, bool is_query,
			      struct pairs *pairs)
{
	const char *equals = memchr(bytes, '=', length);
	size_t name_length = equals ? (size_t)(equals - bytes) : length;
	const char *name = decoded(arena, bytes, name_length, true);
	const char *value = equals ? decoded(arena, equals + 1, length - name_length - 1, true)
				   : "";

	if (!name || !value || has_control(name) || !unicode_is_valid(name, strlen(name)))
		return INVALID;
	if (is_query && !unicode_is_valid(value, strlen(value)))
		return INVALID;
	pairs_add(arena, pairs, name, value);
	return OK;
}

static enum outcome decode_fields(struct arena *arena, const char *bytes, size_t length,
				  bool is_query, size_t most, struct pairs *pairs)
{
	struct pairs read = {0};
	size_t field;

	for (size_t at = 0; at < length; at += field + 1) {
		const char *end = memchr(bytes + at, '&', length - at);

		field = end ? (size_t)(end - bytes) - at : length - at;
		if (field == 0)
			continue;
		if (read.count >= most)
			return TOO_MUCH;
		if (add_field(arena, bytes + at, field, is_query, &read) != OK)
			return INVALID;
	}
	*pairs = read;
	return OK;
}

enum outcome decode_query(struct arena *arena, const char *target, size_t most, struct pairs *pairs)
{
	const char *query = strchr(target, '?');

	if (!query) {
		*pairs = (struct pairs){0};
		return OK;
	}
	return decode_fields(arena, query + 1, strlen(query + 1), true, most, pairs);
}

enum outcome decode_form(struct arena *arena, const char *bytes, size_t length, size_t most,
			 struct pairs *pairs)
{
	return decode_fields(arena, bytes, length, false, most, pairs);
}

void decode_cookies(struct arena *arena, const char *header, struct pairs *pairs)
{
	while (*header) {
		size_t length, name;

		header += strspn(header, " \t;");
		length = strcspn(header, ";");
		name = strcspn(header, "=;");
		if (name > 0 && name < length && unicode_is_valid(header, length)) {
			size_t end = length;

			while (end > name + 1 && strchr(" \t", header[end - 1]))
				end--;
			pairs_add(arena, pairs, arena_bytes(arena, header, name),
				  arena_bytes(arena, header + name + 1, end - name - 1));
		}
		header += length;
	}
}
