/*
 * conditional.h - what a reader who was here before still has to be told.
 *
 * A feed's ETag carries a position: the seq of the newest entry the reader was given. So a reader
 * who was away for 200 entries can be given all 200, though the plain document holds 50: the elastic
 * answer. Of seven clients measured, all seven lose entries to a fixed window and none loses one
 * this way, because it asks nothing of them but to send back the ETag they were given.
 *
 *	"f-9c56cc51-247-1b2e77d0"
 *	    |        |   `-------- face: format, language, wording; another one is not a 304
 *	    |        `------------ position
 *	    `--------------------- feed: whose feed, of what, filtered how
 *
 * Who sends only If-Modified-Since is served by that date in the same way. Pure functions; RFC 9110
 * 13.1 throughout.
 */
#pragma once

#include <stdint.h>

#include "model/base/arena.h"

struct mark {
	uint32_t feed, face;
	int64_t seq;
};

/* The ETag (without quotes) of that mark; in arena. */
const char *conditional_etag(struct arena *arena, struct mark mark);

/* A hash of strings (ended by NULL) for feed and face. Not a secret, nor safe against forgery:
 * a forged mark only gets public entries. */
uint32_t conditional_hash(const char *const *strings);

enum verdict {
	VERDICT_WINDOW,       /* the plain document: the newest entries */
	VERDICT_SINCE_SEQ,    /* everything behind seq, or the window where that is more */
	VERDICT_SINCE_MOMENT, /* everything from that second on, or the window */
	VERDICT_NOT_MODIFIED, /* 304 */
};

struct decision {
	enum verdict verdict;
	int64_t seq, moment;
};

/*
 * Decide by the request's If-None-Match and If-Modified-Since (NULL: not sent), the mark and the
 * last modification of what there is now, and the clock. If-None-Match wins; it may be "*" or a list
 * of strong or weak tags, also with something behind our mark that a compressor put there. A date
 * alone never gives a 304 within two seconds of a change, because a second change in the same
 * second would then be missed for ever.
 */
struct decision conditional_decide(const char *etags, const char *modified_since, struct mark mark,
				   int64_t last_modified, int64_t now);
