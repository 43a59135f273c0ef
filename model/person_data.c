#include "person_data.h"

#include "base/secret.h"

static enum outcome note(struct change *change, const char *action, int64_t id,
			 const struct pairs *after)
{
	return person_note(change, action, id, NULL, after);
}

/* ------------------------------------------------------------------ handed over */

static int64_t count_of(struct db *db, const char *sql, int64_t id)
{
	return db_int(db, sql, ARGS(INT(id)), 0);
}

enum outcome person_data_export(struct change *change, int64_t id, struct person_data *data)
{
	struct db *db = &change->db;
	struct person_data found = {0};
	enum outcome outcome = person_find_id(db, id, &found.person);

	if (outcome != OK)
		return outcome;
	found.sessions = session_of(db, id, 0, change->now);
	found.about = audit_of(db, arena_printf(db->arena, "person %lld", (long long)id));
	found.acts = audit_by(db, id, found.person.login, PERSON_ACT_MOST);
	found.act_count = db_int(db,
				 "SELECT count(*) FROM audit WHERE actor = $1 AND person_id = $2",
				 ARGS(TEXT(found.person.login), INT(id)), 0);
	found.step_count = count_of(db, "SELECT count(*) FROM issue_event WHERE person_id = $1",
				    id);
	found.report_count = db_int(db,
				    "SELECT count(*) FROM audit WHERE actor = $1 AND person_id = $2"
				    " AND action LIKE 'report %'",
				    ARGS(TEXT(found.person.login), INT(id)), 0);
	outcome = db_outcome(db);
	if (outcome == OK)
		outcome = note(change, "person export", id, NULL);
	if (outcome == OK)
		*data = found;
	return outcome;
}

/* ------------------------------------------------------------------ erased */

/* Whether an administrator's role of theirs is held by nobody else who can sign in. */
static bool is_last_admin(struct db *db, int64_t id)
{
	return db_int(db,
		      "SELECT 1 FROM role_grant g WHERE g.person_id = $1 AND g.role = 'admin'"
		      " AND NOT EXISTS (SELECT 1 FROM role_grant o JOIN person p"
		      " ON p.id = o.person_id WHERE o.role = 'admin' AND o.person_id <> $1"
		      " AND p.disabled_at IS NULL AND (o.community_id IS NULL"
		      " OR o.community_id = g.community_id)) LIMIT 1",
		      ARGS(INT(id)), 0);
}

enum person_refusal person_data_refusal(struct db *db, int64_t asking, int64_t id)
{
	if (asking == id)
		return PERSON_IS_SELF;
	if (db_int(db, "SELECT erased_at FROM person WHERE id = $1", ARGS(INT(id)), 0))
		return PERSON_IS_ERASED;
	if (is_last_admin(db, id))
		return PERSON_IS_LAST_ADMIN;
	if (!db_int(db, "SELECT disabled_at FROM person WHERE id = $1", ARGS(INT(id)), 0))
		return PERSON_IS_ACTIVE;
	return PERSON_MAY_GO;
}

/* A table's part in an erasure: $1 the person, $2 the moment, $3 what stands for the login. */
static const char *const erasures[] = {
	"DELETE FROM session WHERE person_id = $1",
	"DELETE FROM one_time_link WHERE person_id = $1",
	"DELETE FROM role_grant WHERE person_id = $1",
	("UPDATE person SET login = $3, name = '', post = '', password_hash = NULL,"
	 " organisation_id = NULL, seen_at = NULL, erased_at = $2 WHERE id = $1"),
	/* From here the hours and the night rid the disk of it (server/service.c). */
	"UPDATE installation SET erased_at = coalesce(erased_at, $2)",
};

enum outcome person_data_erase(struct change *change, int64_t id)
{
	struct arena *arena = change->db.arena;
	/* With a space, so that it is nobody's login. */
	const char *other = arena_printf(arena, "person %lld", (long long)id);
	const char *sealed_before, *sealed_after;
	struct pairs after = {0};
	struct person person;
	enum outcome outcome = person_find_id(&change->db, id, &person);

	if (outcome == OK &&
	    person_data_refusal(&change->db, change->actor.person_id, id) != PERSON_MAY_GO)
		return CONFLICT;
	if (outcome == OK)
		outcome = audit_forget(change, id, person.login, other, &sealed_before,
				       &sealed_after);
	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "sealed_before", sealed_before);
	pairs_add(arena, &after, "sealed_after", sealed_after);
	/* Told first, while it still shows whose hromada it concerns. */
	outcome = note(change, "person erase", id, &after);
	for (size_t i = 0; outcome == OK && i < COUNT(erasures); i++)
		outcome = change_run(change, erasures[i],
				     ARGS(INT(id), INT(change->now), TEXT(other)));
	/* What was counted of failed sign-ins is kept under the login's hash. */
	return outcome == OK
		       ? change_run(
				 change, "DELETE FROM attempt WHERE login_hash = $1",
				 ARGS(TEXT(secret_hash(arena, person.login, strlen(person.login)))))
		       : outcome;
}
