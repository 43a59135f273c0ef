#include "csv.h"

#include "model/base/formula.h"
#include "model/base/unicode.h"

struct csv csv_begin(struct arena *arena, enum csv_kind kind, size_t maximum)
{
	struct csv csv = {.text = text_begin(arena, maximum),
			  .separator = kind == CSV_EXCEL ? ';' : ','};

	if (kind == CSV_EXCEL)
		text_add(&csv.text, "\xEF\xBB\xBF");
	return csv;
}

enum csv_kind csv_kind_asked(const struct pairs *query)
{
	return strcmp(pairs_value(query, "sep"), ";") == 0 ? CSV_EXCEL : CSV_MACHINE;
}

static void next_cell(struct csv *csv)
{
	if (csv->is_line_begun)
		text_add_char(&csv->text, csv->separator);
	csv->is_line_begun = true;
}

void csv_text(struct csv *csv, const char *text)
{
	const char *clean = unicode_scrub(csv->text.arena, text ? text : "");
	bool is_quoted = strpbrk(clean, ",;\"\n") || *clean == ' ' || formula_is(clean);

	next_cell(csv);
	if (!is_quoted) {
		text_add(&csv->text, clean);
		return;
	}
	text_add_char(&csv->text, '"');
	if (formula_is(clean))
		text_add_char(&csv->text, '\'');
	for (const char *at = clean; *at; at++) {
		if (*at == '"')
			text_add_char(&csv->text, '"');
		text_add_char(&csv->text, *at);
	}
	text_add_char(&csv->text, '"');
}

void csv_integer(struct csv *csv, int64_t number)
{
	next_cell(csv);
	text_addf(&csv->text, "%lld", (long long)number);
}

void csv_thousandths(struct csv *csv, int64_t number)
{
	int64_t whole = number / 1000, rest = number % 1000;

	next_cell(csv);
	if (number < 0)
		text_add_char(&csv->text, '-');
	text_addf(&csv->text, "%lld", (long long)(whole < 0 ? -whole : whole));
	if (!rest)
		return;
	text_addf(&csv->text, ".%03lld", (long long)(rest < 0 ? -rest : rest));
	while (csv->text.bytes[csv->text.length - 1] == '0')
		text_cut(&csv->text, csv->text.length - 1);
}

void csv_line(struct csv *csv)
{
	text_add(&csv->text, "\r\n");
	csv->is_line_begun = false;
}
