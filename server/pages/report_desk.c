/* A report that is being written: the list of its parts, and the last look before it goes out. */
#include "model/community.h"
#include "model/disclosure.h"
#include "model/report_answer.h"
#include "model/report_life.h"
#include "model/report_plan.h"
#include "model/report_read.h"
#include "model/report_warning.h"
#include "server/field_words.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/faults.h"
#include "templates/report_desk.html.h"
#include "templates/report_warning_words.h"
#include "templates/report_words.h"

/* The open version, and what its pages say first; redirects when nothing is open. */
static enum outcome desk_begin(struct request *request, struct report *report,
			       struct report_desk *desk)
{
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), report);

	if (outcome != OK)
		return outcome;
	*desk = (struct report_desk){
		.slug = request->community->slug,
		.id = report->id,
		.title = report_words_title(request->arena, page_words(request), report),
		.unit = report->unit,
		.reason = report->reason,
		.revision = arena_printf(request->arena, "%d", report->revision),
		.is_correction = report->latest > 0,
		.is_submitted = report->is_submitted,
		.may_publish = viewer_may(&request->viewer, PUBLISH_REPORT),
	};
	return OK;
}

static const char *path(struct request *request, const struct report *report, const char *rest)
{
	return arena_printf(request->arena, "/%s/reports/%lld%s", request->community->slug,
			    (long long)report->id, rest);
}

/* ---------------------------------------------------------------- the list */

static const char *of(struct request *request, const char *sentence, size_t part, size_t all)
{
	struct hole holes[] = {words_hole_integer((int64_t)part), words_hole_integer((int64_t)all)};

	return words_fill(request->arena, page_words(request),
			  words_say(page_words(request), sentence), holes, COUNT(holes));
}

static void task_add(struct request *request, struct report_desk *desk, const char *name,
		     const char *href, bool is_done, const char *state)
{
	const struct words *words = page_words(request);

	*LIST_ADD(request->arena, &desk->tasks) = (struct report_task){
		.name = words_say(words, name), .href = href, .is_done = is_done, .state = state};
}

static void period_task(struct request *request, const struct report *report,
			struct report_desk *desk)
{
	bool is_done = *report->author_post != '\0';

	task_add(request, desk, SAY("Period"), path(request, report, "/edit/period"), is_done,
		 words_say(page_words(request),
			   is_done ? SAY("done") : SAY("the author’s post is missing")));
}

static void figures_task(struct request *request, const struct report *report,
			 struct report_desk *desk)
{
	struct indicators indicators = indicator_used(request->db, request->community->id);
	struct figures figures = report_figures_real(request->db, report);
	size_t core = 0, said = 0;

	for (size_t i = 0; i < indicators.count; i++) {
		if (!indicators.items[i].is_core)
			continue;
		core++;
		said += figure_find(&figures, indicators.items[i].key) != NULL;
	}
	task_add(request, desk, SAY("Figures"), path(request, report, "/edit/figures"),
		 core && said == core,
		 figures.count ? of(request, SAY("main ones filled in: {1} of {2}"), said, core)
			       : words_say(page_words(request), SAY("not begun")));
}

static void texts_task(struct request *request, const struct report *report,
		       struct report_desk *desk)
{
	struct report_sections sections = report_sections_of(request->db, report);
	bool is_done = *report->summary != '\0';

	task_add(request, desk, SAY("What was done"), path(request, report, "/edit/texts"), is_done,
		 is_done ? of(request, SAY("texts: {1}"), sections.count + 1, 0)
			 : words_say(page_words(request), SAY("the summary is missing")));
}

static void questions_task(struct request *request, const struct report *report,
			   struct report_desk *desk)
{
	struct report_answers answers = report_answers_of(request->db, report);
	size_t answered = 0;

	for (size_t i = 0; i < answers.count; i++)
		answered += *answers.items[i].answer != '\0';
	task_add(request, desk, SAY("The community’s questions"),
		 path(request, report, "/edit/questions"), answered == answers.count,
		 answers.count ? of(request, SAY("answered: {1} of {2}"), answered, answers.count)
			       : words_say(page_words(request), SAY("there are none")));
}

static void plans_task(struct request *request, const struct report *report,
		       struct report_desk *desk)
{
	struct report_plans plans = report_plans_of(request->db, report);
	struct report_outcomes outcomes = report_outcomes_of(request->db, report);
	size_t told = 0;

	for (size_t i = 0; i < outcomes.count; i++)
		told += outcomes.items[i].state != MEASURE_NOT_TOLD;
	task_add(request, desk, SAY("Plans"), path(request, report, "/edit/plans"),
		 plans.count && told == outcomes.count,
		 told < outcomes.count ? of(request, SAY("earlier plans told of: {1} of {2}"), told,
					    outcomes.count)
		 : plans.count         ? of(request, SAY("measures: {1}"), plans.count, 0)
				       : words_say(page_words(request), SAY("not begun")));
}

static void check_task(struct request *request, const struct report *report,
		       struct report_desk *desk)
{
	struct faults missing = report_life_missing(request->db, report, request->now);
	struct report_warnings warnings = report_warnings(request->db, report);

	task_add(request, desk, SAY("Check before it goes out"),
		 path(request, report, "/edit/check"), !missing.count,
		 missing.count ? of(request, SAY("still missing: {1}"), missing.count, 0)
		 : warnings.count
			 ? of(request, SAY("figures that stand out: {1}"), warnings.count, 0)
			 : words_say(page_words(request), SAY("nothing stands out")));
}

static void publish_task(struct request *request, const struct report *report,
			 struct report_desk *desk)
{
	const char *href = desk->may_publish
				   ? path(request, report,
					  arena_printf(request->arena, "/publish?revision=%s",
						       desk->revision))
				   : path(request, report, "/edit/check");

	task_add(request, desk, desk->may_publish ? SAY("Publish") : SAY("Submit for approval"),
		 href, false,
		 words_say(page_words(request),
			   report->is_submitted ? SAY("waits for approval") : SAY("not begun")));
}

enum outcome report_desk_page(struct request *request)
{
	struct report report;
	struct report_desk desk;
	enum outcome outcome = desk_begin(request, &report, &desk);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, path(request, &report, ""));
	period_task(request, &report, &desk);
	figures_task(request, &report, &desk);
	texts_task(request, &report, &desk);
	questions_task(request, &report, &desk);
	plans_task(request, &report, &desk);
	check_task(request, &report, &desk);
	publish_task(request, &report, &desk);
	report_desk_html(
		page_begin_with(
			request,
			&(struct frame){.title = desk.title,
					.place = PLACE_REPORTS,
					.notice = *pairs_value(&request->query, "saved")
							  ? words_say(page_words(request),
								      SAY("The draft is saved."))
							  : NULL,
					.is_hidden = true}),
		&desk);
	return page_end(request);
}

/* ---------------------------------------------------------------- the check */

static void missing_fill(struct request *request, const struct report *report,
			 struct report_desk *desk)
{
	struct faults missing = report_life_missing(request->db, report, request->now);

	for (size_t i = 0; i < missing.count; i++) {
		const struct fault *fault = &missing.items[i];
		const char *part = strcmp(fault->field, "summary") == 0 ? "/edit/texts#summary"
				   : *fault->field                      ? "/edit/period"
									: "/edit/figures";
		const char *name = *fault->field ? field_words_label(request, fault->field) : "";
		const char *sentence = faults_sentence(request->arena, page_words(request), fault);

		*LIST_ADD(request->arena, &desk->missing) = (struct report_lack){
			.href = path(request, report, part),
			.text = *name ? arena_printf(request->arena, "%s: %s", name, sentence)
				      : sentence};
	}
}

static void odds_fill(struct request *request, const struct report_warnings *warnings,
		      struct report_desk *desk)
{
	struct indicators indicators = indicator_all(request->db);

	for (size_t i = 0; i < warnings->count; i++)
		*LIST_ADD(request->arena, &desk->odds) = (struct report_odd){
			.text = report_warning_words(request->arena, page_words(request),
						     &indicators, &warnings->items[i]),
			.field = arena_printf(request->arena, "warning.%s",
					      warnings->items[i].key)};
}

/* What the author sees and others will not: small figures, and those that would give them away. */
static void hidden_fill(struct request *request, const struct report *report,
			struct report_desk *desk)
{
	struct indicators indicators = indicator_all(request->db);
	struct figures real = report_figures_real(request->db, report);
	struct figures shown = report_figures(request->db, report);

	for (size_t i = 0; i < real.count; i++) {
		const struct figure *figure = &real.items[i];
		const struct figure *others = figure_find(&shown, figure->indicator);
		const struct indicator *indicator = indicator_find(&indicators, figure->indicator);

		if (!indicator || figure->state != FIGURE_GIVEN ||
		    (others && others->state == FIGURE_GIVEN))
			continue;
		struct hole holes[] = {
			words_hole(indicator_name(indicator, request->language)),
			words_hole(report_words_figure(request->arena, page_words(request),
						       indicator, figure)),
			words_hole(report_words_figure(request->arena, page_words(request),
						       indicator, others))};

		*LIST_ADD(request->arena, &desk->hidden) = (struct report_lack){
			.text = words_fill(
				request->arena, page_words(request),
				words_say(page_words(request), SAY("{1}: {2}. Others read “{3}”.")),
				holes, COUNT(holes))};
	}
}

/* What was typed when the page is shown again, else the answers that are kept. */
static const struct form *answers_form(struct request *request,
				       const struct report_warnings *warnings)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (request->method == METHOD_POST)
		return &request->checked;
	for (size_t i = 0; i < warnings->count; i++)
		pairs_add(request->arena, pairs,
			  arena_printf(request->arena, "warning.%s", warnings->items[i].key),
			  warnings->items[i].answer);
	*form = form_begin(request->arena, pairs);
	return form;
}

enum outcome report_check_page(struct request *request)
{
	struct report report;
	struct report_desk desk;
	struct report_warnings warnings;
	enum outcome outcome = desk_begin(request, &report, &desk);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, path(request, &report, ""));
	warnings = report_warnings(request->db, &report);
	desk.form = answers_form(request, &warnings);
	missing_fill(request, &report, &desk);
	odds_fill(request, &warnings, &desk);
	hidden_fill(request, &report, &desk);
	page_wants_form(request);
	report_desk_check_html(
		page_begin_with(
			request,
			&(struct frame){.title = SAY("Check before it goes out"),
					.place = PLACE_REPORTS,
					.notice = *pairs_value(&request->query, "saved")
							  ? words_say(page_words(request),
								      SAY("The explanations "
									  "are saved."))
							  : NULL,
					.is_hidden = true}),
		&desk);
	return page_end(request);
}

enum outcome report_check_action(struct request *request, struct change *change)
{
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = report_warning_answer(change, &request->checked, id);

	return outcome == OK
		       ? request_go(request, arena_printf(request->arena,
							  "/%s/reports/%lld/edit/check?saved=1",
							  request->community->slug, (long long)id))
		       : outcome;
}
