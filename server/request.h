/*
 * request.h - a request on its way through the house, and the answer it becomes.
 *
 * listener fills the first part from the wire (and nothing else knows libmicrohttpd); dispatch adds
 * what it finds out; a page or an action fills the response; respond sends it. Everything hangs on
 * request->arena and ends with it. dispatch is a pure function of this struct, so tests make one by
 * hand (tests/server/asking.h) and need no socket.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/access.h"
#include "model/base/arena.h"
#include "model/base/outcome.h"
#include "model/base/pairs.h"
#include "model/base/secret.h"
#include "model/base/text.h"
#include "model/db.h"
#include "model/form.h"

struct api_key;
struct community;
struct page;
struct route;
struct settings;
struct limits;
struct service;

/* METHOD_OTHER: one that no address takes. */
enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

/* A file that a form brought. Its bytes are the body's own: as they came, and for as long. */
struct upload {
	const char *field, *name; /* name: what the sender calls it, for messages; may be "" */
	const unsigned char *bytes;
	size_t length;
};

struct uploads {
	struct upload *items;
	size_t count;
};

enum cache_policy {
	CACHE_NOTHING, /* no-store: whatever depends on who asks */
	CACHE_PUBLIC,  /* public, max-age=..., with ETag; may stand in the response cache */
	CACHE_PRIVATE, /* private, max-age=...: an elastic feed, made for one reader */
	CACHE_ARCHIVE, /* public, max-age=..., but shared caches ask sooner: full archives */
	CACHE_FOREVER, /* public, immutable: addresses with a hash in them */
};

struct stream;

struct response {
	int status;        /* 200 when a page did not say otherwise */
	const char *type;  /* media type with charset */
	const char *bytes; /* the body; in the request's arena or a constant */
	size_t length;
	enum cache_policy cache;
	int max_age;           /* seconds, with CACHE_PUBLIC and CACHE_PRIVATE */
	const char *etag;      /* without W/, quotes and coding; NULL: made from the bytes */
	int64_t last_modified; /* UTC seconds, or 0 */
	bool is_elastic;       /* another If-None-Match may get another 200: ask the page itself */
	const char *location;  /* of a 201 or 3xx: a path of ours, or a whole address */
	const char *link;      /* value of a Link header, or NULL */
	const char *allow;     /* of a 405 */
	int retry_after;       /* seconds, of a 429, 503 or 507; 0: none */
	struct texts cookies;  /* Set-Cookie values; none on an answer that may be cached */
	bool varies_by_saving; /* it looks another way with Save-Data */
	const char *download;  /* file name for Content-Disposition, or NULL */
	bool is_public_data; /* Access-Control-Allow-Origin: * (feeds, open data, API; no cookies) */
	bool hides_address;  /* its address is a secret: no link may tell it (Referer) */
	const char *tiles;   /* where pictures may come from beside us ("https://host"), or NULL */
	bool may_be_framed;  /* by any site: the pages of embed.c, and nothing else */
	struct stream *stream; /* instead of bytes: made while it is sent (stream.h); or NULL */
	bool must_close;       /* close the connection behind it: after a framing error */
};

struct request {
	/* From the wire, cleaned: every text here is valid UTF-8. */
	struct arena *arena;
	enum method method;
	const char *path;   /* decoded; begins with "/" */
	const char *target; /* path and query as sent, for "self" links and the log */
	struct pairs query, form, headers, cookies;
	struct uploads uploads; /* files of the form, where its route takes any */
	const char *address;    /* of the client, behind a trusted proxy too; never logged */
	bool is_loopback;       /* it came from this machine, and through no proxy */
	const char *etags,
		*modified_since; /* If-None-Match, If-Modified-Since; NULL when not sent */
	bool is_same_origin;     /* by Sec-Fetch-Site, else Origin, else (neither sent) true */
	enum outcome refusal;    /* decided before the body was read (TOO_MUCH, ...), or OK */
	int refusal_status; /* its status where the outcome does not tell: 405, 411, ... or 0 */
	int64_t now;
	const struct secret_source *random;
	const struct settings *settings;
	struct service *service; /* the running whole: its figures, its bounds; NULL in tests */
	struct limits *limits;   /* NULL: lifted */
	uint64_t number; /* counts requests; errors name it, so that a log line can be found */

	/* Found out by dispatch. */
	const struct route *route;
	const char *page_path; /* path without the language: "/korosten/issues" */
	const char *language;  /* "uk" or "en" */
	const char
		*path_values[4]; /* what stood at the route's * places, in order, slug included */
	struct community *community;
	struct viewer viewer;
	const struct api_key *api_key; /* of a program that writes; NULL for people */
	struct db *db;       /* reads go through this; inside an action it sees the change */
	struct form checked; /* over request->form; a page shows it again after a fault */
	void *prepared;      /* what the route's prepare made on the hashing worker */
	bool wants_touch;    /* the session is in use, and that should be written down */
	bool keeps_form;     /* the session had ended: keep what was typed instead of doing it */
	bool has_form;       /* the page asked for a form token: its answer is for one reader */

	/* The answer. */
	struct page *page; /* between page_begin and page_end */
	struct response response;
};

/*
 * A decimal number that stood at a * place of the route (0 is the first, the slug in a community's
 * routes); 0 when it is no number.
 */
int64_t request_path_number(const struct request *request, int place);

/*
 * Answer 303 to a path of ours ("/korosten/issues/2026-1", without a language; the reader's is put
 * before it). Always gives OK, to be returned by an action or a page.
 */
CHECKED enum outcome request_go(struct request *request, const char *path);

/* The same with 301: the thing moved for good. */
CHECKED enum outcome request_moved(struct request *request, const char *path);

/* "/korosten/" and rest, or "/" and rest where the request is of no hromada; in the arena. */
const char *request_place(const struct request *request, const char *rest);

/* The reader's own language put before a path of ours: "/en/korosten/issues"; in the arena. */
const char *request_path(const struct request *request, const char *path);

/* The whole address of a path of ours, from the public URL, without a language. */
const char *request_url(const struct request *request, const char *path);

/* The response's body: these bytes (in the arena, or constant) as this media type. */
void request_body(struct request *request, const char *type, const char *bytes, size_t length);

/* The same, giving OK, to be returned by a page. */
CHECKED enum outcome request_answer(struct request *request, const char *type, const char *bytes,
				    size_t length);
