#include "dataset.h"

#include "model/base/embed.h"

EMBED(dataset_file, "feeds/data/datasets.tsv");
EMBED(dataset_column_file, "feeds/data/columns.tsv");

/* ---------------------------------------------------------------- the two files */

#define CELLS_MOST 10

/* Cut the next line of rest into its cells; false at the end. */
static bool line_read(char **rest, const char *cells[static CELLS_MOST])
{
	char *line = strsep(rest, "\n");

	if (!line || !*line)
		return false;
	for (size_t i = 0; i < CELLS_MOST; i++)
		cells[i] = line ? strsep(&line, "\t") : "";
	return true;
}

static char *file_begin(struct arena *arena, const char *bytes, const char *end)
{
	char *rest = arena_bytes(arena, bytes, (size_t)(end - bytes));

	strsep(&rest, "\n"); /* the names of the columns */
	return rest;
}

static void columns_read(struct arena *arena, struct datasets *datasets)
{
	char *rest = file_begin(arena, dataset_column_file, dataset_column_file_end);
	const char *cells[CELLS_MOST];

	while (line_read(&rest, cells))
		for (size_t i = 0; i < datasets->count; i++)
			if (strcmp(datasets->items[i].key, cells[0]) == 0)
				*LIST_ADD(arena,
					  &datasets->items[i].columns) = (struct dataset_column){
					.name = cells[1],
					.datatype = cells[2],
					.is_required = strcmp(cells[3], "1") == 0,
					.title_uk = cells[4],
					.title_en = cells[5],
					.description_uk = cells[6],
					.description_en = cells[7],
				};
}

struct datasets dataset_all(struct arena *arena)
{
	char *rest = file_begin(arena, dataset_file, dataset_file_end);
	struct datasets datasets = {0};
	const char *cells[CELLS_MOST];

	while (line_read(&rest, cells))
		*LIST_ADD(arena, &datasets) = (struct dataset){
			.key = cells[0],
			.formats = cells[1],
			.identity = cells[2],
			.title_uk = cells[3],
			.title_en = cells[4],
			.description_uk = cells[5],
			.description_en = cells[6],
			.purpose_uk = cells[7],
			.purpose_en = cells[8],
			.keywords = cells[9],
		};
	columns_read(arena, &datasets);
	return datasets;
}

const struct dataset *dataset_find(const struct datasets *datasets, const char *key)
{
	for (size_t i = 0; i < datasets->count; i++)
		if (strcmp(datasets->items[i].key, key) == 0)
			return &datasets->items[i];
	return NULL;
}

/* ---------------------------------------------------------------- as CSV */

static void line(struct csv *csv, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		csv_text(csv, cells[i]);
	csv_line(csv);
}

#define LINE(csv, ...)                                \
	line(csv, (const char *const[]){__VA_ARGS__}, \
	     sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

void dataset_header(struct csv *csv, const struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->columns.count; i++)
		csv_text(csv, dataset->columns.items[i].name);
	csv_line(csv);
}

const char *dataset_null(const struct dataset *dataset)
{
	return strcmp(dataset->key, "reports") == 0 ? "null" : "";
}

/* In the tables of resolution 835 a missing value is written so. */
static const char *or_null(const char *text)
{
	return text && *text ? text : "null";
}

/* "csv json" as "CSV, JSON". */
static const char *formats_listed(struct arena *arena, const char *formats)
{
	struct text text = text_begin(arena, 200);

	for (; *formats; formats++)
		if (*formats == ' ')
			text_add(&text, ", ");
		else
			text_add_char(&text, (char)(*formats >= 'a' && *formats <= 'z'
							    ? *formats - 'a' + 'A'
							    : *formats));
	return text.bytes;
}

static const char *address(struct arena *arena, const struct dataset *dataset,
			   const struct dataset_publisher *publisher, const char *ending)
{
	return arena_printf(arena, "%s/data/%s.%s", publisher->url, dataset->key, ending);
}

static const char *landing(struct arena *arena, const struct dataset *dataset,
			   const struct dataset_publisher *publisher)
{
	return arena_printf(arena, "%s/data#%s", publisher->url, dataset->key);
}

void dataset_register(struct csv *csv, const struct datasets *datasets,
		      const struct dataset_publisher *publisher)
{
	struct arena *arena = csv->text.arena;

	LINE(csv, "identifier", "title", "description", "accrualPeriodicity", "keyword", "purpose",
	     "landingPage", "distributionFormat", "publisherPrefLabel", "publisherIdentifier",
	     "contactPointFn", "contactPointHasEmail");
	for (size_t i = 0; i < datasets->count; i++) {
		const struct dataset *dataset = &datasets->items[i];

		LINE(csv, dataset->key, dataset->title_uk, dataset->description_uk,
		     DATASET_FREQUENCY, dataset->keywords, dataset->purpose_uk,
		     landing(arena, dataset, publisher), formats_listed(arena, dataset->formats),
		     publisher->name, or_null(publisher->edrpou), or_null(publisher->contact),
		     or_null(publisher->mail));
	}
}

void dataset_passport(struct csv *csv, const struct dataset *dataset,
		      const struct dataset_publisher *publisher)
{
	struct arena *arena = csv->text.arena;
	char *rest = arena_string(arena, dataset->formats), *format;

	LINE(csv, "Поле паспорта", "Значення");
	LINE(csv, "Ідентифікаційний номер набору даних", dataset->key);
	LINE(csv, "Назва набору даних", dataset->title_uk);
	LINE(csv, "Стислий опис змісту", dataset->description_uk);
	LINE(csv, "Мова інформації", "українська");
	LINE(csv, "Частота оновлення", DATASET_FREQUENCY);
	LINE(csv, "Підстава та призначення збору інформації", dataset->purpose_uk);
	LINE(csv, "Ключові слова", dataset->keywords);
	LINE(csv, "Розпорядник інформації", publisher->name);
	LINE(csv, "Код ЄДРПОУ розпорядника", or_null(publisher->edrpou));
	LINE(csv, "Відповідальна особа", or_null(publisher->contact));
	LINE(csv, "Адреса електронної пошти", or_null(publisher->mail));
	LINE(csv, "Умови використання", "CC BY 4.0, " DATASET_LICENCE);
	LINE(csv, "Структура набору даних", address(arena, dataset, publisher, "structure.csv"));
	while ((format = strsep(&rest, " ")))
		LINE(csv, arena_printf(arena, "Ресурс %s", formats_listed(arena, format)),
		     address(arena, dataset, publisher, format));
}

void dataset_structure(struct csv *csv, const struct dataset *dataset)
{
	LINE(csv, "name", "title", "description", "datatype", "required");
	for (size_t i = 0; i < dataset->columns.count; i++) {
		const struct dataset_column *column = &dataset->columns.items[i];

		LINE(csv, column->name, column->title_uk,
		     *column->description_uk ? column->description_uk : column->title_uk,
		     column->datatype, column->is_required ? "true" : "false");
	}
}

void dataset_dictionary(struct csv *csv, const struct datasets *datasets)
{
	LINE(csv, "dataset", "name", "datatype", "required", "title_uk", "title_en",
	     "description_uk", "description_en");
	for (size_t i = 0; i < datasets->count; i++)
		for (size_t n = 0; n < datasets->items[i].columns.count; n++) {
			const struct dataset_column *column = &datasets->items[i].columns.items[n];

			LINE(csv, datasets->items[i].key, column->name, column->datatype,
			     column->is_required ? "true" : "false", column->title_uk,
			     column->title_en, column->description_uk, column->description_en);
		}
}
