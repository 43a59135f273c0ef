/*
 * demo_photo.h - photos for the demonstration, which are drawings and say so.
 *
 * A real photo would show somebody's street. These are painted here, shape by shape, and come in as
 * photos do: as a draft, waiting, then let through by a moderator (demo_photos).
 */
#pragma once

#include "demo_story.h"

/* Read the file, a step for each that comes in and each that is let through; after the issues. */
CHECKED enum outcome demo_photo_read(struct demo *demo);

/* Take one of these steps; viewer is who lets it through. A fault is logged, and BROKEN. */
CHECKED enum outcome demo_photo_take(struct demo *demo, const struct demo_step *step,
				     struct change *change, const struct viewer *viewer);
