#include "report_offer.h"

#include <stdlib.h>

#include "number.h"

#define MEDIAN_LEAST 5 /* of fewer a median says more than it knows */
#define DAY_SECONDS  86400

#define HERE "(SELECT t.community_id FROM report_territory t WHERE t.report_id = $1)"

static void offer(struct db *db, struct report_offers *offers, const char *indicator,
		  enum offer_source source, int64_t value, int64_t counted)
{
	*LIST_ADD(db->arena, offers) = (struct report_offer){
		.indicator = indicator, .source = source, .value = value, .counted = counted};
}

struct times {
	int64_t *items;
	size_t count;
};

static int compare_times(const void *first, const void *second)
{
	int64_t a = *(const int64_t *)first, b = *(const int64_t *)second;

	return (a > b) - (a < b);
}

/* In thousandths of a day, to the tenth that people read. */
static int64_t median_days(struct times *times)
{
	int64_t middle;

	qsort(times->items, times->count, sizeof(*times->items), compare_times);
	middle = times->items[times->count / 2];
	if (times->count % 2 == 0)
		middle = (middle + times->items[times->count / 2 - 1]) / 2;
	return (middle * 10 + DAY_SECONDS / 2) / DAY_SECONDS * (NUMBER_SCALE / 10);
}

static void issues_count(struct db *db, const struct report *report, struct report_offers *offers)
{
	struct times times = {0};
	struct rows rows = db_rows(
		db,
		"SELECT p.resolved_at - coalesce(p.registered_at, p.reported_at) "
		"FROM organisation o JOIN issue_public p ON p.organisation_id = o.id "
		"WHERE o.kind = 'police' AND o.community_id IN " HERE
		" AND p.resolved_at >= $2 AND p.resolved_at < $3",
		ARGS(INT(report->id), INT(date_start(report->from)),
		     INT(date_start(date_add_days(report->to, 1)))));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &times) = rows_int(&rows, 0);
	if (!times.count)
		return;
	offer(db, offers, "issues_police", OFFER_ISSUES, (int64_t)times.count * NUMBER_SCALE,
	      (int64_t)times.count);
	if (times.count >= MEDIAN_LEAST)
		offer(db, offers, "issues_police_days", OFFER_TIMES, median_days(&times),
		      (int64_t)times.count);
}

static void questions_count(struct db *db, const struct report *report,
			    struct report_offers *offers)
{
	struct values values = ARGS(INT(report->id), DATE(db->arena, report->from),
				    DATE(db->arena, report->to));
	int64_t asked = db_int(db,
			       "SELECT count(*) FROM question q WHERE q.addressee = 'police' "
			       "AND q.community_id IN " HERE " AND q.asked_on BETWEEN $2 AND $3",
			       values, 0);

	if (!asked)
		return;
	offer(db, offers, "requests_in", OFFER_QUESTIONS, asked * NUMBER_SCALE, asked);
	offer(db, offers, "requests_answered", OFFER_ANSWERS,
	      NUMBER_SCALE * db_int(db,
				    "SELECT count(*) FROM question q WHERE q.addressee = 'police' "
				    "AND q.community_id IN " HERE
				    " AND q.asked_on BETWEEN $2 AND $3 "
				    "AND q.state IN ('answered', 'accepted')",
				    values, 0),
	      asked);
}

struct report_offers report_offers(struct db *db, const struct report *report)
{
	struct report_offers offers = {0};

	issues_count(db, report, &offers);
	questions_count(db, report, &offers);
	return offers;
}
