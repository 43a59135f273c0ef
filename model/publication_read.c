#include "base/text.h"
#include "finder.h"
#include "publication.h"
#include "search.h"
#include "state.h"

#define SQL_MOST 4000
#define DAY      (24 * 60 * 60)
#define FEW      5000 /* issues, with their rows looked up sooner than a long way is walked */

static const struct {
	const char *key, *plural;
} kinds[PUBLICATION_KIND_COUNT] = {
	[PUBLICATION_EVERYTHING] = {"everything", "everything"},
	[PUBLICATION_ISSUE] = {"issue", "issues"},
	[PUBLICATION_UPDATE] = {"update", "updates"},
	[PUBLICATION_REPORT] = {"report", "reports"},
};

int publication_kind_find(const char *plural)
{
	for (int kind = 0; kind < PUBLICATION_KIND_COUNT; kind++) {
		if (!strcmp(kinds[kind].plural, plural))
			return kind;
	}
	return -1;
}

const char *publication_kind_plural(enum publication_kind kind)
{
	return kinds[kind].plural;
}

static enum publication_kind kind_of(const char *key)
{
	for (int kind = 1; kind < PUBLICATION_KIND_COUNT; kind++) {
		if (!strcmp(kinds[kind].key, key))
			return (enum publication_kind)kind;
	}
	return PUBLICATION_EVERYTHING;
}

/* ------------------------------------------------------------------ the question */

static bool is_given(const char *string)
{
	return string && *string;
}

static bool is_filtered(const struct publication_filter *filter)
{
	return filter->issues && !issue_filter_is_empty(filter->issues);
}

/* Whether the category is all that is asked for: the one thing a hidden issue's is known by. */
static bool is_by_category_alone(const struct issue_filter *issues)
{
	struct issue_filter others = *issues;

	others.category = "";
	return issue_filter_is_empty(&others);
}

/*
 * Rows whose issue is as asked for now. Of withdrawn ones nothing may be looked at any more (a search
 * that found them would tell what they said), so all of them belong to a filtered feed, silently; only
 * the category alone still decides, because it was public.
 */
static void add_issue_conditions(struct text *sql, const struct issue_filter *issues)
{
	text_add(sql, " AND (EXISTS (SELECT 1 FROM issue_public i WHERE i.id = p.issue_id");
	if (is_given(issues->category))
		text_add(sql, " AND i.category = $4");
	if (issues->area_id)
		text_add(sql, " AND i.area_id = $5");
	if (is_given(issues->state)) {
		if (!strcmp(issues->state, "overdue"))
			text_add(sql,
				 " AND i.due < $6 AND i.phase = 'open' AND i.state <> 'on_hold'");
		else if (state_group_find(issues->state) >= 0)
			text_add(sql, " AND i.phase = $6");
		else
			text_add(sql, " AND i.state = $6");
	}
	if (is_given(issues->q))
		text_add(sql, " AND " SEARCH_MATCHES("i.id", "$7"));
	if (date_is_set(issues->from))
		text_add(sql, " AND i.published_at >= $8");
	if (date_is_set(issues->to))
		text_add(sql, " AND i.published_at < $9");
	if (issues->organisation_id)
		text_add(sql, " AND i.organisation_id = $10");
	if (issues->has_photo)
		text_add(sql, " AND i.photo_count > 0");
	if (issues->near.is_set)
		text_add(sql, " AND " NEAR_MATCHES("i", "$13", "$14", "$15", "$16"));
	text_add(sql, ") OR (p.is_withdrawn = 1 AND p.issue_id IS NOT NULL");
	if (is_by_category_alone(issues))
		text_add(sql, " AND EXISTS (SELECT 1 FROM issue h WHERE h.id = p.issue_id AND "
			      "h.category = $4)");
	text_add(sql, "))");
}

void publication_filter_settle(struct db *db, struct publication_filter *filter)
{
	struct text ids = text_begin(db->arena, (size_t)FEW * 24);
	struct issue_filter wanted;
	struct finding finding;

	filter->few = NULL;
	/* The register takes a number for an issue's, the feed for a word. */
	if (!is_filtered(filter) || !filter->community_id ||
	    (is_given(filter->issues->q) && strpbrk(filter->issues->q, "0123456789")))
		return;
	wanted = *filter->issues;
	wanted.community_id = filter->community_id;
	finding = finder_find(db, &wanted, FEW);
	if (finding.has_more)
		return;
	for (size_t i = 0; i < finding.id_count; i++)
		text_addf(&ids, "%s%lld", i ? "," : "[", (long long)finding.ids[i]);
	text_add(&ids, finding.id_count ? "]" : "[]");
	filter->few = ids.bytes;
}

/*
 * Where rows come from: the whole order, or those of few issues and, since they belong to it whatever
 * their issue, the withdrawn ones. CROSS JOIN tells the engine with which to begin.
 */
static const char in_order[] = "publication p";
static const char among_few[] = "(SELECT q.seq FROM publication q WHERE " IS_ONE_OF(
	"q.issue_id",
	"$17") " UNION SELECT w.seq FROM publication w WHERE w.is_withdrawn = 1 AND "
	       "w.community_id = $1 AND w.issue_id IS NOT NULL) f CROSS JOIN publication p "
	       "ON p.seq = f.seq";

/* "SELECT ... WHERE feed AND more": $11 and $12 are free for more. */
static const char *sql_of(struct db *db, const struct publication_filter *filter,
			  const char *columns, const char *more)
{
	struct text sql = text_begin(db->arena, SQL_MOST);

	text_addf(&sql, "SELECT %s FROM %s WHERE ", columns, filter->few ? among_few : in_order);
	text_add(&sql, filter->community_id ? "p.community_id = $1" : "p.is_network = 1");
	if (filter->kind)
		text_add(&sql, " AND p.kind = $2");
	if (filter->issue_id)
		text_add(&sql, " AND p.issue_id = $3");
	if (is_filtered(filter))
		add_issue_conditions(&sql, filter->issues);
	text_addf(&sql, " AND %s", more);
	return sql.bytes;
}

static struct value state_value(struct db *db, const struct issue_filter *issues)
{
	if (is_given(issues->state) && !strcmp(issues->state, "overdue"))
		return DATE(db->arena, date_of(issues->now));
	return TEXT(issues->state);
}

/* published and updated stand in the oldest and the newest row of the same thing. */
#define SAME_THING \
	"s.kind = p.kind AND s.subject_id = p.subject_id AND s.community_id = p.community_id"
static const char columns_of_row[] =
	"p.seq, p.ordinal, p.community_id, p.kind, p.subject_id, p.issue_id, p.is_withdrawn, "
	"(SELECT min(s.at) FROM publication s WHERE " SAME_THING "), "
	"CASE p.is_latest WHEN 1 THEN p.at ELSE "
	"(SELECT s.at FROM publication s WHERE " SAME_THING " AND s.is_latest = 1) END";

/* Ask for rows; first and second are $11 and $12. */
static struct rows ask(struct db *db, const struct publication_filter *filter, const char *columns,
		       const char *more, int64_t first, int64_t second)
{
	static const struct issue_filter none;
	const struct issue_filter *issues = filter->issues ? filter->issues : &none;
	struct date behind = date_is_set(issues->to) ? date_add_days(issues->to, 1) : issues->to;
	const char *words = is_given(issues->q) ? search_query(db->arena, issues->q) : NULL;
	const struct near *near = &issues->near;

	return db_rows(db, sql_of(db, filter, columns, more),
		       ARGS(INT(filter->community_id), TEXT(kinds[filter->kind].key),
			    INT(filter->issue_id), TEXT(issues->category), INT(issues->area_id),
			    state_value(db, issues), TEXT(words),
			    INT(date_is_set(issues->from) ? date_start(issues->from) : 0),
			    INT(date_is_set(behind) ? date_start(behind) : 0),
			    INT(issues->organisation_id), INT(first), INT(second),
			    REAL(near_latitude(near)), REAL(near_longitude(near)),
			    REAL(near_scale(near)), REAL(near_square(near)), TEXT(filter->few)));
}

static struct publication row_read(struct rows *rows, const struct publication_filter *filter)
{
	struct publication publication = {
		.seq = rows_int(rows, 0),
		.ordinal = rows_int(rows, 1),
		.community_id = rows_int(rows, 2),
		.kind = kind_of(rows_text(rows, 3)),
		.subject_id = rows_int(rows, 4),
		.issue_id = rows_int(rows, 5),
		.is_withdrawn = rows_int(rows, 6),
		.published = rows_int(rows, 7),
		.updated = rows_int(rows, 8),
	};

	publication.is_silent = publication.is_withdrawn && is_filtered(filter) &&
				!is_by_category_alone(filter->issues);
	return publication;
}

static int64_t one_number(struct rows rows)
{
	int64_t number = rows_next(&rows) ? rows_int(&rows, 0) : 0;

	rows_end(&rows);
	return number;
}

/* ------------------------------------------------------------------ the window */

enum outcome publication_newest(struct db *db, const struct publication_filter *filter,
				struct publication *newest)
{
	struct rows rows = ask(db, filter, columns_of_row,
			       "p.is_latest = 1 ORDER BY p.seq DESC LIMIT 1", 0, 0);

	if (!rows_next(&rows))
		return db_missing(db);
	*newest = row_read(&rows, filter);
	rows_end(&rows);
	return OK;
}

/* What archives are cut by. */
static int64_t position_of(const struct publication_filter *filter,
			   const struct publication *publication)
{
	return filter->community_id ? publication->ordinal : publication->seq;
}

struct publication_window publication_window(struct db *db, const struct publication_filter *filter,
					     const struct publication *newest, int64_t since)
{
	int64_t archived = position_of(filter, newest) / PUBLICATION_ARCHIVE_SIZE *
			   PUBLICATION_ARCHIVE_SIZE;
	int64_t oldest = newest->updated - (int64_t)PUBLICATION_LEAST_DAYS * DAY;
	struct publication_window window = {0};
	size_t told = 0; /* of the plain ones, those that are more than a tombstone */
	bool is_plain = true;
	struct rows rows = ask(db, filter, columns_of_row,
			       "p.is_latest = 1 AND p.seq <= $11 ORDER BY p.seq DESC", newest->seq,
			       0);

	while (rows_next(&rows)) {
		struct publication row = row_read(&rows, filter);

		is_plain &= told < PUBLICATION_LEAST || row.updated >= oldest ||
			    position_of(filter, &row) > archived;
		if (!is_plain && (since < 0 || row.seq <= since))
			break;
		if (window.rows.count == PUBLICATION_MOST) {
			window.is_cut = since >= 0 && row.seq > since;
			break;
		}
		*LIST_ADD(db->arena, &window.rows) = row;
		window.plain += is_plain;
		told += is_plain && !row.is_silent;
	}
	rows_end(&rows);
	return window;
}

static void reverse(struct publications *publications)
{
	for (size_t i = 0, j = publications->count; i + 1 < j; i++) {
		struct publication kept = publications->items[i];

		publications->items[i] = publications->items[--j];
		publications->items[j] = kept;
	}
}

static struct publications read_all(struct db *db, struct rows rows,
				    const struct publication_filter *filter)
{
	struct publications publications = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &publications) = row_read(&rows, filter);
	return publications;
}

struct publications publication_behind(struct db *db, const struct publication_filter *filter,
				       int64_t since)
{
	struct publications publications = read_all(
		db,
		ask(db, filter, columns_of_row,
		    "p.is_latest = 1 AND p.seq > $11 ORDER BY p.seq LIMIT $12", since,
		    PUBLICATION_MOST),
		filter);

	reverse(&publications);
	return publications;
}

int64_t publication_before(struct db *db, const struct publication_filter *filter, int64_t moment)
{
	return one_number(ask(db, filter, "p.seq",
			      "p.is_latest = 1 AND p.at < $11 ORDER BY p.seq DESC LIMIT 1", moment,
			      0));
}

struct publications publication_all(struct db *db, const struct publication_filter *filter)
{
	return read_all(db,
			ask(db, filter, columns_of_row,
			    "p.is_latest = 1 ORDER BY p.seq DESC LIMIT $11", PUBLICATION_MOST, 0),
			filter);
}

int64_t publication_first(struct db *db, const struct publication *row)
{
	return db_int(
		db,
		"SELECT min(seq) FROM publication WHERE kind = $1 AND subject_id = $2 "
		"AND community_id = $3",
		ARGS(TEXT(kinds[row->kind].key), INT(row->subject_id), INT(row->community_id)),
		row->seq);
}

int64_t publication_updates(struct db *db, int64_t issue_id, int64_t *updated)
{
	struct rows rows = db_rows(db,
				   "SELECT count(*), max(at) FROM publication WHERE issue_id = $1 "
				   "AND is_latest = 1 AND kind = 'update' AND is_withdrawn = 0",
				   ARGS(INT(issue_id)));
	int64_t count = 0;

	*updated = 0;
	if (rows_next(&rows)) {
		count = rows_int(&rows, 0);
		*updated = rows_int(&rows, 1);
	}
	rows_end(&rows);
	return count;
}

/* ------------------------------------------------------------------ archives */

/* How many archives of a hromada, or of the network, are full. */
static int64_t full_archives(struct db *db, const struct publication_filter *filter)
{
	const char *sql = filter->community_id
				  ? "SELECT max(ordinal) FROM publication WHERE community_id = $1"
				  : "SELECT max(seq) FROM publication";

	return one_number(db_rows(db, sql, ARGS(INT(filter->community_id)))) /
	       PUBLICATION_ARCHIVE_SIZE;
}

/* Whether an earlier (newer) row of the list speaks of the same thing. */
static bool is_repeated(const struct publications *publications, const struct publication *row)
{
	for (size_t i = 0; i < publications->count; i++) {
		const struct publication *other = &publications->items[i];

		if (other->kind == row->kind && other->subject_id == row->subject_id)
			return true;
	}
	return false;
}

enum outcome publication_archive(struct db *db, const struct publication_filter *filter,
				 int64_t archive, struct publications *publications)
{
	int64_t last = archive * PUBLICATION_ARCHIVE_SIZE;
	struct publications found = {0};
	struct rows rows;

	if (archive < 1 || archive > full_archives(db, filter))
		return db_missing(db);
	rows = ask(db, filter, columns_of_row,
		   filter->community_id
			   ? "p.ordinal > $11 AND p.ordinal <= $12 ORDER BY p.ordinal DESC"
			   : "p.seq > $11 AND p.seq <= $12 ORDER BY p.seq DESC",
		   last - PUBLICATION_ARCHIVE_SIZE, last);
	while (rows_next(&rows)) {
		struct publication row = row_read(&rows, filter);

		if (!is_repeated(&found, &row))
			*LIST_ADD(db->arena, &found) = row;
	}
	*publications = found;
	return db_outcome(db);
}

/* The archive of the nearest row of the feed at a position: at most it (or more than it). */
static int64_t nearest_archive(struct db *db, const struct publication_filter *filter,
			       bool is_behind, int64_t position)
{
	static const char *const tails[2][2] = {
		{"p.seq <= $11 ORDER BY p.seq DESC LIMIT 1", "p.seq > $11 ORDER BY p.seq LIMIT 1"},
		{"p.ordinal <= $11 ORDER BY p.ordinal DESC LIMIT 1",
		 "p.ordinal > $11 ORDER BY p.ordinal LIMIT 1"},
	};
	int64_t found = one_number(ask(db, filter, filter->community_id ? "p.ordinal" : "p.seq",
				       tails[filter->community_id != 0][is_behind], position, 0));

	return found ? (found - 1) / PUBLICATION_ARCHIVE_SIZE + 1 : 0;
}

int64_t publication_archive_of(struct db *db, const struct publication_filter *filter,
			       const struct publication *newest)
{
	int64_t full = position_of(filter, newest) / PUBLICATION_ARCHIVE_SIZE;

	return nearest_archive(db, filter, false, full * PUBLICATION_ARCHIVE_SIZE);
}

int64_t publication_archive_before(struct db *db, const struct publication_filter *filter,
				   int64_t archive)
{
	return nearest_archive(db, filter, false, (archive - 1) * PUBLICATION_ARCHIVE_SIZE);
}

int64_t publication_archive_behind(struct db *db, const struct publication_filter *filter,
				   int64_t archive)
{
	int64_t found = nearest_archive(db, filter, true, archive * PUBLICATION_ARCHIVE_SIZE);

	return found <= full_archives(db, filter) ? found : 0;
}
