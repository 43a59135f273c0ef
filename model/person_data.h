/*
 * person_data.h - what the register holds about a member of staff: handed over on request, and erased
 * when they have left.
 *
 * Law of Ukraine "On Personal Data Protection" (No. 2297-VI): Art. 8, part 2, the person's access to what is
 * kept of them and their demand to have it destroyed; Art. 15, when it has to be. What they did in office
 * stays: acts of a body are the body's, and events keep the role and the body. The audit log keeps its
 * lines under "person N", sealed anew (audit_forget).
 */
#pragma once

#include "audit.h"
#include "person.h"
#include "session.h"

#define PERSON_ACT_MOST 10000 /* lines of the log that are handed over, the newest */

/* Everything about one of staff. */
struct person_data {
	struct person person;
	struct sessions sessions; /* that are live now */
	struct audit_lines about; /* the account's own lines: made, roles, sign-ins; oldest first */
	struct audit_lines acts;  /* what they did, newest first; at most PERSON_ACT_MOST */
	int64_t act_count;        /* how many there are in all */
	int64_t step_count;       /* steps and remarks on issues */
	int64_t report_count;     /* versions of police reports saved */
};

/* Collect it; that it was handed over stands in the log, without any of it. NOT_FOUND. */
CHECKED enum outcome person_data_export(struct change *change, int64_t id,
					struct person_data *data);

/* Why somebody cannot be erased. */
enum person_refusal {
	PERSON_MAY_GO,
	PERSON_IS_SELF,       /* nobody erases themselves */
	PERSON_IS_LAST_ADMIN, /* nobody else administers the installation, or a hromada of theirs */
	PERSON_IS_ACTIVE,     /* has not left: disable the account first */
	PERSON_IS_ERASED,     /* was erased before */
};

/* What stands in the way of asking's erasing that person. */
enum person_refusal person_data_refusal(struct db *db, int64_t asking, int64_t id);

/*
 * Erase them: login, name, post, password, roles, links and sessions. CONFLICT when person_data_refusal
 * says why; NOT_FOUND. The bytes leave the disk as those of contacts do (issue_erase.c).
 */
CHECKED enum outcome person_data_erase(struct change *change, int64_t id);
