#include "problem.h"

#include "field_words.h"
#include "model/base/log.h"
#include "model/community.h"
#include "open311.h"
#include "page.h"
#include "routes.h"
#include "settings.h"
#include "templates/problem.h"
#include "templates/problem.html.h"

static const struct problem {
	int status;
	const char *title, *advice;
} problems[] = {
	{400, SAY("This request is not built as it should be"),
	 SAY("Go back to the page before and try again.")},
	{403, SAY("Not allowed"),
	 SAY("Your account may not do this here, or the form did not come from a page of ours.")},
	{404, SAY("There is nothing here"),
	 SAY("The address may have been mistyped, or what stood here is not public.")},
	{405, SAY("Not possible here"), SAY("This address cannot be used in that way.")},
	{409, SAY("Somebody changed it meanwhile"),
	 SAY("Open the page again, look at the present state, and repeat your change.")},
	{410, SAY("Withdrawn"), SAY("This was here once and was withdrawn.")},
	{411, SAY("The length is missing"), SAY("What you sent does not say how long it is.")},
	{413, SAY("Too large"), SAY("What you sent is larger than this service accepts.")},
	{414, SAY("The address is too long"),
	 SAY("The address is longer than this service accepts.")},
	{415, SAY("Not a form"), SAY("What you sent is not a form that this service understands.")},
	{417, SAY("Not possible"), SAY("This service cannot do what your program expects of it.")},
	{422, SAY("Something will not do"), SAY("Go back, check what you typed and try again.")},
	{429, SAY("Too often"),
	 SAY("Too much came from your address in a short time. Please wait a minute.")},
	{431, SAY("The headers are too large"),
	 SAY("Your program sent more than this service accepts.")},
	{500, SAY("Something broke"), SAY("This is our fault, not yours. Please try again later.")},
	{503, SAY("Not possible at the moment"),
	 SAY("Nothing was stored. Please try again in a minute; reading still works.")},
	{505, SAY("Another protocol"), SAY("This service speaks HTTP/1.1.")},
	{507, SAY("There is no room left"),
	 SAY("Nothing was stored. The operator has been told; reading still works.")},
};

static const int statuses[OUTCOME_COUNT] = {
	[INVALID] = 422,   [NOT_FOUND] = 404, [GONE] = 410,     [MOVED] = 404,
	[SIGN_IN] = 403,   [FORBIDDEN] = 403, [CONFLICT] = 409, [TOO_MUCH] = 413,
	[TOO_OFTEN] = 429, [BUSY] = 503,      [FULL] = 507,     [BROKEN] = 500,
};

#define RETRY_SECONDS 30

static const struct problem *problem_find(int status)
{
	for (size_t i = 0; i < COUNT(problems); i++)
		if (problems[i].status == status)
			return &problems[i];
	return NULL;
}

const char *problem_title(int status)
{
	const struct problem *problem = problem_find(status);

	return problem ? problem->title : NULL;
}

/* ------------------------------------------------------------------ for machines */

static bool ends_with(const char *path, const char *ending)
{
	size_t length = strlen(path), ending_length = strlen(ending);

	return length >= ending_length && strcmp(path + length - ending_length, ending) == 0;
}

static bool wants_json(const struct request *request)
{
	return open311_is_asked(request) ||
	       (request->page_path && (ends_with(request->page_path, ".json") ||
				       ends_with(request->page_path, ".geojson")));
}

/* The Open311 API's list of errors, in the language that was asked for. */
static bool answer_open311(struct request *request, const struct problem *problem)
{
	const struct words *words = page_words(request);
	const char *description = arena_printf(request->arena, "%s. %s",
					       words_say(words, problem->title),
					       words_say(words, problem->advice));

	if (problem->status == 403)
		description = words_say(words,
					SAY("api_key is missing or wrong, was revoked, or may not "
					    "do this. The administrator of the hromada gives out "
					    "keys"));
	return open311_is_asked(request) &&
	       open311_refuse(request, problem->status, description) == OK;
}

/* One line will do for a feed reader, a spreadsheet or a browser that fetches a picture. */
static bool wants_line(const struct request *request)
{
	static const char *const endings[] = {".atom", ".rss", ".opml", ".csv", ".txt",
					      ".css",  ".svg", ".ico",  ".jpg"};

	if (!request->page_path)
		return true;
	for (size_t i = 0; i < COUNT(endings); i++)
		if (ends_with(request->page_path, endings[i]))
			return true;
	return strcmp(request->page_path, "/healthz") == 0 ||
	       strcmp(request->page_path, "/readyz") == 0 ||
	       strcmp(request->page_path, "/metrics") == 0;
}

/* RFC 9457. Titles are ours and have nothing in them that JSON would want escaped. */
static void answer_json(struct request *request, const struct problem *problem)
{
	const char *bytes = arena_printf(request->arena,
					 "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,"
					 "\"detail\":\"%s\"}\n",
					 problem->title, problem->status, problem->advice);

	request_body(request, "application/problem+json", bytes, strlen(bytes));
}

static void answer_line(struct request *request, const struct problem *problem)
{
	const char *bytes = arena_printf(request->arena, "%d %s. %s\n", problem->status,
					 problem->title, problem->advice);

	request_body(request, "text/plain; charset=utf-8", bytes, strlen(bytes));
}

/* ------------------------------------------------------------------ for people */

/* An address that is wrong inside a hromada leaves the reader there, with its navigation and search. */
static void find_community(struct request *request)
{
	struct community *community;
	const char *end;

	if (request->community || !request->db || request->path[0] != '/')
		return;
	end = strchr(request->path + 1, '/');
	if (!end)
		return;
	community = arena_take(request->arena, sizeof(*community));
	if (community_find(request->db,
			   arena_printf(request->arena, "%.*s", (int)(end - request->path - 1),
					request->path + 1),
			   community) == OK)
		request->community = community;
}

/* Of a form with photos it can be said what would have been small enough. */
static const char *advice_of(const struct request *request, const struct problem *problem)
{
	const struct words *words = page_words(request);

	if (problem->status != 413 || !request->route || !(request->route->flags & ROUTE_MULTIPART))
		return words_say(words, problem->advice);
	return words_fill(
		request->arena, words,
		words_say(words, SAY("A photo may have {1} MB at most, all files of a form "
				     "together {2} MB. Send fewer at once, or smaller ones: "
				     "go back, what you typed is still there.")),
		(struct hole[]){words_hole_integer(request->settings->photo_bytes >> 20),
				words_hole_integer(request->settings->body_file_bytes >> 20)},
		2);
}

static enum outcome answer_page(struct request *request, const struct problem *problem)
{
	const struct words *words = page_words(request);
	struct problem_view view;

	if (problem->status == 404)
		find_community(request);
	view = (struct problem_view){
		.title = words_say(words, problem->title),
		.advice = advice_of(request, problem),
		.slug = request->community ? request->community->slug : NULL,
		.reference = problem->status >= 500 ? request->number : 0,
		.is_not_found = problem->status == 404,
	};

	problem_html(page_begin(request, problem->title), &view);
	return page_end(request);
}

/* Keep of the response what the problem needs, and forget the rest. */
static void begin_anew(struct request *request, int status)
{
	struct response before = request->response;

	request->response = (struct response){.status = status,
					      .retry_after = before.retry_after,
					      .must_close = before.must_close,
					      .allow = status == 405 ? before.allow : NULL,
					      .is_public_data = before.is_public_data};
	if (status == 405 && !request->response.allow)
		request->response.allow = "GET, HEAD, POST";
	if ((status == 503 || status == 507) && !request->response.retry_after)
		request->response.retry_after = RETRY_SECONDS;
	request->has_form = false;
	request->checked.faults.count = 0;
	request->page = NULL;
}

void problem_status(struct request *request, int status)
{
	const struct problem *problem = problem_find(status);

	begin_anew(request, status);
	if (!problem)
		problem = problem_find(500);
	if (answer_open311(request, problem))
		return;
	if (wants_json(request))
		answer_json(request, problem);
	else if (wants_line(request) || answer_page(request, problem) != OK)
		answer_line(request, problem);
}

/* "?next=" with the whole target, percent-encoded; only for what can be asked again. */
static const char *sign_in_path(const struct request *request)
{
	struct text text = text_begin(request->arena, 8192);

	text_add(&text, "/sign-in");
	if (request->method == METHOD_POST)
		return text.bytes;
	text_add(&text, "?next=");
	text_add_encoded(&text, request->target, "/");
	return text.bytes;
}

/* ------------------------------------------------------------------ a form once more */

/* The hromada a form was going to: "/korosten/issues", with a language before it or without. */
static const struct community *community_of(const struct request *request, const char *action)
{
	struct community *community = arena_take(request->arena, sizeof(*community));
	const char *slug = strncmp(action, "/en/", 4) == 0 ? action + 4 : action + 1;

	if (request->community || !request->db || *action != '/')
		return request->community;
	return community_find(request->db, arena_bytes(request->arena, slug, strcspn(slug, "/")),
			      community) == OK
		       ? community
		       : NULL;
}

static struct problem_form form_of(struct request *request, const char *action,
				   const struct pairs *typed)
{
	struct problem_form form = {.action = action};
	const struct community *community = community_of(request, action);

	for (size_t i = 0; i < typed->count; i++) {
		const struct pair *pair = &typed->items[i];

		if (strcmp(pair->name, "token") == 0 || strcmp(pair->name, "once") == 0)
			continue;
		pairs_add(request->arena, &form.carried, pair->name, pair->value);
		if (*pair->value && *field_words_label(request, pair->name))
			pairs_add(request->arena, &form.shown,
				  field_words_label(request, pair->name),
				  field_words_value(request, community, pair->name, pair->value));
	}
	return form;
}

/* A form that found no room: the page holds what was typed. */
static bool offer_again(struct request *request)
{
	struct problem_form form;

	if (request->method != METHOD_POST || !request->route || !request->db ||
	    (request->route->flags & ROUTE_SECRET) || wants_json(request) || wants_line(request))
		return false;
	begin_anew(request, 503);
	form = form_of(request, request->path, &request->form);
	form.has_photos = request->uploads.count > 0;
	problem_busy_html(page_begin(request, SAY("Not now")), &form);
	return page_end(request) == OK;
}

void problem_answer(struct request *request, enum outcome outcome)
{
	int status = statuses[outcome];

	if (request->refusal != OK && outcome == request->refusal && request->refusal_status)
		status = request->refusal_status;
	if (outcome == NOT_FOUND && request->response.allow && !request->route)
		status = 405;
	if (outcome == SIGN_IN && !wants_json(request)) {
		begin_anew(request, 303);
		request->response.location = request_path(request, sign_in_path(request));
		return;
	}
	if (status >= 500)
		log_warning("request %llu ended with %d", (unsigned long long)request->number,
			    status);
	if (outcome != BUSY || status != 503 || !offer_again(request))
		problem_status(request, status);
}

void problem_resend(struct request *request, const char *action, const struct pairs *typed)
{
	struct problem_form form = form_of(request, action, typed);

	problem_resend_html(page_begin(request, SAY("Please send it once more")), &form);
}

void problem_stale_form(struct request *request)
{
	begin_anew(request, 422);
	problem_resend(request, request->path, &request->form);
	if (page_end(request) != OK)
		problem_status(request, 500);
}

void problem_read_only(struct request *request)
{
	struct problem_form form;

	if (wants_json(request) || (request->route->flags & ROUTE_SECRET)) {
		problem_status(request, 503);
		return;
	}
	begin_anew(request, 503);
	form = form_of(request, request->path, &request->form);
	problem_read_only_html(page_begin(request, SAY("Reading only at the moment")), &form);
	if (page_end(request) != OK)
		problem_status(request, 500);
}
