/*
 * outcome.h - how a thing that can fail says how it went.
 *
 * A function that can fail returns an enum outcome and hands its result out through its last
 * parameter, which a failure leaves as it was. It is declared CHECKED, so that ignoring the answer
 * does not compile. Why something failed is told by whoever met the failure first (log.h for the
 * outside world, faults.h for what a person typed); the outcome only says what kind it is.
 */
#pragma once

enum outcome {
	OK,
	INVALID,   /* what came in breaks a rule; struct faults says which field and why */
	NOT_FOUND, /* there is no such thing, or not for this viewer */
	GONE,      /* there was such a thing; it was withdrawn */
	MOVED,     /* it is somewhere else now */
	SIGN_IN,   /* nobody is signed in, and somebody has to be */
	FORBIDDEN, /* somebody is, but may not do this */
	CONFLICT,  /* somebody else changed it meanwhile */
	TOO_MUCH,  /* larger than a limit in settings.c */
	TOO_OFTEN, /* more often than a limit allows */
	BUSY,      /* not now; trying again later may help */
	FULL,      /* the disk has no room */
	BROKEN,    /* the outside world failed: a file, the database, the machine */
	OUTCOME_COUNT
};

#define CHECKED __attribute__((warn_unused_result))

/* The number of elements of an array (never of a pointer: that does not compile). */
#define COUNT(array)                                                                    \
	(sizeof(array) / sizeof((array)[0]) +                                           \
	 0 * sizeof(struct {                                                            \
		 _Static_assert(!__builtin_types_compatible_p(__typeof__(array),        \
							      __typeof__(&(array)[0])), \
				"COUNT wants an array");                                \
		 int unused;                                                            \
	 }))
