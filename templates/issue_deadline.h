/*
 * issue_deadline.h - of staff's page of an issue: the day it should be done, the last step taken back,
 * what was done with and comes again.
 */
#pragma once

#include "templates/issue_view.h"

struct work_deadline {
	const char *undo;         /* the state that taking back one's last step leads to, or NULL */
	bool may_move, is_moving; /* the target date; is_moving: its form is asked for */
	struct issue_rows again;  /* what this report may be about once more */
};
