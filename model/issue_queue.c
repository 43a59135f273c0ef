/*
 * issue_queue.c - what waits for staff, by task. A task is one line of the table.
 *
 * Every task is found by hromada and state (or by the body that answers), so its cost grows with what
 * is open, not with the register. Days are compared through coalesce(): an index by due would lead
 * through every issue that was ever late.
 */
#include "issue_queue.h"

#include "audit.h"
#include "base/text.h"
#include "base/unicode.h"
#include "issue_read.h"
#include "issue_scan.h"
#include "state.h"

#define ROWS_USUAL    25
#define ROWS_MOST     100
#define QUERY_MAXIMUM 200 /* characters of q that are looked at */

/* $1 community, $2 today, $3 the viewer's body, $4 limit, $5 now, $6 category, $7 area, $8 body,
   $9 and $10 the key of the row before, $11 the last day that is soon, $12 when silence began. */
#define UNDER_WAY   "'assigned', 'in_progress', 'planned', 'forwarded'"
#define LATE_STATES "'registered', 'reopened', 'restricted', " UNDER_WAY
#define DAY         "coalesce(p.due, '9999-12-31')"

static const struct {
	const char *key, *where, *order; /* order: what it is sorted by, and the id behind it */
	bool is_day;                     /* order is a date, not a number */
} tasks[ISSUE_TASK_COUNT] = {
	[TASK_EMERGENCY] = {"emergency", "p.hidden_class = 'emergency'", "p.updated_at", false},
	[TASK_FLAGGED] = {"flagged",
			  "p.id IN (SELECT f.id FROM issue f WHERE f.community_id = $1 "
			  "AND f.state IN ('new', 'moderation') AND f.flags <> 0 UNION ALL "
			  "SELECT f.id FROM issue f WHERE f.community_id = $1 "
			  "AND f.is_flag_open = 1) AND p.hidden_class IS NULL",
			  "p.reported_at", false},
	[TASK_MODERATE] = {"moderate", "p.state IN ('new', 'moderation')", "p.reported_at", false},
	[TASK_OVERDUE] = {"overdue", "p.state IN (" LATE_STATES ") AND " DAY " < $2", DAY, true},
	[TASK_MESSAGES] = {"messages",
			   "p.id IN (SELECT m.issue_id FROM issue_message m "
			   "WHERE m.community_id = $1 AND m.state = 'waiting')",
			   "(SELECT min(m.at) FROM issue_message m WHERE m.issue_id = p.id "
			   "AND m.state = 'waiting')",
			   false},
	[TASK_PHOTOS] = {"photos",
			 "p.id IN (SELECT f.issue_id FROM photo f WHERE f.community_id = $1 "
			 "AND f.state = 'waiting')",
			 "(SELECT min(f.made_at) FROM photo f WHERE f.issue_id = p.id "
			 "AND f.state = 'waiting')",
			 false},
	[TASK_ASSIGN] = {"assign",
			 "p.state IN ('registered', 'reopened') AND NOT (p.state = 'reopened' AND "
			 "p.organisation_id IS NOT NULL) AND " DAY " >= $2",
			 "p.reported_at", false},
	[TASK_ANSWER] = {"answer",
			 "p.state IN ('reopened', " UNDER_WAY ") AND " DAY " >= $2 AND "
			 "CASE WHEN p.state = 'reopened' THEN p.organisation_id IS NOT NULL "
			 "ELSE p.updated_at < $12 END",
			 "p.updated_at", false},
	[TASK_SOON] = {"soon", "p.state IN (" UNDER_WAY ") AND " DAY " BETWEEN $2 AND $11", DAY,
		       true},
	[TASK_MOVED] = {"moved", "p.due_moves > 1 AND p.phase = 'open'", DAY, true},
	[TASK_REVIEW] = {"review",
			 "p.state = 'on_hold' AND coalesce(p.review_on, '0000-01-01') <= $2",
			 "coalesce(p.review_on, '0000-01-01')", true},
	[TASK_MEETING] = {"meeting", "p.is_for_meeting = 1 AND p.phase <> 'closed'",
			  "p.reported_at", false},
	[TASK_CONFIRM] = {"confirm", "p.state = 'resolved'", "coalesce(p.resolved_at, 0)", false},
	[TASK_PROGRESS] = {"progress",
			   "p.state IN (" UNDER_WAY ") AND " DAY " >= $2 AND NOT (" DAY
			   " BETWEEN $2 AND $11) AND p.updated_at >= $12",
			   DAY, true},
	[TASK_EMBARGO] = {"embargo", "p.publish_not_before > $5", "p.publish_not_before", false},
	[TASK_WITHHELD] = {"withheld", "(p.hidden_class <> 'emergency' OR p.state = 'restricted')",
			   "p.updated_at", false},
};

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

/* ------------------------------------------------------------------ who asks, and for what */

struct issue_queue issue_queue_begin(const struct viewer *viewer, int64_t now)
{
	bool may_moderate = viewer_may(viewer, MODERATE_ISSUE);
	struct issue_queue queue = {.community_id = viewer->community_id, .now = now};

	if (!viewer_may(viewer, READ_WORK))
		queue.own_id = -1;
	else if (!may_moderate && viewer_is_only_works(viewer))
		queue.own_id = viewer->organisation_id ? viewer->organisation_id : -1;
	/* A body's own it sees whatever its state: it was given to them. */
	else
		queue.is_moderated = !may_moderate;
	return queue;
}

static int64_t number_of(const char *string)
{
	return strspn(string, "0123456789") == strlen(string) && strlen(string) < 19
		       ? strtoll(string, NULL, 10)
		       : 0;
}

struct issue_queue issue_queue_read(struct arena *arena, const struct viewer *viewer, int64_t now,
				    const struct pairs *query)
{
	struct issue_queue queue = issue_queue_begin(viewer, now);
	const char *q = pairs_value(query, "q"), *category = pairs_value(query, "category");

	queue.q = unicode_clean(arena, q, strlen(q), ONE_LINE);
	if (unicode_length(queue.q) > QUERY_MAXIMUM)
		queue.q = unicode_shorten(arena, queue.q, QUERY_MAXIMUM);
	queue.category = strspn(category, "abcdefghijklmnopqrstuvwxyz_") == strlen(category)
				 ? category
				 : "";
	queue.area_id = number_of(pairs_value(query, "area"));
	queue.organisation_id = number_of(pairs_value(query, "body"));
	queue.before = pairs_value(query, "before");
	return queue;
}

static bool is_set(const char *string)
{
	return string && *string;
}

/* ------------------------------------------------------------------ one query */

/* "2026-11-20.43" or "1794000000.43": the order's value of a row, and its id. */
static struct value key_of(struct arena *arena, enum issue_task task, const char *before,
			   int64_t *id)
{
	char *rest = arena_string(arena, before ? before : ""), *key = strsep(&rest, ".");
	struct date date;

	*id = rest ? number_of(rest) : 0;
	if (!*id || (tasks[task].is_day && date_read(key, &date) != OK) ||
	    (!tasks[task].is_day && (!*key || strspn(key, "0123456789") != strlen(key)))) {
		*id = 0;
		return NONE;
	}
	return tasks[task].is_day ? TEXT(key) : INT(number_of(key));
}

static void add_where(struct text *sql, enum issue_task task, const struct issue_queue *queue)
{
	text_add(sql, " WHERE p.community_id = $1");
	if (queue->own_id)
		text_add(sql, " AND p.organisation_id = $3");
	if (queue->is_moderated)
		text_add(sql, " AND NOT " ISSUE_WITHHELD);
	if (is_set(queue->category))
		text_add(sql, " AND p.category = $6");
	if (queue->area_id)
		text_add(sql, " AND p.area_id = $7");
	if (queue->organisation_id)
		text_add(sql, " AND p.organisation_id = $8");
	text_addf(sql, " AND %s", tasks[task].where);
}

static struct rows read_task(struct db *db, const char *sql, const struct issue_queue *queue,
			     struct value key, int64_t id, int limit)
{
	struct date today = date_of(queue->now);
	struct value values[] = {
		INT(queue->community_id),
		DATE(db->arena, today),
		INT(queue->own_id),
		INT(limit),
		INT(queue->now),
		TEXT(queue->category),
		INT(queue->area_id),
		INT(queue->organisation_id),
		key,
		INT(id),
		DATE(db->arena, date_add_days(today, ISSUE_SOON_DAYS)),
		INT(date_start(date_add_days(today, -ISSUE_ANSWER_DAYS))),
	};

	return db_rows(db, sql, (struct values){values, COUNT(values)});
}

static int limit_of(const struct issue_queue *queue)
{
	int limit = queue->limit > 0 ? queue->limit : ROWS_USUAL;

	return limit < ROWS_MOST ? limit : ROWS_MOST;
}

/* The rows of a task in its order, behind the key, as these columns; limit 0: all. */
static struct rows rows_of(struct db *db, const char *select, enum issue_task task,
			   const struct issue_queue *queue, const char *before, int limit)
{
	struct text sql = text_begin(db->arena, 8192);
	int64_t id;
	struct value key = key_of(db->arena, task, before, &id);
	const char *order = tasks[task].order;

	text_add(&sql, select);
	add_where(&sql, task, queue);
	if (id)
		text_addf(&sql, " AND (%s > $9 OR (%s = $9 AND p.id > $10))", order, order);
	text_addf(&sql, " ORDER BY %s, p.id LIMIT $4", order);
	return read_task(db, sql.bytes, queue, key, id, limit);
}

static struct issue_works list_words(struct db *db, enum issue_task task,
				     const struct issue_queue *queue)
{
	struct issue_works works = {0};
	struct issue_scan scan;
	int64_t id;

	issue_scan_begin(
		&scan, db,
		rows_of(db, ISSUE_SCAN_SELECT, task, queue, queue->before, ISSUE_SEARCH_SCAN),
		queue->q);
	while ((int)works.count < limit_of(queue) && (id = issue_scan_next(&scan))) {
		struct issue_work work;

		if (issue_find_work_id(db, id, queue->now, &work) == OK)
			*LIST_ADD(db->arena, &works) = work;
	}
	issue_scan_end(&scan);
	return works;
}

struct issue_works issue_task_list(struct db *db, enum issue_task task,
				   const struct issue_queue *queue)
{
	struct date today = date_of(queue->now);
	struct issue_works works = {0};
	struct rows rows;

	if (queue->own_id < 0)
		return works;
	if (is_set(queue->q))
		return list_words(db, task, queue);
	rows = rows_of(db, ISSUE_SELECT_WORK, task, queue, queue->before, limit_of(queue));
	while (rows_next(&rows))
		*LIST_ADD(db->arena, &works) = issue_read_work_row(&rows, today);
	return works;
}

static int64_t count_words(struct db *db, enum issue_task task, const struct issue_queue *queue)
{
	struct issue_scan scan;
	int64_t count = 0;

	issue_scan_begin(&scan, db,
			 rows_of(db, ISSUE_SCAN_SELECT, task, queue, NULL, ISSUE_SEARCH_SCAN),
			 queue->q);
	while (issue_scan_next(&scan))
		count++;
	issue_scan_end(&scan);
	return count;
}

int64_t issue_task_count(struct db *db, enum issue_task task, const struct issue_queue *queue)
{
	struct text sql = text_begin(db->arena, 8192);
	struct rows rows;
	int64_t count = 0;

	if (queue->own_id < 0)
		return 0;
	if (is_set(queue->q))
		return count_words(db, task, queue);
	text_add(&sql, "SELECT count(*) FROM issue p");
	add_where(&sql, task, queue);
	rows = read_task(db, sql.bytes, queue, NONE, 0, 0);
	if (rows_next(&rows))
		count = rows_int(&rows, 0);
	rows_end(&rows);
	return count;
}

const char *issue_task_next(struct db *db, enum issue_task task, const struct issue_queue *queue,
			    const struct issue_works *works)
{
	struct issue_queue next = *queue;
	int64_t id;
	const char *sql, *key;

	if (!works->count)
		return NULL;
	id = works->items[works->count - 1].issue.id;
	sql = arena_printf(db->arena, "SELECT CAST(%s AS TEXT) FROM issue p WHERE p.id = $1",
			   tasks[task].order);
	key = db_text(db, sql, ARGS(INT(id)));
	if (!key)
		return NULL;
	next.before = arena_printf(db->arena, "%s.%lld", key, (long long)id);
	next.limit = 1;
	return issue_task_list(db, task, &next).count ? next.before : NULL;
}

/* ------------------------------------------------------------------ the next meeting */

bool issue_agenda_is_open_to(const struct viewer *viewer)
{
	return viewer_is(viewer, ROLE_SECRETARY) || viewer_is(viewer, ROLE_CHAIR);
}

enum outcome issue_put_on_agenda(struct change *change, struct form *form,
				 const struct viewer *viewer, int64_t id, bool is_on)
{
	struct issue_work work;
	int64_t event_id;
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &work);

	if (outcome == OK && !issue_is_open_to(viewer, &work))
		outcome = NOT_FOUND;
	if (outcome != OK)
		return outcome;
	if (!issue_agenda_is_open_to(viewer))
		return form_fault(form, "", FAULT_NOT_FOR_ROLE);
	if (work.is_for_meeting == is_on || (is_on && strcmp(work.issue.phase, "closed") == 0))
		return form_fault(form, "", FAULT_NOT_ALLOWED_NOW);
	outcome = change_run(change,
			     "UPDATE issue SET is_for_meeting = $2, revision = revision + 1 "
			     "WHERE id = $1",
			     ARGS(INT(id), INT(is_on)));
	if (outcome == OK)
		outcome = issue_event_add(change,
					  &(struct issue_event){.issue_id = id,
								.kind = "meeting",
								.from_state = work.issue.state,
								.to_state = work.issue.state,
								.role = change->actor.role,
								.reason = is_on ? "on" : "off"},
					  &event_id);
	if (outcome == OK)
		outcome = audit_add(change, is_on ? "issue agenda add" : "issue agenda remove",
				    issue_subject(change->db.arena, id), "", "");
	return outcome == OK ? issue_tell(change, id, work.is_public, 0) : outcome;
}
