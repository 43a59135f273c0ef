/* Data sets told to machines: CSVW for the columns of one, DCAT for the catalogue of all. */
#include "dataset.h"

/* A text in Ukrainian and in English, as JSON-LD writes them. */
static void both(struct json *json, const char *key, const char *uk, const char *en)
{
	json_open_list(json, key);
	json_open(json, NULL);
	json_add_string(json, "@value", uk);
	json_add_string(json, "@language", "uk");
	json_close(json);
	json_open(json, NULL);
	json_add_string(json, "@value", en);
	json_add_string(json, "@language", "en");
	json_close(json);
	json_close(json);
}

static void link_to(struct json *json, const char *key, const char *url)
{
	json_open(json, key);
	json_add_string(json, "@id", url);
	json_close(json);
}

/* ---------------------------------------------------------------- CSVW */

/* What makes a row itself. */
static void primary_key_add(struct json *json, const struct dataset *dataset)
{
	char *names = arena_string(json->arena, dataset->identity), *name;

	json_open_list(json, "primaryKey");
	while ((name = strsep(&names, " ")))
		json_add_string(json, NULL, name);
	json_close(json);
}

static void column_add(struct json *json, const struct dataset_column *column)
{
	json_open(json, NULL);
	json_add_string(json, "name", column->name);
	json_open(json, "titles");
	/* What stands in the file's first line has to be among the titles. */
	json_open_list(json, "uk");
	json_add_string(json, NULL, column->name);
	json_add_string(json, NULL, column->title_uk);
	json_close(json);
	json_add_string(json, "en", column->title_en);
	json_close(json);
	json_add_text(json, "dc:description", column->description_uk);
	json_add_string(json, "datatype", column->datatype);
	json_add_flag(json, "required", column->is_required);
	json_close(json);
}

enum outcome dataset_csvw(struct arena *arena, const struct dataset *dataset,
			  const struct dataset_publisher *publisher, const char **bytes,
			  size_t *length)
{
	struct json json = json_begin(arena);

	json_open_list(&json, "@context");
	json_add_string(&json, NULL, "http://www.w3.org/ns/csvw");
	json_open(&json, NULL);
	json_add_string(&json, "@language", "uk");
	json_close(&json);
	json_close(&json);
	json_add_string(&json, "url", arena_printf(arena, "%s.csv", dataset->key));
	json_add_string(&json, "dc:title", dataset->title_uk);
	json_add_string(&json, "dc:description", dataset->description_uk);
	json_add_string(&json, "dc:publisher", publisher->name);
	json_open(&json, "dc:license");
	json_add_string(&json, "@id", DATASET_LICENCE);
	json_close(&json);
	json_open(&json, "dialect");
	json_add_string(&json, "encoding", "utf-8");
	json_add_string(&json, "delimiter", ",");
	json_add_flag(&json, "header", true);
	json_close(&json);
	json_open(&json, "tableSchema");
	json_add_text(&json, "null", dataset_null(dataset));
	primary_key_add(&json, dataset);
	json_open_list(&json, "columns");
	for (size_t i = 0; i < dataset->columns.count; i++)
		column_add(&json, &dataset->columns.items[i]);
	json_close(&json);
	json_close(&json);
	return json_finish(&json, bytes, length);
}

/* ---------------------------------------------------------------- DCAT */

static void context_add(struct json *json)
{
	json_open(json, "@context");
	json_add_string(json, "dcat", "http://www.w3.org/ns/dcat#");
	json_add_string(json, "dct", "http://purl.org/dc/terms/");
	json_add_string(json, "foaf", "http://xmlns.com/foaf/0.1/");
	json_add_string(json, "vcard", "http://www.w3.org/2006/vcard/ns#");
	json_close(json);
}

static void publisher_add(struct json *json, const char *key,
			  const struct dataset_publisher *publisher)
{
	json_open(json, key);
	json_add_string(json, "@type", "foaf:Organization");
	json_add_string(json, "@id", publisher->url);
	json_add_string(json, "foaf:name", publisher->name);
	json_add_text(json, "dct:identifier", publisher->edrpou);
	json_close(json);
}

static void contact_add(struct json *json, const struct dataset_publisher *publisher)
{
	if (!*publisher->contact && !*publisher->mail)
		return;
	json_open(json, "dcat:contactPoint");
	json_add_string(json, "@type", "vcard:Organization");
	json_add_string(json, "vcard:fn",
			*publisher->contact ? publisher->contact : publisher->name);
	if (*publisher->mail)
		link_to(json, "vcard:hasEmail",
			arena_printf(json->arena, "mailto:%s", publisher->mail));
	json_close(json);
}

static void distribution_add(struct json *json, const struct dataset *dataset,
			     const struct dataset_publisher *publisher, const char *format)
{
	static const struct {
		const char *format, *type;
	} types[] = {{"csv", "text/csv"},
		     {"json", "application/json"},
		     {"geojson", "application/geo+json"}};
	const char *url = arena_printf(json->arena, "%s/data/%s.%s", publisher->url, dataset->key,
				       format);

	json_open(json, NULL);
	json_add_string(json, "@type", "dcat:Distribution");
	json_add_string(json, "@id", url);
	link_to(json, "dcat:accessURL", url);
	link_to(json, "dcat:downloadURL", url);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].format, format) == 0)
			json_add_string(json, "dcat:mediaType", types[i].type);
	if (strcmp(format, "csv") == 0)
		link_to(json, "dct:conformsTo", arena_printf(json->arena, "%s-metadata.json", url));
	link_to(json, "dct:license", DATASET_LICENCE);
	json_close(json);
}

/* All data sets of the hromada in one file; of this one it is a distribution like any other. */
static void package_add(struct json *json, const struct dataset *dataset,
			const struct dataset_publisher *publisher)
{
	const char *url = arena_printf(json->arena, "%s/data/register.zip", publisher->url);

	json_open(json, NULL);
	json_add_string(json, "@type", "dcat:Distribution");
	json_add_string(json, "@id", arena_printf(json->arena, "%s#%s", url, dataset->key));
	link_to(json, "dcat:accessURL", url);
	link_to(json, "dcat:downloadURL", url);
	json_add_string(json, "dcat:mediaType", "text/csv");
	json_add_string(json, "dcat:packageFormat", "application/zip");
	link_to(json, "dct:license", DATASET_LICENCE);
	json_close(json);
}

static void dataset_add(struct json *json, const struct dataset *dataset,
			const struct dataset_publisher *publisher)
{
	char *words = arena_string(json->arena, dataset->keywords), *word;
	char *formats = arena_string(json->arena, dataset->formats), *format;
	const char *page = arena_printf(json->arena, "%s/data#%s", publisher->url, dataset->key);

	json_open(json, NULL);
	json_add_string(json, "@type", "dcat:Dataset");
	json_add_string(json, "@id", page);
	json_add_string(json, "dct:identifier",
			arena_printf(json->arena, "%s-%s", publisher->katottg, dataset->key));
	both(json, "dct:title", dataset->title_uk, dataset->title_en);
	both(json, "dct:description", dataset->description_uk, dataset->description_en);
	json_open_list(json, "dcat:keyword");
	for (; (word = strsep(&words, ","));)
		json_add_string(json, NULL, word + (*word == ' '));
	json_close(json);
	link_to(json, "dct:accrualPeriodicity",
		"http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT");
	link_to(json, "dct:language",
		"http://publications.europa.eu/resource/authority/language/UKR");
	link_to(json, "dcat:landingPage", page);
	publisher_add(json, "dct:publisher", publisher);
	contact_add(json, publisher);
	json_open_list(json, "dcat:distribution");
	while ((format = strsep(&formats, " ")))
		distribution_add(json, dataset, publisher, format);
	package_add(json, dataset, publisher);
	json_close(json);
	json_close(json);
}

enum outcome dataset_catalogue(struct arena *arena, const struct datasets *datasets,
			       const struct dataset_publisher *publishers, size_t count,
			       const char *url, const char **bytes, size_t *length)
{
	struct json json = json_begin(arena);

	context_add(&json);
	json_add_string(&json, "@type", "dcat:Catalog");
	json_add_string(&json, "@id", url);
	both(&json, "dct:title", "Відкриті дані про безпеку громади",
	     "Open data on the safety of a hromada");
	both(&json, "dct:description", "Звіти поліції перед громадою та реєстр проблем безпеки.",
	     "Police reports to the hromada and the register of safety issues.");
	if (count == 1)
		publisher_add(&json, "dct:publisher", publishers);
	link_to(&json, "dct:license", DATASET_LICENCE);
	json_open_list(&json, "dcat:dataset");
	for (size_t i = 0; i < count; i++)
		for (size_t n = 0; n < datasets->count; n++)
			dataset_add(&json, &datasets->items[n], &publishers[i]);
	json_close(&json);
	return json_finish(&json, bytes, length);
}
