/*
 * badge.h - a small picture with words, as SVG: for the head of another page, a README, a letter.
 *
 * A label on dark ground and what it says on another one. There is no font in it and none is asked of anybody,
 * so the width is reckoned by kinds of letters and the letters are told to fill it (textLength). Who cannot see
 * is told the same by title and desc.
 */
#pragma once

#include "model/base/arena.h"
#include "model/base/outcome.h"

#define BADGE_TYPE "image/svg+xml; charset=utf-8"

struct badge {
	const char *language;    /* "uk", "en" */
	const char *label;       /* "безпека" */
	const char *message;     /* "12 відкритих · 45 розв'язано" */
	const char *description; /* the same as a sentence */
};

/* Its bytes in arena. BROKEN. */
CHECKED enum outcome badge_svg(struct arena *arena, const struct badge *badge, const char **bytes,
			       size_t *length);

/* The width of a text in tenths of a pixel, at the badge's size of letters. */
int badge_width(const char *text);
