/*
 * sign_in.h - who says who they are, and how often they may be wrong.
 *
 * Guessing is slowed down per login, known or not: five tries are free, then each wrong one makes
 * the next wait, 10 seconds first, twice as long each time, 15 minutes at most. Never for ever: a
 * lock would let anybody lock anybody out. An unknown name costs the same work and gets the same
 * answer as a wrong password.
 *
 *	prepare, on the hashing worker      sign_in_judge: reads, hashes
 *	action, on the writer's thread      sign_in_settle: counts, looks at the delay again
 *
 * The delay is looked at twice, so that sixty tries sent at once are not all judged.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"
#include "form.h"

struct sign_in {
	const char *login, *password; /* as typed */
	const char *next;             /* where the reader wanted to go; "" for home */
	const char *field;            /* where a fault is shown; NULL: above the form */
	int64_t person_id;            /* judged: 0 when wrong */
	bool is_judged;               /* not when the login has to wait */
};

/* login, password, next. */
extern const struct field sign_in_fields[];

/* Judge name and password, unless the login has to wait. 30 to 40 ms, for the hashing worker. */
void sign_in_judge(struct db *db, int64_t now, struct sign_in *sign_in);

/*
 * Count what was judged. OK and sign_in->person_id set: they are who they say. OK and person_id 0:
 * they are not, or have to wait; the fault is in form (FAULT_WRONG_SIGN_IN, or FAULT_WAIT with the
 * seconds), and the change has to be committed all the same, or nothing would have been counted.
 */
CHECKED enum outcome sign_in_settle(struct change *change, struct form *form,
				    struct sign_in *sign_in);

/* Seconds this login has to wait before it is judged again; 0: none. */
int64_t sign_in_wait(struct db *db, const char *login, int64_t now);

/* Forget logins nobody has tried for a day. */
CHECKED enum outcome sign_in_tidy(struct change *change);
