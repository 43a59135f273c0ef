/*
 * kept_form.h - what somebody typed whose session had ended meanwhile.
 *
 * Half an hour over a report must not be lost to a sign-in page. The form is kept for an hour, sealed with a
 * random token that only that browser gets (a cookie); after signing in it can be sent again. Never
 * kept: passwords, codes and the form's own tokens.
 */
#pragma once

#include <stdint.h>

#include "base/pairs.h"
#include "db.h"

struct kept_form {
	const char *path;   /* where it was posted, language included */
	struct pairs pairs; /* what was typed */
	int64_t made_at;
};

/* Keep it; *token is for the browser's cookie. TOO_MUCH beyond 256 KiB. */
CHECKED enum outcome kept_form_add(struct change *change, const char *path,
				   const struct pairs *pairs, const char **token);

/* NOT_FOUND when there is none or its hour is over. */
CHECKED enum outcome kept_form_find(struct db *db, const char *token, int64_t now,
				    struct kept_form *kept);

/* It was sent. */
CHECKED enum outcome kept_form_remove(struct change *change, const char *token);

/* Forget those whose hour is over. */
CHECKED enum outcome kept_form_tidy(struct change *change);
