/*
 * issue_erase.c - the private part of an issue goes when it has been closed for long enough, or sooner
 * when its reporter wants it.
 *
 * A step into a terminal state puts the issue on a list with its moment, a step out of it takes it
 * off; erasing walks the old end of the list. What the public reads stays; words that the public never
 * read, or may not read any more because they name somebody, are nobody's to keep either.
 *
 * The bytes go as well, in three stages (server/service.c): the writer overwrites what it deletes; within
 * the hour the search index is merged, so that words that were edited out are in none of its parts, and
 * the log is emptied; in the night the file is written anew, for what was copied when rows were moved.
 */
#include "audit.h"
#include "issue_read.h"
#include "state.h"

#define BATCH 100 /* so that nobody waits long for the writer */
#define DAY   ((int64_t)24 * 60 * 60)

enum outcome issue_erasure_note(struct change *change, int64_t id, const char *to_state)
{
	int state = state_find(to_state);

	if (state < 0 || !state_facts((enum state)state)->is_terminal)
		return change_run(change, "DELETE FROM issue_erasure WHERE issue_id = $1",
				  ARGS(INT(id)));
	return change_run(change,
			  "INSERT INTO issue_erasure (issue_id, closed_at) VALUES ($1, $2) "
			  "ON CONFLICT (issue_id) DO UPDATE SET closed_at = excluded.closed_at",
			  ARGS(INT(id), INT(change->now)));
}

/* A table's part in an erasure: $1 the issue, $2 the moment. */
static const char *const erasures[] = {
	/* The link may say that it has ended; which issue it led to is forgotten. */
	"INSERT INTO ended_link (secret_hash, ended_at) SELECT secret_hash, $2 FROM issue_private "
	"WHERE issue_id = $1 AND secret_hash <> '' ON CONFLICT (secret_hash) DO NOTHING",
	"DELETE FROM issue_private WHERE issue_id = $1",
	"UPDATE issue_message SET text = '' WHERE issue_id = $1 AND text <> ''",
	/* A picture that nobody let through in all that time. */
	"DELETE FROM photo_bytes WHERE photo_id IN (SELECT id FROM photo WHERE issue_id = $1 "
	"AND state <> 'public')",
	"UPDATE photo SET state = 'removed', alt = '', removed_reason = 'personal' "
	"WHERE issue_id = $1 AND state <> 'public'",
	"DELETE FROM issue_erasure WHERE issue_id = $1",
	"UPDATE installation SET erased_at = coalesce(erased_at, $2)",
};

/* Of a closed issue that is not public: the reporter's words in the issue itself. */
static const char erase_words[] =
	"UPDATE issue SET title = (SELECT uk FROM category WHERE key = issue.category), text = '', "
	"place = '', latitude = NULL, longitude = NULL, revision = revision + 1 "
	"WHERE id = $1 AND phase = 'closed' AND (published_at IS NULL OR hidden_class IN "
	"('personal', 'minor'))";

enum outcome issue_erase(struct change *change, int64_t id, const char *reason)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	enum outcome outcome = OK;

	for (size_t i = 0; outcome == OK && i < COUNT(erasures); i++)
		outcome = change_run(change, erasures[i], ARGS(INT(id), INT(change->now)));
	if (outcome == OK)
		outcome = change_run(change, erase_words, ARGS(INT(id)));
	pairs_add(arena, &after, "reason", reason);
	return outcome == OK ? audit_add(change, "issue private erase", issue_subject(arena, id),
					 "", audit_json(arena, &after))
			     : outcome;
}

struct erasables {
	struct erasable {
		int64_t id, community_id;
	} * items;
	size_t count;
};

static struct erasables erasables_of(struct db *db, int64_t closed_before)
{
	struct erasables list = {0};
	struct rows rows = db_rows(db,
				   "SELECT i.id, i.community_id FROM issue_erasure e "
				   "JOIN issue i ON i.id = e.issue_id WHERE e.closed_at < $1 "
				   "ORDER BY e.closed_at, e.issue_id LIMIT $2",
				   ARGS(INT(closed_before), INT(BATCH)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &list) = (struct erasable){.id = rows_int(&rows, 0),
								.community_id = rows_int(&rows, 1)};
	return list;
}

enum outcome issue_erase_private(struct change *change, int64_t days)
{
	struct erasables list = erasables_of(&change->db, change->now - days * DAY);
	enum outcome outcome = db_outcome(&change->db);

	for (size_t i = 0; outcome == OK && i < list.count; i++) {
		change->community_id = list.items[i].community_id;
		outcome = issue_erase(change, list.items[i].id, "time");
	}
	change->wants_more = list.count == BATCH;
	return outcome;
}
