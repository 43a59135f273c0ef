/*
 * report_hearing.h - where and when a report is heard in a hromada, and that it was («заслухано»).
 *
 * These are facts beside a report's versions: they may be told before it is published and after, and
 * change nothing in it. A report that speaks of several hromadas is heard in each.
 */
#pragma once

#include "form.h"
#include "report.h"

enum hearing_audience {
	HEARD_AT_OPEN_MEETING, /* with the community: Art. 88 of the law On the National Police */
	HEARD_AT_COUNCIL_SESSION,
	HEARD_AT_COORDINATION_COUNCIL,
	HEARD_BY_RESIDENTS,
	HEARING_AUDIENCES
};

const char *hearing_audience_key(enum hearing_audience audience);
int hearing_audience_find(const char *key); /* -1: none */

struct report_hearing {
	struct date day;  /* none: nothing is told */
	const char *time; /* "17:30"; "" */
	const char *place;
	int audience; /* an enum hearing_audience */
	bool is_presented;
};
extern const struct field report_hearing_fields[];

/* What is told of a report in a hromada; no day when nothing is. */
struct report_hearing report_hearing_of(struct db *db, int64_t report_id, int64_t community_id);

/*
 * Whether it is worth telling on a day: it was presented, or is to come. What lies behind without having
 * been presented is nothing to announce.
 */
bool report_hearing_is_told(const struct report_hearing *hearing, struct date today);

/*
 * Tell where and when it will be heard in change's hromada, or that it was, as the form's flag
 * "is_presented" says. Faults: "time" FAULT_NOT_A_TIME; "day" FAULT_DATE_PAST for one to come,
 * FAULT_DATE_FUTURE for one that was, FAULT_DATE_ORDER for one before the period's end; "is_presented"
 * FAULT_NOT_ALLOWED_NOW while the report is not published. CONFLICT when it is withdrawn.
 */
CHECKED enum outcome report_hearing_tell(struct change *change, struct form *form,
					 int64_t report_id, const struct report_hearing *hearing);
