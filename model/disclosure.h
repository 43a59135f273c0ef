/*
 * disclosure.h - small numbers: what has to be hidden so that nobody can work them out.
 *
 * The view figure_shown hides one and two of what is delicate where few people live. That is not enough:
 *
 *	Jan-Feb 5   Mar-Apr "fewer than 3"   ->  Jan-Apr 7 must not be told, 7 - 5 is 2
 *	Jan-Apr 10                           ->  Jan-Jun 12 must not be told, two happened in May and June
 *	injured 1, of which children "fewer than 3"  ->  one child was injured
 *
 * What is published already cannot be taken back, so the newest version gives way. Which of its figures
 * are hidden further is decided here when it is saved or published, and written into figure_hidden; the
 * view takes it from there for pages, open data, feeds, comparisons and charts alike.
 *
 * How it is decided. Each figure is a sum over atoms (a hromada in a stretch of days), a row of noughts
 * and ones. What is told, P, and what follows from it by adding and subtracting, is the span of its rows;
 * the hidden rows are H. A figure may be told when no sum of hidden ones follows from P because of it,
 * whatever the numbers are: a decision that looked at them would tell something by itself. Looked at are
 * only bounds: that "fewer than 3" is at least one, and that a part is at most its total.
 *
 * Reports that were withdrawn and older versions count as told, for somebody has read them. Units are not
 * told apart: the police of a region and those of its hromadas add up. Averages do not add up and are
 * left alone; of a state at a day only hromadas add up, not days.
 */
#pragma once

#include "report.h"

/*
 * Decide anew for a report in the version at hand, which may be open or about to be published. The
 * figures have to be written already.
 */
CHECKED enum outcome disclosure_decide(struct change *change, const struct report *report);

/*
 * Decide for published versions for which nobody has yet, oldest first, some hundred at a time: after an
 * upgrade, again and again until *decided is 0. Nothing is written then.
 */
CHECKED enum outcome disclosure_catch_up(struct change *change, int64_t *decided);

/* What was decided goes with a dropped version. */
CHECKED enum outcome disclosure_drop(struct change *change, int64_t report_id, int version);
