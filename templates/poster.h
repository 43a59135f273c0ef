/*
 * poster.h - a sheet of A4 with a QR code, for a lamp post or a notice board.
 */
#pragma once

#include "templates/issue_view.h"
#include "templates/qr.h"

struct poster {
	const char *slug, *community;
	const char *address;  /* what the code says */
	const char *typed;    /* the same without the place: what somebody may type */
	const char *category; /* which kind it is for, or "" */
	const char *place;    /* "с. Барди, опора № 14", or "" */
	struct qr qr;
	const struct issue_row *issue; /* the issue it is about, or NULL: it is for reporting */
	const struct form *form;
	struct choices categories, areas;
};
