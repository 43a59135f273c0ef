/*
 * report_life.h - the steps of a report's life: submitted, published, corrected, withdrawn.
 *
 * Whoever may take a step is the route's matter (server/routes.c); what a step asks is checked here.
 * What becomes public is written into the order of publications (publication.h), for each served
 * hromada the report speaks of, and counted once for the whole network.
 */
#pragma once

#include "form.h"
#include "report.h"

/*
 * Hand the open version to the chief. Faults: "summary" FAULT_MISSING, "" FAULT_EMPTY (neither a
 * figure nor a section), "to" FAULT_DATE_FUTURE (the period is not over). CONFLICT when there is no
 * draft.
 */
CHECKED enum outcome report_submit(struct change *change, struct form *form, int64_t id);

/*
 * Publish the open version (submitted or not: a chief may write, and the version is then marked as
 * approved by its own author). It gets its hash and never changes again. Faults as of a submission.
 */
CHECKED enum outcome report_publish(struct change *change, struct form *form, int64_t id);

/*
 * Open the next version of a published report, a copy of the last, for a correction. reason is read
 * by everyone once it is published; "reason" FAULT_MISSING without one. CONFLICT when one is open.
 */
CHECKED enum outcome report_correct(struct change *change, struct form *form, int64_t id,
				    const char *reason);

/* Withdraw a published report for good: pages answer 410 with the reason, feeds retract it. */
CHECKED enum outcome report_withdraw(struct change *change, struct form *form, int64_t id,
				     const char *reason);

/* The fields of the forms of correct and withdraw: one reason. */
struct report_reason {
	const char *reason;
};
extern const struct field report_reason_fields[];

/*
 * What a version's hash is made of: everything it says, figures as they are, and random salt that
 * is not public (else a hidden small figure could be found by trying). For `poruch check`: each
 * published version whose content no longer has its hash, one line each.
 */
struct texts report_faults(struct db *db);
