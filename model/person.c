#include "person.h"

#include "audit.h"
#include "base/unicode.h"
#include "community.h"
#include "one_time_link.h"
#include "session.h"

#define LOGIN_LEAST 2

#define COLUMNS                                                                                  \
	"p.id, p.login, p.name, p.post, p.organisation_id, p.made_at, p.seen_at, p.disabled_at," \
	" p.password_hash IS NOT NULL, p.erased_at"

const struct field person_fields[] = {
	{.name = "login",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .least = LOGIN_LEAST,
	 .most = PERSON_LOGIN_MOST,
	 .offset = offsetof(struct person_entry, login)},
	{.name = "name",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 120,
	 .offset = offsetof(struct person_entry, name)},
	{.name = "post", .kind = FIELD_LINE, .offset = offsetof(struct person_entry, post)},
	{.name = "role",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = role_find,
	 .offset = offsetof(struct person_entry, role)},
	{.name = "community",
	 .kind = FIELD_LINE,
	 .offset = offsetof(struct person_entry, community)},
	{0}};

const char *person_login(struct arena *arena, const char *typed)
{
	const char *clean = unicode_clean(arena, typed, strlen(typed), ONE_LINE);
	char *login = arena_string(arena, clean);

	for (char *at = login; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return login;
}

static bool is_login(const char *login)
{
	size_t length = strlen(login);

	return length >= LOGIN_LEAST && length <= PERSON_LOGIN_MOST &&
	       strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-@") == length;
}

/* ------------------------------------------------------------------ reading */

static struct person person_read(struct rows *rows)
{
	return (struct person){.id = rows_int(rows, 0),
			       .login = rows_text(rows, 1),
			       .name = rows_text(rows, 2),
			       .post = rows_text(rows, 3),
			       .organisation_id = rows_int(rows, 4),
			       .made_at = rows_int(rows, 5),
			       .seen_at = rows_int(rows, 6),
			       .disabled_at = rows_int(rows, 7),
			       .has_password = rows_int(rows, 8),
			       .erased_at = rows_int(rows, 9)};
}

static struct person_roles roles_of(struct db *db, int64_t person_id)
{
	struct person_roles roles = {0};
	struct rows rows = db_rows(db,
				   "SELECT g.community_id, coalesce(c.slug, ''),"
				   " coalesce(c.short_name, ''), g.role FROM role_grant g"
				   " LEFT JOIN community c ON c.id = g.community_id"
				   " WHERE g.person_id = $1 ORDER BY c.slug, g.role",
				   ARGS(INT(person_id)));

	while (rows_next(&rows)) {
		int role = role_find(rows_text(&rows, 3));

		if (role < 0)
			continue;
		*LIST_ADD(db->arena,
			  &roles) = (struct person_role){.community_id = rows_int(&rows, 0),
							 .slug = rows_text(&rows, 1),
							 .community = rows_text(&rows, 2),
							 .role = (enum role)role,
							 .key = role_key((enum role)role)};
	}
	return roles;
}

static enum outcome find_one(struct db *db, struct rows rows, struct person *person)
{
	struct person found;

	if (!rows_next(&rows))
		return db_missing(db);
	found = person_read(&rows);
	rows_end(&rows);
	found.roles = roles_of(db, found.id);
	*person = found;
	return OK;
}

enum outcome person_find(struct db *db, const char *login, struct person *person)
{
	return find_one(db,
			db_rows(db, "SELECT " COLUMNS " FROM person p WHERE p.login = $1",
				ARGS(TEXT(person_login(db->arena, login)))),
			person);
}

enum outcome person_find_id(struct db *db, int64_t id, struct person *person)
{
	return find_one(
		db, db_rows(db, "SELECT " COLUMNS " FROM person p WHERE p.id = $1", ARGS(INT(id))),
		person);
}

const char *person_password(struct db *db, const char *login, int64_t *id)
{
	const char *hash = NULL;
	struct rows rows = db_rows(db,
				   "SELECT id, password_hash FROM person WHERE login = $1"
				   " AND disabled_at IS NULL AND password_hash IS NOT NULL",
				   ARGS(TEXT(person_login(db->arena, login))));

	*id = 0;
	if (rows_next(&rows)) {
		*id = rows_int(&rows, 0);
		hash = rows_text(&rows, 1);
		rows_end(&rows);
	}
	return hash;
}

const char *person_password_of(struct db *db, int64_t id)
{
	return db_text(
		db, "SELECT password_hash FROM person WHERE id = $1 AND password_hash IS NOT NULL",
		ARGS(INT(id)));
}

struct persons person_list(struct db *db, int64_t admin_id, const char *after, size_t most)
{
	struct persons persons = {0};
	struct rows rows = db_rows(
		db,
		"SELECT " COLUMNS " FROM person p WHERE p.login > $1"
		" AND (EXISTS (SELECT 1 FROM role_grant a WHERE a.person_id = $2"
		"              AND a.role = 'admin' AND a.community_id IS NULL)"
		"      OR EXISTS (SELECT 1 FROM role_grant g JOIN role_grant a"
		"              ON a.community_id = g.community_id AND a.role = 'admin'"
		"              WHERE g.person_id = p.id AND a.person_id = $2))"
		" ORDER BY p.login LIMIT $3",
		ARGS(TEXT(after), INT(admin_id), INT((int64_t)most)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &persons) = person_read(&rows);
	for (size_t i = 0; i < persons.count; i++)
		persons.items[i].roles = roles_of(db, persons.items[i].id);
	return persons;
}

bool person_may_manage_in(struct db *db, int64_t admin_id, int64_t community_id)
{
	return db_int(db,
		      "SELECT 1 FROM role_grant WHERE person_id = $1 AND role = 'admin'"
		      " AND (community_id IS NULL OR community_id = $2)",
		      ARGS(INT(admin_id), INT(community_id)), 0);
}

bool person_is_managed(struct db *db, int64_t admin_id, int64_t person_id)
{
	if (person_may_manage_in(db, admin_id, 0))
		return true;
	return db_int(db,
		      "SELECT count(*) > 0 AND sum(NOT EXISTS (SELECT 1 FROM role_grant a"
		      " WHERE a.person_id = $1 AND a.role = 'admin'"
		      " AND a.community_id = g.community_id)) = 0"
		      " FROM role_grant g WHERE g.person_id = $2",
		      ARGS(INT(admin_id), INT(person_id)), 0);
}

/* ------------------------------------------------------------------ writing */

static const char *subject_of(struct change *change, int64_t id)
{
	return arena_printf(change->db.arena, "person %lld", (long long)id);
}

/* The hromada in which all of somebody's roles lie, or 0. */
static int64_t only_community(struct db *db, int64_t id)
{
	return db_int(db,
		      "SELECT min(community_id) FROM role_grant WHERE person_id = $1"
		      " HAVING count(*) = count(community_id)"
		      " AND min(community_id) = max(community_id)",
		      ARGS(INT(id)), 0);
}

enum outcome person_note(struct change *change, const char *action, int64_t id,
			 const struct pairs *before, const struct pairs *after)
{
	struct arena *arena = change->db.arena;
	int64_t community_id = change->community_id;
	enum outcome outcome;

	if (!community_id)
		change->community_id = only_community(&change->db, id);
	outcome = audit_add(change, action, subject_of(change, id),
			    before ? audit_json(arena, before) : "",
			    after ? audit_json(arena, after) : "");
	change->community_id = community_id;
	return outcome;
}

static struct pairs grant_pairs(struct arena *arena, int64_t community_id, enum role role)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "role", role_key(role));
	pairs_add(arena, &pairs, "community",
		  community_id ? arena_printf(arena, "%lld", (long long)community_id) : "all");
	return pairs;
}

static bool holds(struct change *change, int64_t id, int64_t community_id, enum role role)
{
	/* NULLs differ from each other, so the table's UNIQUE does not see a second "in all". */
	return db_int(&change->db,
		      "SELECT 1 FROM role_grant WHERE person_id = $1"
		      " AND coalesce(community_id, 0) = $2 AND role = $3",
		      ARGS(INT(id), INT(community_id), TEXT(role_key(role))), 0);
}

enum outcome person_grant(struct change *change, int64_t id, int64_t community_id, enum role role)
{
	struct pairs after = grant_pairs(change->db.arena, community_id, role);
	enum outcome outcome;

	if (holds(change, id, community_id, role))
		return CONFLICT;
	outcome = change_run(
		change,
		"INSERT INTO role_grant (person_id, community_id, role) VALUES ($1, $2, $3)",
		ARGS(INT(id), INT_OR_NONE(community_id), TEXT(role_key(role))));
	if (outcome == OK)
		outcome = session_end_others(change, id, 0);
	return outcome == OK ? person_note(change, "person grant", id, NULL, &after) : outcome;
}

enum outcome person_revoke(struct change *change, int64_t id, int64_t community_id, enum role role)
{
	struct pairs before = grant_pairs(change->db.arena, community_id, role);
	enum outcome outcome;

	if (change->actor.person_id == id)
		return FORBIDDEN;
	if (!holds(change, id, community_id, role))
		return NOT_FOUND;
	/* Told first, while it still shows whose hromada it concerns. */
	outcome = person_note(change, "person revoke", id, &before, NULL);
	if (outcome == OK)
		outcome = change_run(change,
				     "DELETE FROM role_grant WHERE person_id = $1"
				     " AND coalesce(community_id, 0) = $2 AND role = $3",
				     ARGS(INT(id), INT(community_id), TEXT(role_key(role))));
	return outcome == OK ? session_end_others(change, id, 0) : outcome;
}

/* The rules that person_fields cannot tell. */
static enum outcome person_check(struct change *change, struct form *form,
				 const struct person_entry *entry, const char *login,
				 int64_t *community_id)
{
	struct community community = {0};
	enum outcome outcome = OK;

	if (!is_login(login))
		return form_fault(form, "login", FAULT_UNKNOWN);
	if (db_int(&change->db, "SELECT 1 FROM person WHERE login = $1", ARGS(TEXT(login)), 0))
		return form_fault(form, "login", FAULT_TAKEN);
	if (entry->role <= ROLE_RESIDENT || entry->role >= ROLE_COUNT)
		return form_fault(form, "role", FAULT_UNKNOWN);
	if (entry->community && *entry->community)
		outcome = community_find(&change->db, entry->community, &community);
	if (outcome == NOT_FOUND)
		return form_fault_with(form, (struct fault){.field = "community",
							    .kind = FAULT_UNKNOWN,
							    .detail = entry->community});
	if (outcome == OK)
		*community_id = community.id;
	return outcome;
}

enum outcome person_add(struct change *change, struct form *form, const struct person_entry *entry,
			int64_t *id)
{
	struct arena *arena = change->db.arena;
	const char *login = person_login(arena, entry->login);
	int64_t community_id = 0, made = 0;
	struct pairs after = {0};
	enum outcome outcome = person_check(change, form, entry, login, &community_id);

	if (outcome == OK)
		outcome = change_insert(change,
					"INSERT INTO person (login, name, post, organisation_id,"
					" made_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
					ARGS(TEXT(login), TEXT(entry->name),
					     TEXT(entry->post ? entry->post : ""),
					     INT_OR_NONE(entry->organisation_id), INT(change->now)),
					&made);
	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "login", login);
	outcome = person_grant(change, made, community_id, (enum role)entry->role);
	if (outcome == OK)
		outcome = person_note(change, "person add", made, NULL, &after);
	if (outcome == OK)
		*id = made;
	return outcome;
}

enum outcome person_set_password(struct change *change, int64_t id, const char *hash,
				 int64_t keep_session)
{
	enum outcome outcome = change_run(change,
					  "UPDATE person SET password_hash = $1 WHERE id = $2",
					  ARGS(TEXT(hash), INT(id)));

	if (outcome == OK && change_count(change) == 0)
		return NOT_FOUND;
	if (outcome == OK)
		outcome = session_end_others(change, id, keep_session);
	return outcome == OK ? person_note(change, "person password", id, NULL, NULL) : outcome;
}

enum outcome person_disable(struct change *change, int64_t id)
{
	enum outcome outcome;

	if (change->actor.person_id == id)
		return FORBIDDEN;
	outcome = change_run(
		change, "UPDATE person SET disabled_at = coalesce(disabled_at, $1) WHERE id = $2",
		ARGS(INT(change->now), INT(id)));
	if (outcome == OK && change_count(change) == 0)
		return NOT_FOUND;
	if (outcome == OK)
		outcome = session_end_others(change, id, 0);
	if (outcome == OK)
		outcome = one_time_link_end_all(change, id);
	return outcome == OK ? person_note(change, "person disable", id, NULL, NULL) : outcome;
}

enum outcome person_enable(struct change *change, int64_t id)
{
	enum outcome outcome = change_run(
		change, "UPDATE person SET disabled_at = NULL WHERE id = $1 AND erased_at IS NULL",
		ARGS(INT(id)));

	if (outcome == OK && change_count(change) == 0)
		return NOT_FOUND;
	return outcome == OK ? person_note(change, "person enable", id, NULL, NULL) : outcome;
}

enum outcome person_seen(struct change *change, int64_t id)
{
	enum outcome outcome = change_run(change, "UPDATE person SET seen_at = $1 WHERE id = $2",
					  ARGS(INT(change->now), INT(id)));

	return outcome == OK ? person_note(change, "person sign-in", id, NULL, NULL) : outcome;
}
