/*
 * forgery.h - did this form really come from a page of ours, shown to this browser?
 *
 * Two questions, both asked of every POST, of signing in and out too. The browser says where a
 * request comes from (Sec-Fetch-Site, Origin); a page of another origin cannot change that. And each
 * form carries a token only a page of ours could have put there: a keyed hash of the hour and of the
 * browser's cookie, so nothing has to be stored and a form stays good for some hours.
 */
#pragma once

#include <stdbool.h>

#include "request.h"

/*
 * By Sec-Fetch-Site ("same-origin", "none"), else by Origin, which has to name the public URL or the
 * Host that was asked; true when a browser too old for either sent neither.
 */
bool forgery_is_same_origin(const struct pairs *headers, const struct settings *settings);

/* The token for a form on this page; makes a visitor cookie for who has no session. */
const char *forgery_token(struct request *request);

/* Whether the form's "token" is one we gave to this browser within the last form-hours. */
bool forgery_is_ours(struct request *request);

/* Whether it is one we gave to this browser's session, which has ended since. */
bool forgery_is_of_ended_session(struct request *request);
