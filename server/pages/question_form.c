/* Where a question of the community is written down, and changed until it is answered. */
#include "issue_flags.h"
#include "issue_view.h"
#include "model/base/clock.h"
#include "model/community.h"
#include "model/flag.h"
#include "question_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/question_words.h"
#include "templates/questions.html.h"

static void choices_fill(struct request *request, struct question_form *it)
{
	const struct words *words = page_words(request);

	for (int i = 0; i < QUESTION_SECTORS; i++)
		*LIST_ADD(request->arena, &it->sectors) = (struct choice){
			.key = question_sector_key(i), .label = question_words_sector(words, i)};
	for (int i = 0; i < QUESTION_ADDRESSEES; i++)
		*LIST_ADD(request->arena, &it->addressees) = (struct choice){
			.key = question_addressee_key((enum question_addressee)i),
			.label = question_words_addressee(words, (enum question_addressee)i)};
	it->categories = issue_view_categories(request, false);
}

/* question NULL: a new one. text: words that are flagged, and were not shown yet. */
static enum outcome show(struct request *request, const struct question *question,
			 const struct form *form, const char *text)
{
	const char *slug = request->community->slug;
	struct question_form it = {
		.slug = slug,
		.form = form,
		.title = words_say(page_words(request), question ? SAY("Change the question")
								 : SAY("Write down a question")),
		.action = question ? question_view_path(request, question)
				   : arena_printf(request->arena, "/%s/questions", slug),
		.revision = question ? arena_printf(request->arena, "%lld",
						    (long long)question->revision)
				     : "0",
		.flagged = pairs_value(&request->form, "flags"),
	};

	if (text) {
		it.flags = issue_flags_in(request, text);
		it.flagged = arena_printf(request->arena, "%u", flags_of(request->arena, text));
	}
	choices_fill(request, &it);
	page_wants_form(request);
	questions_form_html(
		page_begin_with(request, &(struct frame){.title = it.title,
							 .place = PLACE_REPORTS,
							 .has_faults = form->faults.count > 0,
							 .is_hidden = true}),
		&it);
	return page_end(request);
}

static const char *typed_date(struct request *request, struct date date)
{
	return words_date_short(request->arena, words_of("uk"), date);
}

enum outcome question_new_page(struct request *request)
{
	struct pairs pairs = {0};
	struct form form;

	if (request->method == METHOD_POST)
		return show(request, NULL, &request->checked, NULL);
	pairs_add(request->arena, &pairs, "asked_on", typed_date(request, date_of(request->now)));
	/* An issue's page leads here with its number. */
	pairs_add(request->arena, &pairs, "issue", pairs_value(&request->query, "issue"));
	form = form_begin(request->arena, &pairs);
	return show(request, NULL, &form, NULL);
}

static struct pairs pairs_of(struct request *request, const struct question *question)
{
	struct arena *arena = request->arena;
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "text", question->text);
	pairs_add(arena, &pairs, "sector", question_sector_key(question->sector));
	pairs_add(arena, &pairs, "addressee", question_addressee_key(question->addressee));
	pairs_add(arena, &pairs, "asked_on", typed_date(request, question->asked_on));
	pairs_add(arena, &pairs, "asked_at", question->asked_at);
	pairs_add(arena, &pairs, "category", question->category);
	if (question->issue_number)
		pairs_add(arena, &pairs, "issue",
			  issue_key_text(arena, question->issue_year, question->issue_number));
	pairs_add(arena, &pairs, "due", typed_date(request, question->due));
	return pairs;
}

enum outcome question_edit_page(struct request *request)
{
	struct question question;
	struct pairs pairs;
	struct form form;
	enum outcome outcome = question_find(request->db, request->community->id,
					     request->path_values[1], &question);

	if (outcome != OK)
		return outcome;
	if (question.state != QUESTION_ASKED)
		return request_go(request, question_view_path(request, &question));
	if (request->method == METHOD_POST)
		return show(request, &question, &request->checked, NULL);
	pairs = pairs_of(request, &question);
	form = form_begin(request->arena, &pairs);
	return show(request, &question, &form, NULL);
}

/*
 * A question is public at once, so flagged words that were not shown yet are shown first. Only the form
 * asks; what comes without its field "flags" is kept.
 */
static bool shows_flags(struct request *request, const struct question_entry *entry,
			const struct question *question, enum outcome *outcome)
{
	const char *shown = pairs_find(&request->form, "flags");

	if (!shown ||
	    !(flags_of(request->arena, entry->text) & ~(uint32_t)strtoul(shown, NULL, 10)))
		return false;
	*outcome = show(request, question, &request->checked, entry->text);
	return true;
}

enum outcome question_add_action(struct request *request, struct change *change)
{
	struct question_entry entry = {0};
	struct question added;
	enum outcome outcome = form_read(&request->checked, question_entry_fields, &entry);

	if (outcome != OK || shows_flags(request, &entry, NULL, &outcome))
		return outcome;
	outcome = question_add(change, &request->checked, &entry, &added);
	return outcome == OK ? request_go(request, question_view_path(request, &added)) : outcome;
}

enum outcome question_change_action(struct request *request, struct change *change)
{
	struct question_entry entry = {0};
	struct question question;
	enum outcome outcome = question_find(&change->db, request->community->id,
					     request->path_values[1], &question);

	if (outcome == OK)
		outcome = form_read(&request->checked, question_entry_fields, &entry);
	if (outcome != OK || shows_flags(request, &entry, &question, &outcome))
		return outcome;
	outcome = question_change(change, &request->checked, request->path_values[1], &entry);
	return outcome == OK ? request_go(request, question_view_path(request, &question))
			     : outcome;
}
