#include "dispatch.h"

#include "cookie.h"
#include "forgery.h"
#include "limits.h"
#include "model/api_key.h"
#include "model/base/clock.h"
#include "model/base/log.h"
#include "model/community.h"
#include "model/installation.h"
#include "model/kept_form.h"
#include "model/once.h"
#include "model/session.h"
#include "model/viewer.h"
#include "problem.h"
#include "routes.h"
#include "settings.h"
#include "stream.h"

static void use(struct request *request, struct connection *connection)
{
	request->db = arena_take(request->arena, sizeof(*request->db));
	*request->db = db_handle(connection, request->arena);
}

/* ------------------------------------------------------------------ route? */

/* "/en/x" is x in English; everything else is Ukrainian. */
static void find_language(struct request *request)
{
	const char *path = request->path;

	request->language = "uk";
	request->page_path = path;
	if (strncmp(path, "/en", 3) == 0 && (path[3] == '/' || path[3] == '\0')) {
		request->language = "en";
		request->page_path = path[3] ? path + 3 : "/";
	}
}

/* "/korosten" was meant as "/korosten/", "/korosten/issues/" as "/korosten/issues"; nothing else is. */
static enum outcome find_with_other_slash(struct request *request, struct connection *connection)
{
	size_t length = strlen(request->page_path);
	bool has_slash = request->page_path[length - 1] == '/';
	const char *path = has_slash ? arena_bytes(request->arena, request->page_path, length - 1)
				     : arena_printf(request->arena, "%s/", request->page_path);
	const char *query = strchr(request->target, '?');
	const char *values[4], *allow;
	const struct route *route = NULL;
	struct community community;

	if (request->method != METHOD_POST && *path)
		route = route_find(request->arena, request->method, path, values, &allow);
	use(request, connection);
	if (!route ||
	    (route_is_community(route) && community_find(request->db, values[0], &community) != OK))
		return NOT_FOUND;
	return request_moved(request,
			     arena_printf(request->arena, "%s%s", path, query ? query : ""));
}

static enum outcome find_route(struct request *request)
{
	find_language(request);
	request->route = route_find(request->arena, request->method, request->page_path,
				    request->path_values, &request->response.allow);
	if (!request->route)
		return NOT_FOUND;
	if ((request->route->flags & ROUTE_ONE_LANGUAGE) && request->page_path != request->path)
		return NOT_FOUND;
	if ((request->route->flags & ROUTE_LOOPBACK) && !request->is_loopback)
		return NOT_FOUND;
	request->response.is_public_data = request->route->flags & ROUTE_PUBLIC_DATA;
	return OK;
}

/* A program shows its key with each request; whoever's browser it may run in, no session counts. */
static bool is_for_programs(const struct request *request)
{
	return request->route && request->route->key_rights;
}

/* Whoever sends it: a program, or a mail service for somebody who has had enough (RFC 8058). */
static bool is_from_anywhere(const struct request *request)
{
	return request->route && (request->route->flags & ROUTE_ANY_ORIGIN);
}

/* ------------------------------------------------------------------ limits? */

static enum outcome check_limits(struct request *request)
{
	bool is_sign_in = request->route->flags & ROUTE_SIGN_IN;

	/* A program's key has limits of its own; what comes without a good one is counted later. */
	if (!request->limits || request->method != METHOD_POST || is_for_programs(request))
		return OK;
	return limits_take(request->limits, is_sign_in ? LIMIT_SIGN_INS : LIMIT_POSTS,
			   request->address, clock_milliseconds(), &request->response.retry_after);
}

/* ------------------------------------------------------------------ who is it? */

static enum outcome find_community(struct request *request)
{
	struct community *community;
	enum outcome outcome;

	if (!route_is_community(request->route))
		return OK;
	community = arena_take(request->arena, sizeof(*community));
	outcome = community_find(request->db, request->path_values[0], community);
	if (outcome == OK)
		request->community = community;
	return outcome;
}

static void find_viewer(struct request *request)
{
	const char *cookie = cookie_session(request);
	struct session session = {0};

	if (cookie && session_find(request->db, cookie, request->now, &session) != OK)
		session = (struct session){0};
	viewer_load(request->db, session.person_id, request->community ? request->community->id : 0,
		    &request->viewer);
	if (request->viewer.person_id) {
		request->viewer.session_id = session.id;
		request->wants_touch = session.wants_touch;
	}
}

/* The key of a program. Whoever guesses is as slow as one who sends forms. */
static enum outcome find_key(struct request *request)
{
	struct api_key *key = arena_take(request->arena, sizeof(*key));
	enum outcome outcome = api_key_find(request->db, pairs_value(&request->form, "api_key"),
					    key);

	if (outcome == OK)
		request->api_key = key;
	if (outcome != NOT_FOUND)
		return outcome;
	outcome = request->limits
			  ? limits_take(request->limits, LIMIT_POSTS, request->address,
					clock_milliseconds(), &request->response.retry_after)
			  : OK;
	return outcome == OK ? FORBIDDEN : outcome;
}

/* ------------------------------------------------------------------ may they? */

static enum outcome check_permission(const struct request *request)
{
	if (request->route->flags & ROUTE_LOOPBACK)
		return OK; /* find_route has looked where it comes from */
	if (is_for_programs(request))
		return request->api_key->rights & request->route->key_rights ? OK : FORBIDDEN;
	if (viewer_may(&request->viewer, request->route->permission))
		return OK;
	return request->viewer.person_id ? FORBIDDEN : SIGN_IN;
}

/* ------------------------------------------------------------------ in this order, once */

static enum outcome examine(struct request *request, struct connection *connection)
{
	enum outcome outcome;

	request->viewer = (struct viewer){.login = "", .name = "", .roles = 1u << ROLE_RESIDENT};
	request->checked = form_begin(request->arena, &request->form);
	outcome = find_route(request);
	if (outcome == OK && request->refusal != OK)
		return request->refusal;
	if (outcome == OK)
		outcome = check_limits(request);
	if (outcome != OK || (request->route->flags & ROUTE_NO_SESSION))
		return outcome;
	use(request, connection);
	outcome = find_community(request);
	if (outcome != OK)
		return outcome;
	if (is_for_programs(request))
		outcome = find_key(request);
	else if (!is_from_anywhere(request))
		find_viewer(request);
	if (outcome == OK)
		outcome = db_outcome(request->db);
	return outcome == OK ? check_permission(request) : outcome;
}

/* What was asked for by nobody in particular may be kept by everybody. */
static void decide_caching(struct request *request)
{
	struct response *response = &request->response;

	if (request->viewer.person_id || request->has_form || response->cookies.count)
		response->cache = CACHE_NOTHING;
}

const char *dispatch_methods(struct arena *arena, const char *path)
{
	struct request request = {.path = path};
	const char *methods;

	find_language(&request);
	route_find(arena, METHOD_OTHER, request.page_path, request.path_values, &methods);
	return methods;
}

static enum outcome read_page(struct request *request, struct connection *connection)
{
	enum outcome outcome = examine(request, connection);

	if (outcome == NOT_FOUND && !request->community && !request->response.allow)
		return find_with_other_slash(request, connection);
	if (outcome != OK)
		return outcome;
	request->response.cache = request->route->cache;
	request->response.max_age = request->route->max_age;
	outcome = request->route->page(request);
	return outcome == OK && request->db ? db_outcome(request->db) : outcome;
}

void dispatch_read(struct request *request, struct connection *connection)
{
	struct db moment = db_handle(connection, request->arena);
	enum outcome outcome;

	/* All of a page is of one moment, and no page may hold a reader's thread for long. */
	db_snapshot_begin(&moment, request->settings->read_seconds * 1000);
	outcome = db_outcome(&moment);
	if (outcome == OK)
		outcome = read_page(request, connection);
	db_snapshot_end(&moment);
	if (outcome != OK)
		dispatch_refuse(request, connection, outcome);
	decide_caching(request);
}

/* ------------------------------------------------------------------ form token? */

/* A form sent twice is led to where the first time led. */
static bool was_sent_before(struct request *request)
{
	const char *location;

	if (once_find(request->db, pairs_value(&request->form, "once"), &location) != OK)
		return false;
	request->response.status = 303;
	request->response.location = location;
	return true;
}

static bool is_read_only(struct request *request)
{
	struct installation installation;

	return request->route && !(request->route->flags & (ROUTE_SIGN_IN | ROUTE_SWITCH)) &&
	       installation_find(request->db, &installation) == OK && installation.is_read_only;
}

/* Show the form again with what is wrong with it. */
static void show_again(struct request *request, struct connection *connection)
{
	enum outcome outcome = request->route->again ? OK : INVALID;

	use(request, connection);
	request->response = (struct response){.status = 422};
	if (outcome == OK)
		outcome = request->route->again(request);
	if (outcome == OK)
		outcome = db_outcome(request->db);
	if (outcome != OK)
		dispatch_refuse(request, connection, outcome);
}

/* A page was left open for too long, or another browser's: nothing typed is lost. */
static void ask_once_more(struct request *request, struct connection *connection)
{
	if (!(request->route->flags & ROUTE_SECRET)) {
		problem_stale_form(request);
	} else if (request->route->again) {
		form_fault(&request->checked, "", FAULT_STALE);
		show_again(request, connection);
	} else {
		dispatch_refuse(request, connection, FORBIDDEN);
	}
}

bool dispatch_admit(struct request *request, struct connection *connection)
{
	enum outcome outcome = examine(request, connection);
	bool may_forge = is_from_anywhere(request);

	if ((outcome == OK || outcome == SIGN_IN) && !may_forge && !request->is_same_origin)
		outcome = FORBIDDEN;
	/* Written by somebody signed in, so it must not go on as a resident's. */
	if (outcome == OK && request->route && !may_forge &&
	    !(request->route->flags & (ROUTE_SECRET | ROUTE_SIGN_IN)) &&
	    forgery_is_of_ended_session(request))
		outcome = SIGN_IN;
	/* Before anything is kept, an ended session's form included: nothing is written at all. */
	if ((outcome == OK || outcome == SIGN_IN) && is_read_only(request)) {
		problem_read_only(request);
		return false;
	}
	if (outcome == SIGN_IN && !may_forge && request->route && cookie_session(request) &&
	    !(request->route->flags & ROUTE_SECRET)) {
		request->keeps_form = true;
		return true;
	}
	if (outcome == OK && !may_forge && was_sent_before(request))
		return false;
	if (outcome == OK && !may_forge && !forgery_is_ours(request)) {
		if (pairs_find(&request->form, "token")) {
			ask_once_more(request, connection);
			return false;
		}
		outcome = FORBIDDEN;
	}
	if (outcome == OK)
		outcome = db_outcome(request->db);
	if (outcome == OK)
		return true;
	dispatch_refuse(request, connection, outcome);
	return false;
}

/* A form that could have brought photos but did not has nothing to wait for. */
bool dispatch_has_prepare(const struct request *request)
{
	return !request->keeps_form && request->route->prepare &&
	       (!(request->route->flags & ROUTE_MULTIPART) || request->uploads.count);
}

bool dispatch_has_photos(const struct request *request)
{
	return request->route->flags & ROUTE_PHOTOS;
}

void dispatch_prepare(struct request *request, struct connection *connection)
{
	use(request, connection);
	if (request->route->prepare(request) != OK)
		request->prepared = NULL;
}

/* ------------------------------------------------------------------ writing */

static struct actor actor_of(const struct request *request)
{
	const struct viewer *viewer = &request->viewer;

	if (request->api_key)
		return (struct actor){.name = arena_printf(request->arena, "key %lld",
							   (long long)request->api_key->id),
				      .role = role_key(ROLE_RESIDENT)};
	if (!viewer->person_id)
		return (struct actor){.name = "resident", .role = role_key(ROLE_RESIDENT)};
	return (struct actor){.person_id = viewer->person_id,
			      .name = viewer->login,
			      .role = role_key(viewer_role(viewer))};
}

/* Keep what was typed, and lead to the sign-in page. */
static enum outcome keep_form(struct request *request, struct change *change)
{
	const char *token;
	enum outcome outcome = kept_form_add(change, request->path, &request->form, &token);

	if (outcome != OK)
		return outcome;
	cookie_set_kept(request, token);
	return request_go(request, "/sign-in?next=/kept");
}

/* What was kept has been sent. */
static enum outcome forget_kept(struct request *request, struct change *change)
{
	struct kept_form kept;

	if (kept_form_find(&change->db, cookie_kept(request), request->now, &kept) != OK ||
	    strcmp(kept.path, request->path) != 0)
		return OK;
	cookie_set_kept(request, NULL);
	return kept_form_remove(change, cookie_kept(request));
}

/*
 * The action, and what belongs to every action: the form counts once, the session is in use. An
 * action that says OK but left faults in the form is kept (a failed sign-in has to be counted), and
 * the form is shown again all the same.
 */
static enum outcome act(struct request *request, struct change *change)
{
	const char *once = pairs_value(&request->form, "once");
	enum outcome outcome;

	if (request->keeps_form)
		return keep_form(request, change);
	outcome = request->route->action(request, change);
	if (is_from_anywhere(request))
		return outcome;
	if (outcome == OK && cookie_kept(request))
		outcome = forget_kept(request, change);
	if (outcome == OK && request->wants_touch)
		outcome = session_touch(change, request->viewer.session_id);
	if (outcome == OK && *once && request->response.location &&
	    request->response.status == 303 && request->checked.faults.count == 0)
		outcome = once_add(change, once, request->response.location);
	return outcome;
}

void dispatch_write(struct request *request, struct connection *connection)
{
	struct change change;
	enum outcome outcome = change_begin(connection, request->arena, actor_of(request),
					    request->now, &change);

	if (outcome == OK) {
		change.community_id = request->community ? request->community->id : 0;
		change.random = request->random;
		request->db = &change.db;
		outcome = act(request, &change);
		if (outcome == OK)
			outcome = change_commit(&change);
		else
			change_cancel(&change);
	}
	use(request, connection);
	if (outcome == INVALID || (outcome == OK && request->checked.faults.count))
		show_again(request, connection);
	else if (outcome != OK && /* unless its twin was in the same batch */
		 !(outcome == CONFLICT && was_sent_before(request)))
		dispatch_refuse(request, connection, outcome);
	request->response.cache = CACHE_NOTHING;
}

void dispatch_refuse(struct request *request, struct connection *connection, enum outcome outcome)
{
	stream_end(request->response.stream);
	request->response.stream = NULL;
	use(request, connection);
	problem_answer(request, outcome);
}

void dispatch_touch(struct connection *connection, struct arena *arena, int64_t session_id,
		    int64_t now)
{
	static const struct actor system = {.name = "system", .role = ""};
	struct change change;

	if (change_begin(connection, arena, system, now, &change) != OK)
		return;
	if (session_touch(&change, session_id) != OK)
		change_cancel(&change);
	else if (change_commit(&change) != OK)
		return; /* it is written down the next time */
}
