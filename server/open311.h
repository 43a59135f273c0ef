/*
 * open311.h - what every answer of the Open311 API shares: its face, its jurisdiction, its errors.
 *
 * The API is one for all hromadas of an installation, so requests name theirs: jurisdiction_id is the
 * slug or the first nine characters of the KATOTTG code (the whole code will do as well). Where there
 * is only one, it need not be named. Errors are the specification's list, never our problem pages.
 */
#pragma once

#include "feeds/open311.h"
#include "model/community.h"
#include "request.h"

#define OPEN311_PATH "/open311/v2/"

/* Whether the address is one of the API; which face its ending asks for. */
bool open311_is_asked(const struct request *request);
enum open311_face open311_face_of(const struct request *request);

/* The document as the answer, with the media type of its face. */
CHECKED enum outcome open311_answer(struct request *request, const char *bytes, size_t length);

/*
 * Answer an error in place of what was asked for: status, and one description or several. Gives OK,
 * because it is an answer; a page returns it.
 */
CHECKED enum outcome open311_refuse(struct request *request, int status, const char *description);
CHECKED enum outcome open311_refuse_all(struct request *request, int status,
					const struct open311_errors *errors);

/* "{1}" of a sentence filled with one text, in the reader's language. */
const char *open311_say(const struct request *request, const char *sentence, const char *detail);

/* A parameter: from the form where there is one, else from the address; "" when it was not sent. */
const char *open311_value(const struct request *request, const char *name);

/*
 * Find the hromada that is meant; false when an error was answered instead. request->community is set,
 * so that everything else works as on its pages.
 */
bool open311_find_community(struct request *request);

/*
 * A date in W3C's format (a day, a minute or a second; a day is of Kyiv, at its end with is_end). False
 * when an error was answered instead; *seconds stays as it was when nothing was sent.
 */
bool open311_read_moment(struct request *request, const char *name, bool is_end, int64_t *seconds);

/*
 * start and end: without both the last 90 days, without the start 90 days up to the end. Where at most 90
 * days may be asked for at once, an end that was not sent is 90 days from the start, else it is now. False
 * when an error was answered instead. names: what the two are called.
 */
bool open311_read_span(struct request *request, const char *const names[2], bool is_bounded,
		       int64_t span[2]);

/* "1794000000-17": where an answer before this one ended, as its Link header says. False for anything else. */
bool open311_read_key(const char *string, int64_t key[2]);
