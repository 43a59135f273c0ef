/*
 * problem.h - what problem.html shows, and the page that offers to send a form once more.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/base/pairs.h"

struct problem_view {
	const char *title, *advice; /* translated already */
	const char *slug;           /* of the hromada, or NULL: where to search */
	uint64_t reference;         /* a number to name when asking for help; 0: none */
	bool is_not_found;
};

/* A form that was not accepted because of its age: all that was typed, to be sent again. */
struct problem_form {
	const char *action;   /* where it was going */
	struct pairs shown;   /* for the reader's eyes: what is not empty */
	struct pairs carried; /* every field */
	bool has_photos;      /* files cannot be carried: they have to be chosen again */
};
