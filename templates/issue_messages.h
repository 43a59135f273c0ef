/*
 * issue_messages.h - what residents sent to an issue, for staff to let through or not: one at a time.
 */
#pragma once

#include "templates/issue_work.h"

struct messages_view {
	struct issue_row row; /* leads to staff's view */
	const char *slug;
	const struct form *form;
	int64_t count; /* how many wait, this one included */
	const char *id;
	int64_t at;
	const char *what;  /* "The reporter adds"; NULL: none waits */
	const char *words; /* as they were sent */
	struct work_flags flags;
	const char *report; /* number of the new report that tells of the same; NULL: none */
	const char
		*effect; /* what the button does: "Let it through"; NULL: not this viewer's to do */
	bool is_step;    /* it moves the issue */
	struct choices reasons;
};
