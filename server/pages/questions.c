/* Questions of the community for everyone: the list, one of them; and what is done with their answers. */
#include "model/base/clock.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/report_answer.h"
#include "question_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/question_words.h"
#include "templates/questions.html.h"

#define LIST_MOST  20
#define START_MOST 140 /* characters of a text that stand for it in a list */

/* ---------------------------------------------------------------- in words */

const char *question_view_path(const struct request *request, const struct question *question)
{
	return arena_printf(request->arena, "/%s/questions/%s", question->slug,
			    question_key_text(request->arena, question));
}

struct question_row question_view_row(const struct request *request,
				      const struct question *question)
{
	const struct words *words = page_words(request);
	bool is_late = question_is_overdue(question, date_of(request->now));
	bool is_english = strcmp(request->language, "en") == 0;

	return (struct question_row){
		.question = question,
		.href = question_view_path(request, question),
		.number = question_number_text(request->arena, question),
		.start = unicode_shorten(request->arena, question->text, START_MOST),
		.state = question_words_state(words, question->state),
		.tag = question_words_tag(question->state, false),
		.sector = question_words_sector(words, question->sector),
		.addressee = question_words_addressee(words, question->addressee),
		.category = is_english ? question->category_en : question->category_uk,
		.issue = question->issue_number
				 ? arena_printf(request->arena, "/%s/issues/%lld-%lld",
						question->slug, (long long)question->issue_year,
						(long long)question->issue_number)
				 : "",
		.is_open = question_is_open(question),
		.is_overdue = is_late,
	};
}

struct question_rows question_view_rows(const struct request *request,
					const struct questions *questions)
{
	struct question_rows rows = {0};

	for (size_t i = 0; i < questions->count; i++)
		*LIST_ADD(request->arena, &rows) = question_view_row(request, &questions->items[i]);
	return rows;
}

/* ---------------------------------------------------------------- the list */

static const struct {
	const char *key, *name;
} filters[QUESTION_FILTERS] = {
	[QUESTIONS_ALL] = {"", SAY("all")},
	[QUESTIONS_OPEN] = {"open", SAY("waiting for an answer")},
	[QUESTIONS_OVERDUE] = {"overdue", SAY("overdue")},
	[QUESTIONS_ANSWERED] = {"answered", SAY("answered, not noted yet")},
	[QUESTIONS_ACCEPTED] = {"accepted", SAY("answer noted")},
};

static enum question_filter filter_read(const struct request *request)
{
	const char *typed = pairs_value(&request->query, "state");

	for (int i = 0; i < QUESTION_FILTERS; i++)
		if (strcmp(filters[i].key, typed) == 0)
			return (enum question_filter)i;
	return QUESTIONS_ALL;
}

static const char *next_of(const struct request *request, enum question_filter filter,
			   const struct question *last)
{
	return arena_printf(request->arena, "/%s/questions?%s%s%sbefore=%s",
			    request->community->slug, filter ? "state=" : "", filters[filter].key,
			    filter ? "&" : "", question_key_text(request->arena, last));
}

enum outcome questions_page(struct request *request)
{
	int64_t community_id = request->community->id;
	struct date today = date_of(request->now);
	enum question_filter filter = filter_read(request);
	struct question_counts counts = question_count(request->db, community_id, today);
	struct form form = form_begin(request->arena, &request->query);
	struct question before;
	bool is_later = question_find(request->db, community_id,
				      pairs_value(&request->query, "before"), &before) == OK;
	struct questions questions = question_list(request->db, community_id, filter, today,
						   is_later ? &before : NULL, LIST_MOST + 1);
	struct question_list_view view = {
		.slug = request->community->slug,
		.form = &form,
		.count = counts.of[filter],
		.open = counts.of[QUESTIONS_OPEN],
		.overdue = counts.of[QUESTIONS_OVERDUE],
		.next = "",
		.may_write = viewer_may(&request->viewer, WRITE_QUESTION),
		.is_filtered = filter != QUESTIONS_ALL,
	};

	for (int i = QUESTIONS_OPEN; i < QUESTION_FILTERS; i++)
		*LIST_ADD(request->arena, &view.states) = (struct choice){
			.key = filters[i].key,
			.label = words_say(page_words(request), filters[i].name),
			.is_counted = true,
			.number = counts.of[i]};
	if (questions.count > LIST_MOST) {
		questions.count = LIST_MOST;
		view.next = next_of(request, filter, &questions.items[LIST_MOST - 1]);
	}
	view.rows = question_view_rows(request, &questions);
	questions_html(
		page_begin_with(request, &(struct frame){.title = SAY("Questions of the community"),
							 .place = PLACE_REPORTS}),
		&view);
	return page_end(request);
}

/* ---------------------------------------------------------------- one of them */

/* A form that a step was refused in, or one in which the answer to be completed stands. */
static const struct form *form_of(struct request *request, const struct question *question)
{
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));

	if (request->method == METHOD_POST)
		return &request->checked;
	*pairs = (struct pairs){0};
	pairs_add(request->arena, pairs, "answer", question->answer);
	pairs_add(request->arena, pairs, "answered_by", question->answered_by);
	*form = form_begin(request->arena, pairs);
	return form;
}

static struct question_saids said_of(struct request *request, const struct question *question)
{
	struct report_answers answers = report_answers_to(request->db, question);
	struct question_saids saids = {0};

	for (size_t i = 0; i < answers.count; i++) {
		const struct report_answer *answer = &answers.items[i];

		*LIST_ADD(request->arena, &saids) = (struct question_said){
			.report = words_period(request->arena, page_words(request), answer->from,
					       answer->to),
			.href = arena_printf(request->arena, "/%s/reports/%lld#answers",
					     question->slug, (long long)answer->report_id),
			.answer = answer->answer,
			.by = answer->answered_by};
	}
	return saids;
}

enum outcome question_page(struct request *request)
{
	const struct viewer *viewer = &request->viewer;
	struct question question;
	struct question_view view = {.slug = request->community->slug};
	const struct words *words = page_words(request);
	struct hole number;
	enum outcome outcome = question_find(request->db, request->community->id,
					     request->path_values[1], &question);

	if (outcome != OK)
		return outcome;
	view.form = form_of(request, &question);
	view.row = question_view_row(request, &question);
	view.steps = view.row.href;
	view.said = said_of(request, &question);
	view.may_change = question.state == QUESTION_ASKED && viewer_may(viewer, WRITE_QUESTION);
	view.may_answer = view.row.is_open && question.addressee != ASKED_POLICE &&
			  viewer_may(viewer, ANSWER_QUESTION);
	view.may_judge = question.state == QUESTION_ANSWERED && viewer_may(viewer, JUDGE_ANSWER);
	if (view.may_answer || view.may_judge)
		page_wants_form(request);
	number = words_hole(view.row.number);
	questions_one_html(
		page_begin_with(
			request,
			&(struct frame){.title = words_fill(request->arena, words,
							    words_say(words, SAY("Question {1}")),
							    &number, 1),
					.place = PLACE_REPORTS,
					.has_faults = view.form->faults.count > 0,
					.description = view.row.start}),
		&view);
	return page_end(request);
}

static enum outcome go_back(struct request *request, enum outcome outcome)
{
	return outcome == OK ? request_go(request, arena_printf(request->arena, "/%s/questions/%s",
								request->community->slug,
								request->path_values[1]))
			     : outcome;
}

enum outcome question_answer_action(struct request *request, struct change *change)
{
	struct question_answer answer = {0};
	enum outcome outcome = form_read(&request->checked, question_answer_fields, &answer);

	if (outcome == OK)
		outcome = question_take_answer(change, &request->checked, request->path_values[1],
					       &answer);
	return go_back(request, outcome);
}

enum outcome question_accept_action(struct request *request, struct change *change)
{
	return go_back(request, question_accept(change, request->path_values[1]));
}

enum outcome question_complete_action(struct request *request, struct change *change)
{
	struct question_reason reason = {0};
	enum outcome outcome = form_read(&request->checked, question_reason_fields, &reason);

	if (outcome == OK)
		outcome = question_complete(change, &request->checked, request->path_values[1],
					    reason.reason);
	return go_back(request, outcome);
}
