/*
 * issue_conflict.h - two people at work on one issue: both versions side by side, and nothing lost.
 *
 * A form carries the revision it was made for, the number of the newest line its reader saw ("seen")
 * and a fingerprint of every field ("was"). When the issue has changed meanwhile, the form comes back
 * with what was typed, and beside it what stands there now, with a choice for each field that differs:
 * what only one of the two has changed is chosen already, what both have is asked.
 */
#pragma once

#include "issue_view.h"
#include "templates/issue_conflict.h"

/* The fingerprints of what stands there, to be carried by a form. In arena. */
const char *issue_conflict_was(const struct request *request, const struct issue_work *work);

/* Before a form is read: put what stands there in the place of what was typed, where that was chosen. */
void issue_conflict_settle(struct request *request, const struct issue_work *work);

/*
 * Both versions, when the form sent was made for another revision than the issue has now; else NULL.
 * lines is the whole history.
 */
const struct conflict *issue_conflict_find(struct request *request, const struct issue_work *work,
					   const struct update_works *lines);

/* What was typed for a step that is not possible (any more); NULL when nothing was. */
const struct conflict_lost *issue_conflict_lost_find(struct request *request, const char *name);
