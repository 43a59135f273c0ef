#include "report_derive.h"

/* ---------------------------------------------------------------- qualifiers */

enum figure_qualifier report_derive_sum(enum figure_qualifier first, enum figure_qualifier second)
{
	if (first == FIGURE_EXACT)
		return second;
	if (second == FIGURE_EXACT || first == second)
		return first;
	return FIGURE_APPROX;
}

enum figure_qualifier report_derive_difference(enum figure_qualifier first,
					       enum figure_qualifier second)
{
	static const enum figure_qualifier turned[] = {[FIGURE_EXACT] = FIGURE_EXACT,
						       [FIGURE_APPROX] = FIGURE_APPROX,
						       [FIGURE_AT_LEAST] = FIGURE_AT_MOST,
						       [FIGURE_AT_MOST] = FIGURE_AT_LEAST};

	return report_derive_sum(first, turned[second]);
}

/* ---------------------------------------------------------------- figures that add up */

/* Which indicators happen in a time and so add up. */
struct flows {
	struct indicators all;
};

static bool is_flow(const struct flows *flows, const char *key)
{
	const struct indicator *indicator = indicator_find(&flows->all, key);

	return indicator && indicator->kind == INDICATOR_FLOW;
}

static const struct figure *given(const struct figures *figures, const char *key)
{
	const struct figure *figure = figure_find(figures, key);

	return figure && figure->state == FIGURE_GIVEN ? figure : NULL;
}

static struct figures flows_of(struct db *db, const struct flows *flows,
			       const struct figures *figures)
{
	struct figures kept = {0};

	for (size_t i = 0; i < figures->count; i++) {
		const struct figure *figure = &figures->items[i];

		if (figure->state != FIGURE_GIVEN || !is_flow(flows, figure->indicator))
			continue;
		*LIST_ADD(db->arena, &kept) = *figure;
		kept.items[kept.count - 1].note = ""; /* it was about the one report */
	}
	return kept;
}

/* Those of sum that next has too, added; the others fall away, for a part of the time is missing. */
static struct figures added(struct db *db, const struct figures *sum, const struct figures *next)
{
	struct figures both = {0};

	for (size_t i = 0; i < sum->count; i++) {
		struct figure figure = sum->items[i];
		const struct figure *more = given(next, figure.indicator);

		if (!more || more->definition_version != figure.definition_version)
			continue;
		figure.value += more->value;
		figure.qualifier = report_derive_sum(figure.qualifier, more->qualifier);
		*LIST_ADD(db->arena, &both) = figure;
	}
	return both;
}

/* ---------------------------------------------------------------- reports */

/* The newest published cumulative report of report's unit and territories that tells of this time. */
static bool cumulative_find(struct db *db, const struct report *report, struct date from,
			    struct date to, struct report *found)
{
	int64_t id = db_int(
		db,
		"SELECT id FROM report_public WHERE community_id = $1 AND territory_key = $2 "
		"AND basis = 'cumulative' AND unit = $3 AND period_from = $4 AND period_to = $5 "
		"AND id <> $6 ORDER BY id DESC LIMIT 1",
		ARGS(INT(report->community_id), TEXT(report->territory_key), TEXT(report->unit),
		     DATE(db->arena, from), DATE(db->arena, to), INT(report->id)),
		0);

	return id && report_find_public(db, report->community_id, id, found) == OK;
}

/* The last day of the cumulative report before this one, or no date. */
static struct date cumulative_before(struct db *db, const struct report *report)
{
	const char *last = db_text(
		db,
		"SELECT max(period_to) FROM report_public WHERE community_id = $1 "
		"AND territory_key = $2 AND basis = 'cumulative' AND unit = $3 "
		"AND period_from = $4 AND period_to < $5",
		ARGS(INT(report->community_id), TEXT(report->territory_key), TEXT(report->unit),
		     DATE(db->arena, report->from), DATE(db->arena, report->to)));
	struct date date = {0};

	return last && date_read(last, &date) == OK ? date : (struct date){0};
}

static struct date january(struct date date)
{
	return (struct date){date.year, 1, 1};
}

struct report_derived report_derive_period(struct db *db, const struct report *report)
{
	struct report_derived derived = {0};
	struct flows flows = {indicator_all(db)};
	struct report before;
	struct figures now, then;
	struct date last;

	if (report->basis != REPORT_CUMULATIVE)
		return derived;
	last = cumulative_before(db, report);
	if (!date_is_set(last) || !cumulative_find(db, report, report->from, last, &before))
		return derived;
	derived.is_there = true;
	derived.period = (struct report_period){date_add_days(last, 1), report->to};
	now = report_figures(db, report);
	now = flows_of(db, &flows, &now);
	then = report_figures(db, &before);
	for (size_t i = 0; i < now.count; i++) {
		struct figure figure = now.items[i];
		const struct figure *base = given(&then, figure.indicator);

		if (!base || base->definition_version != figure.definition_version)
			continue;
		figure.value -= base->value;
		figure.qualifier = report_derive_difference(figure.qualifier, base->qualifier);
		*LIST_ADD(db->arena,
			  figure.value < 0 ? &derived.contradictions : &derived.figures) = figure;
	}
	return derived;
}

/* A period from one year into the next belongs to neither. */
static bool is_in_one_year(const struct report *report)
{
	return report->from.year == report->to.year;
}

/* The published reports of report's line within a year, oldest first, as far as they go on from its
   first day without a gap; those behind the last day left out. */
static struct reports chain(struct db *db, const struct report *report, struct date from,
			    struct date to)
{
	struct reports reports = {0};
	struct rows rows = db_rows(
		db,
		"SELECT id FROM report_public WHERE community_id = $1 AND territory_key = $2 "
		"AND kind = $3 AND basis = 'period' AND unit = $4 AND period_from >= $5 "
		"AND period_to <= $6 ORDER BY period_from, period_to",
		ARGS(INT(report->community_id), TEXT(report->territory_key),
		     TEXT(report_kind_key(report->kind)), TEXT(report->unit), DATE(db->arena, from),
		     DATE(db->arena, to)));

	while (rows_next(&rows)) {
		struct report found;

		if (report_find_public(db, report->community_id, rows_int(&rows, 0), &found) != OK)
			continue;
		if (date_compare(found.from, from) != 0)
			continue;
		*LIST_ADD(db->arena, &reports) = found;
		from = date_add_days(found.to, 1);
	}
	return reports;
}

/* The sums of a chain that reaches up to a day; not there when it does not. */
static struct report_derived chain_sum(struct db *db, const struct reports *reports,
				       struct date from, struct date to)
{
	struct report_derived derived = {.period = {from, to}};
	struct flows flows = {indicator_all(db)};

	if (!reports->count || date_compare(reports->items[reports->count - 1].to, to) != 0)
		return derived;
	derived.is_there = true;
	for (size_t i = 0; i < reports->count; i++) {
		struct figures figures = report_figures(db, &reports->items[i]);

		derived.figures = i ? added(db, &derived.figures, &figures)
				    : flows_of(db, &flows, &figures);
	}
	return derived;
}

/* A report that tells of the time since January by itself. */
static struct report_derived whole(struct db *db, const struct report *report)
{
	struct flows flows = {indicator_all(db)};
	struct figures figures = report_figures(db, report);

	return (struct report_derived){.is_there = true,
				       .period = {report->from, report->to},
				       .figures = flows_of(db, &flows, &figures)};
}

struct report_derived report_derive_year(struct db *db, const struct report *report)
{
	struct date from = january(report->from);
	struct reports reports;

	if (!is_in_one_year(report))
		return (struct report_derived){0};
	if (date_compare(report->from, from) == 0)
		return whole(db, report);
	reports = chain(db, report, from, date_add_days(report->from, -1));
	*LIST_ADD(db->arena, &reports) = *report;
	if (reports.count < 2 ||
	    date_compare(date_add_days(reports.items[reports.count - 2].to, 1), report->from) != 0)
		return (struct report_derived){0};
	return chain_sum(db, &reports, from, report->to);
}

struct report_derived report_derive_last_year(struct db *db, const struct report *report)
{
	struct report_period then = report_period_last_year(report);
	struct date from = january(then.from);
	struct reports reports;
	struct report_derived derived = {0};
	struct report cumulative;

	if (!is_in_one_year(report))
		return derived;
	reports = chain(db, report, from, then.to);
	derived = chain_sum(db, &reports, from, then.to);
	if (!derived.is_there && cumulative_find(db, report, from, then.to, &cumulative))
		return whole(db, &cumulative);
	return derived;
}
