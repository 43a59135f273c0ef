/*
 * issue_search.c - staff's search over everything, and the search by a telephone or an e-mail.
 *
 * Both halves of the first come in the order of their numbers, newest first, and are merged: what the public sees is
 * found in the index of words; the rest is read row by row (issue_queue.h tells why and how far).
 */
#include "audit.h"
#include "base/text.h"
#include "base/unicode.h"
#include "issue_queue.h"
#include "issue_read.h"
#include "issue_scan.h"
#include "search.h"

#define ROWS_USUAL    25
#define ROWS_MOST     100
#define CONTACT_MOST  100
#define CLOSED_STATES "'closed', 'clarified', 'declined', 'duplicate'"

/* $1 community, $2 the viewer's body, $3 state, $4 category, $5 area, $6 body, $7 and $11 year and number of the
   row before, $8 limit, $9 words, $10 what was typed. */

static bool is_set(const char *string)
{
	return string && *string;
}

static int limit_of(const struct issue_queue *queue)
{
	int limit = queue->limit > 0 ? queue->limit : ROWS_USUAL;

	return limit < ROWS_MOST ? limit : ROWS_MOST;
}

static void add_where(struct text *sql, const struct issue_queue *queue, const char *state)
{
	text_add(sql, " WHERE p.community_id = $1");
	if (queue->own_id)
		text_add(sql, " AND p.organisation_id = $2");
	if (queue->is_moderated)
		text_add(sql, " AND NOT " ISSUE_WITHHELD);
	if (is_set(state))
		text_add(sql, " AND p.state = $3");
	if (is_set(queue->category))
		text_add(sql, " AND p.category = $4");
	if (queue->area_id)
		text_add(sql, " AND p.area_id = $5");
	if (queue->organisation_id)
		text_add(sql, " AND p.organisation_id = $6");
	if (is_set(queue->before))
		text_add(sql, " AND (p.year < $7 OR (p.year = $7 AND p.number < $11))");
}

static struct rows read_found(struct db *db, const char *sql, const struct issue_queue *queue,
			      const char *state, int limit)
{
	struct issue_key before = {.year = INT64_MAX};
	bool is_behind = is_set(queue->before) && issue_key_read(queue->before, &before) == OK;
	const char *words = is_set(queue->q) ? search_query(db->arena, queue->q) : NULL;
	struct value values[] = {
		INT(queue->community_id),
		INT(queue->own_id),
		TEXT(state),
		TEXT(queue->category),
		INT(queue->area_id),
		INT(queue->organisation_id),
		INT(is_behind ? before.year : INT64_MAX),
		INT(limit),
		TEXT(words),
		TEXT(queue->q),
		INT(before.number),
	};

	return db_rows(db, sql, (struct values){values, COUNT(values)});
}

/* The issues of one half, as its piece says. */
static struct rows half(struct db *db, const char *select, const char *piece,
			const struct issue_queue *queue, const char *state, int limit)
{
	struct text sql = text_begin(db->arena, 8192);

	text_add(&sql, select);
	add_where(&sql, queue, state);
	text_add(&sql, piece);
	text_add(&sql, " ORDER BY p.year DESC, p.number DESC LIMIT $8");
	return read_found(db, sql.bytes, queue, state, limit);
}

static void add_rows(struct db *db, struct issue_works *works, struct rows rows, int64_t now)
{
	struct date today = date_of(now);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, works) = issue_read_work_row(&rows, today);
}

static void add_scanned(struct db *db, struct issue_works *works, const struct issue_queue *queue,
			const char *state)
{
	struct issue_scan scan;
	int64_t id;
	int found = 0;

	issue_scan_begin(&scan, db,
			 half(db, ISSUE_SCAN_SELECT, " AND p.is_public = 0", queue, state,
			      ISSUE_SEARCH_SCAN),
			 queue->q);
	while (found < limit_of(queue) && (id = issue_scan_next(&scan))) {
		struct issue_work work;

		if (issue_find_work_id(db, id, queue->now, &work) != OK)
			continue;
		*LIST_ADD(db->arena, works) = work;
		found++;
	}
	issue_scan_end(&scan);
}

static int newest_first(const void *first, const void *second)
{
	const struct issue *a = &((const struct issue_work *)first)->issue;
	const struct issue *b = &((const struct issue_work *)second)->issue;

	if (a->year != b->year)
		return a->year < b->year ? 1 : -1;
	return (a->number < b->number) - (a->number > b->number);
}

struct issue_works issue_search(struct db *db, const struct issue_queue *queue, const char *state)
{
	struct issue_works works = {0};
	size_t limit = (size_t)limit_of(queue), kept = 0;

	if (queue->own_id < 0)
		return works;
	if (!is_set(queue->q) || !search_query(db->arena, queue->q)) {
		add_rows(db, &works, half(db, ISSUE_SELECT_WORK, "", queue, state, (int)limit),
			 queue->now);
		return works;
	}
	add_rows(db, &works,
		 half(db, ISSUE_SELECT_WORK,
		      " AND p.is_public = 1 AND " SEARCH_MATCHES("p.id", "$9"), queue, state,
		      (int)limit),
		 queue->now);
	add_rows(db, &works, half(db, ISSUE_SELECT_WORK, " AND p.reference = $10", queue, state, 1),
		 queue->now);
	add_scanned(db, &works, queue, state);
	if (works.count)
		qsort(works.items, works.count, sizeof(*works.items), newest_first);
	/* What its reference found may stand there twice. */
	for (size_t i = 0; i < works.count; i++)
		if (!kept || works.items[kept - 1].issue.id != works.items[i].issue.id)
			works.items[kept++] = works.items[i];
	works.count = kept < limit ? kept : limit;
	return works;
}

const char *issue_search_next(struct db *db, const struct issue_queue *queue, const char *state,
			      const struct issue_works *works)
{
	struct issue_queue next = *queue;
	const struct issue *last;

	if (!works->count)
		return NULL;
	last = &works->items[works->count - 1].issue;
	next.before = issue_key_text(db->arena, last->year, last->number);
	next.limit = 1;
	return issue_search(db, &next, state).count ? next.before : NULL;
}

/* ------------------------------------------------------------------ by contact */

/*
 * No index leads from a telephone to an issue: it would be one more place where the number stays after
 * it was erased. Contacts are kept of what is open and, for some weeks, of what was closed: those are
 * read.
 */
#define WITH_CONTACT                                                               \
	" AND p.id IN (SELECT v.issue_id FROM issue_private v WHERE v.issue_id = " \
	"p.id AND (v.contact_phone = $2 OR v.contact_email = $2))"

static void add_contacts(struct db *db, const struct issue_queue *queue, const char *contact,
			 struct issue_works *works)
{
	struct values values = ARGS(INT(queue->community_id), TEXT(contact), INT(CONTACT_MOST),
				    INT(0));

	add_rows(db, works,
		 db_rows(db,
			 ISSUE_SELECT_WORK
			 " WHERE p.community_id = $1 AND p.state IN ('new', 'moderation', "
			 "'registered', 'assigned', 'in_progress', 'planned', 'on_hold', "
			 "'forwarded', 'resolved', 'reopened', 'restricted')" WITH_CONTACT
			 " ORDER BY p.year DESC, p.number DESC LIMIT $3",
			 values),
		 queue->now);
	add_rows(db, works,
		 db_rows(db,
			 ISSUE_SELECT_WORK " WHERE p.id IN (SELECT e.issue_id FROM issue_erasure e "
					   "WHERE e.closed_at > $4) AND p.community_id = $1 "
					   "AND p.state IN (" CLOSED_STATES ")" WITH_CONTACT
					   " ORDER BY p.year DESC, p.number DESC LIMIT $3",
			 values),
		 queue->now);
}

enum outcome issue_search_contact(struct change *change, const struct issue_queue *queue,
				  const char *contact, struct issue_works *works)
{
	struct issue_works found = {0};

	if (!*contact || queue->own_id)
		return NOT_FOUND;
	add_contacts(&change->db, queue, contact, &found);
	if (found.count)
		qsort(found.items, found.count, sizeof(*found.items), newest_first);
	if (db_outcome(&change->db) != OK)
		return db_outcome(&change->db);
	*works = found;
	return audit_add(
		change, "issue contact search",
		arena_printf(change->db.arena, "community %lld", (long long)change->community_id),
		"", "");
}
