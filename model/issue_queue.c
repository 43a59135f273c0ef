/*
 * issue_queue.c - what waits for staff, by task. A task is one line of the table.
 */
#include "base/text.h"
#include "issue_read.h"

/* $1 community, $2 today, $3 organisation or 0, $4 limit, $5 now. */
#define LATE_STATES                                                                            \
	"'new', 'registered', 'assigned', 'in_progress', 'planned', 'forwarded', 'reopened', " \
	"'moderation'"

static const struct {
	const char *key, *where, *order;
} tasks[ISSUE_TASK_COUNT] = {
	[TASK_MODERATE] = {"moderate", "p.state IN ('new', 'moderation')", "p.reported_at, p.id"},
	[TASK_OVERDUE] = {"overdue", "p.due < $2 AND p.state IN (" LATE_STATES ")", "p.due, p.id"},
	[TASK_ASSIGN] = {"assign",
			 "p.state IN ('registered', 'reopened') AND (p.due IS NULL OR p.due >= $2)",
			 "p.reported_at, p.id"},
	[TASK_CONFIRM] = {"confirm", "p.state = 'resolved'", "p.resolved_at, p.id"},
	[TASK_REVIEW] = {"review", "p.state = 'on_hold' AND p.review_on <= $2",
			 "p.review_on, p.id"},
	[TASK_PROGRESS] = {"progress",
			   "p.state IN ('assigned', 'in_progress', 'planned', 'forwarded') "
			   "AND (p.due IS NULL OR p.due >= $2)",
			   "p.due, p.id"},
	[TASK_EMBARGO] = {"embargo", "p.publish_not_before > $5", "p.publish_not_before, p.id"},
	[TASK_WITHHELD] = {"withheld", "(p.hidden_class IS NOT NULL OR p.state = 'restricted')",
			   "p.updated_at DESC, p.id"},
};

#define WHERE " WHERE p.community_id = $1 AND ($3 = 0 OR p.organisation_id = $3) AND "

const char *issue_task_key(enum issue_task task)
{
	return tasks[task].key;
}

int issue_task_find(const char *key)
{
	for (int i = 0; i < ISSUE_TASK_COUNT; i++)
		if (strcmp(tasks[i].key, key) == 0)
			return i;
	return -1;
}

static struct rows read_task(struct db *db, const char *sql, int64_t community_id,
			     int64_t organisation_id, int64_t now, int limit)
{
	return db_rows(db, sql,
		       ARGS(INT(community_id), DATE(db->arena, date_of(now)), INT(organisation_id),
			    INT(limit), INT(now)));
}

struct issue_works issue_task_list(struct db *db, enum issue_task task, int64_t community_id,
				   int64_t organisation_id, int64_t now, int limit)
{
	const char *sql = arena_printf(db->arena, "%s" WHERE "%s ORDER BY %s LIMIT $4",
				       ISSUE_SELECT_WORK, tasks[task].where, tasks[task].order);
	struct rows rows = read_task(db, sql, community_id, organisation_id, now, limit);
	struct date today = date_of(now);
	struct issue_works works = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &works) = issue_read_work_row(&rows, today);
	return works;
}

int64_t issue_task_count(struct db *db, enum issue_task task, int64_t community_id,
			 int64_t organisation_id, int64_t now)
{
	const char *sql = arena_printf(db->arena, "SELECT count(*) FROM issue p" WHERE "%s",
				       tasks[task].where);
	struct rows rows = read_task(db, sql, community_id, organisation_id, now, 0);
	int64_t count = 0;

	if (rows_next(&rows))
		count = rows_int(&rows, 0);
	rows_end(&rows);
	return count;
}
