#include "open311.h"

#include "open311_document.h"

#define SPECIFICATION "http://wiki.open311.org/GeoReport_v2"

enum outcome open311_write_discovery(struct arena *arena, enum open311_face face,
				     const struct open311_discovery *discovery, const char **bytes,
				     size_t *length)
{
	struct open311 document = open311_begin(arena, face == OPEN311_JSON, "discovery");

	open311_moment(&document, "changeset", discovery->changeset);
	open311_text(&document, "contact", discovery->contact);
	open311_text(&document, "key_service", discovery->key_service);
	open311_open_list(&document, "endpoints");
	open311_open_item(&document, "endpoint");
	open311_text(&document, "specification", SPECIFICATION);
	open311_text(&document, "url", discovery->url);
	open311_moment(&document, "changeset", discovery->changeset);
	open311_text(&document, "type", "production");
	open311_open_list(&document, "formats");
	open311_item(&document, "format", "text/xml");
	open311_item(&document, "format", "application/json");
	open311_close(&document);
	open311_close(&document);
	open311_close(&document);
	return open311_finish(&document, bytes, length);
}

enum outcome open311_write_services(struct arena *arena, enum open311_face face,
				    const struct open311_services *services, const char **bytes,
				    size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON, "services");

	for (size_t i = 0; i < services->count; i++) {
		const struct open311_service *service = &services->items[i];

		open311_open_item(&document, "service");
		open311_text(&document, "service_code", service->service_code);
		open311_text(&document, "service_name", service->service_name);
		open311_text(&document, "description", service->description);
		open311_flag(&document, "metadata", true);
		open311_text(&document, "type", "batch"); /* a token now, an id after moderation */
		open311_text(&document, "keywords", service->keywords);
		open311_text(&document, "group", service->group);
		open311_close(&document);
	}
	return open311_finish(&document, bytes, length);
}

static void add_attribute(struct open311 *document, const struct open311_attribute *attribute,
			  size_t order)
{
	open311_open_item(document, "attribute");
	open311_flag(document, "variable", true);
	open311_text(document, "code", attribute->code);
	open311_text(document, "datatype", attribute->datatype);
	open311_flag(document, "required", attribute->is_required);
	open311_text(document, "datatype_description", attribute->datatype_description);
	open311_integer(document, "order", (int64_t)order);
	open311_text(document, "description", attribute->description);
	if (attribute->values.count) {
		open311_open_list(document, "values");
		for (size_t i = 0; i < attribute->values.count; i++) {
			open311_open_item(document, "value");
			open311_text(document, "key", attribute->values.items[i].key);
			open311_text(document, "name", attribute->values.items[i].name);
			open311_close(document);
		}
		open311_close(document);
	}
	open311_close(document);
}

enum outcome open311_write_definition(struct arena *arena, enum open311_face face,
				      const struct open311_definition *definition,
				      const char **bytes, size_t *length)
{
	struct open311 document = open311_begin(arena, face == OPEN311_JSON, "service_definition");

	open311_text(&document, "service_code", definition->service_code);
	open311_open_list(&document, "attributes");
	for (size_t i = 0; i < definition->attributes.count; i++)
		add_attribute(&document, &definition->attributes.items[i], i + 1);
	open311_close(&document);
	return open311_finish(&document, bytes, length);
}

enum outcome open311_write_errors(struct arena *arena, enum open311_face face,
				  const struct open311_errors *errors, const char **bytes,
				  size_t *length)
{
	struct open311 document = open311_begin_list(arena, face == OPEN311_JSON, "errors");

	for (size_t i = 0; i < errors->count; i++) {
		open311_open_item(&document, "error");
		open311_integer(&document, "code", errors->items[i].code);
		open311_text(&document, "description", errors->items[i].description);
		open311_close(&document);
	}
	return open311_finish(&document, bytes, length);
}
