/* The steps of a report's life: submit, publish, correct, withdraw; those that cannot be taken back
   are checked on a page of their own first. */
#include "model/community.h"
#include "model/report_life.h"
#include "model/report_read.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/report_editor.html.h"
#include "templates/report_words.h"

typedef void step_template(struct page *page, const struct report_step *step);

static const char *names_of(struct request *request, int64_t id)
{
	struct report_territories territories = report_territories_of(request->db, id);
	struct text names = text_begin(request->arena, 4000);

	for (size_t i = 0; i < territories.count; i++)
		text_addf(&names, i ? ", %s" : "%s",
			  *territories.items[i].name ? territories.items[i].name
						     : territories.items[i].katottg);
	return names.bytes;
}

static const char *report_path(struct request *request, const char *rest)
{
	return arena_printf(request->arena, "/%s/reports/%lld%s", request->community->slug,
			    (long long)request_path_number(request, 1), rest);
}

/* The page before a step. is_open: the step is about the version being written. */
static enum outcome show(struct request *request, bool is_open, const char *title,
			 step_template *template)
{
	struct report report;
	struct report_step step = {
		.form = &request->checked, .report = &report, .slug = request->community->slug};
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), &report);

	if (outcome != OK)
		return outcome;
	if (report.state == REPORT_WITHDRAWN || (report.open != 0) != is_open ||
	    (!is_open && report.state != REPORT_PUBLISHED))
		return request_go(request, report_path(request, ""));
	step.title = report_words_title(request->arena, page_words(request), &report);
	step.territories = names_of(request, report.id);
	step.figures = report_figures_real(request->db, &report).count;
	step.sections = report_sections_of(request->db, &report).count;
	step.revision = pairs_find(&request->query, "revision");
	if (!step.revision)
		step.revision = arena_printf(request->arena, "%d", report.revision);
	step.is_own = report.author_id && report.author_id == request->viewer.person_id;
	page_wants_form(request);
	template(page_begin_with(request, &(struct frame){.title = title,
							  .place = PLACE_REPORTS,
							  .is_hidden = true}),
		 &step);
	return page_end(request);
}

enum outcome report_publish_page(struct request *request)
{
	return show(request, true, SAY("Publish the report"), report_editor_publish_html);
}

enum outcome report_correct_page(struct request *request)
{
	return show(request, false, SAY("Correct the report"), report_editor_correct_html);
}

enum outcome report_withdraw_page(struct request *request)
{
	struct report report;
	enum outcome outcome = report_find_public(request->db, request->community->id,
						  request_path_number(request, 1), &report);

	if (outcome != OK)
		return outcome;
	return show(request, report.open != 0, SAY("Withdraw the report"),
		    report_editor_withdraw_html);
}

/* ---------------------------------------------------------------- the steps */

enum outcome report_submit(struct request *request, struct change *change)
{
	enum outcome outcome = report_life_submit(change, &request->checked,
						  request_path_number(request, 1));

	return outcome == OK ? request_go(request, report_path(request, "/preview?saved=1"))
			     : outcome;
}

enum outcome report_publish(struct request *request, struct change *change)
{
	enum outcome outcome = report_life_publish(change, &request->checked,
						   request_path_number(request, 1));

	return outcome == OK ? request_go(request, report_path(request, "?saved=1")) : outcome;
}

typedef enum outcome reasoned_step(struct change *change, struct form *form, int64_t id,
				   const char *reason);

static enum outcome reasoned(struct request *request, struct change *change, reasoned_step *step)
{
	struct report_life_reason typed = {.reason = ""};
	enum outcome outcome = form_read(&request->checked, report_life_reason_fields, &typed);

	if (outcome != OK)
		return outcome;
	return step(change, &request->checked, request_path_number(request, 1), typed.reason);
}

enum outcome report_correct(struct request *request, struct change *change)
{
	enum outcome outcome = reasoned(request, change, report_life_correct);

	return outcome == OK ? request_go(request, report_path(request, "/edit")) : outcome;
}

enum outcome report_withdraw(struct request *request, struct change *change)
{
	enum outcome outcome = reasoned(request, change, report_life_withdraw);

	return outcome == OK ? request_go(request, report_path(request, "?saved=1")) : outcome;
}
