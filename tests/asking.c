#include "tests/asking.h"

#include <criterion/criterion.h>

#include "model/person.h"
#include "model/session.h"
#include "server/decode.h"
#include "server/dispatch.h"
#include "server/forgery.h"
#include "server/settings.h"
#include "tests/world.h"

struct settings *ask_settings(void)
{
	static struct settings settings;
	static struct arena *made_for;
	const char *fault;

	if (made_for != ready_arena()) {
		made_for = ready_arena();
		cr_assert_eq(settings_begin(made_for, &settings, &fault), OK);
	}
	return &settings;
}

/* A session of the person with that role; its cookie's token. */
static const char *session_token(enum role role)
{
	struct person person;
	struct change *change = world_change(role);
	const char *token;

	cr_assert_eq(person_find(&change->db, role_key(role), &person), OK);
	cr_assert_eq(session_begin(change, person.id, "a test", &token), OK);
	world_commit();
	return token;
}

struct request *ask_begin(enum role role, enum method method, const char *target, const char *form)
{
	struct arena *arena = ready_arena();
	struct request *request = arena_take(arena, sizeof(*request));

	*request = (struct request){.arena = arena,
				    .method = method,
				    .path = "/",
				    .target = target,
				    .address = "192.0.2.1",
				    .is_same_origin = true,
				    .now = world_now(),
				    .random = &secret_system,
				    .settings = ask_settings()};
	if (decode_path(arena, target, &request->path) != OK)
		request->refusal = NOT_FOUND;
	cr_assert_eq(decode_query(arena, target, 1000, &request->query), OK);
	cr_assert_eq(decode_form(arena, form, strlen(form), 1000, &request->form), OK);
	pairs_add(arena, &request->headers, "Host", "127.0.0.1:8080");
	if (role != ROLE_RESIDENT)
		pairs_add(arena, &request->cookies, "session", session_token(role));
	return request;
}

void ask_answer(struct request *request)
{
	struct connection *connection = world_db()->connection;

	if (request->method != METHOD_POST) {
		dispatch_read(request, connection);
	} else if (dispatch_admit(request, connection)) {
		if (dispatch_has_prepare(request))
			dispatch_prepare(request, connection);
		dispatch_write(request, connection); /* in the world's batch */
	}
	if (!request->response.status)
		request->response.status = 200;
}

/* A page is asked for by the same browser; its token is what the form would carry. */
void ask_sign(struct request *request)
{
	struct request page = *request;
	struct db db = db_handle(world_db()->connection, request->arena);
	struct session session;
	const char *cookie = pairs_find(&request->cookies, "session");

	page.db = &db;
	if (cookie && session_find(&db, cookie, request->now, &session) == OK)
		page.viewer.person_id = session.person_id;
	pairs_add(request->arena, &request->form, "token", forgery_token(&page));
	pairs_add(request->arena, &request->form, "once",
		  secret_token(request->arena, request->random, 128));
	request->cookies = page.cookies; /* a visitor's, made just now */
}

struct request *ask(enum role role, enum method method, const char *target)
{
	struct request *request = ask_begin(role, method, target, "");

	ask_answer(request);
	return request;
}

struct request *ask_post(enum role role, const char *target, const char *form)
{
	struct request *request = ask_begin(role, METHOD_POST, target, form);

	ask_sign(request);
	ask_answer(request);
	return request;
}

const char *ask_body(const struct request *request)
{
	return arena_bytes(request->arena, request->response.bytes, request->response.length);
}
