#include "sign_in.h"

#include "base/secret.h"
#include "installation.h"
#include "password.h"
#include "person.h"

#define FREE_TRIES      5
#define FIRST_WAIT      10
#define LONGEST_WAIT    ((int64_t)15 * 60)
#define FORGOTTEN_AFTER ((int64_t)24 * 60 * 60)

const struct field sign_in_fields[] = {{.name = "login",
					.kind = FIELD_LINE,
					.is_required = true,
					.most = PERSON_LOGIN_MOST,
					.offset = offsetof(struct sign_in, login)},
				       {.name = "password",
					.kind = FIELD_RAW,
					.is_required = true,
					.most = PASSWORD_MOST,
					.offset = offsetof(struct sign_in, password)},
				       {.name = "next",
					.kind = FIELD_LINE,
					.most = 2000,
					.offset = offsetof(struct sign_in, next)},
				       {0}};

/* A password typed into the field for the name must not stand in the database. */
static struct value login_key(struct arena *arena, const char *login)
{
	const char *folded = person_login(arena, login);

	return TEXT(secret_hash(arena, folded, strlen(folded)));
}

int64_t sign_in_wait(struct db *db, const char *login, int64_t now)
{
	int64_t until = db_int(db, "SELECT wait_until FROM attempt WHERE login_hash = $1",
			       ARGS(login_key(db->arena, login)), 0);

	return until > now ? until - now : 0;
}

void sign_in_judge(struct db *db, int64_t now, struct sign_in *sign_in)
{
	struct installation installation = {0};
	const char *hash;
	int64_t id = 0;
	bool is_right;

	sign_in->person_id = 0;
	sign_in->is_judged = sign_in_wait(db, sign_in->login, now) == 0;
	if (!sign_in->is_judged)
		return;
	if (installation_find(db, &installation) != OK)
		installation.is_demo = false;
	hash = person_password(db, sign_in->login, &id);
	is_right = secret_password_is(sign_in->password, hash);
	if (is_right && (installation.is_demo || strcmp(sign_in->password, PASSWORD_DEMO) != 0))
		sign_in->person_id = id;
}

static const char *field_of(const struct sign_in *sign_in)
{
	return sign_in->field ? sign_in->field : "";
}

static int64_t wait_after(int64_t count)
{
	int64_t wait = FIRST_WAIT;

	if (count < FREE_TRIES)
		return 0;
	while (count-- > FREE_TRIES && wait < LONGEST_WAIT)
		wait *= 2;
	return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

static enum outcome count_failure(struct change *change, struct form *form,
				  const struct sign_in *sign_in)
{
	struct value key = login_key(change->db.arena, sign_in->login);
	int64_t count = db_int(&change->db, "SELECT count FROM attempt WHERE login_hash = $1",
			       ARGS(key), 0) +
			1;
	int64_t wait = wait_after(count);

	form_fault(form, field_of(sign_in), FAULT_WRONG_SIGN_IN);
	if (wait)
		form_fault_with(form, (struct fault){.field = field_of(sign_in),
						     .kind = FAULT_WAIT,
						     .number = wait});
	return change_run(change,
			  "INSERT INTO attempt (login_hash, count, last_at, wait_until)"
			  " VALUES ($1, $2, $3, $4) ON CONFLICT (login_hash) DO UPDATE"
			  " SET count = excluded.count, last_at = excluded.last_at,"
			  " wait_until = excluded.wait_until",
			  ARGS(key, INT(count), INT(change->now), INT(change->now + wait)));
}

enum outcome sign_in_settle(struct change *change, struct form *form, struct sign_in *sign_in)
{
	int64_t wait = sign_in_wait(&change->db, sign_in->login, change->now);

	if (wait || !sign_in->is_judged) {
		sign_in->person_id = 0;
		form_fault_with(form, (struct fault){.field = field_of(sign_in),
						     .kind = FAULT_WAIT,
						     .number = wait ? wait : 1});
		return OK;
	}
	if (!sign_in->person_id)
		return count_failure(change, form, sign_in);
	return change_run(change, "DELETE FROM attempt WHERE login_hash = $1",
			  ARGS(login_key(change->db.arena, sign_in->login)));
}

enum outcome sign_in_tidy(struct change *change)
{
	return change_run(change, "DELETE FROM attempt WHERE last_at <= $1",
			  ARGS(INT(change->now - FORGOTTEN_AFTER)));
}
