/*
 * demo_talk.h - the demonstration's questions of the community, and what its reports answer and plan.
 */
#pragma once

#include "demo_story.h"

/* Read both files into steps; reports have to be read already. BROKEN, logged, as of demo_reading.h. */
CHECKED enum outcome demo_talk_read(struct demo *demo);

/* Take a step of theirs. */
CHECKED enum outcome demo_talk_take(struct demo *demo, const struct demo_step *step,
				    struct change *change);
