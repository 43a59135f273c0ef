/*
 * page.h - the beginning and the end that all pages share.
 *
 *	enum outcome audit_page(struct request *request)
 *	{
 *		struct audit_lines lines = audit_latest(request->db, 100);
 *		audit_html(page_begin(request, "Audit log"), &lines);
 *		return page_end(request);
 *	}
 */
#pragma once

#include "request.h"

/*
 * Begin an HTML page: everything up to <main>. title is an English source text that the frame
 * translates, or a name as it is. The page is the template functions' first argument.
 */
struct page *page_begin(struct request *request, const char *title);

/* The same with what only some pages have; zeros mean no such thing. */
struct page_head {
	const char *title;
	bool is_title_plain;     /* do not translate: a name, a number */
	const char *description; /* one sentence for search engines and previews */
	const char *feed;        /* path of the Atom feed that tells of this page's matter */
	const char *feed_title;
	const char *canonical; /* path without paging noise */
	const char *section;   /* which entry of the navigation it is: "issues", "reports", ... */
	bool is_for_robots;    /* unset: the community's setting */
};
struct page *page_begin_with(struct request *request, const struct page_head *head);

/* The end of the page; it becomes the response. OK, or what the database failed with. */
CHECKED enum outcome page_end(struct request *request);

/*
 * The two hidden values of a form (CONTRACT.md): against forgery, against posting twice. Asking for
 * the token makes the answer one reader's own (no-store) and hands a visitor cookie to who has none.
 */
const char *page_token(struct request *request);
const char *page_once(struct request *request);
