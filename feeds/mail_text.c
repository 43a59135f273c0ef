#include "mail_text.h"

#include <stdbool.h>
#include <string.h>

#include "model/base/text.h"
#include "model/base/unicode.h"

#define TEXT_MOST ((size_t)1 << 20)

struct reader {
	struct arena *arena;
	struct text out;
	size_t breaks;     /* line ends wanted before what comes */
	bool wants_blank;  /* white space was read */
	size_t line, link; /* where the heading's line began; where the link's text did */
	const char *href;
	bool is_hidden; /* <head> */
};

/* ------------------------------------------------------------------ what is written */

/* At least so many line ends before what comes next; none at the very beginning. */
static void break_line(struct reader *reader, size_t breaks)
{
	if (reader->breaks < breaks)
		reader->breaks = breaks;
	reader->wants_blank = false;
}

static void begin_text(struct reader *reader)
{
	if (reader->out.length)
		for (; reader->breaks; reader->breaks--)
			text_add_char(&reader->out, '\n');
	reader->breaks = 0;
}

static void add(struct reader *reader, const char *bytes, size_t length)
{
	begin_text(reader);
	if (reader->wants_blank && reader->out.length &&
	    reader->out.bytes[reader->out.length - 1] != '\n')
		text_add_char(&reader->out, ' ');
	reader->wants_blank = false;
	text_add_bytes(&reader->out, bytes, length);
}

static void underline(struct reader *reader, char with)
{
	size_t characters;

	if (reader->out.length <= reader->line)
		return;
	characters = unicode_length(reader->out.bytes + reader->line);
	text_add_char(&reader->out, '\n');
	for (; characters; characters--)
		text_add_char(&reader->out, with);
}

/* The address of a link, where its text is another. */
static void end_link(struct reader *reader)
{
	size_t end = reader->out.length;

	if (reader->href && *reader->href &&
	    (end < reader->link || strcmp(reader->out.bytes + reader->link, reader->href) != 0)) {
		text_add(&reader->out, " <");
		text_add(&reader->out, reader->href);
		text_add(&reader->out, ">");
	}
	reader->href = NULL;
}

/* ------------------------------------------------------------------ what is read */

/* One escape; how long it is, 0 when it is none. */
static size_t unescape(const char *at, char *character)
{
	static const struct {
		const char *escape;
		char character;
	} escapes[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&#34;", '"'}, {"&#39;", '\''}};

	for (size_t i = 0; i < COUNT(escapes); i++) {
		size_t length = strlen(escapes[i].escape);

		if (strncmp(at, escapes[i].escape, length) == 0) {
			*character = escapes[i].character;
			return length;
		}
	}
	return 0;
}

static const char *unescaped(struct arena *arena, const char *bytes, size_t length)
{
	struct text text = text_begin(arena, length);
	const char *end = bytes + length;

	while (bytes < end) {
		char character = *bytes;
		size_t escape = unescape(bytes, &character);

		text_add_char(&text, character);
		bytes += escape ? escape : 1;
	}
	return text.bytes;
}

/* The value of href in a tag's bytes, or NULL. */
static const char *href_of(struct arena *arena, const char *tag, size_t length)
{
	const char *copy = arena_bytes(arena, tag, length);
	const char *value = strstr(copy, " href=\"");

	if (!value)
		return NULL;
	value += strlen(" href=\"");
	return unescaped(arena, value, strcspn(value, "\""));
}

static bool is_name(const char *name, size_t length, const char *wanted)
{
	return strlen(wanted) == length && strncmp(name, wanted, length) == 0;
}

static bool is_heading(const char *name, size_t length)
{
	return length == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

static void end_element(struct reader *reader, const char *name, size_t length)
{
	if (is_name(name, length, "a"))
		end_link(reader);
	if (is_name(name, length, "head"))
		reader->is_hidden = false;
	if (is_heading(name, length))
		underline(reader, name[1] == '1' ? '=' : '-');
	if (is_heading(name, length) || is_name(name, length, "p") || is_name(name, length, "ul") ||
	    is_name(name, length, "ol"))
		break_line(reader, 2);
	if (is_name(name, length, "div"))
		break_line(reader, 1);
}

static void begin_element(struct reader *reader, const char *tag, size_t length)
{
	size_t name = strcspn(tag, " \t\r\n>");

	if (is_name(tag, name, "head"))
		reader->is_hidden = true;
	if (is_heading(tag, name) || is_name(tag, name, "p") || is_name(tag, name, "ul") ||
	    is_name(tag, name, "ol") || is_name(tag, name, "hr"))
		break_line(reader, 2);
	if (is_name(tag, name, "div") || is_name(tag, name, "br"))
		break_line(reader, 1);
	if (is_name(tag, name, "hr"))
		add(reader, "--", 2);
	if (is_heading(tag, name)) {
		begin_text(reader);
		reader->line = reader->out.length;
	}
	if (is_name(tag, name, "li")) {
		break_line(reader, 1);
		add(reader, "- ", 2);
	}
	if (is_name(tag, name, "a")) {
		add(reader, "", 0);
		reader->link = reader->out.length;
		reader->href = href_of(reader->arena, tag, length);
	}
}

/* A tag from its name on; where it ends. */
static const char *read_tag(struct reader *reader, const char *tag)
{
	size_t length = strcspn(tag, ">");

	if (*tag == '/')
		end_element(reader, tag + 1, length - 1);
	else
		begin_element(reader, tag, length);
	return tag + length + (tag[length] == '>');
}

const char *mail_text(struct arena *arena, const char *html)
{
	struct reader reader = {.arena = arena, .out = text_begin(arena, TEXT_MOST)};

	while (*html) {
		char character = *html;
		size_t escape;

		if (character == '<') {
			html = read_tag(&reader, html + 1);
			continue;
		}
		escape = unescape(html, &character);
		if (reader.is_hidden)
			;
		else if (!escape && strchr(" \t\r\n", character))
			reader.wants_blank = true;
		else
			add(&reader, &character, 1);
		html += escape ? escape : 1;
	}
	text_add(&reader.out, "\n");
	return reader.out.bytes;
}
