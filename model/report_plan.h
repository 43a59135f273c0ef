/*
 * report_plan.h - what the police plan, and what became of what they planned before.
 *
 * A report ends with measures, each with a term and who answers for it. The next report of the same
 * unit and territory begins with what became of them; of what nobody tells, it is told that nobody did.
 * Both are parts of the version, in its hash, and never change.
 */
#pragma once

#include "form.h"
#include "report.h"

enum outcome_state {
	MEASURE_NOT_TOLD,
	MEASURE_DONE,
	MEASURE_PARTLY,
	MEASURE_NOT_DONE, /* with the reason in its note */
	MEASURE_MOVED,    /* to a day */
	MEASURE_STATES
};

/* Keys of the database, forms and open data; _find gives -1 for what is none. */
const char *outcome_state_key(enum outcome_state state);
int outcome_state_find(const char *key);

struct report_plan {
	int position; /* from 1 */
	const char *measure;
	const char *term; /* as people write it: a day, "грудень", "постійно" */
	const char *responsible; /* a post */
};

struct report_plans {
	struct report_plan *items;
	size_t count;
};

struct report_outcome {
	struct report_plan plan;
	int64_t planned_in; /* the report that planned it */
	enum outcome_state state;
	struct date moved_to; /* none unless MEASURE_MOVED */
	const char *note;     /* "" */
};

struct report_outcomes {
	struct report_outcome *items;
	size_t count;
};

/* The measures of the version at hand. */
struct report_plans report_plans_of(struct db *db, const struct report *report);

/*
 * What became of the measures of the report before: of an open version those that stand there now,
 * with what was typed so far; of a correction those of the version it corrects.
 */
struct report_outcomes report_outcomes_of(struct db *db, const struct report *report);

/* ---------------------------------------------------------------- writing */

#define PLAN_MOST         30  /* measures */
#define PLAN_MEASURE_MOST 500 /* characters */
#define PLAN_NOTE_MOST    500

/*
 * Keep for the open version what was typed: measures as "measure.N", "term.N", "responsible.N" (N from
 * 1 to PLAN_MOST; rows left empty are closed up), outcomes as "became.N", "became.N.moved" and
 * "became.N.note", N the measure's position. Faults: FAULT_MISSING at what a measure lacks, at the
 * reason of one not done and at the day one was moved to; FAULT_CHANGED_MEANWHILE as report_answer_save.
 * CONFLICT when no version is open.
 */
CHECKED enum outcome report_plan_save(struct change *change, struct form *form, int64_t id);

/* As those of report_talk.h. */
CHECKED enum outcome report_plan_publish(struct change *change, const struct report *report);
CHECKED enum outcome report_plan_copy(struct change *change, int64_t id, int from, int to);
CHECKED enum outcome report_plan_drop(struct change *change, int64_t id, int version);
