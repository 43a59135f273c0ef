/* The door: signing in and out. */
#include "model/sign_in.h"

#include "model/person.h"
#include "model/session.h"
#include "server/cookie.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/sign_in.html.h"

/* A path of this very site, so that nobody is led elsewhere from our own door. */
static bool is_local(const char *path)
{
	if (path[0] != '/' || path[1] == '/' || strchr(path, '\\'))
		return false;
	for (; *path; path++)
		if ((unsigned char)*path <= ' ' || *path == 0x7f)
			return false;
	return true;
}

static const char *notice_of(const struct request *request)
{
	return *pairs_value(&request->query, "ready")
		       ? words_say(page_words(request), SAY("Your password is set. Now sign in."))
		       : NULL;
}

enum outcome sign_in_page(struct request *request)
{
	const struct pairs *asked = request->method == METHOD_POST ? &request->form
								   : &request->query;
	const char *next = pairs_value(asked, "next");
	const struct frame frame = {
		.title = SAY("Sign in"), .notice = notice_of(request), .is_hidden = true};

	if (request->viewer.person_id && request->method != METHOD_POST)
		return request_go(request, "/account");
	page_wants_form(request);
	sign_in_html(page_begin_with(request, &frame), &request->checked, next);
	return page_end(request);
}

enum outcome sign_in_prepare(struct request *request)
{
	struct sign_in *sign_in = arena_take(request->arena, sizeof(*sign_in));

	if (form_read(&request->checked, sign_in_fields, sign_in) != OK)
		return INVALID;
	sign_in_judge(request->db, request->now, sign_in);
	request->prepared = sign_in;
	return OK;
}

/* Words of the browser's name by which people know their own devices again. */
static const char *device_of(const struct request *request)
{
	static const char *const browsers[][2] = {
		{"Edg", "Edge"},        {"OPR/", "Opera"},    {"SamsungBrowser", "Samsung"},
		{"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}};
	static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
						 {"iPad", "iPad"},       {"Windows", "Windows"},
						 {"Macintosh", "macOS"}, {"Linux", "Linux"}};
	const char *agent = pairs_find_header(&request->headers, "User-Agent");
	const char *browser = "", *system = "";

	for (size_t i = 0; agent && !*browser && i < COUNT(browsers); i++)
		if (strstr(agent, browsers[i][0]))
			browser = browsers[i][1];
	for (size_t i = 0; agent && !*system && i < COUNT(systems); i++)
		if (strstr(agent, systems[i][0]))
			system = systems[i][1];
	return arena_printf(request->arena, "%s%s%s", browser, *browser && *system ? ", " : "",
			    system);
}

/* Where their work is: the queue of their hromada, or their account when they have several. */
static const char *home_of(struct request *request, int64_t person_id)
{
	struct person person;
	const char *slug = "";

	if (person_find_id(request->db, person_id, &person) != OK)
		return "/";
	for (size_t i = 0; i < person.roles.count; i++) {
		if (*slug && strcmp(slug, person.roles.items[i].slug) != 0)
			return "/account";
		slug = person.roles.items[i].slug;
	}
	return *slug ? arena_printf(request->arena, "/%s/work", slug) : "/account";
}

static enum outcome go_on(struct request *request, const struct sign_in *sign_in)
{
	if (!is_local(sign_in->next))
		return request_go(request, home_of(request, sign_in->person_id));
	if (strcmp(sign_in->next, "/kept") == 0)
		return request_go(request, sign_in->next);
	/* It is a whole target already, with its language. */
	request->response.status = 303;
	request->response.location = sign_in->next;
	return OK;
}

/* Gone meanwhile by itself, or by a second click: what was wanted has happened. */
static enum outcome end_session(struct change *change, const struct viewer *viewer)
{
	enum outcome outcome = session_end(change, viewer->person_id, viewer->session_id);

	return outcome == NOT_FOUND ? OK : outcome;
}

/* A session always begins anew: one that somebody else may have planted is worth nothing. */
static enum outcome begin_session(struct request *request, struct change *change,
				  const struct sign_in *sign_in)
{
	const struct viewer *before = &request->viewer;
	const char *token;
	enum outcome outcome = OK;

	change->actor = (struct actor){.person_id = sign_in->person_id,
				       .name = person_login(request->arena, sign_in->login),
				       .role = ""};
	if (before->person_id)
		outcome = end_session(change, before);
	if (outcome == OK)
		outcome = person_seen(change, sign_in->person_id);
	if (outcome == OK)
		outcome = session_begin(change, sign_in->person_id, device_of(request), &token);
	if (outcome == OK)
		cookie_set_session(request, token);
	request->wants_touch = false;
	return outcome;
}

enum outcome sign_in(struct request *request, struct change *change)
{
	struct sign_in *sign_in = request->prepared;
	enum outcome outcome;

	if (!sign_in)
		return request->checked.faults.count ? INVALID : BROKEN;
	outcome = sign_in_settle(change, &request->checked, sign_in);
	if (outcome != OK || !sign_in->person_id)
		return outcome;
	outcome = begin_session(request, change, sign_in);
	return outcome == OK ? go_on(request, sign_in) : outcome;
}

enum outcome sign_out(struct request *request, struct change *change)
{
	const struct viewer *viewer = &request->viewer;
	enum outcome outcome = OK;

	if (viewer->person_id)
		outcome = end_session(change, viewer);
	request->wants_touch = false;
	cookie_set_session(request, NULL);
	return outcome == OK ? request_go(request, "/") : outcome;
}
