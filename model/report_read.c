#include "report_read.h"

#include "codifier.h"

/* The columns of report_row and the views made of it, as row_read takes them. */
#define COLUMNS                                                                                  \
	"id, community_id, slug, short_name, kind, basis, period_from, period_to, unit, "        \
	"author_post, state, version, latest, open, submitted_at, published_at, updated_at, "    \
	"summary, reason, hash, is_own_approval, source_url, is_made_up, written_by, revision, " \
	"territory_key"

#define GAPS_MOST 36 /* six years of two-month periods */

static struct report row_read(struct rows *rows)
{
	return (struct report){
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.slug = rows_text(rows, 2),
		.community = rows_text(rows, 3),
		.kind = (enum report_kind)report_kind_find(rows_text(rows, 4)),
		.basis = (enum report_basis)report_basis_find(rows_text(rows, 5)),
		.from = rows_date(rows, 6),
		.to = rows_date(rows, 7),
		.unit = rows_text(rows, 8),
		.author_post = rows_text(rows, 9),
		.state = (enum report_state)report_state_find(rows_text(rows, 10)),
		.version = (int)rows_int(rows, 11),
		.latest = (int)rows_int(rows, 12),
		.open = (int)rows_int(rows, 13),
		.is_submitted = !rows_is_null(rows, 14),
		.published_at = rows_int(rows, 15),
		.updated_at = rows_int(rows, 16),
		.summary = rows_text(rows, 17),
		.reason = rows_text(rows, 18),
		.hash = rows_text(rows, 19),
		.is_own_approval = rows_int(rows, 20) != 0,
		.source_url = rows_text(rows, 21),
		.is_made_up = rows_int(rows, 22) != 0,
		.author_id = rows_int(rows, 23),
		.revision = (int)rows_int(rows, 24),
		.territory_key = rows_text(rows, 25),
	};
}

static enum outcome one_read(struct db *db, struct rows rows, struct report *report)
{
	if (!rows_next(&rows))
		return db_missing(db);
	*report = row_read(&rows);
	rows_end(&rows);
	return OK;
}

static struct reports list_read(struct db *db, struct rows rows)
{
	struct reports reports = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &reports) = row_read(&rows);
	return reports;
}

/* ---------------------------------------------------------------- the public */

enum outcome report_find_public(struct db *db, int64_t community_id, int64_t id,
				struct report *report)
{
	struct report found;
	enum outcome outcome = one_read(
		db,
		db_rows(db,
			"SELECT " COLUMNS " FROM report_row "
			"WHERE id = $1 AND ($2 = 0 OR community_id = $2) AND version = latest "
			"ORDER BY community_id LIMIT 1",
			ARGS(INT(id), INT(community_id))),
		&found);

	if (outcome != OK)
		return outcome;
	*report = found;
	return found.state == REPORT_WITHDRAWN ? GONE : OK;
}

enum outcome report_find_version(struct db *db, int64_t community_id, int64_t id, int version,
				 struct report *report)
{
	struct report newest;
	enum outcome outcome = report_find_public(db, community_id, id, &newest);

	if (outcome != OK)
		return outcome;
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM report_version_public "
				"WHERE id = $1 AND community_id = $2 AND version = $3",
				ARGS(INT(id), INT(newest.community_id), INT(version))),
			report);
}

struct reports report_list(struct db *db, int64_t community_id, const struct report *before,
			   size_t most)
{
	if (!before)
		return list_read(db, db_rows(db,
					     "SELECT " COLUMNS " FROM report_public "
					     "WHERE community_id = $1 "
					     "ORDER BY period_to DESC, id DESC LIMIT $2",
					     ARGS(INT(community_id), INT((int64_t)most))));
	return list_read(db,
			 db_rows(db,
				 "SELECT " COLUMNS " FROM report_public WHERE community_id = $1 "
				 "AND (period_to < $2 OR (period_to = $2 AND id < $3)) "
				 "ORDER BY period_to DESC, id DESC LIMIT $4",
				 ARGS(INT(community_id), DATE(db->arena, before->to),
				      INT(before->id), INT((int64_t)most))));
}

int64_t report_count(struct db *db, int64_t community_id)
{
	return db_int(db, "SELECT count(*) FROM report_public WHERE community_id = $1",
		      ARGS(INT(community_id)), 0);
}

enum outcome report_newest(struct db *db, int64_t community_id, struct report *report)
{
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM report_public WHERE community_id = $1 "
				"ORDER BY kind = 'bimonthly' DESC, period_to DESC, id DESC LIMIT 1",
				ARGS(INT(community_id))),
			report);
}

struct reports report_versions(struct db *db, const struct report *report)
{
	return list_read(db, db_rows(db,
				     "SELECT " COLUMNS " FROM report_version_public "
				     "WHERE id = $1 AND community_id = $2 ORDER BY version DESC",
				     ARGS(INT(report->id), INT(report->community_id))));
}

struct report_territories report_territories_of(struct db *db, int64_t id)
{
	struct report_territories territories = {0};
	struct rows rows = db_rows(db,
				   "SELECT t.katottg, t.community_id, c.short_name, c.slug "
				   "FROM report_territory t "
				   "LEFT JOIN community c ON c.id = t.community_id "
				   "WHERE t.report_id = $1 ORDER BY t.katottg",
				   ARGS(INT(id)));

	while (rows_next(&rows)) {
		struct report_territory *territory = LIST_ADD(db->arena, &territories);
		struct territory known;

		*territory = (struct report_territory){
			.katottg = rows_text(&rows, 0),
			.community_id = rows_int(&rows, 1),
			.name = rows_text(&rows, 2),
			.slug = rows_text(&rows, 3),
		};
		if (!territory->community_id &&
		    codifier_find(db->arena, territory->katottg, &known) == OK)
			territory->name = known.short_name;
	}
	return territories;
}

struct report_sections report_sections_of(struct db *db, const struct report *report)
{
	struct report_sections sections = {0};
	struct rows rows = db_rows(
		db,
		"SELECT key, text FROM section WHERE report_id = $1 AND version = $2 ORDER BY key",
		ARGS(INT(report->id), INT(report->version)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &sections) = (struct report_section){
			.key = rows_text(&rows, 0), .text = rows_text(&rows, 1)};
	return sections;
}

static struct figures figures_read(struct db *db, struct rows rows)
{
	struct figures figures = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &figures) = (struct figure){
			.indicator = rows_text(&rows, 0),
			.definition_version = (int)rows_int(&rows, 1),
			.state = (enum figure_state)figure_state_find(rows_text(&rows, 2)),
			.qualifier = (enum figure_qualifier)figure_qualifier_find(
				rows_text(&rows, 3)),
			.value = rows_int(&rows, 4),
			.note = rows_text(&rows, 5),
		};
	return figures;
}

static struct figures figures_shown(struct db *db, int64_t id, int version)
{
	return figures_read(
		db, db_rows(db,
			    "SELECT indicator, definition_version, state, qualifier, value, "
			    "note FROM figure_shown WHERE report_id = $1 AND version = $2 "
			    "ORDER BY position, indicator",
			    ARGS(INT(id), INT(version))));
}

struct figures report_figures(struct db *db, const struct report *report)
{
	return figures_shown(db, report->id, report->version);
}

/* ---------------------------------------------------------------- beside each other */

/* How many whole months a period has, or 0 when it does not begin and end with months. */
static int months_of(const struct report *report)
{
	if (report->from.day != 1 || date_compare(report->to, date_month_end(report->to)) != 0)
		return 0;
	return (report->to.year - report->from.year) * 12 + report->to.month - report->from.month +
	       1;
}

/* The period that lies back whole months before report's. */
static struct report_period months_before(const struct report *report, int back)
{
	return (struct report_period){
		.from = date_add_months(report->from, -back),
		.to = date_month_end(date_add_months(report->to, -back)),
	};
}

struct report_period report_period_before(const struct report *report)
{
	int days = date_days_between(report->from, report->to) + 1;

	if (months_of(report))
		return months_before(report, months_of(report));
	return (struct report_period){.from = date_add_days(report->from, -days),
				      .to = date_add_days(report->from, -1)};
}

struct report_period report_period_last_year(const struct report *report)
{
	if (months_of(report))
		return months_before(report, 12);
	return (struct report_period){.from = date_add_months(report->from, -12),
				      .to = date_add_months(report->to, -12)};
}

enum outcome report_find_beside(struct db *db, const struct report *report,
				struct report_period period, struct report *beside)
{
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM report_public WHERE community_id = $1 "
				"AND territory_key = $2 AND kind = $3 AND basis = $4 AND unit = $5 "
				"AND period_from = $6 AND period_to = $7",
				ARGS(INT(report->community_id), TEXT(report->territory_key),
				     TEXT(report_kind_key(report->kind)),
				     TEXT(report_basis_key(report->basis)), TEXT(report->unit),
				     DATE(db->arena, period.from), DATE(db->arena, period.to))),
			beside);
}

/* The published reports of report's line that end no later than it, newest first. */
static struct reports line_read(struct db *db, const struct report *report, size_t most)
{
	return list_read(
		db, db_rows(db,
			    "SELECT " COLUMNS " FROM report_public WHERE community_id = $1 "
			    "AND territory_key = $2 AND kind = $3 AND basis = $4 AND unit = $5 "
			    "AND period_to <= $6 ORDER BY period_to DESC LIMIT $7",
			    ARGS(INT(report->community_id), TEXT(report->territory_key),
				 TEXT(report_kind_key(report->kind)),
				 TEXT(report_basis_key(report->basis)), TEXT(report->unit),
				 DATE(db->arena, report->to), INT((int64_t)most))));
}

static const struct report *covers(const struct reports *reports, struct report_period period)
{
	for (size_t i = 0; i < reports->count; i++)
		if (date_compare(reports->items[i].from, period.from) == 0 &&
		    date_compare(reports->items[i].to, period.to) == 0)
			return &reports->items[i];
	return NULL;
}

/* The periods of report's line from its own back to that of the line's oldest, at most most. */
static struct report_periods periods_back(struct db *db, const struct report *report,
					  const struct reports *line, size_t most)
{
	struct report_periods periods = {0};
	struct report at = *report;
	const struct report *oldest = line->count ? &line->items[line->count - 1] : report;

	do {
		struct report_period *period = LIST_ADD(db->arena, &periods);

		*period = (struct report_period){.from = at.from, .to = at.to};
		at.from = report_period_before(&at).from;
		at.to = date_add_days(period->from, -1);
	} while (periods.count < most && report->basis == REPORT_PERIOD &&
		 date_compare(at.from, oldest->from) >= 0);
	return periods;
}

struct report_points report_series(struct db *db, const struct report *report, size_t most)
{
	struct report_points points = {0};
	struct reports line = line_read(db, report, most);
	struct report_periods periods = periods_back(db, report, &line, most);

	for (size_t i = periods.count; i-- > 0;) {
		struct report_point *point = LIST_ADD(db->arena, &points);
		const struct report *found = covers(&line, periods.items[i]);

		*point = (struct report_point){.from = periods.items[i].from,
					       .to = periods.items[i].to,
					       .is_current = i == 0};
		if (point->is_current)
			found = report; /* in the version at hand, which may be an older one or a draft */
		if (!found)
			continue;
		point->report_id = found->id;
		point->figures = figures_shown(db, found->id, found->version);
	}
	return points;
}

struct report_periods report_gaps(struct db *db, const struct report *newest)
{
	struct report_periods gaps = {0}, periods;
	struct reports line;

	if (newest->basis != REPORT_PERIOD || !months_of(newest))
		return gaps;
	line = line_read(db, newest, GAPS_MOST);
	periods = periods_back(db, newest, &line, GAPS_MOST);
	for (size_t i = 0; i < periods.count; i++)
		if (!covers(&line, periods.items[i]))
			*LIST_ADD(db->arena, &gaps) = periods.items[i];
	return gaps;
}

/* ---------------------------------------------------------------- those who write */

enum outcome report_find(struct db *db, int64_t community_id, int64_t id, struct report *report)
{
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM report_row WHERE id = $1 "
				"AND community_id = $2 AND version = coalesce(open, latest)",
				ARGS(INT(id), INT(community_id))),
			report);
}

enum outcome report_find_any(struct db *db, int64_t id, int version, struct report *report)
{
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM report_row WHERE id = $1 AND version = $2 "
				"ORDER BY community_id LIMIT 1",
				ARGS(INT(id), INT(version))),
			report);
}

struct reports report_open_list(struct db *db, int64_t community_id)
{
	return list_read(db, db_rows(db,
				     "SELECT " COLUMNS " FROM report_row WHERE community_id = $1 "
				     "AND version = open AND state <> 'withdrawn' "
				     "ORDER BY period_to DESC, id DESC",
				     ARGS(INT(community_id))));
}

struct figures report_figures_real(struct db *db, const struct report *report)
{
	return figures_read(
		db, db_rows(db,
			    "SELECT f.indicator, f.definition_version, f.state, f.qualifier, "
			    "f.value, f.note FROM figure f "
			    "JOIN indicator i ON i.key = f.indicator "
			    "WHERE f.report_id = $1 AND f.version = $2 "
			    "ORDER BY i.position, f.indicator",
			    ARGS(INT(report->id), INT(report->version))));
}
