/*
 * json.h - writing JSON; the one door to jansson.
 *
 *	struct json json = json_begin(arena);
 *	json_add_text(&json, "title", title);
 *	json_open_list(&json, "items");
 *		json_open(&json, NULL);
 *		json_add_text(&json, "id", id);
 *		json_close(&json);
 *	json_close(&json);
 *	return json_finish(&json, &bytes, &length);
 *
 * Keys are ours; inside a list the key is NULL. Strings are washed (unicode_scrub). Failures are
 * sticky, as in xml.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

#define JSON_DEEPEST 12

struct json {
	struct arena *arena;
	void *levels
		[JSON_DEEPEST]; /* jansson's; levels[0] is the root, given back by json_finish */
	int depth;
	bool is_broken;
};

/* A new document that is an object, or a list. json_finish has to be called on it. */
struct json json_begin(struct arena *arena);
struct json json_begin_list(struct arena *arena);

/* An object or a list inside the open one; json_close goes back out. */
void json_open(struct json *json, const char *key);
void json_open_list(struct json *json, const char *key);
void json_close(struct json *json);

/* Values. json_add_text leaves the member out when text is NULL or "", json_add_string never does. */
void json_add_text(struct json *json, const char *key, const char *text);
void json_add_string(struct json *json, const char *key, const char *text);
/* The same in one line: other white space becomes blanks. Left out when it is NULL or "". */
void json_add_line(struct json *json, const char *key, const char *text);
void json_add_integer(struct json *json, const char *key, int64_t number);
void json_add_real(struct json *json, const char *key, double number);
void json_add_flag(struct json *json, const char *key, bool flag);
void json_add_null(struct json *json, const char *key);

/* The document's bytes in the arena; BROKEN when anything failed, with nothing handed out. */
CHECKED enum outcome json_finish(struct json *json, const char **bytes, size_t *length);
