/*
 * report_closed.h - issues of the register that were closed in a report's period.
 */
#pragma once

#include "templates/issue_view.h"

struct report_closed {
	const char *slug;
	int64_t count;          /* 0: the part is left out */
	struct issue_rows rows; /* the latest of them */
};
