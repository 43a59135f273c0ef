/*
 * open311_requests.c - service requests: issues, as the Open311 API tells of them.
 *
 *	GET requests.xml            a window of at most 90 days and 1000 requests, filtered
 *	GET requests/2026-147.xml   one
 *
 * Beyond the specification: page, page_size, updated_after, updated_before, bbox, q, extensions=true;
 * and a Link header to the page behind. Only what everybody may see is read, through issue_find_id.
 */
#include "server/pages/open311_view.h"

#include <math.h>

#include "model/category.h"
#include "model/issue_window.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"

#define BYTES_MOST ((size_t)6 << 20) /* of texts in one answer; what is more comes with the next */

/* What was asked for. */
struct question {
	struct issue_window window;
	struct texts categories;
	bool has_extensions;
	int page, page_size;
};

static enum outcome refuse(struct request *request, const char *sentence, const char *detail)
{
	return open311_refuse(request, 400, open311_say(request, sentence, detail));
}

/* ------------------------------------------------------------------ the question */

/* "a,b", and once more "c": all of them. */
static struct texts list_of(struct request *request, const char *name)
{
	struct texts texts = {0};

	for (size_t i = 0; i < request->query.count; i++) {
		char *rest = arena_string(request->arena, request->query.items[i].value), *item;

		if (strcmp(request->query.items[i].name, name) != 0)
			continue;
		while ((item = strsep(&rest, ",")))
			if (*item)
				*LIST_ADD(request->arena, &texts) = item;
	}
	return texts;
}

/* A kind that nobody knows has no issues: its key is left out, and a list of none finds nothing. */
static bool read_categories(struct request *request, struct question *question)
{
	struct texts typed = list_of(request, "service_code");
	struct category category;

	for (size_t i = 0; i < typed.count; i++)
		if (category_find(request->db, typed.items[i], &category) == OK)
			*LIST_ADD(request->arena, &question->categories) = category.key;
	question->window.categories = &question->categories;
	return typed.count == 0 || question->categories.count > 0;
}

static bool read_status(struct request *request, struct question *question, enum outcome *outcome)
{
	struct texts typed = list_of(request, "status");
	bool is_open = false, is_closed = false;

	for (size_t i = 0; i < typed.count; i++) {
		if (strcasecmp(typed.items[i], "open") == 0)
			is_open = true;
		else if (strcasecmp(typed.items[i], "closed") == 0)
			is_closed = true;
		else
			goto unknown;
	}
	question->window.is_done = is_open == is_closed ? -1 : is_closed;
	return true;
unknown:
	*outcome = refuse(request, SAY("status is “open”, “closed” or both, with a comma"), "");
	return false;
}

/* west,south,east,north in degrees. */
static bool read_box(struct request *request, struct question *question, enum outcome *outcome)
{
	const char *typed = pairs_value(&request->query, "bbox");
	double *sides[] = {&question->window.west, &question->window.south, &question->window.east,
			   &question->window.north};
	const char *at = typed;

	if (!*typed)
		return true;
	for (size_t i = 0; i < COUNT(sides); i++) {
		char *end;

		*sides[i] = strtod(at, &end);
		if (end == at || !isfinite(*sides[i]) || *end != (i + 1 < COUNT(sides) ? ',' : 0))
			goto unknown;
		at = end + 1;
	}
	question->window.has_box = true;
	return true;
unknown:
	*outcome = refuse(request,
			  SAY("bbox is four numbers with commas: the western longitude, the "
			      "southern latitude, the eastern longitude, the northern latitude"),
			  "");
	return false;
}

/* A whole number from 1 to most; otherwise when it was not sent. */
static bool read_number(struct request *request, const char *name, int most, int otherwise,
			int *number, enum outcome *outcome)
{
	const char *typed = pairs_value(&request->query, name);

	*number = otherwise;
	if (!*typed)
		return true;
	if (strlen(typed) < 8 && strspn(typed, "0123456789") == strlen(typed))
		*number = (int)strtol(typed, NULL, 10);
	else
		*number = 0;
	if (*number >= 1 && *number <= most)
		return true;
	*outcome = refuse(request,
			  SAY("{1} is a whole number from 1; to go further back, move end_date, or "
			      "follow the Link header"),
			  name);
	return false;
}

static bool read_paging(struct request *request, struct question *question, enum outcome *outcome)
{
	const char *before = pairs_value(&request->query, "before");
	int64_t key[2];

	if (!read_number(request, "page_size", WINDOW_ROWS_MOST, WINDOW_ROWS_MOST,
			 &question->page_size, outcome) ||
	    !read_number(request, "page", WINDOW_SKIP_MOST / question->page_size + 1, 1,
			 &question->page, outcome))
		return false;
	question->window.limit = question->page_size + 1;
	question->window.skip = (question->page - 1) * question->page_size;
	if (open311_read_key(before, key)) {
		question->window.before_at = key[0];
		question->window.before_id = key[1];
		question->window.skip = 0;
	}
	return true;
}

static bool is_sent(const struct request *request, const char *name)
{
	return *pairs_value(&request->query, name);
}

/* Which changes: then when it was reported is asked only where that was sent, too. */
static bool read_windows(struct request *request, struct issue_window *window)
{
	static const char *const reported[2] = {"start_date", "end_date"},
				 *const updated[2] = {"updated_after", "updated_before"};
	bool is_updated = is_sent(request, updated[0]) || is_sent(request, updated[1]);
	int64_t span[2];

	if (!is_updated || is_sent(request, reported[0]) || is_sent(request, reported[1])) {
		if (!open311_read_span(request, reported, true, span))
			return false;
		window->from = window->reported_from = span[0];
		window->to = window->reported_to = span[1];
	}
	if (!is_updated) {
		window->reported_to = 0;
		return true;
	}
	window->moment = WINDOW_UPDATED;
	if (!open311_read_span(request, updated, false, span))
		return false;
	window->from = span[0];
	window->to = span[1];
	return true;
}

/* ------------------------------------------------------------------ the answer */

/* The same question for what stands behind the last of the answer. */
static void tell_next(struct request *request, const struct question *question,
		      const struct issue *last)
{
	struct text link = text_begin(request->arena, 4096);
	const char *separator = "?";

	text_addf(&link, "<%s%s", request->settings->public_url, request->path);
	for (size_t i = 0; i < request->query.count; i++) {
		const struct pair *pair = &request->query.items[i];

		if (strcmp(pair->name, "before") == 0 || strcmp(pair->name, "page") == 0)
			continue;
		text_add(&link, separator);
		text_add_encoded(&link, pair->name, "");
		text_add_char(&link, '=');
		text_add_encoded(&link, pair->value, "");
		separator = "&";
	}
	text_addf(&link, "%sbefore=%lld-%lld>; rel=\"next\"", separator,
		  (long long)issue_window_key(&question->window, last), (long long)last->id);
	if (!link.is_full)
		request->response.link = link.bytes;
}

static enum outcome answer(struct request *request, const struct open311_requests *requests)
{
	const char *bytes;
	size_t length;
	enum outcome outcome = open311_write_requests(request->arena, open311_face_of(request),
						      requests, &bytes, &length);

	return outcome == OK ? open311_answer(request, bytes, length) : outcome;
}

static enum outcome answer_window(struct request *request, const struct question *question)
{
	struct issue_ids ids = issue_window_ids(request->db, &question->window);
	struct open311_requests requests = {.has_extensions = question->has_extensions};
	struct open311_viewing viewing = open311_viewing_begin(request, question->has_extensions);
	struct issue issue = {0};
	size_t bytes = 0;

	for (size_t i = 0; i < ids.count; i++) {
		if (requests.count == (size_t)question->page_size || bytes > BYTES_MOST) {
			tell_next(request, question, &issue);
			break;
		}
		if (issue_find_id(request->db, ids.items[i], request->now, &issue) != OK)
			continue; /* a failure ends the answer by the database's own outcome */
		*LIST_ADD(request->arena, &requests) = open311_view(&viewing, &issue);
		bytes += open311_view_weight(&requests.items[requests.count - 1]);
	}
	return answer(request, &requests);
}

/* "This overrides all other arguments." What does not exist is left out. */
static enum outcome answer_named(struct request *request, const struct texts *names,
				 bool has_extensions)
{
	struct open311_requests requests = {.has_extensions = has_extensions};
	struct open311_viewing viewing = open311_viewing_begin(request, has_extensions);

	for (size_t i = 0; i < names->count && requests.count < WINDOW_ROWS_MOST; i++) {
		struct issue_key key = {.community_id = request->community->id};
		struct issue issue;

		if (issue_key_read(names->items[i], &key) == OK &&
		    issue_find(request->db, key, request->now, &issue) == OK)
			*LIST_ADD(request->arena, &requests) = open311_view(&viewing, &issue);
	}
	return answer(request, &requests);
}

static bool wants_extensions(const struct request *request)
{
	return strcmp(pairs_value(&request->query, "extensions"), "true") == 0;
}

enum outcome open311_requests_page(struct request *request)
{
	struct question question = {.has_extensions = wants_extensions(request)};
	struct texts names = list_of(request, "service_request_id");
	struct open311_requests none = {0};
	enum outcome outcome = OK;
	bool is_possible;

	if (!open311_find_community(request))
		return OK;
	if (names.count)
		return answer_named(request, &names, question.has_extensions);
	question.window.community_id = request->community->id;
	question.window.q = pairs_value(&request->query, "q");
	is_possible = read_categories(request, &question);
	if (!read_status(request, &question, &outcome) || !read_box(request, &question, &outcome) ||
	    !read_paging(request, &question, &outcome))
		return outcome;
	if (!read_windows(request, &question.window))
		return OK;
	return is_possible ? answer_window(request, &question) : answer(request, &none);
}

/* ------------------------------------------------------------------ one */

static enum outcome lead_to_main(struct request *request, struct issue_key key)
{
	struct issue_key main_key;
	const char *dot = strrchr(request->page_path, '.'), *query = strchr(request->target, '?');

	if (issue_main(request->db, key, &main_key) != OK)
		return NOT_FOUND;
	return request_moved(request, arena_printf(request->arena, "/open311/v2/requests/%s%s%s",
						   issue_key_text(request->arena, main_key.year,
								  main_key.number),
						   dot, query ? query : ""));
}

enum outcome open311_request_page(struct request *request)
{
	struct issue_key key = {0};
	struct open311_requests requests = {.has_extensions = wants_extensions(request)};
	struct open311_viewing viewing;
	struct issue issue;
	enum outcome outcome;

	if (!open311_find_community(request))
		return OK;
	outcome = issue_key_read(request->path_values[0], &key);
	key.community_id = request->community->id;
	if (outcome == OK)
		outcome = issue_find(request->db, key, request->now, &issue);
	if (outcome == MOVED)
		return lead_to_main(request, key);
	if (outcome == GONE)
		return open311_refuse(request, 410,
				      open311_say(request,
						  SAY("service_request_id “{1}” was withdrawn"),
						  request->path_values[0]));
	if (outcome != OK)
		return outcome == INVALID || outcome == NOT_FOUND
			       ? open311_refuse(
					 request, 404,
					 open311_say(request,
						     SAY("service_request_id “{1}” was not found"),
						     request->path_values[0]))
			       : outcome;
	viewing = open311_viewing_begin(request, requests.has_extensions);
	*LIST_ADD(request->arena, &requests) = open311_view(&viewing, &issue);
	return answer(request, &requests);
}
