/*
 * report_answer.h - what the police answer in their report to the community's questions.
 *
 * A report that is being written lists the open questions of its hromadas that were asked before it is
 * due (one that retells a source lists none). Those answered there become answered when it is published; the others are told as carried over,
 * stay open, and so come up in the next report by themselves. Either is a part of the version, in its
 * hash, and never changes.
 *
 * A correction is about the questions of the version it corrects, but for those that another report
 * answered since. A report that is withdrawn takes its answers back: the questions are open again, and
 * where an older report answered before, its answer is the one to be completed.
 */
#pragma once

#include "question.h"
#include "report.h"

struct report_answer {
	struct question question;
	const char *answer;      /* "": carried into the next report, or not typed yet */
	const char *answered_by; /* a post; "" while none is typed */
	bool is_fixed; /* of a correction: another report answered since, so it stays as it was */
	/* Only of report_answers_to: the report it stands in. */
	int64_t report_id;
	struct date from, to;
};

struct report_answers {
	struct report_answer *items;
	size_t count;
};

/* Those of the version at hand, in the order of asking; of an open one with what was typed so far. */
struct report_answers report_answers_of(struct db *db, const struct report *report);

/* What published reports say to a question, the oldest first. */
struct report_answers report_answers_to(struct db *db, const struct question *question);

/* ---------------------------------------------------------------- writing */

#define REPORT_ANSWER_MOST 4000 /* characters */

/*
 * Keep for the open version what was typed as "answer.N" and "by.N", N the question's id; an empty
 * answer goes. A version that waited for approval is a draft again. The form's "revision" tells what
 * its writer had read: FAULT_CHANGED_MEANWHILE at each answer that stands there differently since.
 * CONFLICT when no version is open.
 */
CHECKED enum outcome report_answer_save(struct change *change, struct form *form, int64_t id);

/*
 * The steps of report_life.h. Publishing comes before the version is closed, withdrawing after the
 * report is withdrawn; the answers go along into the next version, or away with a dropped one.
 */
CHECKED enum outcome report_answer_publish(struct change *change, const struct report *report);
CHECKED enum outcome report_answer_withdraw(struct change *change, int64_t id);
CHECKED enum outcome report_answer_copy(struct change *change, int64_t id, int from, int to);
CHECKED enum outcome report_answer_drop(struct change *change, int64_t id, int version);
