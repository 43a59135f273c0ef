/* One's own account: sessions, password; and the one-time link that sets a first password. */
#include "model/base/secret.h"
#include "model/installation.h"
#include "model/one_time_link.h"
#include "model/password.h"
#include "model/person.h"
#include "model/session.h"
#include "model/sign_in.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/account.html.h"

/* ------------------------------------------------------------------ one's own */

enum outcome account_page(struct request *request)
{
	const struct viewer *viewer = &request->viewer;
	struct frame frame = {.title = SAY("Your account"), .place = PLACE_ACCOUNT};
	struct sessions sessions = session_of(request->db, viewer->person_id, viewer->session_id,
					      request->now);
	struct person person;
	enum outcome outcome = person_find_id(request->db, viewer->person_id, &person);

	if (outcome != OK)
		return outcome;
	page_wants_form(request);
	account_html(page_begin_with(request, &frame), &person, &sessions, &request->checked);
	return page_end(request);
}

enum outcome account_end_session(struct request *request, struct change *change)
{
	int64_t id = request_path_number(request, 0);
	enum outcome outcome = session_end(change, request->viewer.person_id, id);

	if (id == request->viewer.session_id)
		request->wants_touch = false;
	/* Gone meanwhile by itself: what was wanted has happened. */
	if (outcome == OK || outcome == NOT_FOUND)
		return request_go(request, "/account?saved=1");
	return outcome;
}

enum outcome account_end_others(struct request *request, struct change *change)
{
	const struct viewer *viewer = &request->viewer;
	enum outcome outcome = session_end_others(change, viewer->person_id, viewer->session_id);

	return outcome == OK ? request_go(request, "/account?saved=1") : outcome;
}

/* ------------------------------------------------------------------ passwords */

struct typed_password {
	const char *current, *password;
	struct sign_in sign_in; /* the present password, judged like a sign-in */
	const char *hash;       /* of the new one; NULL when it will not do */
};

static const struct field link_fields[] = {{.name = "password",
					    .kind = FIELD_RAW,
					    .is_required = true,
					    .most = PASSWORD_MOST,
					    .offset = offsetof(struct typed_password, password)},
					   {0}};

static const struct field change_fields[] = {{.name = "current",
					      .kind = FIELD_RAW,
					      .is_required = true,
					      .most = PASSWORD_MOST,
					      .offset = offsetof(struct typed_password, current)},
					     {.name = "password",
					      .kind = FIELD_RAW,
					      .is_required = true,
					      .most = PASSWORD_MOST,
					      .offset = offsetof(struct typed_password, password)},
					     {0}};

/* Check the new password and hash it; faults go into the form. */
static enum outcome hash_new(struct request *request, const char *login,
			     struct typed_password *typed)
{
	struct installation installation;
	enum outcome outcome = installation_find(request->db, &installation);

	if (outcome == OK)
		outcome = password_check(&request->checked, "password", typed->password, login,
					 installation.is_demo);
	return outcome == OK ? secret_password_hash(request->arena, typed->password, &typed->hash)
			     : outcome;
}

enum outcome account_prepare(struct request *request)
{
	struct typed_password *typed = arena_take(request->arena, sizeof(*typed));

	if (form_read(&request->checked, change_fields, typed) != OK)
		return INVALID;
	typed->sign_in = (struct sign_in){.login = request->viewer.login,
					  .password = typed->current,
					  .next = "",
					  .field = "current"};
	sign_in_judge(request->db, request->now, &typed->sign_in);
	if (typed->sign_in.person_id && hash_new(request, request->viewer.login, typed) == BROKEN)
		return BROKEN;
	request->prepared = typed;
	return OK;
}

enum outcome account_password(struct request *request, struct change *change)
{
	const struct viewer *viewer = &request->viewer;
	struct typed_password *typed = request->prepared;
	enum outcome outcome;

	if (!typed)
		return request->checked.faults.count ? INVALID : BROKEN;
	outcome = sign_in_settle(change, &request->checked, &typed->sign_in);
	/* A wrong present password has to be counted, so this is OK, and the form comes again. */
	if (outcome != OK || request->checked.faults.count)
		return outcome;
	outcome = person_set_password(change, viewer->person_id, typed->hash, viewer->session_id);
	return outcome == OK ? request_go(request, "/account?saved=1") : outcome;
}

/* ------------------------------------------------------------------ the one-time link */

enum outcome account_link_page(struct request *request)
{
	const char *token = request->path_values[0];
	const struct frame frame = {.title = SAY("Set your password"), .is_hidden = true};
	struct one_time_link link;
	enum outcome outcome = one_time_link_find(request->db, token, request->now, &link);

	if (outcome == GONE) {
		request->response.status = 410;
		account_over_html(page_begin(request, SAY("This link is over")));
		return page_end(request);
	}
	if (outcome != OK)
		return outcome;
	page_wants_form(request);
	account_link_html(page_begin_with(request, &frame), &link, token, &request->checked);
	return page_end(request);
}

enum outcome account_link_prepare(struct request *request)
{
	struct typed_password *typed = arena_take(request->arena, sizeof(*typed));
	struct one_time_link link;

	/* Nobody without a link makes us hash. */
	if (one_time_link_find(request->db, request->path_values[0], request->now, &link) != OK)
		return INVALID;
	if (form_read(&request->checked, link_fields, typed) != OK ||
	    hash_new(request, link.login, typed) != OK)
		return INVALID;
	request->prepared = typed;
	return OK;
}

enum outcome account_link_use(struct request *request, struct change *change)
{
	struct typed_password *typed = request->prepared;
	struct one_time_link link;
	enum outcome outcome = one_time_link_find(&change->db, request->path_values[0],
						  request->now, &link);

	if (outcome != OK)
		return outcome;
	if (!typed)
		return request->checked.faults.count ? INVALID : BROKEN;
	change->actor = (struct actor){.person_id = link.person_id, .name = link.login, .role = ""};
	outcome = one_time_link_use(change, &link, typed->hash);
	return outcome == OK ? request_go(request, "/sign-in?ready=1") : outcome;
}
