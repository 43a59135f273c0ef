/*
 * cookie.h - the cookies there are, all strictly necessary.
 *
 * "session" says who is signed in (model/session.h). "visitor" is a random number for somebody who
 * is not and has a form on the screen: the form's token is bound to it. "supporter" is one that we
 * signed, for who said that an issue concerns them too (model/support.h); it is set by that act alone
 * and read at that place alone. Over https all are called
 * __Host-..., which a browser only takes from this very host, Secure, for the whole path.
 */
#pragma once

#include "request.h"

/* The value the browser sent, or NULL. */
const char *cookie_session(const struct request *request);
const char *cookie_visitor(const struct request *request);

/* The token under which a form was kept for this browser (model/kept_form.h), or NULL. */
const char *cookie_kept(const struct request *request);

/* Hand them out with the answer; a token of NULL takes the cookie back. */
void cookie_set_session(struct request *request, const char *token);
void cookie_set_kept(struct request *request, const char *token);

/* The visitor's number: the one sent, or a new one that goes out with the answer. */
const char *cookie_make_visitor(struct request *request);

/*
 * The number of a browser that said that an issue concerns it too, when the cookie bears our signature;
 * else NULL. cookie_make_supporter gives it a new one then, for a year. "" while there is no
 * installation.
 */
const char *cookie_supporter(struct request *request);
const char *cookie_make_supporter(struct request *request);
