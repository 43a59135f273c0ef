/*
 * report_form.h - a report as it is typed, and as a form shows it again.
 *
 * The fields are those of CONTRACT.md: kind, from, to, basis, unit, author_post, territory, summary,
 * section.KEY for every part with a text, and for every indicator figure.KEY, figure.KEY.qualifier,
 * figure.KEY.state, figure.KEY.note; besides revision, which tells an edit conflict.
 *
 * Numbers are read as people type them: «понад 600», «близько 100», "до 5" bring their qualifier
 * along, «1 204,5» is a number, "16,661,261 тис." is asked back. An empty field or a dash is not a
 * zero: nothing is said then. A number beside the choice "not tracked" is taken at its word.
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

/* What a version consists of, checked but for what needs the database. */
struct report_draft {
	int kind, basis; /* enum report_kind, enum report_basis */
	struct date from, to;
	const char *unit, *author_post, *summary;
	struct texts territories; /* KATOTTG codes */
	struct report_sections sections;
	struct figures figures; /* definition_version is not asked for */
	int64_t revision;       /* the one the form was made from; 0 for a new report */
	/* Of an import or the demonstration only; may be NULL. */
	const char *source_url, *reference;
	bool is_made_up;
};

/* Read what was typed. INVALID with every fault at once. */
CHECKED enum outcome report_form_read(struct db *db, struct form *form, struct report_draft *draft);

/*
 * A value with its qualifier as people type it, into figure's state, qualifier and value. Only means
 * and money have decimals. FAULT_NONE, or why not; figure is then left alone.
 */
enum fault_kind report_form_figure(struct arena *arena, const char *typed,
				   const struct indicator *indicator, struct figure *figure);

/* The pairs that a form shows for a draft, by the names above. */
struct pairs report_form_pairs(struct arena *arena, const struct report_draft *draft);

/* A draft that says what a report says, figures as they really are. */
struct report_draft report_form_draft(struct db *db, const struct report *report);

/*
 * The beginning of a new one in that hromada: two months behind its newest two-month report, or the
 * last two whole months before now; the unit and post of the newest; its territory.
 */
struct report_draft report_form_fresh(struct db *db, const struct community *community,
				      int64_t now);
