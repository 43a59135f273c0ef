/*
 * open311.c - the Open311 API (GeoReport v2): where it is, which kinds of issues it takes.
 *
 * Kinds of issues are its services. Each has the same two further questions, a title and the
 * settlement, neither of which has to be answered; so "metadata" is true.
 */
#include "server/open311.h"

#include "model/category.h"
#include "model/installation.h"
#include "server/page.h"
#include "server/pages.h"

#define CHANGESET ((int64_t)1795651200) /* 26 November 2026: what the API is since then */

enum outcome open311_discovery_page(struct request *request)
{
	const struct words *words = page_words(request);
	const char *bytes;
	size_t length;
	enum outcome outcome;
	struct open311_discovery discovery = {
		.changeset = CHANGESET,
		.contact = words_say(words, SAY("The administrator of this service")),
		.key_service = words_say(
			words, SAY("A key for writing is given out by the administrator of the "
				   "hromada. Reading needs none.")),
		.url = request_url(request, request_path(request, "/open311/v2/")),
	};

	outcome = open311_write_discovery(request->arena, open311_face_of(request), &discovery,
					  &bytes, &length);
	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}

/* "a; b; c" as it stands in the table becomes "a, b, c". */
static const char *with_commas(struct arena *arena, const char *list)
{
	char *copy = arena_string(arena, list);

	for (char *at = copy; (at = strchr(at, ';'));)
		*at = ',';
	return copy;
}

static struct open311_service service_of(const struct request *request,
					 const struct category *category)
{
	bool is_english = strcmp(request->language, "en") == 0;
	const char *examples = is_english ? category->examples_en : category->examples;

	return (struct open311_service){
		.service_code = category->key,
		.service_name = category_name(category, request->language),
		.description = examples,
		.keywords = with_commas(request->arena, examples),
		.group = category->responsible,
	};
}

enum outcome open311_services_page(struct request *request)
{
	struct open311_services services = {0};
	struct categories categories;
	const char *bytes;
	size_t length;
	enum outcome outcome;

	if (!open311_find_community(request))
		return OK;
	categories = category_list(request->db);
	for (size_t i = 0; i < categories.count; i++)
		if (categories.items[i].takes_reports)
			*LIST_ADD(request->arena, &services) = service_of(request,
									  &categories.items[i]);
	outcome = open311_write_services(request->arena, open311_face_of(request), &services,
					 &bytes, &length);
	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}

/* The settlements to choose from, by the codes that POST takes. */
static void add_areas(struct request *request, struct open311_attribute *attribute)
{
	struct areas areas = community_areas(request->db, request->community->id);

	for (size_t i = 0; i < areas.count; i++)
		*LIST_ADD(request->arena, &attribute->values) = (struct open311_value){
			.key = *areas.items[i].katottg ? areas.items[i].katottg
						       : arena_printf(request->arena, "%lld",
								      (long long)areas.items[i].id),
			.name = area_title(request->arena, areas.items[i].kind,
					   areas.items[i].name)};
}

enum outcome open311_definition_page(struct request *request)
{
	const struct words *words = page_words(request);
	struct open311_definition definition = {.service_code = request->path_values[0]};
	struct open311_attribute title = {.code = "title", .datatype = "string"},
				 area = {.code = "area", .datatype = "singlevaluelist"};
	struct category category;
	const char *bytes;
	size_t length;
	enum outcome outcome;

	if (!open311_find_community(request))
		return OK;
	if (category_find(request->db, definition.service_code, &category) != OK ||
	    !category.takes_reports)
		return open311_refuse(request, 404,
				      open311_say(request, SAY("service_code “{1}” was not found"),
						  definition.service_code));
	title.description = words_say(words, SAY("The problem in a few words"));
	title.datatype_description = words_say(words, SAY("At most 120 characters"));
	area.description = words_say(words, SAY("In which settlement it is"));
	area.datatype_description = words_say(words, SAY("One of the settlements of the hromada"));
	add_areas(request, &area);
	*LIST_ADD(request->arena, &definition.attributes) = title;
	if (area.values.count)
		*LIST_ADD(request->arena, &definition.attributes) = area;
	outcome = open311_write_definition(request->arena, open311_face_of(request), &definition,
					   &bytes, &length);
	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}
