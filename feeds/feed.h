/*
 * feed.h - a feed and its entries, before they are Atom, RSS or JSON.
 *
 * A page of the server fills a struct feed from what the model says is public; a format (format.h)
 * turns it into bytes. Nothing here knows how an issue or a report looks: the words and the HTML come
 * filled in, so that a new kind of thing to subscribe to touches no format, and a new format no kind.
 *
 * Every format washes every string on its way out (xml.h, json.h): text that was clean when it came in
 * may have been put into the database by other hands, and one control character would make the whole
 * feed unreadable until the entry scrolls off.
 *
 * A string that is NULL or "" is absent. Moments are UTC seconds, 0 is absent. Addresses are absolute.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

struct feed_category {
	const char *scheme; /* IRI of the list the term is from */
	const char *term;   /* its key: never translated, never renamed */
	const char *label;  /* for people, in the feed's language */
};

struct feed_categories {
	struct feed_category *items;
	size_t count;
};

struct entry {
	const char *id;               /* a tag: URI, the same for ever (RFC 4151) */
	const char *title;            /* plain text, not HTML */
	const char *title_language;   /* where it is not the entry's */
	const char *summary;          /* plain text */
	const char *content;          /* HTML made by a template: safe, with absolute addresses */
	const char *language;         /* of title and content where it is not the feed's */
	const char *summary_language; /* where it is not the entry's */
	const char *link;             /* the page for people */
	const char *author;           /* a role and a body; never a private person's name */
	int64_t published;            /* when it became public: never changes */
	int64_t updated;              /* the last change a reader should notice */
	struct feed_categories categories;
	bool has_point; /* WGS84, already as coarse as its category asks */
	double latitude, longitude;
	const char *in_reply_to, *in_reply_to_link; /* id and page of what this one is about */
	const char
		*replies; /* address of the feed, in this format, of what is said about this one */
	int64_t replies_count, replies_updated;
	/*
	 * Withdrawn: a tombstone (RFC 6721) goes out for it. No reader is known to act on one, so
	 * title and content hold a neutral sentence and replace the old text under the same id;
	 * with is_tombstone_only the entry itself is left out.
	 */
	bool is_deleted, is_tombstone_only;
	int64_t deleted_at;
};

struct entries {
	struct entry *items;
	size_t count;
};

struct feed {
	const char *id;       /* a tag: URI, another one for each feed, filter and language */
	const char *title;    /* plain text */
	const char *subtitle; /* plain text */
	const char *language; /* "uk" or "en" */
	const char *author;   /* of entries that name none */
	const char *rights;   /* the licence, in words */
	const char *self;     /* this document's canonical address, in this format */
	const char *home;     /* the page for people that tells the same */
	const char *other_language, *other; /* the same feed in another language: its address */
	int64_t updated; /* of the newest entry; of the community for an empty feed */
	const char *hub; /* WebSub, or none */

	/* RFC 5005. An archive has current; a complete feed has none of these addresses. */
	bool is_archive, is_complete;
	const char *current, *previous_archive, *next_archive;

	struct entries entries; /* newest first */
};
