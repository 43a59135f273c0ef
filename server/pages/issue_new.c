/*
 * issue_new.c - a resident's question pages, which end in the action of issue_entry.c.
 *
 *	stop? -> kind -> where -> one of these? -> what -> who -> check -> POST /G/issues -> the secret link
 *	                              ^------------------'
 *
 * What is known already there is shown before the text is written, and once more if the text has words
 * of an issue that was not among them; where there is none the question is not put.
 *
 * The first two answers travel in the address, for there is nothing personal in them; everything else
 * travels in hidden fields of POSTs, so that no address and no log ever holds it. A POST of all fields
 * at once does the same as the questions.
 */
#include "issue_new.h"

#include "issue_answers.h"
#include "issue_likes.h"
#include "issue_view.h"
#include "model/community.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/issue_new.html.h"

/* A question: its key, the fields of CONTRACT.md it asks for, and how its page is put. */
struct asking {
	const char *key, *title;
	const char *fields[5];
	void (*html)(struct page *page, const struct issue_question *it);
};

static const struct asking questions[] = {
	{"category", SAY("What kind of problem is it?"), {"category"}, issue_new_category_html},
	{"place", SAY("Where is it?"), {"area", "place", "lat", "long"}, issue_new_place_html},
	{"similar", SAY("Is it one of these?"), {"distinct", "reopens"}, issue_new_similar_html},
	{"text", SAY("What happened?"), {"text", "title"}, issue_new_text_html},
	{"photo", SAY("Do you have a photo of it?"), {"photos"}, issue_new_photo_html},
	{"contact",
	 SAY("May we ask you something about it?"),
	 {"contact_name", "contact_phone", "contact_email"},
	 issue_new_contact_html},
	{"check", SAY("Check your answers"), {0}, issue_new_check_html},
};

enum {
	QUESTION_CATEGORY,
	QUESTION_PLACE,
	QUESTION_SIMILAR,
	QUESTION_TEXT,
	QUESTION_PHOTO,
	QUESTION_CONTACT,
	QUESTION_CHECK
};

static int asking_find(const char *key)
{
	for (int i = 0; i < (int)COUNT(questions); i++)
		if (strcmp(questions[i].key, key) == 0)
			return i;
	return -1;
}

static bool asks(const struct asking *question, const char *field)
{
	for (size_t i = 0; i < COUNT(question->fields) && question->fields[i]; i++)
		if (strcmp(question->fields[i], field) == 0)
			return true;
	return false;
}

/* ------------------------------------------------------------------ what a page is made of */

struct issue_question issue_new_begin(struct request *request, const struct form *form)
{
	return (struct issue_question){
		.slug = request->community->slug,
		.form = form,
		.categories = issue_view_categories(request, false),
		.areas = issue_view_areas(request),
		.council_address = request->community->council_address,
		.contact_days = request->settings->contact_days,
		.photos = photo_form_field(request),
	};
}

/* What was answered on other pages, to go along. */
static struct pairs carried_for(struct request *request, const struct asking *question,
				const struct pairs *typed)
{
	struct pairs carried = {0};

	for (size_t i = 0; i < COUNT(questions); i++)
		for (size_t f = 0; f < COUNT(questions[i].fields) && questions[i].fields[f]; f++) {
			const char *field = questions[i].fields[f];
			const char *value = pairs_value(typed, field);

			if (!asks(question, field) && *value)
				pairs_add(request->arena, &carried, field, value);
		}
	return carried;
}

static enum outcome put(struct request *request, const struct asking *question,
			struct issue_question *it)
{
	page_wants_form(request);
	question->html(
		page_begin_with(request, &(struct frame){.title = question->title,
							 .place = PLACE_ISSUES,
							 .has_faults = it->form->faults.count > 0,
							 .is_hidden = true}),
		it);
	return page_end(request);
}

/* What all questions show: the kind that was chosen, what was answered so far. */
static struct issue_question question_over(struct request *request, const struct form *form,
					   int number, const struct category *category)
{
	struct issue_question it = issue_new_begin(request, form);

	it.category = category_name(category, request->language);
	it.calls = issue_answers_calls(request, category);
	it.carried = carried_for(request, &questions[number], form->typed);
	it.answers = issue_answers_of(request, &it, form->typed);
	/* "Is it one of these?" is put by what was answered before it, not by itself. */
	if (number == QUESTION_TEXT)
		it.previous = questions[QUESTION_PLACE].key;
	else if (number > QUESTION_CATEGORY)
		it.previous = questions[number - 1].key;
	return it;
}

/* The page of a question over what was typed so far; a kind without reports leads to the telephone. */
static enum outcome show_question(struct request *request, const struct form *form, int number)
{
	struct issue_question it;
	struct category category;

	if (number == QUESTION_SIMILAR)
		number = QUESTION_PLACE;
	if (category_find(request->db, form_typed(form, "category"), &category) != OK) {
		it = issue_new_begin(request, form);
		it.carried = carried_for(request, &questions[QUESTION_CATEGORY], form->typed);
		return put(request, &questions[QUESTION_CATEGORY], &it);
	}
	it = question_over(request, form, number, &category);
	if (!category.takes_reports && number > QUESTION_CATEGORY) {
		issue_new_call_html(page_begin(request, it.category), &it);
		return page_end(request);
	}
	return put(request, &questions[number], &it);
}

/* Behind the question of that number: what may be known already, if there is any, or what comes next. */
static enum outcome show_next(struct request *request, int behind)
{
	const struct form *form = &request->checked;
	struct issue_question it;
	struct category category;
	bool has_text = *form_typed(form, "text"), is_again = behind == QUESTION_SIMILAR;

	if (is_again)
		behind = asking_find(pairs_value(&request->form, "from"));
	if (!is_again && (behind == QUESTION_PLACE || behind == QUESTION_TEXT) &&
	    category_find(request->db, form_typed(form, "category"), &category) == OK &&
	    category.takes_reports) {
		it = question_over(request, form, QUESTION_SIMILAR, &category);
		it.previous = questions[behind].key;
		if (issue_likes_find(request, form, behind == QUESTION_TEXT, &it))
			return put(request, &questions[QUESTION_SIMILAR], &it);
	}
	if (behind == QUESTION_TEXT || behind == QUESTION_PHOTO)
		return show_question(request, form, behind + 1);
	/* Who came back to change one answer has given the others already. */
	if (has_text || behind == QUESTION_CHECK)
		return show_question(request, form, QUESTION_CHECK);
	return show_question(request, form,
			     behind == QUESTION_CATEGORY ? QUESTION_PLACE : QUESTION_TEXT);
}

/* ------------------------------------------------------------------ the pages */

/* What a poster's code says of the place, to go along in the address: nothing personal. */
static struct pairs place_asked(struct request *request)
{
	static const char *const fields[] = {"area", "place", "lat", "long"};
	struct pairs asked = {0};

	for (size_t i = 0; i < COUNT(fields); i++)
		if (*pairs_value(&request->query, fields[i]))
			pairs_add(request->arena, &asked, fields[i],
				  pairs_value(&request->query, fields[i]));
	return asked;
}

enum outcome issue_new_page(struct request *request)
{
	struct form form = form_begin(request->arena, &request->query);
	int number = asking_find(pairs_value(&request->query, "step"));
	struct issue_question it;

	if (number < 0 && *form_typed(&form, "category"))
		number = QUESTION_PLACE; /* a link that names the kind: on a poster, for one */
	if (number >= QUESTION_PLACE && !*form_typed(&form, "category")) {
		form_fault(&form, "category", FAULT_MISSING);
		number = QUESTION_CATEGORY;
	}
	if (number >= 0)
		return show_question(request, &form,
				     number > QUESTION_PLACE ? QUESTION_PLACE : number);
	it = issue_new_begin(request, &form);
	it.carried = place_asked(request);
	page_wants_form(request);
	issue_new_start_html(
		page_begin_with(request, &(struct frame){.title = SAY("Report a problem"),
							 .place = PLACE_ISSUES}),
		&it);
	return page_end(request);
}

/* The question just answered, by the hidden field that says so. */
static int answered(const struct request *request)
{
	return asking_find(pairs_value(&request->form, "step"));
}

/* Whether the fields of one question will do; faults of the others wait for their turn. */
static enum outcome check_answer(struct request *request, const struct asking *question)
{
	struct form all = form_begin(request->arena, &request->form);
	struct issue_report report = {0};
	enum outcome outcome = form_read(&all, issue_report_fields, &report);

	for (size_t i = 0; outcome != OK && i < all.faults.count; i++)
		if (asks(question, all.faults.items[i].field))
			form_fault_with(&request->checked, all.faults.items[i]);
	if (asks(question, "place") && !*form_typed(&all, "area") && !*form_typed(&all, "place") &&
	    !*form_typed(&all, "lat"))
		form_fault(&request->checked, "place", FAULT_MISSING);
	return request->checked.faults.count ? INVALID : OK;
}

enum outcome issue_new_show_all(struct request *request)
{
	struct issue_question it = issue_new_begin(request, &request->checked);

	it.distinct = form_typed(&request->checked, "distinct");
	page_wants_form(request);
	issue_new_all_html(
		page_begin_with(request, &(struct frame){.title = SAY("Report a problem"),
							 .place = PLACE_ISSUES}),
		&it);
	return page_end(request);
}

/* It keeps nothing but photos: the other answers travel on, and the next question is put. */
enum outcome issue_new_action(struct request *request, struct change *change)
{
	int number = answered(request), wanted = asking_find(pairs_value(&request->form, "to"));
	enum outcome outcome = photo_form_keep(request, change);

	if (outcome != OK || request->checked.faults.count)
		return outcome; /* the photos that will do are kept, whatever the others are */
	if (strcmp(pairs_value(&request->form, "to"), "all") == 0)
		return issue_new_show_all(request);
	if (wanted >= 0)
		return show_question(request, &request->checked, wanted);
	if (number < 0)
		return show_question(request, &request->checked, QUESTION_CATEGORY);
	if (check_answer(request, &questions[number]) != OK)
		return INVALID;
	return show_next(request, number);
}

enum outcome issue_new_again(struct request *request)
{
	int number = answered(request);

	return show_question(request, &request->checked, number < 0 ? QUESTION_CATEGORY : number);
}

bool issue_new_asks_likes(struct request *request, enum outcome *outcome)
{
	const struct form *form = &request->checked;
	struct issue_question it;
	struct category category;

	/* From the question itself it comes with "from", and is answered. */
	if (strcmp(pairs_value(&request->form, "step"), "all") != 0 ||
	    pairs_find(&request->form, "from") ||
	    category_find(request->db, form_typed(form, "category"), &category) != OK)
		return false;
	it = question_over(request, form, QUESTION_SIMILAR, &category);
	it.is_whole = true;
	it.previous = "all";
	/* Told apart once: only what the words have found since. */
	if (!issue_likes_find(request, form, *form_typed(form, "distinct"), &it))
		return false;
	*outcome = put(request, &questions[QUESTION_SIMILAR], &it);
	return true;
}
