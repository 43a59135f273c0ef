/*
 * qr.h - an address as a QR code: a drawing that a telephone's camera reads.
 *
 *	struct qr qr = qr_of(arena, "https://poruch.example/korosten/i/2026-147");
 *	{{show qr(&qr, say "QR code of this page's address")}}
 */
#pragma once

#include <stddef.h>

struct arena;

/* The one path of an SVG whose viewBox is "0 0 size size", the quiet zone of four modules included. */
struct qr {
	int size; /* 0: the text did not fit, and nothing is drawn */
	const char
		*path; /* black runs, each a stroke one module wide: "M4 4.5h7m1 0h2"; in arena */
};

/* At most about 1,200 bytes of text fit; where that leaves room, a seventh of the drawing may be lost. */
struct qr qr_of(struct arena *arena, const char *text);
