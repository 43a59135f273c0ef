/*
 * page.h - the beginning and the end that all pages share.
 *
 *	enum outcome audit_page(struct request *request)
 *	{
 *		struct audit_lines lines = audit_latest(request->db, 100);
 *		audit_html(page_begin(request, SAY("Audit log")), &lines);
 *		return page_end(request);
 *	}
 *
 * A page whose template shows a form's secrets (input_secrets) becomes one reader's own; all others
 * stay the same for everybody who is not signed in, and so can be kept in the cache.
 */
#pragma once

#include "request.h"
#include "templates/frame.h"
#include "templates/html.h"

/*
 * Begin an HTML page: everything up to its own matter. title is marked with SAY and translated here,
 * or a name as it is. The page is the template functions' first argument.
 */
struct page *page_begin(struct request *request, const char *title);

/*
 * The same with what only some pages have (place, feeds, description, canonical, notice, is_hidden);
 * members left out are filled from the request.
 */
struct page *page_begin_with(struct request *request, const struct frame *frame);

/* The end of the page; it becomes the response. OK, or what the database failed with. */
CHECKED enum outcome page_end(struct request *request);

/* Before page_begin: this answer is one reader's own even if no form gets shown. */
void page_wants_form(struct request *request);

/* The words of the reader's language, for sentences that are made in C. */
const struct words *page_words(const struct request *request);
