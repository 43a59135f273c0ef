/*
 * open311_document.h - one answer of the Open311 API, as XML or as JSON.
 *
 * GeoReport v2 defines its answers as XML; their JSON is the same without the elements that only wrap
 * (the "Spark convention"): a list of services is a list, not an object with a member "services".
 * So what an answer says is told once, and this file knows both faces:
 *
 *	                      XML                         JSON
 *	begin_list "services" <services>                  [
 *	  open_item "service"   <service>                   {
 *	    text "group" ""       <group/>                    "group": null
 *	    flag "metadata"       <metadata>true</metadata>   "metadata": true
 *	  close                 </service>                  }
 *
 * Texts are strings in JSON whatever they look like: "001" is no number. Failures are sticky, as in
 * xml.h and json.h, which this stands on.
 */
#pragma once

#include "json.h"
#include "xml.h"

#define OPEN311_XML_TYPE  "text/xml; charset=utf-8"
#define OPEN311_JSON_TYPE "application/json; charset=utf-8"

struct open311 {
	bool is_json;
	struct arena *arena;
	struct xml xml;
	struct json json;
};

/* A new document whose root is an element of that name; of a list its items follow. Finish both. */
struct open311 open311_begin(struct arena *arena, bool is_json, const char *root);
struct open311 open311_begin_list(struct arena *arena, bool is_json, const char *root);

/* A member that is an object, or a list; an item of a list. Each has its close. */
void open311_open(struct open311 *document, const char *name);
void open311_open_list(struct open311 *document, const char *name);
void open311_open_item(struct open311 *document, const char *name);
void open311_close(struct open311 *document);

/* Values. "" and NULL, 0 as a moment and a real that is absent are empty elements, or null. */
void open311_text(struct open311 *document, const char *name, const char *text);
void open311_integer(struct open311 *document, const char *name, int64_t number);
void open311_real(struct open311 *document, const char *name, bool has_it, double number);
void open311_flag(struct open311 *document, const char *name, bool flag);
void open311_moment(struct open311 *document, const char *name, int64_t seconds);

/* An item of a list that is only a text. */
void open311_item(struct open311 *document, const char *name, const char *text);

/* The bytes in the arena; BROKEN when anything failed, with nothing handed out. */
CHECKED enum outcome open311_finish(struct open311 *document, const char **bytes, size_t *length);
