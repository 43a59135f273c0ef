/*
 * issue_forms.c - the forms on staff's page of an issue: which fields a step asks, what may be chosen,
 * what is filled in already.
 */
#include "issue_forms.h"

#include "issue_view.h"
#include "model/answer_template.h"
#include "model/base/clock.h"
#include "model/base/unicode.h"
#include "model/community.h"
#include "model/publish_hour.h"
#include "model/state.h"
#include "server/field_words.h"
#include "server/page.h"

static const char *number_text(const struct request *request, int64_t number)
{
	return arena_printf(request->arena, "%lld", (long long)number);
}

/* What a step does, as its button says it. */
static const char *const acts[STATE_COUNT] = {
	[STATE_NEW] = SAY("New"),
	[STATE_MODERATION] = SAY("Send to moderation"),
	[STATE_REGISTERED] = SAY("Register and publish"),
	[STATE_ASSIGNED] = SAY("Assign a responsible body"),
	[STATE_IN_PROGRESS] = SAY("Begin the work"),
	[STATE_PLANNED] = SAY("Plan it"),
	[STATE_ON_HOLD] = SAY("Put on hold"),
	[STATE_FORWARDED] = SAY("Forward to whom it concerns"),
	[STATE_RESOLVED] = SAY("Mark as done"),
	[STATE_CLOSED] = SAY("Confirm and close"),
	[STATE_CLARIFIED] = SAY("Answer with an explanation"),
	[STATE_DECLINED] = SAY("Decline"),
	[STATE_DUPLICATE] = SAY("Mark as a duplicate"),
	[STATE_REOPENED] = SAY("Reopen"),
	[STATE_RESTRICTED] = SAY("Keep from the public"),
};

const char *issue_forms_act(const struct request *request, const char *state)
{
	return words_say(page_words(request), acts[state_find(state)]);
}

static struct choices reasons_of_step(const struct request *request, enum state to)
{
	struct choices choices = {0};

	for (const struct state_reason *reason = state_reasons(); reason->key; reason++)
		if (reason->states & ((uint32_t)1 << to))
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

static struct choices confirmers(const struct request *request)
{
	static const char *const keys[] = {CONFIRMER_MEETING, CONFIRMER_REPORTER,
					   CONFIRMER_STAROSTA};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(keys); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = keys[i],
			.label = field_words_value(request, NULL, "confirmed_by", keys[i])};
	return choices;
}

struct choices issue_forms_reasons(const struct request *request, bool only_hiding)
{
	struct choices choices = {0};

	for (const struct issue_reason *reason = issue_reasons(); reason->key; reason++)
		if ((!only_hiding || reason->is_for_hiding) && strcmp(reason->key, "original") != 0)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = reason->key,
				.label = issue_view_reason(request, reason->key)};
	return choices;
}

struct choices issue_forms_precisions(const struct request *request)
{
	static const char *const names[] = {
		[PRECISION_HIDDEN] = SAY("nothing"),
		[PRECISION_SETTLEMENT] = SAY("the settlement"),
		[PRECISION_STREET] = SAY("the street, a point to 100 metres"),
		[PRECISION_EXACT] = SAY("the exact place"),
	};
	struct choices choices = {0};

	for (int i = 0; i < (int)COUNT(names); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, i),
			.label = words_say(page_words(request), names[i])};
	return choices;
}

static const char *traits(const struct issue_choice *choice, uint32_t ask, const char *asked,
			  const char *optional)
{
	if (choice->asks & ask)
		return asked;
	return (choice->one_of | choice->takes) & ask ? optional : NULL;
}

/* The answers kept ready for a step: nothing to choose from without them. */
static struct choices answers_of(const struct request *request, const char *state,
				 const char *category)
{
	struct answer_templates answers = answer_template_fitting(
		request->db, request->community->id, state, category);
	struct choices choices = {0};

	for (size_t i = 0; i < answers.count; i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = number_text(request, answers.items[i].id),
			.label = answers.items[i].name};
	return choices;
}

bool issue_forms_is_inserting(const struct request *request)
{
	return request->method == METHOD_POST && pairs_find(&request->form, "insert");
}

const char *issue_forms_carried(const struct request *request, const char *name, const char *now)
{
	const char *typed = pairs_value(&request->form, name);

	return issue_forms_is_inserting(request) && *typed ? unicode_scrub(request->arena, typed)
							   : now;
}

/* When it would be public with the others of its day; NULL when at once. */
static const char *batch_moment(const struct request *request, const struct issue_work *work)
{
	int64_t moment_of_all = work->issue.published_at
					? 0
					: publish_hour_of(request->db, request->community->id,
							  request->now);

	return moment_of_all
		       ? words_moment(request->arena, page_words(request), moment(moment_of_all))
		       : NULL;
}

const struct work_form *issue_forms_step(const struct request *request,
					 const struct issue_choice *choice,
					 const struct issue_work *work)
{
	struct work_form *form = arena_take(request->arena, sizeof(*form));

	*form = (struct work_form){
		.to = choice->state,
		.name = issue_forms_act(request, choice->state),
		.revision = issue_forms_carried(request, "revision",
						number_text(request, work->revision)),
		.answers = answers_of(request, choice->state, work->issue.category),
		.note = traits(choice, ASKS_NOTE, "small", "optional small"),
		.responsible = traits(choice, ASKS_RESPONSIBLE, "small", "optional small"),
		.due = traits(choice, ASKS_DUE, "small", "optional small"),
		.reason = traits(choice, ASKS_REASON, "small", "optional small"),
		.evidence = traits(choice, ASKS_EVIDENCE, "small", "optional small"),
		.is_by_letter = state_facts((enum state)state_find(choice->state))->is_by_letter,
		.confirmed_by = traits(choice, ASKS_CONFIRMER, "small", "optional small"),
		.review_on = traits(choice, ASKS_REVIEW_ON, "small", "optional small"),
		.duplicate_of = traits(choice, ASKS_DUPLICATE_OF, "short small",
				       "optional short small"),
		.confirmers = confirmers(request),
		.reasons = reasons_of_step(request, (enum state)state_find(choice->state)),
		.organisations = issue_view_organisations(request),
	};
	form->is_moving = form->reason && form->due && date_is_set(work->issue.due) &&
			  !(choice->one_of & ASKS_REASON);
	if (strcmp(choice->state, "registered") == 0) {
		form->publish_not_before = "optional medium small";
		form->batch = batch_moment(request, work);
	}
	return form;
}

/* As people write it here: "22.11.2026", or with an hour when it is not the day's beginning. */
static const char *moment_typed(const struct request *request, int64_t seconds)
{
	struct wall wall = clock_wall(seconds);
	const char *day = words_date_short(request->arena, words_of("uk"), date_of(seconds));

	if (!wall.hour && !wall.minute)
		return day;
	return arena_printf(request->arena, "%s %02d:%02d", day, wall.hour, wall.minute);
}

struct form *issue_forms_edit(struct request *request, const struct issue_work *work)
{
	const struct issue *issue = &work->issue;
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct arena *arena = request->arena;

	pairs_add(arena, pairs, "title", issue->title);
	pairs_add(arena, pairs, "text", issue->text);
	pairs_add(arena, pairs, "place", issue->place);
	pairs_add(arena, pairs, "category", issue->category);
	pairs_add(arena, pairs, "area", issue->area_id ? number_text(request, issue->area_id) : "");
	pairs_add(arena, pairs, "precision", number_text(request, work->precision));
	if (work->publish_not_before)
		pairs_add(arena, pairs, "publish_not_before",
			  moment_typed(request, work->publish_not_before));
	*form = form_begin(arena, pairs);
	return form;
}

struct form *issue_forms_values(struct request *request, const struct issue_work *work)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct form *form = arena_take(request->arena, sizeof(*form));
	struct date due = issue_due_proposed(request->db, work, request->now);

	pairs_add(request->arena, pairs, "due",
		  words_date_short(request->arena, page_words(request), due));
	if (work->issue.organisation_id)
		pairs_add(request->arena, pairs, "responsible",
			  number_text(request, work->issue.organisation_id));
	if (work->publish_not_before)
		pairs_add(request->arena, pairs, "publish_not_before",
			  clock_rfc3339(request->arena, work->publish_not_before));
	*form = form_begin(request->arena, pairs);
	return form;
}
