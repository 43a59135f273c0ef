/*
 * report_talk.h - the parts of a report that are a talk with the community: answers to its questions
 * (report_answer.h), what was planned and what became of it (report_plan.h).
 *
 * Here is what they have in common, and the places where a report's life (report_life.c) calls them.
 */
#pragma once

#include "report_answer.h"
#include "report_plan.h"

/*
 * Begin to save a part of the open version: the report is found, and whether somebody saved it since
 * the form's "revision" was read (a form that does not say is believed). CONFLICT when no version is
 * open.
 */
CHECKED enum outcome report_talk_begin(struct change *change, struct form *form, int64_t id,
				       struct report *report, bool *is_stale);

/*
 * End it: the actor wrote the version last, it no longer waits for approval, its revision goes up.
 * Leaves the audit line.
 */
CHECKED enum outcome report_talk_end(struct change *change, const struct report *report,
				     const char *action, const struct pairs *after);

/* All of it in a version, for its hash: part, key, content. No rows where there is no talk. */
struct rows report_talk_rows(struct db *db, int64_t id, int version);

/*
 * The steps of a report's life. Publishing comes before the version is closed, withdrawing after the
 * report is withdrawn; the parts go along into the next version, or away with a dropped one.
 */
CHECKED enum outcome report_talk_publish(struct change *change, const struct report *report);
CHECKED enum outcome report_talk_withdraw(struct change *change, int64_t id);
CHECKED enum outcome report_talk_copy(struct change *change, int64_t id, int from, int to);
CHECKED enum outcome report_talk_drop(struct change *change, int64_t id, int version);
