/*
 * report_edit.h - drafts of reports, written whole.
 *
 * A draft (report_form.h) may be as unfinished as its author likes, as long as its period and its
 * territory stand: what is missing is asked for when it is submitted (report_life.h). Once something
 * of a report is public, its kind, period, unit and territory stay what they are; a correction writes
 * figures and texts. A wrong period is withdrawn and told anew.
 *
 * Rights are per hromada, and a report may speak of several: whoever writes needs the right in each
 * of them that this installation serves.
 */
#pragma once

#include "access.h"
#include "report_form.h"

/*
 * Write a new draft. Faults: territory FAULT_MISSING (not this change's hromada), FAULT_UNKNOWN (no
 * such one), FAULT_NOT_FOR_ROLE (the actor writes no reports there); unit FAULT_MISSING; to
 * FAULT_DATE_ORDER; from FAULT_OVERLAPS (detail: the number of the report that is there).
 */
CHECKED enum outcome report_edit_add(struct change *change, struct form *form,
				     const struct report_draft *draft, int64_t *id);

/*
 * Write the open version of a report anew; a submitted one becomes a draft again. CONFLICT when none
 * is open. When draft->revision is not the present one: INVALID, with FAULT_CHANGED_MEANWHILE at
 * every field that differs and what stands there now as its detail.
 */
CHECKED enum outcome report_edit_save(struct change *change, struct form *form, int64_t id,
				      const struct report_draft *draft);

/* Whether the actor has the permission in that hromada; the system itself (person 0) has. */
bool report_edit_may(struct db *db, struct actor actor, int64_t community_id,
		     enum permission permission);

/* The names of pairs that differ between two lists, with second's values; for conflicts and the log. */
struct pairs report_edit_differences(struct arena *arena, const struct pairs *first,
				     const struct pairs *second);
