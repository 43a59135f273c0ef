/* The Open311 API without a socket: keys, limits, what becomes of a report, and that nothing scans. */
#include <criterion/criterion.h>

#include "model/api_receipt.h"
#include "model/audit.h"
#include "model/issue_window.h"
#include "model/message.h"
#include "model/person.h"
#include "server/open311.h"
#include "tests/asking.h"
#include "tests/register.h"

TestSuite(open311, .init = register_begin, .fini = world_end);

#define API   "/open311/v2/"
#define THERE "jurisdiction_id=korosten"

static struct api_key_entry usual = {.name = "Застосунок міста",
				     .community = "korosten",
				     .may_report = true,
				     .per_minute = 3,
				     .per_day = 5};

static const char *make_key(int64_t community_id, const struct api_key_entry *entry)
{
	struct form form = world_form();
	const char *secret;
	int64_t id;

	cr_assert_eq(
		api_key_add(world_change(ROLE_ADMIN), &form, community_id, entry, &id, &secret),
		OK);
	world_commit();
	return secret;
}

static const char *key_here(void)
{
	return make_key(world_korosten.id, &usual);
}

/* A program sends a form: no cookie, no token, no once. */
static struct request *sent(const char *path, const char *key, const char *fields)
{
	struct request *request = ask_begin(
		ROLE_RESIDENT, METHOD_POST, path,
		arena_printf(ready_arena(), "api_key=%s&%s", key, fields));

	request->is_same_origin = false;
	ask_answer(request);
	return request;
}

static const char report[] = THERE
	"&service_code=lighting&description=%D0%A2%D0%B5%D0%BC%D0%BD%D0%BE"
	"+here&address_string=x&first_name=Oksana&email=o%40example.org";

static int status_of(const char *path, const char *key, const char *fields)
{
	return sent(path, key, fields)->response.status;
}

static int64_t issues(void)
{
	return db_int(world_db(), "SELECT count(*) FROM issue", NO_ARGS, -1);
}

/* ------------------------------------------------------------------ keys */

Test(open311, without_a_good_key_nothing_is_written)
{
	const char *key = key_here();
	int64_t before = issues();
	struct api_key found;

	cr_expect_eq(status_of(API "requests.json", "", report), 403);
	cr_expect_eq(status_of(API "requests.json", "wrong", report), 403);
	cr_expect_eq(status_of(API "requests.json?api_key=x", "", report), 403);
	cr_expect_eq(status_of(API "servicerequestupdates.json", key, report), 403,
		     "a right it does not have");
	cr_expect_eq(status_of(API "requests.json", key,
			       "jurisdiction_id=ovruch&service_code=lighting&description=Darkness"
			       "&address_string=x"),
		     403, "another hromada");
	cr_assert_eq(api_key_find(world_db(), key, &found), OK);
	cr_assert_eq(api_key_revoke(world_change(ROLE_ADMIN), found.id), OK);
	world_commit();
	cr_expect_eq(status_of(API "requests.json", key, report), 403, "a revoked one");
	cr_expect_eq(issues(), before);
}

Test(open311, a_session_is_no_key_and_gives_a_program_no_rights)
{
	struct request *request = ask_begin(
		ROLE_SECRETARY, METHOD_POST, API "requests.json",
		arena_printf(ready_arena(), "api_key=%s&source=call&%s", key_here(), report));

	ask_answer(request);
	cr_assert_eq(request->response.status, 200, "%s", ask_body(request));
	cr_expect_eq(request->viewer.person_id, 0);
	cr_expect_str_eq(
		db_text(world_db(), "SELECT source FROM issue ORDER BY id DESC LIMIT 1", NO_ARGS),
		"resident");
	cr_expect_eq(ask_post(ROLE_SECRETARY, API "requests.json", report)->response.status, 403);
}

Test(open311, a_key_is_kept_as_its_hash_alone)
{
	const char *key = key_here();

	cr_assert_eq(db_int(world_db(), "SELECT count(*) FROM api_key WHERE key_hash = $1",
			    ARGS(TEXT(key)), -1),
		     0);
	cr_assert_eq(
		db_int(world_db(),
		       "SELECT count(*) FROM audit WHERE instr(after, $1) OR instr(subject, $1)",
		       ARGS(TEXT(key)), -1),
		0);
}

Test(open311, a_key_writes_as_often_as_it_may_and_no_more)
{
	const char *key = key_here();
	struct request *request;

	for (int i = 0; i < 3; i++)
		cr_expect_eq(status_of(API "requests.json", key, i ? report : THERE "&x=y"),
			     i ? 200 : 400, "a wrong one counts too");
	request = sent(API "requests.xml", key, report);
	cr_assert_eq(request->response.status, 429);
	cr_expect(request->response.retry_after > 0 && request->response.retry_after <= 60);
	cr_expect(strstr(ask_body(request), "<code>429</code>"));
	world_at(world_now() + 60);
	cr_expect_eq(status_of(API "requests.json", key, report), 200);
	cr_expect_eq(status_of(API "requests.json", key, report), 200);
	request = sent(API "requests.json", key, report);
	cr_assert_eq(request->response.status, 429, "five in a day");
	cr_expect_gt(request->response.retry_after, 60);
	world_at(world_now() + request->response.retry_after);
	cr_expect_eq(status_of(API "requests.json", key, report), 200, "and the next day again");
}

/* ------------------------------------------------------------------ reports */

Test(open311, a_report_waits_for_moderation_with_its_contact_in_the_private_part)
{
	struct request *request = sent(API "requests.json", key_here(), report);
	struct issue_private private_part;
	int64_t id = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);

	cr_assert_eq(request->response.status, 200, "%s", ask_body(request));
	cr_expect(strstr(ask_body(request), "\"token\""));
	cr_expect_not(strstr(ask_body(request), "service_request_id"));
	cr_expect_str_eq(register_work(id).issue.state, "moderation");
	cr_assert_eq(issue_private_find(world_change(ROLE_MODERATOR), id, &private_part), OK);
	world_commit();
	cr_expect_str_eq(private_part.contact_name, "Oksana");
	cr_expect_str_eq(private_part.contact_email, "o@example.org");
	cr_expect_str_eq(audit_latest(world_db(), 0, 2).items[1].actor, "key 1");
}

static const char *token_answer(const char *token)
{
	return ask_body(ask(ROLE_RESIDENT, METHOD_GET,
			    arena_printf(ready_arena(), API "tokens/%s.json?" THERE, token)));
}

Test(open311, a_token_gives_the_id_once_it_is_public)
{
	const char *body = ask_body(sent(API "requests.json", key_here(), report));
	const char *start = strstr(body, "\"token\":\"") + strlen("\"token\":\"");
	const char *token = arena_bytes(ready_arena(), start, strcspn(start, "\""));
	int64_t id = db_int(world_db(), "SELECT max(id) FROM issue", NO_ARGS, 0);

	cr_expect_not(strstr(token_answer(token), "service_request_id"));
	register_move(ROLE_MODERATOR, id, "registered");
	cr_expect(strstr(token_answer(token), "\"service_request_id\":\"2026-"), "%s",
		  token_answer(token));
	cr_expect(strstr(token_answer("wrong"), "404"));
}

Test(open311, everything_that_is_missing_is_named)
{
	struct request *request = sent(API "requests.json", key_here(), THERE "&phone=abc&lat=50");
	const char *body = ask_body(request);

	cr_assert_eq(request->response.status, 400);
	cr_expect(request->response.is_public_data);
	cr_expect(strstr(body, "service_code") && strstr(body, "description") &&
			  strstr(body, "phone") && strstr(body, "long"),
		  "%s", body);
	cr_expect_eq(status_of(API "requests.xml", key_here(),
			       THERE "&service_code=nothing&description=Darkness&address_string=x"),
		     404, "a service_code that does not exist");
}

/* ------------------------------------------------------------------ updates */

Test(open311, an_update_waits_as_a_comment_and_the_same_one_twice_is_one)
{
	struct api_key_entry both = usual;
	struct issue_work work = register_work(register_registered());
	const char *key, *text,
		*fields = arena_printf(ready_arena(),
				       THERE "&service_request_id=%lld-%lld&update_id=u7"
					     "&status=closed&description=Done",
				       (long long)work.issue.year, (long long)work.issue.number);

	both.may_update = true;
	key = make_key(0, &both);
	cr_expect_eq(status_of(API "servicerequestupdates.json", key, THERE "&update_id=1"), 400);
	cr_expect_eq(status_of(API "servicerequestupdates.json", key,
			       THERE "&update_id=1&description=x&service_request_id=2026-999"),
		     404);
	world_at(world_now() + 60);
	cr_expect_eq(status_of(API "servicerequestupdates.json", key, fields), 200);
	cr_expect_eq(status_of(API "servicerequestupdates.xml", key, fields), 200);
	cr_assert_eq(message_waiting_count(world_db(), world_korosten.id), 1);
	text = message_waiting(world_db(), world_korosten.id, 1).items[0].text;
	cr_expect(strstr(text, "Done") && strstr(text, "closed"), "%s", text);
}

/* ------------------------------------------------------------------ reading */

Test(open311, no_question_steps_through_a_whole_table)
{
	static const char *const asked[] = {
		"requests.json?" THERE,
		"requests.json?" THERE "&service_code=lighting,roads&status=open&bbox=22,44,40,52",
		"requests.json?" THERE "&updated_after=2026-10-01&extensions=true",
		"requests.json?" THERE "&before=1794000000-5&page_size=1",
		"requests.json?" THERE "&service_request_id=2026-1",
		"requests/2026-1.json?" THERE,
		"servicerequestupdates.json?" THERE,
		"tokens/x.json?" THERE,
	};

	/* A scan is seen from its second row on. */
	for (int i = 0; i < 3; i++)
		register_resolved();
	for (size_t i = 0; i < COUNT(asked); i++) {
		int64_t before;
		const char *path = arena_printf(ready_arena(), API "%s", asked[i]);

		before = world_scans();
		cr_expect_lt(ask(ROLE_RESIDENT, METHOD_GET, path)->response.status, 405, "%s",
			     path);
		cr_expect_eq(world_scans(), before, "%s", path);
	}
}

Test(open311, a_problem_is_the_specifications_list_of_errors)
{
	struct request *request = ask(ROLE_RESIDENT, METHOD_GET, API "nothing.json");

	cr_expect_eq(request->response.status, 404);
	cr_expect_eq(strncmp(ask_body(request), "[{\"code\":404,\"description\":\"", 27), 0, "%s",
		     ask_body(request));
	request = ask(ROLE_RESIDENT, METHOD_POST, API "services.xml");
	cr_expect_eq(request->response.status, 405);
	cr_expect(strstr(ask_body(request), "<errors>"));
}
