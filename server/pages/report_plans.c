/* What became of the last plan, and what is planned: a part of a report that is being written. */
#include "model/community.h"
#include "model/report_read.h"
#include "report_talk.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/report_plans.html.h"
#include "templates/report_words.h"

#define ROWS_LEAST 3 /* empty ones stand there from the start, since a row more costs a page */

static const char *named(struct request *request, const char *name, int row)
{
	return arena_printf(request->arena, "%s.%d", name, row);
}

/* ---------------------------------------------------------------- the form */

static void pairs_of_outcome(struct request *request, struct pairs *pairs,
			     const struct report_outcome *outcome)
{
	const char *name = named(request, "became", outcome->plan.position);

	pairs_add(request->arena, pairs, name, outcome_state_key(outcome->state));
	if (date_is_set(outcome->moved_to))
		pairs_add(request->arena, pairs, arena_printf(request->arena, "%s.moved", name),
			  words_date_short(request->arena, words_of("uk"), outcome->moved_to));
	pairs_add(request->arena, pairs, arena_printf(request->arena, "%s.note", name),
		  outcome->note);
}

/* What was typed when the page is shown again, else what is kept. */
static const struct form *form_of(struct request *request, const struct report_plans *plans,
				  const struct report_outcomes *outcomes)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	for (size_t i = 0; i < outcomes->count; i++)
		pairs_of_outcome(request, pairs, &outcomes->items[i]);
	for (size_t i = 0; i < plans->count; i++) {
		const struct report_plan *plan = &plans->items[i];

		pairs_add(request->arena, pairs, named(request, "measure", plan->position),
			  plan->measure);
		pairs_add(request->arena, pairs, named(request, "term", plan->position),
			  plan->term);
		pairs_add(request->arena, pairs, named(request, "responsible", plan->position),
			  plan->responsible);
	}
	*form = form_begin(request->arena, pairs);
	return form;
}

/* As many rows as the form had, one more when that was asked for; at first one more than are filled. */
static int rows_of(const struct request *request, size_t filled)
{
	const char *typed = pairs_value(&request->form, "rows");
	int rows = *typed ? (int)strtol(typed, NULL, 10) : (int)filled + 1;

	if (*typed && *pairs_value(&request->form, "more"))
		rows++;
	return rows < ROWS_LEAST ? ROWS_LEAST : rows > PLAN_MOST ? PLAN_MOST : rows;
}

static void entries_fill(struct request *request, const struct report_outcomes *outcomes, int rows,
			 struct report_plans_view *view)
{
	for (int i = 0; i < MEASURE_STATES; i++)
		*LIST_ADD(request->arena, &view->states) = (struct choice){
			.key = outcome_state_key((enum outcome_state)i),
			.label = report_talk_became(request, (enum outcome_state)i)};
	for (size_t i = 0; i < outcomes->count; i++) {
		const struct report_plan *plan = &outcomes->items[i].plan;
		const char *name = named(request, "became", plan->position);

		*LIST_ADD(request->arena, &view->outcomes) = (struct report_outcome_entry){
			.plan = report_talk_plan(plan),
			.state = name,
			.moved = arena_printf(request->arena, "%s.moved", name),
			.note = arena_printf(request->arena, "%s.note", name),
			.row = plan->position};
	}
	for (int row = 1; row <= rows; row++)
		*LIST_ADD(request->arena, &view->plans) = (struct report_plan_entry){
			.measure = named(request, "measure", row),
			.term = named(request, "term", row),
			.responsible = named(request, "responsible", row),
			.row = row};
	view->rows = arena_printf(request->arena, "%d", rows);
	view->may_add = rows < PLAN_MOST;
}

static enum outcome show(struct request *request, const struct report_plans_view *view)
{
	const struct words *words = page_words(request);

	page_wants_form(request);
	report_plans_html(
		page_begin_with(
			request,
			&(struct frame){
				.title = SAY("Plans, and what became of the last ones"),
				.place = PLACE_REPORTS,
				.notice = *pairs_value(&request->query, "saved")
						  ? words_say(words, SAY("The plans are saved."))
						  : NULL,
				.has_faults = view->form->faults.count > 0,
				.is_hidden = true}),
		view);
	return page_end(request);
}

enum outcome report_plans_page(struct request *request)
{
	struct report report;
	struct report_plans plans;
	struct report_outcomes outcomes;
	struct report_plans_view view = {.slug = request->community->slug};
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), &report);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, arena_printf(request->arena, "/%s/reports/%lld",
							view.slug, (long long)report.id));
	plans = report_plans_of(request->db, &report);
	outcomes = report_outcomes_of(request->db, &report);
	view.id = report.id;
	view.title = report_words_title(request->arena, page_words(request), &report);
	/* With a row more the form still tells what its writer had read. */
	view.revision = *pairs_value(&request->form, "more")
				? pairs_value(&request->form, "revision")
				: arena_printf(request->arena, "%d", report.revision);
	view.form = form_of(request, &plans, &outcomes);
	entries_fill(request, &outcomes, rows_of(request, plans.count), &view);
	return show(request, &view);
}

enum outcome report_plans_action(struct request *request, struct change *change)
{
	int64_t id = request_path_number(request, 1);
	bool goes_back = strcmp(pairs_value(&request->form, "then"), "report") == 0;
	enum outcome outcome;

	/* A row more keeps nothing: what was typed travels on in the page. */
	if (*pairs_value(&request->form, "more"))
		return report_plans_page(request);
	outcome = report_plan_save(change, &request->checked, id);
	return outcome == OK
		       ? request_go(request, arena_printf(request->arena, "/%s/reports/%lld/edit%s",
							  request->community->slug, (long long)id,
							  goes_back ? "" : "/plans?saved=1"))
		       : outcome;
}
