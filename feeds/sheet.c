#include "sheet.h"

#include <assert.h>
#include <stdlib.h>

#include "model/base/clock.h"

struct sheet sheet_begin(struct arena *arena, enum sheet_form form, const char *key, size_t maximum)
{
	struct datasets *datasets = arena_take(arena, sizeof(*datasets));
	struct sheet sheet = {.form = form};

	*datasets = dataset_all(arena);
	sheet.dataset = dataset_find(datasets, key);
	assert(sheet.dataset);
	sheet.csv = csv_begin(arena, form == SHEET_EXCEL ? CSV_EXCEL : CSV_MACHINE, maximum);
	return sheet;
}

void sheet_go_on(struct sheet *sheet, struct arena *arena, size_t maximum)
{
	assert(!sheet->is_line_begun);
	sheet->csv.text = text_begin(arena, maximum);
}

static bool is_json(const struct sheet *sheet)
{
	return sheet->form == SHEET_JSON;
}

/* The document as jansson makes it: its bytes are taken over without the bracket at the end. */
static void add_document(struct sheet *sheet, struct json *json, size_t without)
{
	const char *bytes;
	size_t length;

	if (json_finish(json, &bytes, &length) != OK) {
		sheet->is_broken = true;
		return;
	}
	text_add_bytes(&sheet->csv.text, bytes, length - without);
}

static void json_head(struct sheet *sheet, const struct sheet_owner *owner)
{
	struct arena *arena = sheet->csv.text.arena;
	const char *key = sheet->dataset->key;
	struct json json = json_begin(arena);

	json_add_string(&json, "dataset", key);
	json_add_string(&json, "community", owner->slug);
	json_add_string(&json, "katottg", owner->katottg);
	json_add_string(&json, "licence", DATASET_LICENCE);
	json_add_string(&json, "structure",
			arena_printf(arena, "%s/%s.csv-metadata.json", owner->url, key));
	add_document(sheet, &json, strlen("}"));
	text_addf(&sheet->csv.text, ",\"%s\":[", key);
}

void sheet_head(struct sheet *sheet, const struct sheet_owner *owner)
{
	if (is_json(sheet))
		json_head(sheet, owner);
	else
		dataset_header(&sheet->csv, sheet->dataset);
}

void sheet_tail(struct sheet *sheet)
{
	if (is_json(sheet))
		text_addf(&sheet->csv.text, "\n],\"count\":%lld}\n", (long long)sheet->count);
}

/* ---------------------------------------------------------------- cells */

static const struct dataset_column *next_column(struct sheet *sheet)
{
	assert(sheet->column < sheet->dataset->columns.count);
	if (is_json(sheet) && !sheet->is_line_begun)
		sheet->json = json_begin(sheet->csv.text.arena);
	sheet->is_line_begun = true;
	return &sheet->dataset->columns.items[sheet->column++];
}

static bool is_of(const struct dataset_column *column, const char *datatype)
{
	return strcmp(column->datatype, datatype) == 0;
}

void sheet_text(struct sheet *sheet, const char *text)
{
	const struct dataset_column *column = next_column(sheet);
	bool is_missing = !text || !*text;

	if (!is_json(sheet))
		csv_text(&sheet->csv, is_missing ? dataset_null(sheet->dataset) : text);
	else if (is_missing)
		json_add_null(&sheet->json, column->name);
	else
		json_add_string(&sheet->json, column->name, text);
}

void sheet_integer(struct sheet *sheet, int64_t number)
{
	const struct dataset_column *column = next_column(sheet);

	if (!is_json(sheet))
		csv_integer(&sheet->csv, number);
	else if (is_of(column, "string")) /* a name that happens to be made of digits */
		json_add_string(&sheet->json, column->name,
				arena_printf(sheet->csv.text.arena, "%lld", (long long)number));
	else
		json_add_integer(&sheet->json, column->name, number);
}

void sheet_thousandths(struct sheet *sheet, int64_t number)
{
	const struct dataset_column *column = next_column(sheet);

	if (!is_json(sheet))
		csv_thousandths(&sheet->csv, number);
	else if (number % 1000 == 0)
		json_add_integer(&sheet->json, column->name, number / 1000);
	else
		json_add_real(&sheet->json, column->name, (double)number / 1000);
}

void sheet_degrees(struct sheet *sheet, double degrees)
{
	const struct dataset_column *column = next_column(sheet);
	const char *text = arena_printf(sheet->csv.text.arena, "%.7g", degrees);

	if (is_json(sheet))
		json_add_real(&sheet->json, column->name, strtod(text, NULL));
	else
		csv_text(&sheet->csv, text);
}

void sheet_moment(struct sheet *sheet, int64_t at)
{
	sheet_text(sheet, at ? clock_rfc3339(sheet->csv.text.arena, at) : "");
}

void sheet_date(struct sheet *sheet, struct date date)
{
	sheet_text(sheet, date_iso(sheet->csv.text.arena, date));
}

void sheet_flag(struct sheet *sheet, bool flag)
{
	const struct dataset_column *column = next_column(sheet);

	if (is_json(sheet))
		json_add_flag(&sheet->json, column->name, flag);
	else
		csv_integer(&sheet->csv, flag);
}

void sheet_line(struct sheet *sheet)
{
	assert(sheet->column == sheet->dataset->columns.count);
	if (is_json(sheet)) {
		text_add(&sheet->csv.text, sheet->count ? ",\n" : "\n");
		add_document(sheet, &sheet->json, 0);
	} else {
		csv_line(&sheet->csv);
	}
	sheet->count++;
	sheet->column = 0;
	sheet->is_line_begun = false;
}

enum outcome sheet_outcome(const struct sheet *sheet)
{
	if (sheet->is_broken)
		return BROKEN;
	return sheet->csv.text.is_full ? TOO_MUCH : OK;
}
