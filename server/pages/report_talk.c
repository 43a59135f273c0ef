#include "report_talk.h"

#include "model/base/clock.h"
#include "model/community.h"
#include "question_view.h"
#include "server/page.h"
#include "templates/report_hearing.h"

struct report_answer_row report_talk_answer(const struct request *request,
					    const struct report_answer *answer, bool is_of_several)
{
	const struct question *question = &answer->question;

	return (struct report_answer_row){
		.href = question_view_path(request, question),
		.number = question_number_text(request->arena, question),
		.community = is_of_several ? question->community : "",
		.text = question->text,
		.answer = answer->answer,
		.by = answer->answered_by,
		.is_answered = *answer->answer != '\0',
	};
}

static const struct {
	const char *name, *tag;
} became[MEASURE_STATES] = {
	[MEASURE_NOT_TOLD] = {SAY("nothing is said of it"), "late"},
	[MEASURE_DONE] = {SAY("done"), "done"},
	[MEASURE_PARTLY] = {SAY("done in part"), "busy"},
	[MEASURE_NOT_DONE] = {SAY("not done"), "late"},
	[MEASURE_MOVED] = {SAY("moved"), "wait"},
};

const char *report_talk_became(const struct request *request, enum outcome_state state)
{
	return words_say(page_words(request), became[state].name);
}

struct report_plan_row report_talk_plan(const struct report_plan *plan)
{
	return (struct report_plan_row){
		.measure = plan->measure, .term = plan->term, .responsible = plan->responsible};
}

static void answers_fill(const struct request *request, const struct report *report,
			 struct report_talk *talk)
{
	struct report_answers answers = report_answers_of(request->db, report);
	bool is_of_several = strchr(report->territory_key, ' ') != NULL;

	for (size_t i = 0; i < answers.count; i++) {
		struct report_answer_row row = report_talk_answer(request, &answers.items[i],
								  is_of_several);

		talk->answered += row.is_answered;
		*LIST_ADD(request->arena, &talk->answers) = row;
	}
}

static void plans_fill(const struct request *request, const struct report *report,
		       struct report_talk *talk)
{
	struct report_outcomes outcomes = report_outcomes_of(request->db, report);
	struct report_plans plans = report_plans_of(request->db, report);

	for (size_t i = 0; i < outcomes.count; i++) {
		const struct report_outcome *outcome = &outcomes.items[i];

		talk->done += outcome->state == MEASURE_DONE;
		*LIST_ADD(request->arena, &talk->outcomes) = (struct report_outcome_row){
			.plan = report_talk_plan(&outcome->plan),
			.state = report_talk_became(request, outcome->state),
			.tag = became[outcome->state].tag,
			.note = outcome->note,
			.moved_to = outcome->moved_to};
		talk->planned_in = arena_printf(request->arena, "/%s/reports/%lld#measures",
						report->slug, (long long)outcome->planned_in);
	}
	for (size_t i = 0; i < plans.count; i++)
		*LIST_ADD(request->arena, &talk->plans) = report_talk_plan(&plans.items[i]);
}

const char *report_talk_hearing(const struct request *request, const struct report *report)
{
	struct report_hearing hearing = report_hearing_of(request->db, report->id,
							  request->community->id);

	return report_hearing_words(request->arena, page_words(request), &hearing,
				    date_of(request->now));
}

struct report_talk report_talk_of(const struct request *request, const struct report *report)
{
	struct report_talk talk = {.planned_in = "", .is_draft = report->version == report->open};

	talk.hearing = report_talk_hearing(request, report);
	talk.hearing_edit = viewer_may(&request->viewer, PRESENT_REPORT)
				    ? arena_printf(request->arena, "/%s/reports/%lld/hearing",
						   request->community->slug, (long long)report->id)
				    : "";
	answers_fill(request, report, &talk);
	plans_fill(request, report, &talk);
	return talk;
}
