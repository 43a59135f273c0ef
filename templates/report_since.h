/*
 * report_since.h - what follows from several reports: since January, and out of cumulative ones; and what
 * the author says to odd figures. server/pages/report_since.c fills it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct report_since_row {
	const char *name, *now, *then, *change;
};

struct report_since_rows {
	struct report_since_row *items;
	size_t count;
};

struct report_since_line {
	const char *text;
};

struct report_since_lines {
	struct report_since_line *items;
	size_t count;
};

struct report_since {
	struct report_since_rows year;     /* added up since 1 January */
	bool has_then;                     /* last year can be added up too */
	struct report_since_rows derived;  /* of the time behind the cumulative report before */
	const char *derived_title;         /* names that time */
	struct report_since_lines odd;     /* contradictions, in words */
	struct report_since_lines answers; /* of the author, to odd figures */
};
