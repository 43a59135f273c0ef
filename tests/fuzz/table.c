/* Any file is read to its end within one row's memory, and every fault has a line of the file. */
#include "tests/fuzz/fuzz.h"

#include "model/table.h"

static const struct table_column columns[] = {
	{"title", true}, {"text", false}, {"place", false}, {0}};

static void read_all(struct arena *arena, FILE *file, const struct table_column *known, size_t size)
{
	struct table table;
	size_t before = 0;

	if (table_begin(&table, arena, file, known) == OK)
		while (table_next(&table)) {
			MUST(table.line > before);
			before = table.line;
			MUST(table.row.count == table.name_count);
			MUST(arena_used(table.row_arena) < 16 * TABLE_ROW_MOST);
			for (size_t i = 0; i < table.row.count; i++)
				MUST(unicode_is_valid(table.row.items[i].value,
						      strlen(table.row.items[i].value)));
		}
	for (size_t i = 0; i < table.faults.count; i++)
		MUST(table.faults.items[i].line > 0 && table.faults.items[i].line <= size + 1);
	MUST(table_end(&table) == (table.faults.count ? INVALID : OK));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = fuzz_arena();
	FILE *file;

	if (!size)
		return 0; /* which fmemopen does not take */
	file = fmemopen(arena_bytes(arena, bytes, size), size, "rb");
	MUST(file);
	read_all(arena, file, columns, size);
	rewind(file);
	read_all(arena, file, NULL, size);
	fclose(file);
	return 0;
}
