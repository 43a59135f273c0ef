#include "table.h"

#include "base/formula.h"
#include "base/log.h"
#include "base/text.h"
#include "base/unicode.h"

#define ROW_ARENA ((size_t)16 << 20) /* a row, what a form makes of it, and room to spare */

static void fault_add(struct table *table, size_t line, struct fault fault)
{
	if (table->faults.count == TABLE_FAULTS_MOST) {
		table->is_cut = true;
		return;
	}
	fault.line = line;
	fault.field = arena_string(table->arena, fault.field);
	if (fault.detail)
		fault.detail = arena_string(table->arena, fault.detail);
	*LIST_ADD(table->arena, &table->faults) = fault;
}

void table_faults_add(struct table *table, const struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		fault_add(table, table->line, faults->items[i]);
}

/* How a row on its way from the file to pairs is doing. */
struct reading {
	struct table *table;
	struct text cell;
	size_t count;          /* of cells finished */
	size_t room;           /* bytes that the row may still have */
	enum fault_kind fault; /* the first thing wrong with it */
	bool is_quoted;        /* some cell was: then an empty line is a row */
	bool has_zero;         /* a zero byte in the cell at hand */
};

static int next_byte(struct table *table)
{
	int byte;

	if (table->pending && *table->pending)
		return (unsigned char)*table->pending++;
	byte = table->pending ? '\n' : getc_unlocked(table->file);
	table->pending = NULL;
	if (byte == '\r') {
		int behind = getc_unlocked(table->file);
		if (behind != '\n' && behind != EOF)
			ungetc(behind, table->file);
		byte = '\n';
	}
	if (byte == '\n')
		table->next_line++;
	return byte;
}

static const char *name_of(const struct table *table, size_t index)
{
	return index < table->name_count ? table->names[index] : "";
}

static void cell_finish(struct reading *reading)
{
	struct table *table = reading->table;
	size_t index = reading->count++;

	if (reading->has_zero || !unicode_is_valid(reading->cell.bytes, reading->cell.length)) {
		if (!reading->fault)
			fault_add(table, table->line,
				  (struct fault){.field = name_of(table, index),
						 .kind = FAULT_NOT_TEXT});
		reading->fault = FAULT_NOT_TEXT;
	}
	reading->has_zero = false;
	if (index >= TABLE_COLUMNS_MOST) {
		text_cut(&reading->cell, 0); /* a line of commas: counted, not kept */
		return;
	}
	pairs_add(table->row_arena, &table->row, name_of(table, index),
		  formula_without_guard(reading->cell.bytes));
	reading->room -= reading->cell.length;
	reading->cell = text_begin(table->row_arena, reading->room);
}

static void cell_add(struct reading *reading, int byte)
{
	reading->has_zero |= !byte;
	text_add_char(&reading->cell, (char)byte);
}

static void row_spoil(struct reading *reading, enum fault_kind kind, int64_t number, int64_t other)
{
	struct table *table = reading->table;

	if (!reading->fault)
		fault_add(table, table->line,
			  (struct fault){.field = kind == FAULT_COLUMN_COUNT
							  ? ""
							  : name_of(table, reading->count),
					 .kind = kind,
					 .number = number,
					 .other = other});
	reading->fault = kind;
}

/* The inside of a quoted cell; gives what stands behind the closing quote. */
static int quoted_read(struct reading *reading)
{
	reading->is_quoted = true;
	for (;;) {
		int byte = next_byte(reading->table);

		if (byte == '"') {
			byte = next_byte(reading->table);
			if (byte != '"')
				return byte;
		} else if (byte == EOF) {
			row_spoil(reading, FAULT_QUOTES, 0, 0);
			return EOF;
		}
		cell_add(reading, byte);
		if (reading->cell.is_full)
			return byte;
	}
}

/*
 * One cell, and the byte that ended it. Outside quotes a quote breaks a comma-separated row (RFC
 * 4180, rule 5); between tabs people write them as they are, and nothing can be misread.
 */
static int cell_read(struct reading *reading, int byte)
{
	char separator = reading->table->separator;

	if (byte == '"') {
		byte = quoted_read(reading);
		if (byte != separator && byte != '\n' && byte != EOF && !reading->cell.is_full)
			row_spoil(reading, FAULT_QUOTES, 0, 0);
	}
	while (byte != separator && byte != '\n' && byte != EOF && !reading->cell.is_full) {
		if (byte == '"' && separator == ',')
			row_spoil(reading, FAULT_QUOTES, 0, 0);
		cell_add(reading, byte);
		byte = next_byte(reading->table);
	}
	if (reading->cell.is_full) {
		/* Where this row ends nobody knows any more: behind a lost quote, perhaps. */
		row_spoil(reading, FAULT_TOO_LONG, (int64_t)TABLE_ROW_MOST, 0);
		reading->table->is_broken = true;
		return EOF;
	}
	cell_finish(reading);
	return byte;
}

/* Read a row into table->row; false at the end of the file. *fault tells whether it is a good one. */
static bool row_read(struct table *table, enum fault_kind *fault)
{
	struct reading reading = {.table = table, .room = TABLE_ROW_MOST};
	int byte;

	arena_reset(table->row_arena);
	table->row = (struct pairs){0};
	table->line = table->next_line;
	byte = table->is_broken ? EOF : next_byte(table);
	if (byte == EOF)
		return false;
	reading.cell = text_begin(table->row_arena, reading.room);
	for (;;) {
		byte = cell_read(&reading, byte);
		if (byte == '\n' || byte == EOF)
			break;
		byte = next_byte(table);
	}
	if (table->row.count == 1 && !*table->row.items[0].value && !reading.is_quoted &&
	    !reading.fault)
		table->row.count = 0; /* an empty line */
	else if (table->name_count && reading.count != table->name_count)
		row_spoil(&reading, FAULT_COLUMN_COUNT, (int64_t)table->name_count,
			  (int64_t)reading.count);
	*fault = reading.fault;
	return true;
}

static bool is_known(const struct table *table, const char *name)
{
	if (!table->columns)
		return *name != '\0';
	for (const struct table_column *column = table->columns; column->name; column++)
		if (strcmp(column->name, name) == 0)
			return true;
	return false;
}

static bool is_named(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->name_count; i++)
		if (strcmp(table->names[i], name) == 0)
			return true;
	return false;
}

/* The names in the header line, which is the row at hand. */
static void names_read(struct table *table)
{
	for (size_t i = 0; i < table->row.count; i++) {
		const char *cell = table->row.items[i].value;
		const char *name = unicode_clean(table->arena, cell, strlen(cell), ONE_LINE);

		if (!is_known(table, name) || table->name_count == TABLE_COLUMNS_MOST)
			fault_add(table, table->line,
				  (struct fault){.field = name, .kind = FAULT_UNKNOWN_COLUMN});
		else if (is_named(table, name))
			fault_add(table, table->line,
				  (struct fault){.field = name, .kind = FAULT_COLUMN_TWICE});
		else
			table->names[table->name_count++] = name;
	}
	for (const struct table_column *column = table->columns; column && column->name; column++)
		if (column->is_required && !is_named(table, column->name))
			fault_add(table, table->line,
				  (struct fault){.field = column->name, .kind = FAULT_MISSING});
}

/* Comma or tab: whichever the header line has first. A file of one column has neither. */
static char separator_find(const char *header)
{
	header += strcspn(header, ",\t\n");
	return *header == '\t' ? '\t' : ',';
}

/*
 * The header line is read twice: as it stands, for its separator, and then as a row. A pipe cannot
 * be read twice, so the line waits in table->pending.
 */
static enum fault_kind header_read(struct table *table)
{
	struct text line = text_begin(table->arena, TABLE_ROW_MOST);
	enum fault_kind fault = FAULT_NONE;
	const char *header;
	int byte;

	while ((byte = next_byte(table)) != EOF && byte != '\n')
		text_add_char(&line, (char)byte);
	header = line.bytes + (strncmp(line.bytes, "\uFEFF", 3) == 0 ? 3 : 0);
	if (strlen(line.bytes) != line.length || line.is_full)
		return FAULT_NOT_TEXT;
	if (!*header)
		return FAULT_MISSING;
	table->separator = separator_find(header);
	table->pending = header;
	table->next_line = 1;
	row_read(table, &fault);
	return fault;
}

enum outcome table_begin(struct table *table, struct arena *arena, FILE *file,
			 const struct table_column *columns)
{
	enum fault_kind fault;

	*table = (struct table){.arena = arena,
				.row_arena = arena_begin(ROW_ARENA),
				.file = file,
				.columns = columns,
				.next_line = 1};
	fault = header_read(table);
	if (!fault)
		names_read(table);
	else if (!table->faults.count)
		fault_add(table, 1, (struct fault){.field = "", .kind = fault});
	table->is_broken |= table->faults.count > 0;
	return table->faults.count ? INVALID : OK;
}

bool table_next(struct table *table)
{
	enum fault_kind fault;

	while (!table->is_cut && row_read(table, &fault))
		if (!fault && table->row.count)
			return true;
	table->row = (struct pairs){0};
	return false;
}

const char *table_cell(const struct table *table, const char *column)
{
	return pairs_value(&table->row, column);
}

enum outcome table_end(struct table *table)
{
	bool is_unread = ferror(table->file);

	arena_end(table->row_arena);
	table->row_arena = NULL;
	table->row = (struct pairs){0};
	if (is_unread) {
		log_error("cannot read the table: %m");
		return BROKEN;
	}
	return table->faults.count ? INVALID : OK;
}
