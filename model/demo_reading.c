#include "demo_reading.h"

#include "base/log.h"

enum outcome demo_faults(const char *where, size_t line, const struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		log_error("the demonstration's %s, line %zu, '%s': fault %d %s", where, line,
			  faults->items[i].field, (int)faults->items[i].kind,
			  faults->items[i].detail ? faults->items[i].detail : "");
	return BROKEN;
}

enum outcome demo_reading_begin(struct demo *demo, struct demo_reading *reading, const char *name,
				const char *bytes, const char *end)
{
	*reading = (struct demo_reading){.name = name};
	/* fmemopen only reads in this mode; its signature knows no const. */
	reading->file = fmemopen((void *)(uintptr_t)bytes, (size_t)(end - bytes), "r");
	if (!reading->file)
		return BROKEN;
	return table_begin(&reading->table, demo->arena, reading->file, NULL);
}

enum outcome demo_reading_end(struct demo_reading *reading, enum outcome outcome)
{
	for (size_t i = 0; i < reading->table.faults.count; i++) {
		struct faults one = {&reading->table.faults.items[i], 1};

		outcome = demo_faults(reading->name, one.items[0].line, &one);
	}
	if (reading->file) {
		if (table_end(&reading->table) != OK)
			outcome = BROKEN;
		fclose(reading->file);
	}
	return outcome;
}

enum outcome
demo_reading_all(struct demo *demo, const char *name, const char *bytes, const char *end,
		 enum outcome (*read_row)(struct demo *demo, const struct demo_reading *reading))
{
	struct demo_reading reading;
	enum outcome outcome = demo_reading_begin(demo, &reading, name, bytes, end);

	while (outcome == OK && table_next(&reading.table))
		outcome = read_row(demo, &reading);
	return demo_reading_end(&reading, outcome);
}

enum outcome demo_reading_fault(const struct demo_reading *reading)
{
	log_error("the demonstration's %s, line %zu: of no issue, or of no time", reading->name,
		  reading->table.line);
	return BROKEN;
}

const char *demo_reading_cell(const struct demo *demo, const struct demo_reading *reading,
			      const char *column)
{
	return arena_string(demo->arena, table_cell(&reading->table, column));
}

struct pairs *demo_reading_row(const struct demo *demo, const struct demo_reading *reading)
{
	const struct pairs *row = &reading->table.row;
	struct pairs *kept = arena_take(demo->arena, sizeof(*kept));

	for (size_t i = 0; i < row->count; i++)
		pairs_add(demo->arena, kept, arena_string(demo->arena, row->items[i].name),
			  arena_string(demo->arena, row->items[i].value));
	return kept;
}
