/*
 * issue_list.c - the register read in pages: what the public filters by, and the counts beside the
 * choices. The staff's queue is in issue_queue.c.
 *
 * A query is put together from the fixed pieces below, never from what somebody typed: a piece stands
 * in the query when its filter is set, and its value travels as an argument of a fixed number. The
 * rows themselves always come from the view issue_public (p), which decides what is told of a place;
 * the table (i) beside it is there for the indexes.
 */
#include "base/text.h"
#include "base/unicode.h"
#include "issue_read.h"
#include "search.h"
#include "state.h"

#define LIMIT_USUAL   20
#define LIMIT_MAXIMUM 1000
#define QUERY_MAXIMUM 200 /* characters of q that are looked at */

/* $1 .. $11 of every query; a piece that is left out leaves its argument unused. */
enum argument {
	ARGUMENT_COMMUNITY = 1,
	ARGUMENT_CATEGORY,
	ARGUMENT_STATE,
	ARGUMENT_TODAY,
	ARGUMENT_AREA,
	ARGUMENT_ORGANISATION,
	ARGUMENT_FROM,
	ARGUMENT_TO,
	ARGUMENT_WORDS,
	ARGUMENT_BEFORE_AT,
	ARGUMENT_BEFORE_ID,
	ARGUMENT_LIMIT,
};

#define SOURCE " FROM issue i JOIN issue_public p ON p.id = i.id"

static const char where[] = " WHERE i.community_id = $1 AND i.is_public = 1";

static const struct {
	const char *category, *state, *phase, *overdue, *area, *organisation, *from, *to, *words;
} pieces = {
	.category = " AND i.category = $2",
	.state = " AND i.state = $3",
	.phase = " AND i.phase = $3",
	.overdue = " AND i.due < $4 AND i.phase = 'open' AND i.state <> 'on_hold'",
	/* Both: the index is of the table, and a place that is not told must not be found by. */
	.area = " AND i.area_id = $5 AND p.area_id = $5",
	.organisation = " AND i.organisation_id = $6",
	.from = " AND i.published_at >= $7",
	.to = " AND i.published_at < $8",
	.words = " AND " SEARCH_MATCHES("i.id", "$9"),
};

static const struct {
	const char *key, *before, *order;
} sorts[] = {
	[SORT_NEWEST] = {"newest",
			 " AND (i.published_at < $10 OR (i.published_at = $10 AND i.id < $11))",
			 " ORDER BY i.published_at DESC, i.id DESC"},
	[SORT_WAITING] = {"waiting",
			  " AND (i.reported_at > $10 OR (i.reported_at = $10 AND i.id > $11))",
			  " ORDER BY i.reported_at, i.id"},
	[SORT_UPDATED] = {"updated",
			  " AND (i.updated_at < $10 OR (i.updated_at = $10 AND i.id < $11))",
			  " ORDER BY i.updated_at DESC, i.id DESC"},
};

static bool is_set(const char *string)
{
	return string && *string;
}

/* The words of q as a query, or NULL when none is asked. */
static const char *words_asked(struct arena *arena, const struct issue_filter *filter)
{
	return is_set(filter->q) ? search_query(arena, filter->q) : NULL;
}

static void add_where(struct text *sql, struct arena *arena, const struct issue_filter *filter)
{
	text_add(sql, where);
	if (is_set(filter->category))
		text_add(sql, pieces.category);
	if (is_set(filter->state))
		text_add(sql, strcmp(filter->state, "overdue") == 0  ? pieces.overdue
			      : state_group_find(filter->state) >= 0 ? pieces.phase
								     : pieces.state);
	if (filter->area_id)
		text_add(sql, pieces.area);
	if (filter->organisation_id)
		text_add(sql, pieces.organisation);
	if (date_is_set(filter->from))
		text_add(sql, pieces.from);
	if (date_is_set(filter->to))
		text_add(sql, pieces.to);
	if (words_asked(arena, filter))
		text_add(sql, pieces.words);
}

/* Read with every argument any piece may want. */
static struct rows read_filtered(struct db *db, const char *sql, const struct issue_filter *filter)
{
	int limit = filter->limit > 0 ? filter->limit : LIMIT_USUAL;

	return db_rows(
		db, sql,
		ARGS([ARGUMENT_COMMUNITY - 1] = INT(filter->community_id),
		     [ARGUMENT_CATEGORY - 1] = TEXT(filter->category),
		     [ARGUMENT_STATE - 1] = TEXT(filter->state),
		     [ARGUMENT_TODAY - 1] = DATE(db->arena, date_of(filter->now)),
		     [ARGUMENT_AREA - 1] = INT(filter->area_id),
		     [ARGUMENT_ORGANISATION - 1] = INT(filter->organisation_id),
		     [ARGUMENT_FROM - 1] = INT(date_is_set(filter->from) ? date_start(filter->from)
									 : 0),
		     [ARGUMENT_TO - 1] = INT(date_is_set(filter->to)
						     ? date_start(date_add_days(filter->to, 1))
						     : 0),
		     [ARGUMENT_WORDS - 1] = TEXT(words_asked(db->arena, filter)),
		     [ARGUMENT_BEFORE_AT - 1] = INT(filter->before_at),
		     [ARGUMENT_BEFORE_ID - 1] = INT(filter->before_id),
		     [ARGUMENT_LIMIT - 1] = INT(limit < LIMIT_MAXIMUM ? limit : LIMIT_MAXIMUM)));
}

struct issues issue_list(struct db *db, const struct issue_filter *filter)
{
	struct text sql = text_begin(db->arena, 8192);
	struct date today = date_of(filter->now);
	struct issues issues = {0};
	struct rows rows;

	text_add(&sql, "SELECT " ISSUE_COLUMNS SOURCE ISSUE_JOINS);
	add_where(&sql, db->arena, filter);
	if (filter->before_id)
		text_add(&sql, sorts[filter->sort].before);
	text_add(&sql, sorts[filter->sort].order);
	text_add(&sql, " LIMIT $12");
	rows = read_filtered(db, sql.bytes, filter);
	while (rows_next(&rows))
		*LIST_ADD(db->arena, &issues) = issue_read_row(&rows, today);
	return issues;
}

int64_t issue_list_count(struct db *db, const struct issue_filter *filter)
{
	struct text sql = text_begin(db->arena, 8192);
	struct rows rows;
	int64_t count = 0;

	/* The view is joined only where it is needed: an index alone counts faster. */
	text_add(&sql, filter->area_id ? "SELECT count(*)" SOURCE : "SELECT count(*) FROM issue i");
	add_where(&sql, db->arena, filter);
	rows = read_filtered(db, sql.bytes, filter);
	if (rows_next(&rows))
		count = rows_int(&rows, 0);
	rows_end(&rows);
	return count;
}

const char *issue_list_next(struct db *db, const struct issue_filter *filter,
			    const struct issues *issues)
{
	struct issue_filter next = *filter;
	const struct issue *last;

	if (!issues->count)
		return NULL;
	last = &issues->items[issues->count - 1];
	next.before_at = filter->sort == SORT_NEWEST    ? last->published_at
			 : filter->sort == SORT_WAITING ? last->reported_at
							: last->updated_at;
	next.before_id = last->id;
	next.limit = 1;
	if (!issue_list(db, &next).count)
		return NULL;
	return arena_printf(db->arena, "%lld-%lld", (long long)next.before_at,
			    (long long)next.before_id);
}

/* ------------------------------------------------------------------ filters as queries */

static int64_t number_of(const char *string)
{
	return strspn(string, "0123456789") == strlen(string) && strlen(string) < 19
		       ? strtoll(string, NULL, 10)
		       : 0;
}

static struct date date_typed(const char *string)
{
	struct date date = {0};

	return date_read_typed(string, &date) == OK ? date : (struct date){0};
}

static void read_before(struct arena *arena, const char *before, struct issue_filter *filter)
{
	char *rest = arena_string(arena, before), *at = strsep(&rest, "-");

	if (rest && number_of(at) && number_of(rest)) {
		filter->before_at = number_of(at);
		filter->before_id = number_of(rest);
	}
}

struct issue_filter issue_filter_read(struct arena *arena, const struct pairs *query,
				      int64_t community_id, int64_t now)
{
	struct issue_filter filter = {.community_id = community_id, .now = now};
	const char *q = pairs_value(query, "q"), *state = pairs_value(query, "state"),
		   *sort = pairs_value(query, "sort"), *category = pairs_value(query, "category");

	filter.q = unicode_clean(arena, q, strlen(q), ONE_LINE);
	if (unicode_length(filter.q) > QUERY_MAXIMUM)
		filter.q = unicode_shorten(arena, filter.q, QUERY_MAXIMUM);
	if (strcmp(state, "overdue") == 0 || state_group_find(state) >= 0 || state_find(state) >= 0)
		filter.state = state;
	filter.category = strspn(category, "abcdefghijklmnopqrstuvwxyz_") == strlen(category)
				  ? category
				  : "";
	filter.area_id = number_of(pairs_value(query, "area"));
	filter.from = date_typed(pairs_value(query, "from"));
	filter.to = date_typed(pairs_value(query, "to"));
	for (size_t i = 0; i < COUNT(sorts); i++)
		if (strcmp(sorts[i].key, sort) == 0)
			filter.sort = (enum issue_sort)i;
	read_before(arena, pairs_value(query, "before"), &filter);
	return filter;
}

static void add_part(struct text *query, const char *name, const char *value)
{
	if (!is_set(value))
		return;
	text_addf(query, "%s%s=", query->length ? "&" : "", name);
	for (; *value; value++) {
		if (strchr("-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
			   *value))
			text_add_char(query, *value);
		else
			text_addf(query, "%%%02X", (unsigned char)*value);
	}
}

const char *issue_filter_query(struct arena *arena, const struct issue_filter *filter)
{
	struct text query = text_begin(arena, 4096);

	add_part(&query, "q", filter->q);
	add_part(&query, "category", filter->category);
	add_part(&query, "state", filter->state);
	if (filter->area_id)
		add_part(&query, "area", arena_printf(arena, "%lld", (long long)filter->area_id));
	add_part(&query, "from", date_iso(arena, filter->from));
	add_part(&query, "to", date_iso(arena, filter->to));
	if (filter->sort != SORT_NEWEST)
		add_part(&query, "sort", sorts[filter->sort].key);
	return query.bytes;
}

const char *issue_sort_key(enum issue_sort sort)
{
	return sorts[sort].key;
}

bool issue_filter_is_empty(const struct issue_filter *filter)
{
	return !is_set(filter->q) && !is_set(filter->category) && !is_set(filter->state) &&
	       !filter->area_id && !filter->organisation_id && !date_is_set(filter->from) &&
	       !date_is_set(filter->to);
}

/* ------------------------------------------------------------------ counts */

static struct issue_counts read_counts(struct db *db, const char *sql, struct values values)
{
	struct issue_counts counts = {0};
	struct rows rows = db_rows(db, sql, values);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &counts) = (struct issue_count){.key = rows_text(&rows, 0),
								     .count = rows_int(&rows, 1)};
	return counts;
}

struct issue_counts issue_count_categories(struct db *db, int64_t community_id)
{
	return read_counts(db,
			   "SELECT category, count(*) FROM issue WHERE community_id = $1 "
			   "AND is_public = 1 GROUP BY category",
			   ARGS(INT(community_id)));
}

struct issue_counts issue_count_phases(struct db *db, int64_t community_id, int64_t now)
{
	struct issue_filter overdue = {
		.community_id = community_id, .now = now, .state = "overdue"};
	struct issue_counts counts = read_counts(
		db,
		"SELECT phase, count(*) FROM issue WHERE community_id = $1 AND is_public = 1 "
		"GROUP BY phase",
		ARGS(INT(community_id)));

	*LIST_ADD(db->arena, &counts) = (struct issue_count){
		.key = "overdue", .count = issue_list_count(db, &overdue)};
	return counts;
}

struct issue_counts issue_count_areas(struct db *db, int64_t community_id)
{
	return read_counts(db,
			   "SELECT CAST(p.area_id AS TEXT), count(*) FROM issue_public p "
			   "WHERE p.community_id = $1 AND p.area_id IS NOT NULL "
			   "GROUP BY p.area_id",
			   ARGS(INT(community_id)));
}

int64_t issue_count_of(const struct issue_counts *counts, const char *key)
{
	for (size_t i = 0; i < counts->count; i++)
		if (strcmp(counts->items[i].key, key) == 0)
			return counts->items[i].count;
	return 0;
}
