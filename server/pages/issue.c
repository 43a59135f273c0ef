/* One issue as everybody sees it. */
#include "issue_history.h"
#include "issue_view.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "photo_view.h"
#include "question_view.h"
#include "server/feed_source.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/issue.html.h"

#define DESCRIPTION_CHARACTERS 160

/* The same matter is told elsewhere. */
static enum outcome go_to_main(struct request *request, struct issue_key key)
{
	struct issue_key main_key;
	enum outcome outcome = issue_main(request->db, key, &main_key);

	if (outcome != OK)
		return outcome;
	return request_moved(
		request,
		arena_printf(request->arena, "/%s/issues/%s", request->community->slug,
			     issue_key_text(request->arena, main_key.year, main_key.number)));
}

/* Staff are led to their own view of what nobody else may see. */
static enum outcome go_to_work(struct request *request, struct issue_key key, enum outcome outcome)
{
	struct issue_work work;

	if (!viewer_may(&request->viewer, READ_WORK) ||
	    issue_find_work(request->db, key, request->now, &work) != OK ||
	    !issue_is_open_to(&request->viewer, &work))
		return outcome;
	return request_go(request,
			  arena_printf(request->arena, "%s%s",
				       issue_view_work_path(request, &work.issue),
				       *pairs_value(&request->query, "saved") ? "?saved=1" : ""));
}

/* What was public once and is not any more: 410, with the class of the reason. */
static enum outcome tell_gone(struct request *request, struct issue_key key)
{
	const char *reason = issue_gone_reason(request->db, key);

	request->response.status = 410;
	issue_gone_html(page_begin_with(request, &(struct frame){.title = SAY("Withdrawn"),
								 .place = PLACE_ISSUES,
								 .is_hidden = true}),
			request->community->slug, issue_view_reason(request, reason));
	return page_end(request);
}

enum outcome issue_page(struct request *request)
{
	struct issue issue;
	struct issue_view view;
	struct updates updates;
	struct questions questions;
	struct issue_key key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	if (outcome != OK)
		return outcome;
	outcome = issue_find(request->db, key, request->now, &issue);
	if (outcome == MOVED)
		return go_to_main(request, key);
	if (outcome == NOT_FOUND || outcome == GONE) {
		outcome = go_to_work(request, key, outcome);
		return outcome == GONE ? tell_gone(request, key) : outcome;
	}
	if (outcome != OK)
		return outcome;
	view = issue_view_of(request, &issue);
	updates = update_list(request->db, issue.id);
	view.lines = issue_history_lines(request, &updates);
	view.photos = photo_views_public(request, issue.id);
	questions = question_of_issue(request->db, issue.id);
	view.questions = question_view_rows(request, &questions);
	if (viewer_may(&request->viewer, READ_WORK))
		view.work = issue_view_work_path(request, &issue);
	view.emergency = issue_view_emergency(request, &issue);
	issue_html(
		page_begin_with(
			request,
			&(struct frame){.title = issue.title,
					.place = PLACE_ISSUES,
					.description = unicode_shorten(request->arena, issue.text,
								       DESCRIPTION_CHARACTERS),
					.feeds = feed_source_links(request, view.feed, issue.title),
					.canonical = request_url(
						request, request_path(request, view.row.href))}),
		&view);
	return page_end(request);
}
