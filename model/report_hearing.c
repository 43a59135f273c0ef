#include "report_hearing.h"

#include "audit.h"
#include "report_read.h"

static const char *const audiences[HEARING_AUDIENCES] = {
	[HEARD_AT_OPEN_MEETING] = "open_meeting",
	[HEARD_AT_COUNCIL_SESSION] = "council_session",
	[HEARD_AT_COORDINATION_COUNCIL] = "coordination_council",
	[HEARD_BY_RESIDENTS] = "residents",
};

const char *hearing_audience_key(enum hearing_audience audience)
{
	return audiences[audience];
}

int hearing_audience_find(const char *key)
{
	for (int i = 0; i < HEARING_AUDIENCES; i++)
		if (strcmp(audiences[i], key) == 0)
			return i;
	return -1;
}

#define HEARING(member) offsetof(struct report_hearing, member)

const struct field report_hearing_fields[] = {
	{.name = "day", .kind = FIELD_DATE, .is_required = true, .offset = HEARING(day)},
	{.name = "time", .kind = FIELD_LINE, .most = 5, .offset = HEARING(time)},
	{.name = "place", .kind = FIELD_LINE, .is_required = true, .offset = HEARING(place)},
	{.name = "audience",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = hearing_audience_find,
	 .offset = HEARING(audience)},
	{.name = "is_presented", .kind = FIELD_FLAG, .offset = HEARING(is_presented)},
	{0},
};

struct report_hearing report_hearing_of(struct db *db, int64_t report_id, int64_t community_id)
{
	struct report_hearing hearing = {.time = "", .place = ""};
	struct rows rows = db_rows(db,
				   "SELECT day, time, place, audience, is_presented "
				   "FROM report_hearing WHERE report_id = $1 AND community_id = $2",
				   ARGS(INT(report_id), INT(community_id)));

	if (!rows_next(&rows))
		return hearing;
	hearing = (struct report_hearing){
		.day = rows_date(&rows, 0),
		.time = rows_text(&rows, 1),
		.place = rows_text(&rows, 2),
		.audience = hearing_audience_find(rows_text(&rows, 3)),
		.is_presented = rows_int(&rows, 4) != 0,
	};
	rows_end(&rows);
	return hearing;
}

bool report_hearing_is_told(const struct report_hearing *hearing, struct date today)
{
	return date_is_set(hearing->day) &&
	       (hearing->is_presented || date_compare(hearing->day, today) >= 0);
}

/* "9:30", "17:30"; "" is no time told, which may be. */
static bool is_time(const char *time)
{
	size_t hours = strspn(time, "0123456789");
	int hour = 0, minute = 0;

	if (!*time)
		return true;
	if (hours < 1 || hours > 2 || time[hours] != ':' || strlen(time) != hours + 3 ||
	    strspn(time + hours + 1, "0123456789") != 2)
		return false;
	for (size_t i = 0; i < hours; i++)
		hour = hour * 10 + time[i] - '0';
	minute = (time[hours + 1] - '0') * 10 + time[hours + 2] - '0';
	return hour < 24 && minute < 60;
}

static enum outcome hearing_check(struct change *change, struct form *form,
				  const struct report *report, const struct report_hearing *hearing)
{
	int past = date_compare(hearing->day, date_of(change->now));

	if (!is_time(hearing->time))
		form_fault(form, "time", FAULT_NOT_A_TIME);
	if (hearing->is_presented && report->state != REPORT_PUBLISHED)
		form_fault(form, "is_presented", FAULT_NOT_ALLOWED_NOW);
	if (date_compare(hearing->day, report->to) <= 0)
		form_fault(form, "day", FAULT_DATE_ORDER);
	else if (hearing->is_presented && past > 0)
		form_fault(form, "day", FAULT_DATE_FUTURE);
	else if (!hearing->is_presented && past < 0)
		form_fault(form, "day", FAULT_DATE_PAST);
	return form->faults.count ? INVALID : OK;
}

enum outcome report_hearing_tell(struct change *change, struct form *form, int64_t report_id,
				 const struct report_hearing *hearing)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	struct report report;
	enum outcome outcome = report_find(&change->db, change->community_id, report_id, &report);

	if (outcome == OK && report.state == REPORT_WITHDRAWN)
		outcome = CONFLICT;
	if (outcome == OK)
		outcome = hearing_check(change, form, &report, hearing);
	if (outcome == OK)
		outcome = change_run(
			change,
			"INSERT INTO report_hearing (report_id, community_id, day, time, place, "
			"audience, is_presented) VALUES ($1, $2, $3, $4, $5, $6, $7) "
			"ON CONFLICT (report_id, community_id) DO UPDATE SET day = excluded.day, "
			"time = excluded.time, place = excluded.place, "
			"audience = excluded.audience, is_presented = excluded.is_presented",
			ARGS(INT(report_id), INT(change->community_id), DATE(arena, hearing->day),
			     TEXT(hearing->time), TEXT(hearing->place),
			     TEXT(hearing_audience_key((enum hearing_audience)hearing->audience)),
			     INT(hearing->is_presented)));
	if (outcome != OK)
		return outcome;
	pairs_add(arena, &after, "day", date_iso(arena, hearing->day));
	pairs_add(arena, &after, "place", hearing->place);
	return audit_add(change, hearing->is_presented ? "report presented" : "report hearing",
			 arena_printf(arena, "report %lld", (long long)report_id), "",
			 audit_json(arena, &after));
}
