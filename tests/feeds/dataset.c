#include "feeds/dataset.h"

#include <criterion/criterion.h>
#include <jansson.h>

#include "tests/ready.h"

TestSuite(dataset, .init = ready_begin, .fini = ready_end);

static const struct dataset_publisher publisher = {.name = "Коростенська територіальна громада",
						   .edrpou = "04053507",
						   .contact = "",
						   .mail = "data@example.org",
						   .url = "https://example.org/korosten",
						   .katottg = "UA18060090000061708"};

static bool is_datatype(const char *word)
{
	static const char *const known[] = {"string", "integer", "decimal",       "boolean",
					    "date",   "anyURI",  "dateTimeStamp", NULL};

	for (size_t i = 0; known[i]; i++)
		if (strcmp(known[i], word) == 0)
			return true;
	return false;
}

Test(dataset, each_says_everything_in_both_languages)
{
	struct datasets datasets = dataset_all(ready_arena());

	cr_assert_geq(datasets.count, 4);
	for (size_t i = 0; i < datasets.count; i++) {
		const struct dataset *dataset = &datasets.items[i];

		cr_assert(*dataset->key && *dataset->title_uk && *dataset->title_en &&
				  *dataset->description_uk && *dataset->description_en &&
				  *dataset->purpose_uk && *dataset->purpose_en &&
				  *dataset->keywords,
			  "%s", dataset->key);
		cr_assert(dataset->columns.count, "%s", dataset->key);
	}
}

Test(dataset, each_column_has_a_title_and_a_known_type)
{
	struct datasets datasets = dataset_all(ready_arena());

	for (size_t i = 0; i < datasets.count; i++)
		for (size_t n = 0; n < datasets.items[i].columns.count; n++) {
			const struct dataset_column *column = &datasets.items[i].columns.items[n];

			cr_assert(is_datatype(column->datatype), "%s: %s", column->name,
				  column->datatype);
			cr_assert(*column->title_uk && *column->title_en, "%s", column->name);
			cr_assert_eq(!*column->description_uk, !*column->description_en, "%s",
				     column->name);
		}
}

Test(dataset, the_list_of_reports_has_exactly_the_columns_of_resolution_835)
{
	struct csv csv = csv_begin(ready_arena(), CSV_MACHINE, 4096);
	struct datasets datasets = dataset_all(ready_arena());

	dataset_header(&csv, dataset_find(&datasets, "reports"));
	cr_assert_str_eq(csv.text.bytes,
			 "identifier,title,dateAccepted,issued,type,url,creatorName,"
			 "publisherName,publisherIdentifier\r\n");
}

Test(dataset, the_register_writes_what_is_missing_as_null)
{
	struct datasets datasets = dataset_all(ready_arena());
	struct csv csv = csv_begin(ready_arena(), CSV_MACHINE, 1 << 16);

	dataset_register(&csv, &datasets, &publisher);
	cr_assert_eq(
		strncmp(csv.text.bytes, "identifier,title,description,accrualPeriodicity,", 48), 0);
	cr_assert(strstr(csv.text.bytes, ",04053507,null,data@example.org\r\n"));
	cr_assert(strstr(csv.text.bytes, "," DATASET_FREQUENCY ","));
}

static json_t *loaded(const char *bytes, size_t length)
{
	json_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);

	cr_assert_not_null(json);
	return json;
}

Test(dataset, the_metadata_name_the_columns_in_their_order)
{
	struct datasets datasets = dataset_all(ready_arena());
	const struct dataset *dataset = dataset_find(&datasets, "reports");
	const char *bytes;
	size_t length;
	json_t *json, *schema, *columns;

	cr_assert_eq(dataset_csvw(ready_arena(), dataset, &publisher, &bytes, &length), OK);
	json = loaded(bytes, length);
	cr_assert_str_eq(json_string_value(json_object_get(json, "url")), "reports.csv");
	schema = json_object_get(json, "tableSchema");
	cr_assert_str_eq(json_string_value(json_object_get(schema, "null")), "null");
	columns = json_object_get(schema, "columns");
	cr_assert_eq(json_array_size(columns), dataset->columns.count);
	for (size_t i = 0; i < dataset->columns.count; i++)
		cr_assert_str_eq(
			json_string_value(json_object_get(json_array_get(columns, i), "name")),
			dataset->columns.items[i].name);
	json_decref(json);
}

Test(dataset, the_catalogue_lists_each_set_of_each_hromada)
{
	struct datasets datasets = dataset_all(ready_arena());
	struct dataset_publisher two[] = {publisher, publisher};
	const char *bytes;
	size_t length;
	json_t *json;

	two[1].url = "https://example.org/other";
	cr_assert_eq(dataset_catalogue(ready_arena(), &datasets, two, 2, "https://example.org/c",
				       &bytes, &length),
		     OK);
	json = loaded(bytes, length);
	cr_assert_eq(json_array_size(json_object_get(json, "dcat:dataset")), 2 * datasets.count);
	cr_assert(strstr(bytes, "https://example.org/other/data/reports.csv-metadata.json"));
	cr_assert(strstr(bytes, "mailto:data@example.org"));
	json_decref(json);
}
