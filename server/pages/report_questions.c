/* Where the police answer the community's questions, a part of a report that is being written. */
#include "model/community.h"
#include "model/report_read.h"
#include "question_view.h"
#include "report_talk.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/question_words.h"
#include "templates/report_questions.html.h"
#include "templates/report_words.h"

static const char *field_of(struct request *request, const char *kind, int64_t id)
{
	return arena_printf(request->arena, "%s.%lld", kind, (long long)id);
}

/* "asked 5 November 2026, open meeting · education" */
static const char *asked_of(struct request *request, const struct question *question)
{
	const struct words *words = page_words(request);
	struct hole date = words_hole_date(question->asked_on);

	return arena_printf(
		request->arena, "%s%s%s · %s",
		words_fill(request->arena, words, words_say(words, SAY("asked {1}")), &date, 1),
		*question->asked_at ? ", " : "", question->asked_at,
		question_words_sector(words, question->sector));
}

static struct report_question question_of(struct request *request,
					  const struct report_answer *answer, bool is_of_several)
{
	const struct question *question = &answer->question;

	return (struct report_question){
		.row = report_talk_answer(request, answer, is_of_several),
		.asked = asked_of(request, question),
		.reason = question->state == QUESTION_TO_COMPLETE ? question->reason : "",
		.answer_field = field_of(request, "answer", question->id),
		.by_field = field_of(request, "by", question->id),
		.is_fixed = answer->is_fixed,
	};
}

/* What was typed when the page is shown again, else what is kept. */
static const struct form *form_of(struct request *request, const struct report_answers *answers)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	for (size_t i = 0; i < answers->count; i++) {
		const struct report_answer *answer = &answers->items[i];

		pairs_add(request->arena, pairs, field_of(request, "answer", answer->question.id),
			  answer->answer);
		pairs_add(request->arena, pairs, field_of(request, "by", answer->question.id),
			  answer->answered_by);
	}
	*form = form_begin(request->arena, pairs);
	return form;
}

static enum outcome show(struct request *request, const struct report_questions_view *view)
{
	const struct words *words = page_words(request);

	page_wants_form(request);
	report_questions_html(
		page_begin_with(
			request,
			&(struct frame){
				.title = SAY("Answers to the community’s questions"),
				.place = PLACE_REPORTS,
				.notice = *pairs_value(&request->query, "saved")
						  ? words_say(words, SAY("The answers are saved."))
						  : NULL,
				.has_faults = view->form->faults.count > 0,
				.is_hidden = true}),
		view);
	return page_end(request);
}

enum outcome report_questions_page(struct request *request)
{
	struct report report;
	struct report_answers answers;
	struct report_questions_view view = {.slug = request->community->slug};
	enum outcome outcome = report_find(request->db, request->community->id,
					   request_path_number(request, 1), &report);

	if (outcome != OK)
		return outcome;
	if (!report.open)
		return request_go(request, arena_printf(request->arena, "/%s/reports/%lld",
							view.slug, (long long)report.id));
	answers = report_answers_of(request->db, &report);
	view.id = report.id;
	view.title = report_words_title(request->arena, page_words(request), &report);
	view.revision = arena_printf(request->arena, "%d", report.revision);
	view.author_post = report.author_post;
	view.form = form_of(request, &answers);
	for (size_t i = 0; i < answers.count; i++) {
		const struct report_answer *answer = &answers.items[i];

		*LIST_ADD(request->arena, &view.questions) = question_of(
			request, answer, strchr(report.territory_key, ' ') != NULL);
		view.answered += *answer->answer != '\0';
	}
	return show(request, &view);
}

enum outcome report_questions_action(struct request *request, struct change *change)
{
	int64_t id = request_path_number(request, 1);
	bool goes_back = strcmp(pairs_value(&request->form, "then"), "report") == 0;
	enum outcome outcome = report_answer_save(change, &request->checked, id);

	return outcome == OK
		       ? request_go(request, arena_printf(request->arena, "/%s/reports/%lld/edit%s",
							  request->community->slug, (long long)id,
							  goes_back ? "" : "/questions?saved=1"))
		       : outcome;
}
