/*
 * bulk.h - one act on the issues ticked in the queue: the bar below the rows, and the page of those
 * with which it did not work.
 */
#pragma once

#include "templates/issue_view.h"

/* The bar; NULL where the viewer may do nothing in bulk. */
struct bulk_bar {
	const char *slug;
	const char *task; /* the task that was shown, to come back to; NULL */
	const struct form *form;
	struct choices acts, bodies, reasons;
	bool may_assign, may_mark, may_hide; /* the fields of these acts are shown */
};

struct bulk_view {
	const struct bulk_bar *bar;
	struct issue_rows rows; /* what is ticked still */
	int64_t done, left;
	bool is_empty;  /* nothing was ticked: rows offers what could be */
	bool is_faulty; /* the act itself lacked something, so nothing was done */
};
