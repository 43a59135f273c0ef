/*
 * report_life.h - the steps of a report's life: submitted, published, corrected, withdrawn.
 *
 * Whether somebody may take a step here is the route's matter (server/routes.c); whether in the other
 * hromadas a report speaks of, and what a step asks, is checked here. What becomes public is put into
 * the order of publications (publication.h), for each served hromada, and once for the network.
 *
 * A published version carries a hash of everything it says, small delicate figures included. Random
 * salt that is not public goes into it, else a hidden figure could be found by trying which of two
 * numbers gives the hash on the page.
 */
#pragma once

#include "form.h"
#include "report.h"

/*
 * What is missing in a version before it may be submitted, as faults of its fields: "summary" and
 * "author_post" FAULT_MISSING, "" FAULT_EMPTY (neither a figure nor a text), "to" FAULT_DATE_FUTURE (the
 * period is not over at now).
 */
struct faults report_life_missing(struct db *db, const struct report *report, int64_t now);

/*
 * Hand the open version to the chief. CONFLICT when there is no draft. Faults: "summary"
 * FAULT_MISSING, "" FAULT_EMPTY (neither a figure nor a text), "to" FAULT_DATE_FUTURE (the period
 * is not over), "author_post" FAULT_MISSING.
 */
CHECKED enum outcome report_life_submit(struct change *change, struct form *form, int64_t id);

/*
 * Publish the open version, submitted or not. Approved by whoever wrote it, it is marked so. Faults
 * as of a submission, "territory" FAULT_NOT_FOR_ROLE, and "" FAULT_CHANGED_MEANWHILE when the form's
 * revision is not the one that stands there. CONFLICT when no version is open.
 */
CHECKED enum outcome report_life_publish(struct change *change, struct form *form, int64_t id);

/*
 * Open the next version of a published report, a copy of the last, for a correction. reason is read
 * by everyone once it is published; "reason" FAULT_MISSING without one. CONFLICT when one is open.
 */
CHECKED enum outcome report_life_correct(struct change *change, struct form *form, int64_t id,
					 const char *reason);

/*
 * Withdraw a published report for good: pages answer 410 with the reason, feeds retract it. A version
 * that is open is dropped. CONFLICT unless it is published; "reason" FAULT_MISSING.
 */
CHECKED enum outcome report_life_withdraw(struct change *change, struct form *form, int64_t id,
					  const char *reason);

/* The form of correct and withdraw. */
struct report_life_reason {
	const char *reason;
};
extern const struct field report_life_reason_fields[];

/* For `poruch check`: each published version whose content no longer has its hash, a line each. */
struct texts report_life_faults(struct db *db);
