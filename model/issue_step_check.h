/*
 * issue_step_check.h - whether a step may be taken: what issue_step.c asks before it writes. Nobody else
 * includes it.
 */
#pragma once

#include "issue_read.h"

/* A step on its way: what was asked, the issue as it stands, and what was found out. */
struct issue_stepping {
	struct change *change;
	struct form *form;
	const struct viewer *viewer;
	struct issue_step step;
	struct issue_work work;
	struct issue_standing before;
	enum state from, to;
	struct date today;
	struct date due_now; /* the day it has, moved on by a hold that ends with this step */
	bool moves_due;      /* the step sets another one */
	int64_t main_id;     /* of a duplicate */
};

/*
 * Whether it may be taken, by the table of states, the issue and the database; faults go to its form.
 * What was found on the way stands in it: the days, the main issue, the moment of publication.
 */
CHECKED enum outcome issue_step_check(struct issue_stepping *stepping);

/* What is asked beyond the table: work under way has somebody who answers for it and a day, wherever it
   came from. Bits of state.h. */
uint32_t issue_step_asks_beyond(const struct issue_work *work, enum state to);
