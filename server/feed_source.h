/*
 * feed_source.h - which feed somebody asks for: what of, filtered how, called what.
 *
 * The kinds are one table here; the formats are feeds/format.h. From both follow the addresses, the
 * ids, the OPML lists, the links in every page's head and the page /G/subscribe.
 */
#pragma once

#include "feeds/format.h"
#include "model/publication.h"
#include "request.h"
#include "templates/frame.h"

struct feed_kind {
	enum publication_kind kind;
	const char *key;      /* in addresses */
	const char *title;    /* English, marked for translation; of a hromada, of the network */
	const char *subtitle; /* the same, a sentence */
	const char *home;     /* the page that tells the same, behind "/G/" */
	bool is_of_issues;    /* takes the filters of the register */
};

/* Ended by a line without a title. */
extern const struct feed_kind feed_source_kinds[];

struct feed_source {
	const struct feed_kind *kind;
	const struct format *format;
	const struct community *community; /* NULL: the network */
	struct publication_filter filter;  /* points to issues where a filter is given */
	struct issue_filter issues;
	const struct issue *issue; /* the feed is of this issue alone, or NULL */
	bool is_complete;          /* all there is, in one document (RFC 5005 2) */
	int64_t archive;           /* the archive asked for, or 0 */

	const char *shape; /* of a filtered feed: which entries its window holds; for its ETag */

	const char *id;           /* tag: URI of feed, filter and language */
	const char *title;        /* plain, in the reader's language */
	const char *path;         /* without language and ending: "/korosten/feeds/issues" */
	const char *query, *home; /* canonical, without "?"; path of the page */
	const char *tag;          /* what entries' ids begin with: "tag:poruch.example,2026:" */
	int64_t made_at;          /* of the installation: what an empty feed is dated by */
};

/*
 * The feed of request->community (none: the network) that "issues.atom" names, with the request's
 * query. NOT_FOUND for an unknown kind, format, category, area, state or archive: a filter that is not
 * understood must not become a feed of everything.
 */
CHECKED enum outcome feed_source_read(struct request *request, const char *name,
				      struct feed_source *source);

/* The feed of one issue, found by "2026-147". GONE, MOVED (answered with 301 then: OK), NOT_FOUND. */
CHECKED enum outcome feed_source_read_issue(struct request *request, const char *key,
					    const char *format, struct feed_source *source);

/* Whole addresses: of the document (archive 0: the subscription document), of a path of ours. */
const char *feed_source_url(const struct request *request, const struct feed_source *source,
			    int64_t archive);
const char *feed_source_page_url(const struct request *request, const char *path);

/* "Коростень: Проблеми безпеки": a feed's name without a filter; community NULL for the network. */
const char *feed_source_title(const struct request *request, const struct community *community,
			      const struct feed_kind *kind);

/* "within 500 m of 50.951,28.645". */
const char *feed_source_near(const struct request *request, const struct near *near);

/*
 * The feeds to name in a page's head (FEEDS 27), the most specific first: special's (a path with its
 * ending; NULL: none), then all kinds of the community, or of the network outside of one.
 */
struct frame_feeds feed_source_links(const struct request *request, const char *special,
				     const char *special_title);
