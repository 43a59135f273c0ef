/*
 * report_changes.h - what a correction changed, in words.
 */
#pragma once

#include <stdint.h>

#include "model/form.h"

struct report_change_row {
	const char *name, *was, *is;
	const char *note; /* the author's note as it stands now, where it changed; "" */
	bool is_note;     /* it changed, be it to nothing */
};

struct report_change_rows {
	struct report_change_row *items;
	size_t count;
};

/* Against the version before; counts 0: nothing to tell. */
struct report_change_list {
	int64_t version_before;
	struct report_change_rows rows;
	int64_t more;       /* rows that are left out here */
	const char *all;    /* the address where all of them stand */
	struct texts parts; /* headings of the texts that changed */
};
