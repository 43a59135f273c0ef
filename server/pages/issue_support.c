/*
 * issue_support.c - "it concerns me too", and comments: what anybody may say to a public issue.
 *
 * The issue's own page stays the same for all readers, so that it can be kept ready. It only leads
 * here, where the form with its token is.
 */
#include "issue_view.h"
#include "model/community.h"
#include "model/message.h"
#include "model/support.h"
#include "server/cookie.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/issue_comment.html.h"
#include "templates/issue_support.html.h"

/* The public issue that the address names. A duplicate leads on to the page of the same kind there. */
static enum outcome find(struct request *request, struct issue *issue)
{
	struct issue_key key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	return outcome == OK ? issue_find(request->db, key, request->now, issue) : outcome;
}

static enum outcome go_to_main(struct request *request, const char *what)
{
	struct issue_key key, main_key;
	enum outcome outcome = issue_view_key(request, 1, &key);

	if (outcome == OK)
		outcome = issue_main(request->db, key, &main_key);
	if (outcome != OK)
		return outcome;
	return request_go(
		request,
		arena_printf(request->arena, "/%s/issues/%s/%s", request->community->slug,
			     issue_key_text(request->arena, main_key.year, main_key.number), what));
}

static const char *path_to(const struct request *request, const struct issue *issue,
			   const char *what)
{
	return arena_printf(request->arena, "%s/%s", issue_view_path(request, issue), what);
}

/* ------------------------------------------------------------------ it concerns me too */

static enum outcome show_support(struct request *request, const struct issue *issue, bool is_full)
{
	const char *supporter = cookie_supporter(request);
	struct issue_support it = {
		.slug = request->community->slug,
		.row = issue_view_row(request, issue),
		.support = issue_view_support(request, issue),
		.days = SUPPORT_NETWORK_DAYS,
		.is_full = is_full,
		.is_closed = strcmp(issue->phase, "closed") == 0,
		.is_counted = supporter && support_is_counted(request->db, issue->id, supporter),
	};

	page_wants_form(request);
	issue_support_html(
		page_begin_with(request, &(struct frame){.title = SAY("It concerns me too"),
							 .place = PLACE_ISSUES,
							 .is_hidden = true}),
		&it);
	return page_end(request);
}

enum outcome issue_support_page(struct request *request)
{
	struct issue issue;
	enum outcome outcome = find(request, &issue);

	if (outcome == MOVED)
		return go_to_main(request, "support");
	return outcome == OK ? show_support(request, &issue, false) : outcome;
}

enum outcome issue_support_action(struct request *request, struct change *change)
{
	struct issue issue;
	struct supported supported;
	enum outcome outcome = find(request, &issue);

	if (outcome == MOVED)
		return go_to_main(request, "support");
	if (outcome != OK)
		return outcome;
	outcome = support_add(
		change,
		&(struct support){.issue_id = issue.id,
				  .supporter = cookie_make_supporter(request),
				  .address = request->address,
				  .per_network = request->settings->supports_per_network},
		&supported);
	if (outcome == TOO_OFTEN) {
		request->response.status = 429;
		return show_support(request, &issue, true);
	}
	if (outcome == OK || outcome == CONFLICT) /* closed meanwhile: the page says so */
		return request_go(request, path_to(request, &issue, "support"));
	return outcome;
}

/* ------------------------------------------------------------------ a comment */

static enum outcome show_comment(struct request *request, const struct issue *issue, bool is_sent)
{
	struct issue_comment it = {
		.slug = request->community->slug,
		.row = issue_view_row(request, issue),
		.form = &request->checked,
		.is_sent = is_sent,
	};

	page_wants_form(request);
	issue_comment_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Tell what you know about it"),
						.place = PLACE_ISSUES,
						.is_hidden = true}),
		&it);
	return page_end(request);
}

enum outcome issue_comment_page(struct request *request)
{
	struct issue issue;
	enum outcome outcome = find(request, &issue);

	if (outcome == MOVED)
		return go_to_main(request, "comment");
	return outcome == OK ? show_comment(request, &issue,
					    *pairs_value(&request->query, "sent") != '\0')
			     : outcome;
}

enum outcome issue_comment_action(struct request *request, struct change *change)
{
	struct message_entry entry = {.kind = MESSAGE_COMMENT};
	struct issue issue;
	enum outcome outcome = find(request, &issue);

	if (outcome == MOVED)
		return go_to_main(request, "comment");
	if (outcome == OK)
		outcome = form_read(&request->checked, message_entry_fields, &entry);
	if (outcome != OK)
		return outcome;
	entry.issue_id = issue.id;
	outcome = message_add(change, &request->checked, &entry);
	return outcome == OK ? request_go(request, path_to(request, &issue, "comment?sent=1"))
			     : outcome;
}
