/*
 * problem.h - what a reader is told when it does not go as they wished.
 *
 * One table (problem.c) from outcome to status, title and a sentence that says what to do now.
 * People get a page; whoever asked for .json gets problem+json (RFC 9457), who asked the Open311 API its
 * list of errors; feed readers get one line. A problem is whole before its first byte is sent.
 */
#pragma once

#include "request.h"

/*
 * Answer the outcome; NOT_FOUND becomes 405 when the path has other methods, SIGN_IN 303 to the
 * sign-in page. Never fails: when the page itself cannot be made, a plain line takes its place.
 */
void problem_answer(struct request *request, enum outcome outcome);

/* Answer a bare status for which no outcome stands: 400, 405, 411, 414, 417, 431, 505. */
void problem_status(struct request *request, int status);

/*
 * The form's token is too old or another browser's, but it was sent from here: 422 and a page with
 * everything typed and a button that sends it again.
 */
void problem_stale_form(struct request *request);

/*
 * The read-only switch is on: 503 and, for people, a page with everything typed and a button that
 * sends it again later. A password is not shown.
 */
void problem_read_only(struct request *request);

/* The same page, begun but not ended, for a form that was kept: what was typed, going to action. */
void problem_resend(struct request *request, const char *action, const struct pairs *typed);

/* The title of a status ("Not found"), for log lines and tests; NULL for one that has none. */
const char *problem_title(int status);
