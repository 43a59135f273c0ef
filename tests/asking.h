/*
 * asking.h - requests without a socket: dispatch is a pure function, so a test may just ask.
 *
 *	TestSuite(dispatch, .init = world_begin, .fini = world_end);
 *
 *	struct request *request = ask(ROLE_MODERATOR, METHOD_GET, "/korosten/work");
 *	cr_expect_eq(request->response.status, 200);
 *
 * The database is tests/world.h's. Who asks is the person of that role in Korosten, signed in with a
 * session of their own; ROLE_RESIDENT is nobody. Bodies and answers live in the test's arena.
 */
#pragma once

#include "model/access.h"
#include "server/request.h"

/* Ask, and be answered. A POST brings no fields, not even the token. */
struct request *ask(enum role role, enum method method, const char *target);

/*
 * Send a form, urlencoded, with the token and a fresh once that a page would have had. The whole way:
 * admitted, prepared, written.
 */
struct request *ask_post(enum role role, const char *target, const char *form);

/* The same in two steps: ask_begin makes the request, a test changes it, ask_answer answers it. */
struct request *ask_begin(enum role role, enum method method, const char *target, const char *form);
void ask_answer(struct request *request);

/* The token and once a page of ours would give this request's browser, to be put into its form. */
void ask_sign(struct request *request);

/* What all requests have from now on; made anew for each test. */
struct settings *ask_settings(void);

/* The body as a string. */
const char *ask_body(const struct request *request);
