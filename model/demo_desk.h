/*
 * demo_desk.h - what lies on the staff's desks in the demonstration.
 *
 *	demo_appeals   statutory appeals, as the secretary enters them
 *	demo_sent      what residents sent and nobody has checked yet: messages to issues, reports
 *
 * Part of the story that demo_story.h tells, in files and steps of their own.
 */
#pragma once

#include "demo_story.h"

/* Read both files, a step for each thing that happened; after the issues. */
CHECKED enum outcome demo_desk_read(struct demo *demo);

/* Take one of these steps. A fault is logged, and BROKEN. */
CHECKED enum outcome demo_desk_take(struct demo *demo, const struct demo_step *step,
				    struct change *change);
