#include "support.h"

#include "audit.h"
#include "base/network.h"
#include "base/secret.h"
#include "installation.h"
#include "issue_read.h"

#define DAY ((int64_t)24 * 60 * 60)

/* Of that issue alone, so that neither browsers nor networks can be followed from one to the next. */
static const char *hash(struct db *db, const char *what, int64_t issue_id, const char *value)
{
	struct installation installation;
	const char *told;

	if (installation_find(db, &installation) != OK)
		return "";
	told = arena_printf(db->arena, "%s %lld %s", what, (long long)issue_id, value);
	return secret_mac(db->arena, installation.form_key, told, strlen(told));
}

static bool is_counted(struct db *db, int64_t issue_id, const char *supporter_hash)
{
	return db_int(db,
		      "SELECT count(*) FROM issue_support WHERE issue_id = $1 "
		      "AND supporter_hash = $2",
		      ARGS(INT(issue_id), TEXT(supporter_hash)), 0) > 0;
}

bool support_is_counted(struct db *db, int64_t issue_id, const char *supporter)
{
	return is_counted(db, issue_id, hash(db, "supporter", issue_id, supporter));
}

/* The row, the count, and a line of the audit log that names nobody. */
static enum outcome count_in(struct change *change, const struct issue *issue,
			     const char *supporter_hash, const char *network_hash)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	enum outcome outcome = change_run(
		change,
		"INSERT INTO issue_support (issue_id, supporter_hash, network_hash, at) "
		"VALUES ($1, $2, $3, $4)",
		ARGS(INT(issue->id), TEXT(supporter_hash), TEXT(network_hash), INT(change->now)));

	if (outcome == OK)
		outcome = change_run(
			change, "UPDATE issue SET support_count = support_count + 1 WHERE id = $1",
			ARGS(INT(issue->id)));
	pairs_add(arena, &after, "count",
		  arena_printf(arena, "%lld", (long long)issue->support_count + 1));
	return outcome == OK ? audit_add(change, "issue support", issue_subject(arena, issue->id),
					 "", audit_json(arena, &after))
			     : outcome;
}

enum outcome support_add(struct change *change, const struct support *support,
			 struct supported *supported)
{
	struct db *db = &change->db;
	int64_t id = support->issue_id;
	const char *supporter_hash = hash(db, "supporter", id, support->supporter);
	const char *network_hash = hash(db, "network", id,
					network_name(db->arena, support->address));
	struct issue issue;
	enum outcome outcome = issue_find_id(db, id, change->now, &issue);

	if (outcome != OK)
		return outcome;
	if (is_counted(db, id, supporter_hash)) {
		*supported = (struct supported){.count = issue.support_count};
		return OK;
	}
	if (strcmp(issue.phase, "closed") == 0)
		return CONFLICT;
	if (db_int(db,
		   "SELECT count(*) FROM issue_support WHERE issue_id = $1 AND network_hash = $2 "
		   "AND at > $3",
		   ARGS(INT(id), TEXT(network_hash), INT(change->now - DAY)),
		   0) >= support->per_network)
		return TOO_OFTEN;
	outcome = count_in(change, &issue, supporter_hash, network_hash);
	if (outcome == OK)
		*supported = (struct supported){.count = issue.support_count + 1, .is_new = true};
	return outcome;
}

enum outcome support_forget(struct change *change)
{
	int64_t before = change->now - SUPPORT_NETWORK_DAYS * DAY;
	int64_t count = db_int(&change->db,
			       "SELECT count(*) FROM issue_support WHERE at < $1 "
			       "AND network_hash <> ''",
			       ARGS(INT(before)), 0);
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	enum outcome outcome;

	if (!count)
		return db_outcome(&change->db);
	outcome = change_run(change,
			     "UPDATE issue_support SET network_hash = '' WHERE at < $1 "
			     "AND network_hash <> ''",
			     ARGS(INT(before)));
	pairs_add(arena, &after, "networks", arena_printf(arena, "%lld", (long long)count));
	return outcome == OK ? audit_add(change, "support forget", "installation", "",
					 audit_json(arena, &after))
			     : outcome;
}
