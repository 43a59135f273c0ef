#include "open311_document.h"

#include "model/base/clock.h"

struct open311 open311_begin(struct arena *arena, bool is_json, const char *root)
{
	struct open311 document = {.is_json = is_json, .arena = arena};

	if (is_json) {
		document.json = json_begin(arena);
	} else {
		document.xml = xml_document(arena);
		xml_open(&document.xml, root);
	}
	return document;
}

struct open311 open311_begin_list(struct arena *arena, bool is_json, const char *root)
{
	struct open311 document = {.is_json = is_json, .arena = arena};

	if (!is_json)
		return open311_begin(arena, false, root);
	document.json = json_begin_list(arena);
	return document;
}

void open311_open(struct open311 *document, const char *name)
{
	if (document->is_json)
		json_open(&document->json, name);
	else
		xml_open(&document->xml, name);
}

void open311_open_list(struct open311 *document, const char *name)
{
	if (document->is_json)
		json_open_list(&document->json, name);
	else
		xml_open(&document->xml, name);
}

void open311_open_item(struct open311 *document, const char *name)
{
	open311_open(document, document->is_json ? NULL : name);
}

void open311_close(struct open311 *document)
{
	if (document->is_json)
		json_close(&document->json);
	else
		xml_close(&document->xml);
}

/* A value that looks the same in both, but for its quotes. */
static void put(struct open311 *document, const char *name, const char *text)
{
	xml_open(&document->xml, name);
	xml_text(&document->xml, text);
	xml_close(&document->xml);
}

void open311_text(struct open311 *document, const char *name, const char *text)
{
	if (!document->is_json)
		put(document, name, text);
	else if (text && *text)
		json_add_string(&document->json, name, text);
	else
		json_add_null(&document->json, name);
}

void open311_integer(struct open311 *document, const char *name, int64_t number)
{
	if (document->is_json)
		json_add_integer(&document->json, name, number);
	else
		put(document, name, arena_printf(document->arena, "%lld", (long long)number));
}

void open311_real(struct open311 *document, const char *name, bool has_it, double number)
{
	if (!has_it)
		open311_text(document, name, "");
	else if (document->is_json)
		json_add_real(&document->json, name, number);
	else
		put(document, name, arena_printf(document->arena, "%.9g", number));
}

void open311_flag(struct open311 *document, const char *name, bool flag)
{
	if (document->is_json)
		json_add_flag(&document->json, name, flag);
	else
		put(document, name, flag ? "true" : "false");
}

void open311_moment(struct open311 *document, const char *name, int64_t seconds)
{
	open311_text(document, name, seconds ? clock_rfc3339(document->arena, seconds) : "");
}

void open311_item(struct open311 *document, const char *name, const char *text)
{
	if (document->is_json)
		json_add_string(&document->json, NULL, text);
	else
		put(document, name, text);
}

enum outcome open311_finish(struct open311 *document, const char **bytes, size_t *length)
{
	if (document->is_json)
		return json_finish(&document->json, bytes, length);
	xml_close(&document->xml);
	return xml_finish(&document->xml, bytes, length);
}
