/*
 * report_part.h - a draft written a part at a time: its period, its figures, its texts.
 *
 * A part's page sends the fields of that part alone; the others stay as they stand. Two people may write
 * at once, each their part or the same: the page carries a fingerprint of each field as it was shown
 * ("seen"), so that a save tells what its writer changed from what somebody else changed meanwhile.
 *
 *	shown  typed  stands there now
 *	  5      5         5              nothing happened
 *	  5      7         5              7, ours
 *	  5      5         6              6, theirs stays
 *	  5      7         6              asked back: FAULT_CHANGED_MEANWHILE, with theirs as its detail
 */
#pragma once

#include "report_edit.h"

enum report_part_kind { REPORT_PART_PERIOD, REPORT_PART_FIGURES, REPORT_PART_TEXTS };

/* Whether a field of the form (report_form.h) belongs to that part. */
bool report_part_has(enum report_part_kind part, const char *field);

/* What "seen" is for a page that shows these pairs. */
const char *report_part_seen(struct arena *arena, enum report_part_kind part,
			     const struct pairs *shown);

/*
 * Save a part of the open version. Fields that were not sent stay as they are. CONFLICT when no version
 * is open; faults as report_form_read and report_edit_save tell them, and those above. Without "seen"
 * nothing counts as changed meanwhile.
 */
CHECKED enum outcome report_part_save(struct change *change, struct form *form, int64_t id,
				      enum report_part_kind part);
