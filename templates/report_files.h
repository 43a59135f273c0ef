/*
 * report_files.h - what a report can be taken away as.
 */
#pragma once

#include <stddef.h>

struct report_file {
	const char *href, *text; /* "Table (CSV, 14 KB)" */
};

struct report_files {
	struct report_file *items;
	size_t count;
};
