/*
 * appeal_form.c - the form of a statutory appeal: what its fields offer, and what stands in them.
 */
#include "appeal_form.h"

#include "server/page.h"
#include "templates/appeal_words.h"

static const char *say(const struct request *request, const char *sentence)
{
	return words_say(page_words(request), sentence);
}

static const char *date_text(const struct request *request, struct date date)
{
	return date_is_set(date) ? words_date_short(request->arena, page_words(request), date) : "";
}

struct choices appeal_form_marks(const struct request *request, int characteristic)
{
	struct choices choices = {0};

	for (const struct appeal_mark *mark = appeal_marks(); mark->code; mark++)
		if (mark->characteristic == characteristic)
			*LIST_ADD(request->arena, &choices) = (struct choice){
				.key = mark->code,
				.label = arena_printf(
					request->arena, "%s%s %s", mark->code,
					appeal_words_is_unsure(mark->code) ? "*" : "",
					appeal_words_mark(page_words(request), mark->code))};
	return choices;
}

static struct choices terms_of(const struct request *request)
{
	struct choices choices = {0};

	for (int term = 0; term < APPEAL_TERM_COUNT; term++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = appeal_term_key((enum appeal_term)term),
			.label = appeal_words_term(page_words(request), (enum appeal_term)term)};
	return choices;
}

static struct choices counted_of(const struct request *request)
{
	struct choices choices = {0};

	*LIST_ADD(request->arena, &choices) = (struct choice){
		.key = "day", .label = say(request, SAY("from the day it came"))};
	*LIST_ADD(request->arena, &choices) = (struct choice){
		.key = "next",
		.label = say(request, SAY("from the next working day: it came out of hours"))};
	return choices;
}

const struct appeal_form *appeal_form_of(struct request *request, const struct form *form,
					 const char *action)
{
	struct appeal_form *made = arena_take(request->arena, sizeof(*made));

	*made = (struct appeal_form){.action = action,
				     .form = form,
				     .kinds = appeal_form_marks(request, 3),
				     .receipts = appeal_form_marks(request, 1),
				     .signs = appeal_form_marks(request, 2),
				     .subjects = appeal_form_marks(request, 5),
				     .terms = terms_of(request),
				     .counted = counted_of(request)};
	return made;
}

const struct form *appeal_form_over(struct request *request, const struct pairs *pairs,
				    bool is_posted)
{
	struct form *form = arena_take(request->arena, sizeof(*form));

	if (is_posted)
		return &request->checked;
	*form = form_begin(request->arena, pairs);
	return form;
}

const struct pairs *appeal_form_values(struct request *request, const struct appeal *appeal)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	struct arena *arena = request->arena;

	pairs_add(arena, pairs, "number", appeal->number);
	pairs_add(arena, pairs, "arrived", date_text(request, appeal->arrived));
	pairs_add(arena, pairs, "counted",
		  date_compare(appeal->arrived, appeal->received) ? "next" : "day");
	pairs_add(arena, pairs, "receipt", appeal->receipt);
	pairs_add(arena, pairs, "sign", appeal->sign);
	pairs_add(arena, pairs, "kind", appeal->kind);
	pairs_add(arena, pairs, "subject", appeal->subject);
	pairs_add(arena, pairs, "term", appeal_term_key(appeal->term));
	pairs_add(arena, pairs, "notified", date_text(request, appeal->notified));
	pairs_add(arena, pairs, "forwarded", date_text(request, appeal->forwarded));
	return pairs;
}

const struct pairs *appeal_form_usual(struct request *request)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));

	pairs_add(request->arena, pairs, "sign", "2.1");
	pairs_add(request->arena, pairs, "subject", "5.1");
	pairs_add(request->arena, pairs, "term", appeal_term_key(APPEAL_ORDINARY));
	return pairs;
}
