/*
 * mail.h - a letter as the bytes that go to a mail server: RFC 5322 with MIME (RFC 2045 to 2047).
 *
 *	headers		From, To, Subject, Date, Message-ID, ...
 *	multipart/alternative
 *		text/plain	made of the HTML (mail_text.h), so that both tell the same
 *		text/html	what a template has made
 *
 * Every string is washed on its way out: whatever stands in a title, it makes no header of its own.
 * The same letter gives the same bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

struct mail {
	const char *from_name; /* for people */
	const char *from, *to; /* addresses */
	const char *subject;   /* plain text */
	const char *id;        /* "s12.345@poruch.example": the same letter has the same */
	int64_t date;          /* UTC seconds */
	const char *language;  /* of the text: "uk" or "en" */
	const char *html;      /* a whole document, made by a template */

	/* Of a letter that goes to many (RFC 2919, 2369, 8058); NULL in one that answers one person. */
	const char *list_name, *list_id; /* for people; "issues.korosten.poruch.example" */
	const char *unsubscribe; /* whole address: a page, and with https one POST is enough */
};

/*
 * The whole letter with CRLF, ending in one; in arena. INVALID when an address, the id or the list's id
 * cannot stand in a header (it is no plain ASCII name@host); FULL when it is too large to be sent.
 */
CHECKED enum outcome mail_write(const struct mail *mail, struct arena *arena, const char **bytes,
				size_t *length);

/* Whether a string can be From or To: printable ASCII, name@host, without <, >, quotes and blanks. */
bool mail_is_address(const char *string);
