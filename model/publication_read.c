#include "base/text.h"
#include "publication.h"

#define SQL_MOST 4000
#define DAY      (24 * 60 * 60)

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

void publication_filter_settle(struct db *db, struct publication_filter *filter)
{
	struct issue_filter wanted;

	filter->few = NULL;
	if (!is_filtered(filter))
		return;
	wanted = *filter->issues;
	wanted.community_id = filter->community_id;
	filter->fitting = finder_set(db, &wanted);
	filter->few = finder_set_few(db->arena, &filter->fitting);
}

/*
 * Where rows come from: the whole order, or those of few issues and, since they belong to it whatever
 * their issue, the withdrawn ones. CROSS JOIN tells the engine with which to begin.
 */
static const char in_order[] = "publication p";
#define AMONG_FEW(withdrawn)                                                                      \
	"(SELECT q.seq FROM publication q WHERE " IS_ONE_OF(                                      \
		"q.issue_id",                                                                     \
		"$4") " UNION SELECT w.seq FROM publication w WHERE w.is_withdrawn = 1" withdrawn \
		      " AND w.issue_id IS NOT NULL) f CROSS JOIN publication p ON p.seq = f.seq"
static const char among_few[] = AMONG_FEW(" AND w.community_id = $1");
static const char among_few_of_all[] = AMONG_FEW("");

/* "SELECT ... WHERE feed AND more": $5 and $6 are free for more. */
static const char *sql_of(struct db *db, const struct publication_filter *filter,
			  const char *columns, const char *more)
{
	struct text sql = text_begin(db->arena, SQL_MOST);

	text_addf(&sql, "SELECT %s FROM %s WHERE ", columns,
		  !filter->few           ? in_order
		  : filter->community_id ? among_few
					 : among_few_of_all);
	text_add(&sql, filter->community_id ? "p.community_id = $1" : "p.is_network = 1");
	if (filter->kind)
		text_add(&sql, " AND p.kind = $2");
	if (filter->issue_id)
		text_add(&sql, " AND p.issue_id = $3");
	text_addf(&sql, " AND %s", more);
	return sql.bytes;
}

/* published and updated stand in the oldest and the newest row of the same thing. */
#define SAME_THING \
	"s.kind = p.kind AND s.subject_id = p.subject_id AND s.community_id = p.community_id"
#define COLUMNS                                                                                \
	"p.seq, p.ordinal, p.community_id, p.kind, p.subject_id, p.issue_id, p.is_withdrawn, " \
	"(SELECT min(s.at) FROM publication s WHERE " SAME_THING "), "                         \
	"CASE p.is_latest WHEN 1 THEN p.at ELSE "                                              \
	"(SELECT s.at FROM publication s WHERE " SAME_THING " AND s.is_latest = 1) END"

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

/* ------------------------------------------------------------------ going through the order */

/*
 * Of a filtered feed only what its indexes hold is read of the rows that do not fit, which may be millions.
 */
struct walk {
	const struct publication_filter *filter;
	struct rows rows;
};

/* Rows with "more", in which first and second are $5 and $6. */
static struct walk walk_begin(struct db *db, const struct publication_filter *filter,
			      const char *more, int64_t first, int64_t second)
{
	const char *columns = is_filtered(filter) ? "p.seq, p.issue_id, p.is_withdrawn" : COLUMNS;

	return (struct walk){
		.filter = filter,
		.rows = db_rows(db, sql_of(db, filter, columns, more),
				ARGS(INT(filter->community_id), TEXT(kinds[filter->kind].key),
				     INT(filter->issue_id), TEXT(filter->few), INT(first),
				     INT(second)))};
}

/*
 * Whether the row's issue is as asked for now. Of withdrawn ones nothing may be looked at any more (a search
 * that found them would tell what they said), so all of them belong to a filtered feed, silently; only
 * the category alone still decides, because it was public.
 */
static bool fits(struct db *db, const struct publication_filter *filter, int64_t issue_id,
		 bool is_withdrawn)
{
	if (!issue_id)
		return false;
	if (finder_set_has(&filter->fitting, issue_id))
		return true;
	if (!is_withdrawn || !is_by_category_alone(filter->issues))
		return is_withdrawn;
	return db_int(db, "SELECT count(*) FROM issue WHERE id = $1 AND category = $2",
		      ARGS(INT(issue_id), TEXT(filter->issues->category)), 0) > 0;
}

static bool row_find(struct db *db, const struct publication_filter *filter, int64_t seq,
		     struct publication *row)
{
	struct rows rows = db_rows(db, "SELECT " COLUMNS " FROM publication p WHERE p.seq = $1",
				   ARGS(INT(seq)));

	if (!rows_next(&rows))
		return false;
	*row = row_read(&rows, filter);
	rows_end(&rows);
	return true;
}

static bool walk_next(struct walk *walk, struct publication *row)
{
	struct db *db = walk->rows.db;

	while (rows_next(&walk->rows)) {
		if (!is_filtered(walk->filter)) {
			*row = row_read(&walk->rows, walk->filter);
			return true;
		}
		if (fits(db, walk->filter, rows_int(&walk->rows, 1), rows_int(&walk->rows, 2)))
			return row_find(db, walk->filter, rows_int(&walk->rows, 0), row);
	}
	return false;
}

static void walk_end(struct walk *walk)
{
	rows_end(&walk->rows);
}

/* The first row with "more"; false when there is none. */
static bool walk_first(struct db *db, const struct publication_filter *filter, const char *more,
		       int64_t first, int64_t second, struct publication *row)
{
	struct walk walk = walk_begin(db, filter, more, first, second);
	bool is_found = walk_next(&walk, row);

	walk_end(&walk);
	return is_found;
}

/* The rows with "more", at most the most a feed holds. */
static struct publications walk_most(struct db *db, const struct publication_filter *filter,
				     const char *more, int64_t bound)
{
	struct walk walk = walk_begin(db, filter, more, bound, 0);
	struct publications publications = {0};
	struct publication row;

	while (publications.count < PUBLICATION_MOST && walk_next(&walk, &row))
		*LIST_ADD(db->arena, &publications) = row;
	walk_end(&walk);
	return publications;
}

/* ------------------------------------------------------------------ the window */

enum outcome publication_newest(struct db *db, const struct publication_filter *filter,
				struct publication *newest)
{
	return walk_first(db, filter, "p.is_latest = 1 ORDER BY p.seq DESC", 0, 0, newest)
		       ? OK
		       : db_missing(db);
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
	struct walk walk = walk_begin(
		db, filter, "p.is_latest = 1 AND p.seq <= $5 ORDER BY p.seq DESC", newest->seq, 0);
	struct publication row;

	while (walk_next(&walk, &row)) {
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
	walk_end(&walk);
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

struct publications publication_behind(struct db *db, const struct publication_filter *filter,
				       int64_t since)
{
	struct publications publications = walk_most(
		db, filter, "p.is_latest = 1 AND p.seq > $5 ORDER BY p.seq", since);

	reverse(&publications);
	return publications;
}

int64_t publication_before(struct db *db, const struct publication_filter *filter, int64_t moment)
{
	struct publication row;

	return walk_first(db, filter, "p.is_latest = 1 AND p.at < $5 ORDER BY p.seq DESC", moment,
			  0, &row)
		       ? row.seq
		       : 0;
}

struct publications publication_all(struct db *db, const struct publication_filter *filter)
{
	return walk_most(db, filter, "p.is_latest = 1 ORDER BY p.seq DESC", 0);
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

	return db_int(db, sql, ARGS(INT(filter->community_id)), 0) / PUBLICATION_ARCHIVE_SIZE;
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
	struct publication row;
	struct walk walk;

	if (archive < 1 || archive > full_archives(db, filter))
		return db_missing(db);
	walk = walk_begin(db, filter,
			  filter->community_id
				  ? "p.ordinal > $5 AND p.ordinal <= $6 ORDER BY p.ordinal DESC"
				  : "p.seq > $5 AND p.seq <= $6 ORDER BY p.seq DESC",
			  last - PUBLICATION_ARCHIVE_SIZE, last);
	while (walk_next(&walk, &row))
		if (!is_repeated(&found, &row))
			*LIST_ADD(db->arena, &found) = row;
	walk_end(&walk);
	*publications = found;
	return db_outcome(db);
}

/* The seq of the newest row at or before a position; 0: there is none. */
static int64_t seq_at(struct db *db, const struct publication_filter *filter, int64_t position)
{
	return filter->community_id
		       ? db_int(db,
				"SELECT seq FROM publication WHERE community_id = $1 AND "
				"ordinal <= $2 ORDER BY ordinal DESC LIMIT 1",
				ARGS(INT(filter->community_id), INT(position)), 0)
		       : position;
}

/*
 * The archive of the nearest row of the feed at a position: at most it (or more than it). An archive holds
 * what newer rows replaced, too. The indexes keep those apart, so both are gone through, the second only as
 * far as what was found in the first.
 */
static int64_t nearest_archive(struct db *db, const struct publication_filter *filter,
			       bool is_behind, int64_t position)
{
	static const char *const tails[2][2] = {
		{"p.is_latest = 1 AND p.seq <= $5 AND p.seq > $6 ORDER BY p.seq DESC",
		 "p.is_latest = 0 AND p.seq <= $5 AND p.seq > $6 ORDER BY p.seq DESC"},
		{"p.is_latest = 1 AND p.seq > $5 AND p.seq < $6 ORDER BY p.seq",
		 "p.is_latest = 0 AND p.seq > $5 AND p.seq < $6 ORDER BY p.seq"},
	};
	int64_t from = seq_at(db, filter, position), nearest = is_behind ? INT64_MAX : 0;
	int64_t found = 0;

	for (size_t i = 0; i < COUNT(tails[is_behind]); i++) {
		struct publication row;

		if (!walk_first(db, filter, tails[is_behind][i], from, nearest, &row))
			continue;
		nearest = row.seq;
		found = position_of(filter, &row);
	}
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
