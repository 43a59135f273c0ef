#include "report_talk.h"

#include "audit.h"
#include "report_read.h"

struct seen {
	int64_t revision;
};

static const struct field seen_fields[] = {
	{.name = "revision", .kind = FIELD_INTEGER, .offset = offsetof(struct seen, revision)},
	{0},
};

enum outcome report_talk_begin(struct change *change, struct form *form, int64_t id,
			       struct report *report, bool *is_stale)
{
	struct seen seen = {0};
	enum outcome outcome = report_find(&change->db, change->community_id, id, report);

	if (outcome != OK)
		return outcome;
	if (!report->open || report->state == REPORT_WITHDRAWN)
		return CONFLICT;
	outcome = form_read(form, seen_fields, &seen);
	*is_stale = seen.revision && seen.revision != report->revision;
	return outcome;
}

enum outcome report_talk_end(struct change *change, const struct report *report, const char *action,
			     const struct pairs *after)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = change_run(
		change,
		"UPDATE report_version SET written_by = $3, "
		"submitted_at = NULL WHERE report_id = $1 "
		"AND version = $2",
		ARGS(INT(report->id), INT(report->open), INT_OR_NONE(change->actor.person_id)));

	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE report SET updated_at = $2, revision = revision + 1 "
				     "WHERE id = $1",
				     ARGS(INT(report->id), INT(change->now)));
	return outcome == OK ? audit_add(change, action,
					 arena_printf(arena, "report %lld", (long long)report->id),
					 "", audit_json(arena, after))
			     : outcome;
}

/* No line has a line end in it, and what may have one stands last: no two can be read as other two. */
struct rows report_talk_rows(struct db *db, int64_t id, int version)
{
	return db_rows(
		db,
		"SELECT 'answer' AS part, c.katottg || ' ' || q.year || '-' || q.number AS key, "
		"a.answered_by || '\n' || a.answer AS content FROM report_answer a "
		"JOIN question q ON q.id = a.question_id JOIN community c ON c.id = q.community_id "
		"WHERE a.report_id = $1 AND a.version = $2 "
		"UNION ALL SELECT 'outcome', printf('%04d', position), measure || '\n' || term || "
		"'\n' || responsible || '\n' || state || '\n' || coalesce(moved_to, '') || '\n' || "
		"note FROM report_outcome WHERE report_id = $1 AND version = $2 "
		"UNION ALL SELECT 'plan', printf('%04d', position), measure || '\n' || term || "
		"'\n' || responsible FROM report_plan WHERE report_id = $1 AND version = $2 "
		"ORDER BY part, key",
		ARGS(INT(id), INT(version)));
}

enum outcome report_talk_publish(struct change *change, const struct report *report)
{
	enum outcome outcome = report_answer_publish(change, report);

	return outcome == OK ? report_plan_publish(change, report) : outcome;
}

enum outcome report_talk_withdraw(struct change *change, int64_t id)
{
	return report_answer_withdraw(change, id);
}

enum outcome report_talk_copy(struct change *change, int64_t id, int from, int to)
{
	enum outcome outcome = report_answer_copy(change, id, from, to);

	return outcome == OK ? report_plan_copy(change, id, from, to) : outcome;
}

enum outcome report_talk_drop(struct change *change, int64_t id, int version)
{
	enum outcome outcome = report_answer_drop(change, id, version);

	return outcome == OK ? report_plan_drop(change, id, version) : outcome;
}
