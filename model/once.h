/*
 * once.h - a form counts once, however often it is sent.
 *
 * Every form carries a random token ("once"). Who posts writes it down together with where it led,
 * in the same change; a second post of the same form (a reload after a cut) finds that address and
 * is led there instead of doing it again. Kept for a day.
 */
#pragma once

#include "db.h"

/* Where the first post of this form led; NOT_FOUND when there was none. */
CHECKED enum outcome once_find(struct db *db, const char *token, const char **location);

/* Write down that the form was posted and where that led. CONFLICT when it was already. */
CHECKED enum outcome once_add(struct change *change, const char *token, const char *location);

/* Forget those older than a day. */
CHECKED enum outcome once_tidy(struct change *change);
