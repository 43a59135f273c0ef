/* Where and when a report is heard, and that it was: told by the police and the secretary. */
#include "model/report_hearing.h"
#include "model/community.h"
#include "model/report_read.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/report_hearing_form.html.h"
#include "templates/report_words.h"

/* A report that was never published is nobody's business but of those who may read it. */
static enum outcome find(struct request *request, struct report *report)
{
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), report);

	if (outcome == OK && !report->latest && !viewer_may(&request->viewer, READ_DRAFT_REPORT))
		return NOT_FOUND;
	return outcome;
}

static const struct form *form_of(struct request *request, const struct report_hearing *hearing)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	if (date_is_set(hearing->day)) {
		pairs_add(request->arena, pairs, "day",
			  words_date_short(request->arena, words_of("uk"), hearing->day));
		pairs_add(request->arena, pairs, "time", hearing->time);
		pairs_add(request->arena, pairs, "place", hearing->place);
		pairs_add(request->arena, pairs, "audience",
			  hearing_audience_key((enum hearing_audience)hearing->audience));
		if (hearing->is_presented)
			pairs_add(request->arena, pairs, "is_presented", "1");
	}
	*form = form_begin(request->arena, pairs);
	return form;
}

enum outcome report_hearing_page(struct request *request)
{
	const struct words *words = page_words(request);
	struct report report;
	struct report_hearing hearing;
	struct report_hearing_view view = {.slug = request->community->slug};
	enum outcome outcome = find(request, &report);

	if (outcome != OK)
		return outcome;
	hearing = report_hearing_of(request->db, report.id, request->community->id);
	view.id = report.id;
	view.title = report_words_title(request->arena, words, &report);
	view.is_published = report.latest > 0;
	view.form = form_of(request, &hearing);
	for (int i = 0; i < HEARING_AUDIENCES; i++)
		*LIST_ADD(request->arena, &view.audiences) = (struct choice){
			.key = hearing_audience_key((enum hearing_audience)i),
			.label = report_hearing_audience(words, (enum hearing_audience)i)};
	page_wants_form(request);
	report_hearing_form_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Where and when the report is heard"),
						.place = PLACE_REPORTS,
						.has_faults = view.form->faults.count > 0,
						.is_hidden = true}),
		&view);
	return page_end(request);
}

enum outcome report_hearing_action(struct request *request, struct change *change)
{
	struct report_hearing hearing = {.time = "", .place = ""};
	struct report report;
	enum outcome outcome = find(request, &report);

	if (outcome == OK)
		outcome = form_read(&request->checked, report_hearing_fields, &hearing);
	if (outcome == OK)
		outcome = report_hearing_tell(change, &request->checked, report.id, &hearing);
	return outcome == OK ? request_go(request, arena_printf(request->arena, "/%s/reports/%lld",
								request->community->slug,
								(long long)report.id))
			     : outcome;
}
