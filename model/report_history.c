#include "report_history.h"

#define LIST_MOST 200 /* reports of a hromada that are looked through for a cumulative line */

static bool is_of_line(const struct report *report, const struct report *newest)
{
	return report->kind == newest->kind && report->basis == newest->basis &&
	       strcmp(report->unit, newest->unit) == 0 &&
	       strcmp(report->territory_key, newest->territory_key) == 0;
}

static struct report_points cumulative(struct db *db, const struct report *newest, size_t most)
{
	struct reports reports = report_list(db, newest->community_id, NULL, LIST_MOST);
	struct reports line = {0};
	struct report_points points = {0};

	for (size_t i = 0; i < reports.count && line.count < most; i++)
		if (is_of_line(&reports.items[i], newest))
			*LIST_ADD(db->arena, &line) = reports.items[i];
	for (size_t i = line.count; i-- > 0;)
		*LIST_ADD(db->arena, &points) = (struct report_point){
			.from = line.items[i].from,
			.to = line.items[i].to,
			.report_id = line.items[i].id,
			.is_current = line.items[i].id == newest->id,
			.figures = report_figures(db, &line.items[i]),
		};
	return points;
}

struct report_points report_history(struct db *db, const struct report *newest, size_t most)
{
	return newest->basis == REPORT_CUMULATIVE ? cumulative(db, newest, most)
						  : report_series(db, newest, most);
}

enum outcome report_at(struct db *db, const struct report *newest, int64_t at, struct report *then)
{
	struct reports versions = report_versions(db, newest);

	for (size_t i = 0; i < versions.count; i++)
		if (versions.items[i].updated_at <= at) {
			*then = versions.items[i];
			return OK;
		}
	return NOT_FOUND;
}

void report_points_at(struct db *db, const struct report *report, struct report_points *points,
		      int64_t at)
{
	for (size_t i = 0; i < points->count; i++) {
		struct report_point *point = &points->items[i];
		struct report found;

		if (!point->report_id || point->is_current)
			continue;
		if (report_find_public(db, report->community_id, point->report_id, &found) == OK &&
		    report_at(db, &found, at, &found) == OK) {
			point->figures = report_figures(db, &found);
			continue;
		}
		point->report_id = 0;
		point->figures = (struct figures){0};
	}
}
