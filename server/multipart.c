/*
 * multipart/form-data (RFC 7578, RFC 2046 5.1), of which a browser's form needs little: parts
 * between "--boundary" lines, each with a Content-Disposition that names the field.
 *
 *	--XyZ CR LF
 *	Content-Disposition: form-data; name="title" CR LF
 *	CR LF
 *	A dark street CR LF
 *	--XyZ-- CR LF
 *
 * The body is whole and bounded when it comes here, so this is one pass with memmem.
 */
#include "decode.h"

#include "model/base/unicode.h"

#define FILE_NAME_CHARACTERS 60

struct part {
	const char *head, *body;
	size_t head_length, body_length;
};

/* The boundary parameter: 1 to 70 characters (RFC 2046), quoted or not; NULL when there is none. */
static const char *boundary_of(struct arena *arena, const char *type)
{
	const char *parameter = strcasestr(type, "boundary=");
	size_t length;

	if (!parameter)
		return NULL;
	parameter += strlen("boundary=");
	if (*parameter == '"') {
		parameter++;
		length = strcspn(parameter, "\"");
	} else {
		length = strcspn(parameter, "; \t");
	}
	if (length < 1 || length > 70)
		return NULL;
	return arena_printf(arena, "\r\n--%.*s", (int)length, parameter);
}

/* A parameter of a header line, name="value" with browsers' %22 for a quote; NULL when missing. */
static const char *parameter_of(struct arena *arena, const char *line, const char *name)
{
	const char *wanted = arena_printf(arena, "; %s=\"", name);
	const char *start = strcasestr(line, wanted), *end;

	if (!start)
		return NULL;
	start += strlen(wanted);
	end = strchr(start, '"');
	return end ? arena_bytes(arena, start, (size_t)(end - start)) : NULL;
}

/* The next part; false when the body does not go on as it should or has ended. */
static bool next_part(const char **at, const char *end, const char *boundary, struct part *part)
{
	size_t length = strlen(boundary);
	const char *blank, *next;

	if (end - *at < 2 || memcmp(*at, "\r\n", 2) != 0)
		return false;
	part->head = *at;
	blank = memmem(part->head, (size_t)(end - part->head), "\r\n\r\n", 4);
	if (!blank || blank - part->head > 4096)
		return false;
	part->head_length = (size_t)(blank - part->head);
	part->body = blank + 4;
	/* An empty body's boundary begins with the line end of the blank line. */
	next = memmem(blank + 2, (size_t)(end - blank - 2), boundary, length);
	if (!next)
		return false;
	part->body_length = next < part->body ? 0 : (size_t)(next - part->body);
	*at = next + length;
	return true;
}

/* The value as typed; zero bytes become 0xFF, which form_read refuses as no text. */
static const char *value_of(struct arena *arena, const struct part *part)
{
	char *value = arena_bytes(arena, part->body, part->body_length);

	for (size_t i = 0; i < part->body_length; i++)
		if (!value[i])
			value[i] = (char)0xff;
	return value;
}

/* What the sender calls the file: a few words for messages, without its folders. */
static const char *file_name_of(struct arena *arena, const char *line)
{
	const char *name = parameter_of(arena, line, "filename");

	if (!name || !unicode_is_valid(name, strlen(name)))
		return "";
	for (const char *at = name; *at; at++)
		if (*at == '/' || *at == '\\')
			name = at + 1;
	return unicode_shorten(arena, unicode_clean(arena, name, strlen(name), ONE_LINE),
			       FILE_NAME_CHARACTERS);
}

static void add_upload(struct arena *arena, const struct part *part, const char *field,
		       const char *line, struct uploads *uploads)
{
	const char *name = file_name_of(arena, line);

	if (uploads && (part->body_length || *name))
		*LIST_ADD(arena,
			  uploads) = (struct upload){.field = field,
						     .name = name,
						     .bytes = (const unsigned char *)part->body,
						     .length = part->body_length};
}

static enum outcome add_part(struct arena *arena, const struct part *part, struct pairs *pairs,
			     struct uploads *uploads)
{
	const char *head = arena_bytes(arena, part->head, part->head_length);
	const char *line = strcasestr(head, "\r\nContent-Disposition: form-data");
	const char *name;

	if (!line || strlen(head) != part->head_length)
		return INVALID;
	line += strlen("\r\n");
	line = arena_bytes(arena, line, strcspn(line, "\r\n"));
	name = parameter_of(arena, line, "name");
	if (!name || !unicode_is_valid(name, strlen(name)))
		return INVALID;
	if (strcasestr(line, "; filename"))
		add_upload(arena, part, name, line, uploads);
	else
		pairs_add(arena, pairs, name, value_of(arena, part));
	return OK;
}

enum outcome decode_multipart(struct arena *arena, const char *type, const char *bytes,
			      size_t length, size_t most, struct pairs *pairs,
			      struct uploads *uploads)
{
	const char *boundary = boundary_of(arena, type);
	const char *at = bytes, *end = bytes + length;
	struct pairs read = {0};
	struct uploads files = {0};
	struct part part;
	size_t first;

	if (!boundary)
		return INVALID;
	first = strlen(boundary) -
		2; /* the first one stands at the very start, without a line end */
	if (length < first || memcmp(bytes, boundary + 2, first) != 0)
		return INVALID;
	for (at += first; next_part(&at, end, boundary, &part);) {
		if (read.count + files.count >= most)
			return TOO_MUCH;
		if (add_part(arena, &part, &read, uploads ? &files : NULL) != OK)
			return INVALID;
	}
	if (end - at < 2 || memcmp(at, "--", 2) != 0)
		return INVALID;
	*pairs = read;
	if (uploads)
		*uploads = files;
	return OK;
}
