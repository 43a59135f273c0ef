#include "performance.h"

#include <stdlib.h>

#include "category.h"
#include "organisation.h"
#include "state.h"

#define DAY ((int64_t)24 * 60 * 60)

/* What is kept of an issue: where it is counted, and how long it took. */
struct sample {
	size_t category, body;               /* positions in the lists of groups */
	int64_t times[PERFORMANCE_MEASURES]; /* -1: not yet */
	bool is_finished, is_overdue, is_due, is_on_time, is_reopened;
};

struct samples {
	struct sample *items;
	size_t count;
};

/* ------------------------------------------------------------------ the period */

void performance_period(const struct pairs *query, int64_t now, struct date *from, struct date *to)
{
	struct date today = date_of(now);

	if (date_read_typed(pairs_value(query, "to"), to) != OK || date_compare(*to, today) > 0)
		*to = today;
	if (date_read_typed(pairs_value(query, "from"), from) != OK || date_compare(*from, *to) > 0)
		*from = date_add_days(date_add_months(*to, -12), 1);
	if (date_days_between(*from, *to) >= PERFORMANCE_DAYS)
		*from = date_add_days(*to, 1 - PERFORMANCE_DAYS);
}

/* ------------------------------------------------------------------ groups */

static struct performance_rows categories_of(struct db *db)
{
	struct categories categories = category_list(db);
	struct performance_rows rows = {0};

	for (size_t i = 0; i < categories.count; i++)
		*LIST_ADD(db->arena,
			  &rows) = (struct performance_row){.key = categories.items[i].key,
							    .uk = categories.items[i].uk,
							    .en = categories.items[i].en};
	return rows;
}

/* The last one is nobody. */
static struct performance_rows bodies_of(struct db *db, int64_t community_id)
{
	struct organisations organisations = organisation_list(db, community_id);
	struct performance_rows rows = {0};

	for (size_t i = 0; i < organisations.count; i++)
		*LIST_ADD(db->arena, &rows) = (struct performance_row){
			.key = arena_printf(db->arena, "%lld",
					    (long long)organisations.items[i].id),
			.uk = organisations.items[i].name,
			.en = organisations.items[i].name};
	*LIST_ADD(db->arena, &rows) = (struct performance_row){.key = "", .uk = "", .en = ""};
	return rows;
}

/* Neighbours are often alike, so begin where the one before was found. */
static size_t position_of(const struct performance_rows *rows, const char *key, size_t before)
{
	for (size_t i = 0; i < rows->count; i++) {
		size_t at = (before + i) % rows->count;

		if (strcmp(rows->items[at].key, key) == 0)
			return at;
	}
	return rows->count - 1;
}

/* ------------------------------------------------------------------ reading */

static int64_t between(int64_t from, int64_t to)
{
	return !from || !to ? -1 : to > from ? to - from : 0;
}

static struct sample read_sample(struct rows *rows, struct date today)
{
	int64_t reported_at = rows_int(rows, 2), registered_at = rows_int(rows, 3);
	const char *state = rows_text(rows, 7);
	bool is_finished = strcmp(rows_text(rows, 8), "open") != 0;
	int64_t finished_at = is_finished ? rows_int(rows, 5) : 0;
	struct date due = rows_date(rows, 6);
	struct sample sample = {
		.times = {[TO_REGISTER] = between(reported_at, registered_at),
			  [TO_ASSIGN] = between(registered_at, rows_int(rows, 4)),
			  [TO_FINISH] = between(reported_at, finished_at)},
		.is_finished = finished_at,
		.is_reopened = rows_int(rows, 10),
	};

	if (sample.times[TO_FINISH] > 0) {
		sample.times[TO_FINISH] -= rows_int(rows, 9) * DAY;
		if (sample.times[TO_FINISH] < 0)
			sample.times[TO_FINISH] = 0;
	}
	if (!date_is_set(due))
		return sample;
	sample.is_on_time = finished_at && date_compare(date_of(finished_at), due) <= 0;
	sample.is_overdue = !is_finished && date_compare(due, today) < 0 &&
			    strcmp(state, "on_hold") != 0;
	sample.is_due = finished_at || sample.is_overdue;
	return sample;
}

static struct samples read_samples(struct db *db, int64_t community_id,
				   const struct performance *performance, int64_t now)
{
	struct rows rows = db_rows(
		db,
		"SELECT p.category, coalesce(p.organisation_id, ''), p.reported_at, "
		"p.registered_at, p.assigned_at, coalesce(p.resolved_at, p.closed_at), p.due, "
		"p.state, p.phase, p.held_days, p.reopened_count FROM issue_public p "
		"WHERE p.community_id = $1 AND p.registered_at >= $2 AND p.registered_at < $3 "
		"ORDER BY p.registered_at DESC, p.id DESC LIMIT $4",
		ARGS(INT(community_id), INT(date_start(performance->from)),
		     INT(date_start(date_add_days(performance->to, 1))),
		     INT(PERFORMANCE_MOST + 1)));
	struct samples samples = {0};
	struct date today = date_of(now);
	size_t category = 0, body = 0;

	while (rows_next(&rows)) {
		struct sample *sample = LIST_ADD(db->arena, &samples);

		*sample = read_sample(&rows, today);
		category = position_of(&performance->categories, rows_text(&rows, 0), category);
		body = position_of(&performance->bodies, rows_text(&rows, 1), body);
		sample->category = category;
		sample->body = body;
	}
	return samples;
}

/* ------------------------------------------------------------------ counting */

static int by_value(const void *first, const void *second)
{
	int64_t a = *(const int64_t *)first, b = *(const int64_t *)second;

	return a < b ? -1 : a > b;
}

/* The middle one, or halfway between the two; the first that nine tenths do not exceed. */
static struct performance_time time_of(int64_t *values, size_t count)
{
	struct performance_time time = {.count = (int64_t)count};

	if (count < PERFORMANCE_LEAST)
		return time;
	qsort(values, count, sizeof(*values), by_value);
	time.median = (values[(count - 1) / 2] + values[count / 2]) / 2;
	time.ninth = values[(count * 9 + 9) / 10 - 1];
	return time;
}

static void count_in(struct performance_row *row, const struct sample *sample)
{
	row->registered++;
	row->finished += sample->is_finished;
	row->overdue += sample->is_overdue;
	row->due += sample->is_due;
	row->on_time += sample->is_on_time;
	row->reopened += sample->is_reopened;
}

/* The figures of a row over these samples; values has room for count numbers. */
static void fill_row(struct performance_row *row, const struct sample *const *samples, size_t count,
		     int64_t *values)
{
	for (size_t i = 0; i < count; i++)
		count_in(row, samples[i]);
	for (int measure = 0; measure < PERFORMANCE_MEASURES; measure++) {
		size_t given = 0;

		for (size_t i = 0; i < count; i++)
			if (samples[i]->times[measure] >= 0)
				values[given++] = samples[i]->times[measure];
		row->times[measure] = time_of(values, given);
	}
}

static size_t group_of(const struct sample *sample, bool is_body)
{
	return is_body ? sample->body : sample->category;
}

/* Fill each group's row with its own samples, and keep the rows that have any. */
static void fill_groups(struct arena *arena, struct performance_rows *rows,
			const struct samples *samples, bool is_body, int64_t *values)
{
	const struct sample **sorted = arena_take_array(arena, samples->count + 1, sizeof(*sorted));
	size_t *ends = arena_take_array(arena, rows->count + 1, sizeof(*ends));
	size_t kept = 0;

	memset(ends, 0, (rows->count + 1) * sizeof(*ends));
	for (size_t i = 0; i < samples->count; i++)
		ends[group_of(&samples->items[i], is_body) + 1]++;
	for (size_t i = 0; i < rows->count; i++)
		ends[i + 1] += ends[i];
	/* Each goes to its group's next place; afterwards ends[i] is where group i ends. */
	for (size_t i = 0; i < samples->count; i++)
		sorted[ends[group_of(&samples->items[i], is_body)]++] = &samples->items[i];
	for (size_t i = 0, start = 0; i < rows->count; start = ends[i++]) {
		struct performance_row row = rows->items[i];

		if (ends[i] == start)
			continue;
		fill_row(&row, sorted + start, ends[i] - start, values);
		rows->items[kept++] = row;
	}
	rows->count = kept;
}

struct performance performance_of(struct db *db, int64_t community_id, struct date from,
				  struct date to, int64_t now)
{
	struct performance performance = {.from = from,
					  .to = to,
					  .all = {.key = "", .uk = "", .en = ""},
					  .categories = categories_of(db),
					  .bodies = bodies_of(db, community_id)};
	struct samples samples = read_samples(db, community_id, &performance, now);
	const struct sample **all;
	int64_t *values;

	if (samples.count > PERFORMANCE_MOST) {
		samples.count = PERFORMANCE_MOST;
		performance.is_cut = true;
	}
	all = arena_take_array(db->arena, samples.count + 1, sizeof(*all));
	values = arena_take_array(db->arena, samples.count + 1, sizeof(*values));
	for (size_t i = 0; i < samples.count; i++)
		all[i] = &samples.items[i];
	fill_row(&performance.all, all, samples.count, values);
	fill_groups(db->arena, &performance.categories, &samples, false, values);
	fill_groups(db->arena, &performance.bodies, &samples, true, values);
	return performance;
}
