#include "json.h"

#include <assert.h>
#include <jansson.h>

#include "format.h"
#include "model/base/text.h"
#include "model/base/unicode.h"

static json_t *innermost(const struct json *json)
{
	return json->levels[json->depth];
}

/* Put value where the document is open; takes value over, also when it fails. */
static void put(struct json *json, const char *key, json_t *value)
{
	json_t *inside = json->is_broken ? NULL : innermost(json);
	int failed;

	if (!inside || !value) {
		json_decref(value);
		json->is_broken = true;
		return;
	}
	assert(!key == json_is_array(inside));
	failed = key ? json_object_set_new(inside, key, value)
		     : json_array_append_new(inside, value);
	if (failed)
		json->is_broken = true;
}

static struct json begin(struct arena *arena, json_t *root)
{
	return (struct json){.arena = arena, .levels = {root}, .is_broken = !root};
}

struct json json_begin(struct arena *arena)
{
	return begin(arena, json_object());
}

struct json json_begin_list(struct arena *arena)
{
	return begin(arena, json_array());
}

static void open_level(struct json *json, const char *key, json_t *value)
{
	assert(json->depth + 1 < JSON_DEEPEST);
	put(json, key, value);
	json->levels[++json->depth] = value; /* borrowed from the level above; unused when broken */
}

void json_open(struct json *json, const char *key)
{
	open_level(json, key, json_object());
}

void json_open_list(struct json *json, const char *key)
{
	open_level(json, key, json_array());
}

void json_close(struct json *json)
{
	assert(json->depth > 0);
	json->depth--;
}

void json_add_text(struct json *json, const char *key, const char *text)
{
	if (text && *text)
		json_add_string(json, key, text);
}

void json_add_string(struct json *json, const char *key, const char *text)
{
	put(json, key, json_string(unicode_scrub(json->arena, text ? text : "")));
}

void json_add_line(struct json *json, const char *key, const char *text)
{
	char *line;

	if (!text || !*text)
		return;
	line = arena_string(json->arena, unicode_scrub(json->arena, text));
	for (char *at = line; (at = strpbrk(at, "\t\n\r"));)
		*at = ' ';
	put(json, key, json_string(line));
}

void json_add_integer(struct json *json, const char *key, int64_t number)
{
	put(json, key, json_integer(number));
}

void json_add_real(struct json *json, const char *key, double number)
{
	put(json, key, json_real(number));
}

void json_add_flag(struct json *json, const char *key, bool flag)
{
	put(json, key, json_boolean(flag));
}

void json_add_null(struct json *json, const char *key)
{
	put(json, key, json_null());
}

static int add_bytes(const char *bytes, size_t length, void *text)
{
	text_add_bytes(text, bytes, length);
	return 0;
}

enum outcome json_finish(struct json *json, const char **bytes, size_t *length)
{
	struct text text = text_begin(json->arena, FORMAT_MOST);
	enum outcome outcome = BROKEN;

	assert(json->is_broken || json->depth == 0);
	if (!json->is_broken &&
	    !json_dump_callback(json->levels[0], add_bytes, &text,
				JSON_COMPACT | JSON_REAL_PRECISION(15)) &&
	    !text.is_full) {
		*bytes = text.bytes;
		*length = text.length;
		outcome = OK;
	}
	json_decref(json->levels[0]);
	json->levels[0] = NULL;
	json->is_broken = true;
	return outcome;
}
