#include "publication.h"

static const char *const kind_keys[PUBLICATION_KIND_COUNT] = {
	[PUBLICATION_EVERYTHING] = "everything",
	[PUBLICATION_ISSUE] = "issue",
	[PUBLICATION_UPDATE] = "update",
	[PUBLICATION_REPORT] = "report",
};

#define LEAP 1000000 /* more than anybody publishes between two backups */

/* ------------------------------------------------------------------ writing */

/* A thing in the feeds of one hromada. */
struct subject {
	enum publication_kind kind;
	int64_t community_id, id, issue_id;
	bool is_copy, is_withdrawn;
};

static enum outcome add(struct change *change, const struct subject *subject)
{
	/* Asking first is much cheaper than an UPDATE of nothing, which opens every index to write. */
	int64_t latest = db_int(
		&change->db,
		"SELECT seq FROM publication WHERE kind = $1 AND subject_id = $2 "
		"AND community_id = $3 AND is_latest = 1",
		ARGS(TEXT(kind_keys[subject->kind]), INT(subject->id), INT(subject->community_id)),
		0);

	if (latest && change_run(change, "UPDATE publication SET is_latest = 0 WHERE seq = $1",
				 ARGS(INT(latest))) != OK)
		return db_outcome(&change->db);
	return change_run(
		change,
		"INSERT INTO publication (community_id, ordinal, kind, subject_id, issue_id, at, "
		"is_latest, is_network, is_withdrawn) VALUES ($1, (SELECT coalesce(max(ordinal), "
		"0) "
		"+ 1 FROM publication WHERE community_id = $1), $2, $3, $4, $5, 1, $6, $7)",
		ARGS(INT(subject->community_id), TEXT(kind_keys[subject->kind]), INT(subject->id),
		     INT_OR_NONE(subject->issue_id), INT(change->now), INT(!subject->is_copy),
		     INT(subject->is_withdrawn)));
}

struct subjects {
	struct subject *items;
	size_t count;
};

/* The rows of id, community_id, issue_id as subjects of that kind. */
static struct subjects subjects_read(struct change *change, const char *sql, int64_t id,
				     struct subject pattern)
{
	struct subjects subjects = {0};
	struct rows rows = db_rows(&change->db, sql, ARGS(INT(id)));

	while (rows_next(&rows)) {
		struct subject *subject = LIST_ADD(change->db.arena, &subjects);

		*subject = pattern;
		subject->id = rows_int(&rows, 0);
		subject->community_id = rows_int(&rows, 1);
		subject->issue_id = rows_int(&rows, 2);
	}
	return subjects;
}

static enum outcome add_all(struct change *change, const struct subjects *subjects)
{
	for (size_t i = 0; i < subjects->count; i++) {
		enum outcome outcome = add(change, &subjects->items[i]);

		if (outcome != OK)
			return outcome;
	}
	return db_outcome(&change->db);
}

enum outcome publication_add_issue(struct change *change, int64_t issue_id)
{
	struct subjects subjects = subjects_read(
		change, "SELECT id, community_id, id FROM issue_public WHERE id = $1", issue_id,
		(struct subject){.kind = PUBLICATION_ISSUE});

	return add_all(change, &subjects);
}

enum outcome publication_add_update(struct change *change, int64_t issue_id, int64_t event_id)
{
	struct subjects subjects = subjects_read(
		change,
		"SELECT u.id, i.community_id, i.id FROM update_public u "
		"JOIN issue i ON i.id = u.issue_id WHERE u.id = $1",
		event_id, (struct subject){.kind = PUBLICATION_UPDATE});
	enum outcome outcome = add_all(change, &subjects);

	return outcome == OK ? publication_add_issue(change, issue_id) : outcome;
}

enum outcome publication_mute_update(struct change *change, int64_t event_id)
{
	/* With it goes the end of a hold that stands right before it. */
	struct subjects subjects = subjects_read(
		change,
		"SELECT p.subject_id, p.community_id, p.issue_id FROM publication p "
		"JOIN update_public u ON u.id = p.subject_id JOIN issue_event e ON e.id = $1 "
		"WHERE p.kind = 'update' AND p.issue_id = e.issue_id AND p.is_latest = 1 "
		"AND p.is_withdrawn = 0 AND u.is_undone = 1 AND u.number >= e.number - 1 "
		"ORDER BY p.seq",
		event_id, (struct subject){.kind = PUBLICATION_UPDATE});

	return add_all(change, &subjects);
}

enum outcome publication_withdraw_issue(struct change *change, int64_t issue_id)
{
	struct subject gone = {.kind = PUBLICATION_UPDATE, .is_withdrawn = true};
	struct subjects updates = subjects_read(
		change,
		"SELECT subject_id, community_id, issue_id FROM publication WHERE issue_id = $1 "
		"AND is_latest = 1 AND kind = 'update' AND is_withdrawn = 0 ORDER BY seq",
		issue_id, gone);
	enum outcome outcome = add_all(change, &updates);
	struct subjects issues;

	if (outcome != OK)
		return outcome;
	gone.kind = PUBLICATION_ISSUE;
	issues = subjects_read(
		change,
		"SELECT subject_id, community_id, issue_id FROM publication WHERE issue_id = $1 "
		"AND is_latest = 1 AND kind = 'issue' AND is_withdrawn = 0 ORDER BY seq",
		issue_id, gone);
	return add_all(change, &issues);
}

enum outcome publication_restore_issue(struct change *change, int64_t issue_id)
{
	struct subjects updates = subjects_read(
		change,
		"SELECT u.id, i.community_id, i.id FROM update_public u JOIN issue i "
		"ON i.id = u.issue_id WHERE u.issue_id = $1 ORDER BY u.number",
		issue_id, (struct subject){.kind = PUBLICATION_UPDATE});
	enum outcome outcome = add_all(change, &updates);

	return outcome == OK ? publication_add_issue(change, issue_id) : outcome;
}

/* Every hromada of the report; the network's feeds take the first one's row. */
static enum outcome add_report(struct change *change, int64_t report_id, bool is_withdrawn)
{
	struct subjects subjects = subjects_read(
		change,
		"SELECT report_id, community_id, NULL FROM report_territory WHERE report_id = $1 "
		"AND community_id IS NOT NULL ORDER BY community_id",
		report_id,
		(struct subject){.kind = PUBLICATION_REPORT, .is_withdrawn = is_withdrawn});

	for (size_t i = 1; i < subjects.count; i++)
		subjects.items[i].is_copy = true;
	return add_all(change, &subjects);
}

enum outcome publication_add_report(struct change *change, int64_t report_id)
{
	return add_report(change, report_id, false);
}

enum outcome publication_withdraw_report(struct change *change, int64_t report_id)
{
	return add_report(change, report_id, true);
}

enum outcome publication_leap(struct change *change)
{
	enum outcome outcome = change_run(
		change, "UPDATE sqlite_sequence SET seq = seq + $1 WHERE name = 'publication'",
		ARGS(INT(LEAP)));

	if (outcome != OK || change_count(change))
		return outcome;
	return change_run(change,
			  "INSERT INTO sqlite_sequence (name, seq) VALUES "
			  "('publication', $1)",
			  ARGS(INT(LEAP)));
}
