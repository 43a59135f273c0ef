/* When the police report next, for people's calendars. */
#include "feeds/calendar.h"
#include "model/community.h"
#include "model/installation.h"
#include "model/report_hearing.h"
#include "model/report_rhythm.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"

#define DUES_MOST  6  /* a year ahead */
#define HEARD_MOST 12 /* reports that may still be heard */

static void due_add(struct request *request, struct calendar *calendar,
		    const struct report_due *due, const struct report *newest,
		    const struct installation *installation)
{
	struct arena *arena = request->arena;
	const struct words *words = page_words(request);
	struct hole holes[] = {
		words_hole(words_period(arena, words, due->period.from, due->period.to)),
		words_hole(request->community->short_name)};

	calendar_add(
		calendar,
		&(struct calendar_entry){
			.uid = arena_printf(arena, "report-due-%s-%s@%s", request->community->slug,
					    date_iso(arena, due->period.from),
					    installation->authority),
			.day = due->due,
			.changed_at = newest->published_at,
			.summary = words_fill(
				arena, words,
				words_say(words, SAY("Police report for {1} due, {2}")), holes,
				COUNT(holes)),
			.text = words_say(words, SAY("Two months after the end of the period of "
						     "the last report: the "
						     "law On the National Police, Article 88.")),
			.url = request_url(request, arena_printf(arena, "/%s/reports",
								 request->community->slug)),
		});
}

/* A report that is to be heard: the day, and the hour in words, which the hromada's own clock shows. */
static void hearing_add(struct request *request, struct calendar *calendar,
			const struct report *report, const struct installation *installation)
{
	struct arena *arena = request->arena;
	const struct words *words = page_words(request);
	struct report_hearing hearing = report_hearing_of(request->db, report->id,
							  request->community->id);
	struct hole holes[] = {words_hole(words_period(arena, words, report->from, report->to)),
			       words_hole(request->community->short_name)};

	if (!date_is_set(hearing.day) || hearing.is_presented)
		return;
	calendar_add(calendar,
		     &(struct calendar_entry){
			     .uid = arena_printf(arena, "report-heard-%s-%lld@%s",
						 request->community->slug, (long long)report->id,
						 installation->authority),
			     .day = hearing.day,
			     .changed_at = report->updated_at,
			     .summary = words_fill(
				     arena, words,
				     words_say(words, SAY("Police report for {1} is heard, {2}")),
				     holes, COUNT(holes)),
			     .text = hearing.time,
			     .place = hearing.place,
			     .url = request_url(request, arena_printf(arena, "/%s/reports/%lld",
								      request->community->slug,
								      (long long)report->id)),
		     });
}

enum outcome reports_calendar_page(struct request *request)
{
	struct report newest;
	struct report_dues dues = report_dues(request->db, request->community->id, DUES_MOST,
					      &newest);
	const struct words *words = page_words(request);
	struct installation installation;
	struct calendar calendar;
	struct reports heard;
	const char *bytes;
	size_t length;
	enum outcome outcome = installation_find(request->db, &installation);

	if (outcome != OK)
		return outcome;
	calendar = calendar_begin(
		request->arena,
		words_fill(request->arena, words, words_say(words, SAY("Police reports: {1}")),
			   (struct hole[]){words_hole(request->community->short_name)}, 1));
	for (size_t i = 0; i < dues.count; i++)
		due_add(request, &calendar, &dues.items[i], &newest, &installation);
	heard = report_list(request->db, request->community->id, NULL, HEARD_MOST);
	for (size_t i = 0; i < heard.count; i++)
		hearing_add(request, &calendar, &heard.items[i], &installation);
	outcome = calendar_finish(&calendar, &bytes, &length);
	return outcome == OK ? request_answer(request, CALENDAR_TYPE, bytes, length) : outcome;
}
