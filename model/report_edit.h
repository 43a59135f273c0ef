/*
 * report_edit.h - a report being written.
 *
 * What is typed becomes a struct report_draft (report_form_read), and a draft is written whole
 * (report_add, report_save); the importer and the demonstration fill a draft themselves. A draft may
 * be as unfinished as its author likes as long as its period and territory stand: what is missing is
 * asked for when it is submitted (report_life.h).
 *
 * Numbers are read as people type them: «понад 600», «близько 100», "до 5" bring their qualifier
 * along, «1 204,5» is a number, "16,661,261 тис." is asked back. An empty field is not a zero.
 */
#pragma once

#include "community.h"
#include "form.h"
#include "indicator.h"
#include "report.h"

#define REPORT_SUMMARY_MOST 2000 /* characters */
#define REPORT_SECTION_MOST 6000
#define REPORT_NOTE_MOST    500
#define REPORT_FIGURE_MOST  1000000000 /* the largest value: a thousand million */

struct report_draft {
	int kind, basis; /* enum report_kind, enum report_basis */
	struct date from, to;
	const char *unit, *author_post, *summary;
	struct texts territories; /* KATOTTG codes */
	struct report_sections sections;
	struct figures figures; /* definition_version is not asked for */
	int64_t revision;       /* the one the form was made from; 0 for a new report */
	/* Of an import or the demonstration only. */
	const char *source_url, *reference;
	bool is_made_up;
};

/*
 * Read the fields of CONTRACT.md (kind, from, to, basis, unit, author_post, territory, summary,
 * section.KEY, figure.KEY, .qualifier, .state, .note, revision). INVALID with every fault at once.
 */
CHECKED enum outcome report_form_read(struct db *db, struct form *form, struct report_draft *draft);

/* What the form shows for a report that is there: pairs by the same names. */
struct pairs report_form_pairs(struct db *db, const struct report *report);

/* What it shows for a new one in that hromada: the next period, the unit, the territory. */
struct pairs report_form_fresh(struct db *db, const struct community *community, int64_t now);

/*
 * Write a new draft. Faults: territory FAULT_UNKNOWN (no such hromada), FAULT_NOT_FOR_ROLE (the
 * actor writes no reports there), FAULT_MISSING; to FAULT_DATE_ORDER, FAULT_DATE_FUTURE; from
 * FAULT_OVERLAPS; basis; a figure's or section's field FAULT_UNKNOWN.
 */
CHECKED enum outcome report_add(struct change *change, struct form *form,
				const struct report_draft *draft, int64_t *id);

/*
 * Write the open version of a report anew; a submitted one becomes a draft again. CONFLICT when it
 * has none. When draft->revision is not the present one, INVALID, with FAULT_CHANGED_MEANWHILE at
 * every field that differs and what the other one saved as its detail.
 */
CHECKED enum outcome report_save(struct change *change, struct form *form, int64_t id,
				 const struct report_draft *draft);

/* The same kind of line: whether the actor may write reports in that community (0: the system). */
bool report_may_write(struct db *db, struct actor actor, int64_t community_id);
