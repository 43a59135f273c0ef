/*
 * demo_reading.h - the demonstration's files, which are part of the program, read row by row.
 */
#pragma once

#include <stdio.h>

#include "demo_story.h"
#include "table.h"

/* A file that is part of the program, being read; what is read lives as long as the filling. */
struct demo_reading {
	const char *name;
	FILE *file;
	struct table table;
};

/*
 * Begin with the bytes from there up to end; BROKEN when that is no table. Then table_next; at the end
 * outcome comes back, or BROKEN when the table has faults, which are logged.
 */
CHECKED enum outcome demo_reading_begin(struct demo *demo, struct demo_reading *reading,
					const char *name, const char *bytes, const char *end);
CHECKED enum outcome demo_reading_end(struct demo_reading *reading, enum outcome outcome);

/* Read a whole file, each row by read_row, whose failure ends it; the outcome as above. */
CHECKED enum outcome
demo_reading_all(struct demo *demo, const char *name, const char *bytes, const char *end,
		 enum outcome (*read_row)(struct demo *demo, const struct demo_reading *reading));

/* Log that the row at hand names no issue, or no time; always BROKEN. */
CHECKED enum outcome demo_reading_fault(const struct demo_reading *reading);

/* A cell of the row at hand, or the row, that outlives it: in the demonstration's arena. */
const char *demo_reading_cell(const struct demo *demo, const struct demo_reading *reading,
			      const char *column);
struct pairs *demo_reading_row(const struct demo *demo, const struct demo_reading *reading);

/* Log what is wrong with a line of the data; always BROKEN. */
CHECKED enum outcome demo_faults(const char *where, size_t line, const struct faults *faults);
