#include "page.h"

#include "feed_source.h"
#include "forgery.h"
#include "model/base/log.h"
#include "model/community.h"
#include "model/installation.h"
#include "pages.h"
#include "settings.h"
#include "templates/layout.html.h"

const struct words *page_words(const struct request *request)
{
	return words_of(request->language ? request->language : "uk");
}

/* This very page in the other language, with what was asked behind the "?". */
static const char *other_language(const struct request *request)
{
	const char *query = strchr(request->target, '?');
	const char *prefix = words_prefix(words_other(page_words(request)));

	if (request->method == METHOD_POST)
		query = NULL;
	return arena_printf(request->arena, "%s%s%s", prefix, request->page_path,
			    query ? query : "");
}

/* What the page did not say itself. */
static void fill(struct request *request, struct frame *frame)
{
	struct installation installation;

	if (request->community) {
		frame->community = request->community->short_name;
		frame->slug = request->community->slug;
		frame->has_work = viewer_may(&request->viewer, READ_WORK);
	}
	if (request->viewer.person_id)
		frame->viewer = request->viewer.name;
	if (!frame->notice && request->viewer.person_id && *pairs_value(&request->query, "saved"))
		frame->notice = words_say(page_words(request), SAY("Saved."));
	frame->has_admin = viewer_may(&request->viewer, MANAGE_PEOPLE);
	frame->has_faults |= request->checked.faults.count > 0;
	frame->is_hidden |= request->response.status >= 300;
	if (!frame->feeds.count)
		frame->feeds = feed_source_links(request, NULL, NULL);
	frame->other_language = other_language(request);
	frame->style = static_address("style");
	frame->icon = static_address("icon");
	if (request->db && installation_find(request->db, &installation) == OK) {
		frame->is_demo = installation.is_demo;
		frame->is_read_only = installation.is_read_only;
	}
}

/* Between page_begin and page_end: the page, and the frame it needs again at its end. */
struct framed {
	struct page page; /* first, so that request->page is one */
	struct frame frame;
};

/*
 * The first form of a page needs its hidden values: the answer becomes one reader's own, and who has
 * no session gets a visitor cookie.
 */
static void fill_secrets(struct page *page)
{
	struct request *request = page->context;

	request->has_form = true;
	page->token = forgery_token(request);
	page->once = secret_token(request->arena, request->random, 128);
}

struct page *page_begin_with(struct request *request, const struct frame *frame)
{
	struct framed *framed = arena_take(request->arena, sizeof(*framed));

	framed->page = html_begin(request->arena, page_words(request), HTML_MAXIMUM);
	framed->frame = *frame;
	framed->frame.title = words_say(page_words(request), frame->title);
	fill(request, &framed->frame);
	framed->page.want_secrets = fill_secrets;
	framed->page.context = request;
	layout_begin_html(&framed->page, &framed->frame);
	request->page = &framed->page;
	return &framed->page;
}

struct page *page_begin(struct request *request, const char *title)
{
	return page_begin_with(request, &(struct frame){.title = title});
}

enum outcome page_end(struct request *request)
{
	struct framed *framed = (struct framed *)request->page;

	layout_end_html(&framed->page, &framed->frame);
	request->page = NULL;
	if (framed->page.out.is_full) {
		log_error("a page grew beyond %zu bytes", (size_t)HTML_MAXIMUM);
		return BROKEN;
	}
	request_body(request, "text/html; charset=utf-8", framed->page.out.bytes,
		     framed->page.out.length);
	return request->db ? db_outcome(request->db) : OK;
}

void page_wants_form(struct request *request)
{
	request->has_form = true;
}
