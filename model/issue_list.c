/*
 * issue_list.c - the register read in pages: what the public filters by, as it stands in an address,
 * and the rows behind what finder.c found.
 *
 * Which issues fit is known to the finder; what is told of them is read from the view issue_public,
 * one by one, which decides what may be told of a place. The staff's queue is in issue_queue.c.
 */
#include "base/text.h"
#include "base/unicode.h"
#include "finder.h"
#include "issue_read.h"
#include "state.h"

#define LIMIT_MAXIMUM 1000
#define QUERY_MAXIMUM 200 /* characters of q that are looked at */

static const char *const sorts[] = {[SORT_NEWEST] = "newest",
				    [SORT_WAITING] = "waiting",
				    [SORT_UPDATED] = "updated",
				    [SORT_SUPPORTED] = "supported"};

static bool is_set(const char *string)
{
	return string && *string;
}

/* ------------------------------------------------------------------ a page */

static size_t limit_of(const struct issue_filter *filter)
{
	return filter->limit <= 0              ? ISSUE_PAGE
	       : filter->limit < LIMIT_MAXIMUM ? (size_t)filter->limit
					       : LIMIT_MAXIMUM;
}

static struct issues read_issues(struct db *db, const struct finding *finding, struct date today)
{
	struct issues issues = {0};

	for (size_t i = 0; i < finding->id_count; i++) {
		struct rows rows = db_rows(db, ISSUE_SELECT_PUBLIC " WHERE p.id = $1",
					   ARGS(INT(finding->ids[i])));

		while (rows_next(&rows))
			*LIST_ADD(db->arena, &issues) = issue_read_row(&rows, today);
	}
	return issues;
}

void issue_filter_go_behind(struct issue_filter *filter, const struct issue *issue)
{
	filter->before_at = filter->sort == SORT_NEWEST    ? issue->published_at
			    : filter->sort == SORT_WAITING ? issue->reported_at
			    : filter->sort == SORT_UPDATED ? issue->updated_at
							   : issue->support_count;
	filter->before_id = issue->id;
}

const char *issue_list_behind(struct arena *arena, const struct issue_filter *filter,
			      const struct issue *issue)
{
	struct issue_filter behind = *filter;

	issue_filter_go_behind(&behind, issue);
	return arena_printf(arena, "%lld-%lld", (long long)behind.before_at,
			    (long long)behind.before_id);
}

struct issue_listing issue_list_page(struct db *db, const struct issue_filter *filter)
{
	struct finding finding = finder_find(db, filter, limit_of(filter));
	struct issue_listing listing = {
		.issues = read_issues(db, &finding, date_of(filter->now)),
		.count = finding.count,
		.categories = finding.categories,
		.areas = finding.areas,
		.organisations = finding.organisations,
		.states = finding.states,
		.photo_count = finding.photo_count,
	};

	if (listing.issues.count)
		listing.first = finding.before_count + 1;
	if (listing.issues.count && finding.has_more)
		listing.next = issue_list_behind(db->arena, filter,
						 &listing.issues.items[listing.issues.count - 1]);
	return listing;
}

struct issues issue_list(struct db *db, const struct issue_filter *filter)
{
	return issue_list_page(db, filter).issues;
}

int64_t issue_list_count(struct db *db, const struct issue_filter *filter)
{
	return finder_find(db, filter, 0).count;
}

struct issue_counts issue_count_categories(struct db *db, int64_t community_id)
{
	return finder_find(db, &(struct issue_filter){.community_id = community_id}, 0).categories;
}

struct issue_counts issue_count_phases(struct db *db, int64_t community_id, int64_t now)
{
	return finder_find(db, &(struct issue_filter){.community_id = community_id, .now = now}, 0)
		.states;
}

struct issue_counts issue_count_areas(struct db *db, int64_t community_id)
{
	return finder_find(db, &(struct issue_filter){.community_id = community_id}, 0).areas;
}

int64_t issue_count_of(const struct issue_counts *counts, const char *key)
{
	for (size_t i = 0; i < counts->count; i++)
		if (strcmp(counts->items[i].key, key) == 0)
			return counts->items[i].count;
	return 0;
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

	/* Nobody may support it, so 0 is a key as well; an id never is 0. */
	if (rest && *at && number_of(rest)) {
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
	filter.organisation_id = number_of(pairs_value(query, "body"));
	filter.has_photo = strcmp(pairs_value(query, "photo"), "1") == 0;
	filter.near = near_read(pairs_value(query, "near"), pairs_value(query, "radius"));
	for (size_t i = 0; i < COUNT(sorts); i++)
		if (strcmp(sorts[i], sort) == 0)
			filter.sort = (enum issue_sort)i;
	read_before(arena, pairs_value(query, "before"), &filter);
	return filter;
}

static void add_part(struct text *query, const char *name, const char *value)
{
	if (!is_set(value))
		return;
	text_addf(query, "%s%s=", query->length ? "&" : "", name);
	text_add_encoded(query, value, "");
}

static void add_near(struct arena *arena, struct text *query, const struct near *near)
{
	text_addf(query, "%snear=%s", query->length ? "&" : "", near_text(arena, near));
	if (near->radius != NEAR_RADIUS)
		text_addf(query, "&radius=%d", near->radius);
}

const char *issue_filter_query(struct arena *arena, const struct issue_filter *filter)
{
	struct text query = text_begin(arena, 4096);

	add_part(&query, "q", filter->q);
	add_part(&query, "category", filter->category);
	add_part(&query, "state", filter->state);
	if (filter->area_id)
		add_part(&query, "area", arena_printf(arena, "%lld", (long long)filter->area_id));
	if (filter->organisation_id)
		add_part(&query, "body",
			 arena_printf(arena, "%lld", (long long)filter->organisation_id));
	add_part(&query, "photo", filter->has_photo ? "1" : "");
	add_part(&query, "from", date_iso(arena, filter->from));
	add_part(&query, "to", date_iso(arena, filter->to));
	if (filter->near.is_set)
		add_near(arena, &query, &filter->near);
	if (filter->sort != SORT_NEWEST)
		add_part(&query, "sort", sorts[filter->sort]);
	return query.bytes;
}

const char *issue_sort_key(enum issue_sort sort)
{
	return sorts[sort];
}

bool issue_filter_is_empty(const struct issue_filter *filter)
{
	return !is_set(filter->q) && !is_set(filter->category) && !is_set(filter->state) &&
	       !filter->area_id && !filter->organisation_id && !filter->has_photo &&
	       !date_is_set(filter->from) && !date_is_set(filter->to) && !filter->near.is_set;
}
