/*
 * issue_new.c - how a report comes in: a resident's question pages, staff's single form, and the one
 * action behind both.
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
#include "issue_flags.h"
#include "issue_likes.h"
#include "issue_view.h"
#include "model/community.h"
#include "model/flag.h"
#include "photo_view.h"
#include "server/page.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/issue_new.html.h"

/* A question: its key, the fields of CONTRACT.md it asks for, and how its page is put. */
struct question {
	const char *key, *title;
	const char *fields[5];
	void (*html)(struct page *page, const struct issue_question *it);
};

static const struct question questions[] = {
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

static int question_find(const char *key)
{
	for (int i = 0; i < (int)COUNT(questions); i++)
		if (strcmp(questions[i].key, key) == 0)
			return i;
	return -1;
}

static bool asks(const struct question *question, const char *field)
{
	for (size_t i = 0; i < COUNT(question->fields) && question->fields[i]; i++)
		if (strcmp(question->fields[i], field) == 0)
			return true;
	return false;
}

/* ------------------------------------------------------------------ what a page is made of */

static struct issue_question question_begin(struct request *request, const struct form *form)
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
static struct pairs carried_for(struct request *request, const struct question *question,
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

static const char *what_answers(const struct request *request, const char *number)
{
	static const struct {
		const char *number, *what;
	} services[] = {{"101", SAY("the fire and rescue service")},
			{"102", SAY("the police")},
			{"112", SAY("one number for all help")},
			{"1547", SAY("the hotline against domestic violence, day and night")}};

	for (size_t i = 0; i < COUNT(services); i++)
		if (strcmp(services[i].number, number) == 0)
			return words_say(page_words(request), services[i].what);
	return "";
}

static struct issue_calls calls_of(const struct request *request, const struct category *category)
{
	char *rest = arena_string(request->arena, category->call), *number;
	struct issue_calls calls = {0};

	while ((number = strsep(&rest, ", ")))
		if (*number)
			*LIST_ADD(request->arena, &calls) = (struct issue_call){
				number, what_answers(request, number)};
	return calls;
}

static void add_answer(const struct request *request, struct issue_answers *answers,
		       const char *label, const char *value, const char *question)
{
	*LIST_ADD(request->arena, answers) = (struct issue_answer){
		words_say(page_words(request), label), value, question};
}

static const char *label_of(const struct choices *choices, const char *key)
{
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].key, key) == 0)
			return choices->items[i].label;
	return "";
}

static const char *joined(const struct request *request, const char *first, const char *second)
{
	if (*first && *second)
		return arena_printf(request->arena, "%s\n%s", first, second);
	return *first ? first : second;
}

static const char *photos_of(const struct request *request, const struct issue_question *it)
{
	const struct words *words = page_words(request);
	int64_t count = (int64_t)it->photos.count;

	if (!count)
		return "";
	return words_fill(request->arena, words,
			  words_say_count(words, SAY_COUNT("{1} photo", "{1} photos"), count),
			  (struct hole[]){words_hole_integer(count)}, 1);
}

static struct issue_answers answers_of(struct request *request, const struct issue_question *it,
				       const struct pairs *typed)
{
	struct issue_answers answers = {0};
	struct issue reopened;
	const char *point = joined(request, pairs_value(typed, "lat"), pairs_value(typed, "long"));
	const char *place = joined(request, label_of(&it->areas, pairs_value(typed, "area")),
				   pairs_value(typed, "place"));
	const char *contact = joined(request, pairs_value(typed, "contact_name"),
				     joined(request, pairs_value(typed, "contact_phone"),
					    pairs_value(typed, "contact_email")));

	add_answer(request, &answers, SAY("Kind"), it->category, "category");
	add_answer(request, &answers, SAY("Where"), joined(request, place, point), "place");
	if (issue_likes_reopened(request, typed, &reopened))
		add_answer(
			request, &answers, SAY("It is this one again"),
			arena_printf(request->arena, "№ %s %s",
				     issue_key_text(request->arena, reopened.year, reopened.number),
				     reopened.title),
			"place");
	add_answer(request, &answers, SAY("What is wrong"),
		   joined(request, pairs_value(typed, "title"), pairs_value(typed, "text")),
		   "text");
	add_answer(request, &answers, SAY("Photos"), photos_of(request, it), "photo");
	add_answer(request, &answers, SAY("Contact"),
		   *contact ? contact : words_say(page_words(request), SAY("anonymous")),
		   "contact");
	return answers;
}

static enum outcome put(struct request *request, const struct question *question,
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
	struct issue_question it = question_begin(request, form);

	it.category = category_name(category, request->language);
	it.calls = calls_of(request, category);
	it.carried = carried_for(request, &questions[number], form->typed);
	it.answers = answers_of(request, &it, form->typed);
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
		it = question_begin(request, form);
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
		behind = question_find(pairs_value(&request->form, "from"));
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
	int number = question_find(pairs_value(&request->query, "step"));
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
	it = question_begin(request, &form);
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
	return question_find(pairs_value(&request->form, "step"));
}

/* Whether the fields of one question will do; faults of the others wait for their turn. */
static enum outcome check_answer(struct request *request, const struct question *question)
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

/* Everything on one page: for who asks for it, and to show what is wrong with a form posted whole. */
static enum outcome show_all(struct request *request)
{
	struct issue_question it = question_begin(request, &request->checked);

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
	int number = answered(request), wanted = question_find(pairs_value(&request->form, "to"));
	enum outcome outcome = photo_form_keep(request, change);

	if (outcome != OK || request->checked.faults.count)
		return outcome; /* the photos that will do are kept, whatever the others are */
	if (strcmp(pairs_value(&request->form, "to"), "all") == 0)
		return show_all(request);
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

/* ------------------------------------------------------------------ the action */

/* Staff's form names how the matter was told; a resident's does not. */
static bool is_entry(const struct request *request)
{
	return viewer_may(&request->viewer, ENTER_ISSUE) &&
	       pairs_find(&request->form, "source") != NULL;
}

/* The form posted whole asks as well, with everything typed going along. */
static bool shows_likes(struct request *request, enum outcome *outcome)
{
	const struct form *form = &request->checked;
	struct issue_question it;
	struct category category;

	if (strcmp(pairs_value(&request->form, "step"), "all") != 0 ||
	    category_find(request->db, form_typed(form, "category"), &category) != OK)
		return false;
	it = question_over(request, form, QUESTION_SIMILAR, &category);
	it.is_whole = true;
	it.previous = "all";
	if (!issue_likes_find(request, form, false, &it))
		return false;
	*outcome = put(request, &questions[QUESTION_SIMILAR], &it);
	return true;
}

static struct choices sources_of(const struct request *request)
{
	static const char *const keys[] = {"call",    "visit",  "letter",
					   "meeting", "police", "starosta"};
	struct choices choices = {0};

	for (size_t i = 0; i < COUNT(keys); i++)
		*LIST_ADD(request->arena, &choices) = (struct choice){
			.key = keys[i], .label = issue_view_source(request, keys[i])};
	return choices;
}

static enum outcome show_entry(struct request *request, const char *words)
{
	struct issue_question it = question_begin(request, &request->checked);

	it.sources = sources_of(request);
	it.organisations = issue_view_organisations(request);
	it.flagged = pairs_value(&request->form, "flags");
	if (words) {
		it.flags = issue_flags_in(request, words);
		it.flagged = arena_printf(request->arena, "%u", flags_of(request->arena, words));
	}
	it.may_assign = viewer_is(&request->viewer, ROLE_SECRETARY);
	page_wants_form(request);
	issue_new_entry_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Enter an issue for somebody"),
						.place = PLACE_WORK}),
		&it);
	return page_end(request);
}

/*
 * The flagged words of staff's entry that they were not shown yet: it is public at once, so they are
 * asked first. Only the form asks; what comes without its field "flags" is entered.
 */
static bool shows_flags(struct request *request, const struct issue_report *report,
			enum outcome *outcome)
{
	const char *shown = pairs_find(&request->form, "flags"),
		   *words = issue_words(request->arena, report->title, report->text, report->place);

	if (!shown || !(flags_of(request->arena, words) & ~(uint32_t)strtoul(shown, NULL, 10)))
		return false;
	*outcome = show_entry(request, words);
	return true;
}

static const char *place_of_added(struct request *request, const struct issue_added *added)
{
	const char *slug = request->community->slug;

	if (*added->secret)
		return arena_printf(request->arena, "/%s/my/%s", slug, added->secret);
	return arena_printf(request->arena, "/%s/issues/%s", slug,
			    issue_key_text(request->arena, added->year, added->number));
}

enum outcome issue_add_action(struct request *request, struct change *change)
{
	struct issue_report report = {0};
	struct issue_added added;
	bool is_staff = is_entry(request);
	enum outcome outcome = photo_form_keep(request, change);

	if (outcome == OK)
		outcome = form_read(&request->checked,
				    is_staff ? issue_entry_fields : issue_report_fields, &report);
	if (request->checked.faults.count)
		return OK; /* photos that came are kept; the form is shown again with its faults */
	if (outcome != OK)
		return outcome;
	if (is_staff ? shows_flags(request, &report, &outcome) : shows_likes(request, &outcome))
		return outcome;
	if (is_staff)
		outcome = issue_add_entry(change, &request->checked, &request->viewer, &report,
					  &added);
	else
		outcome = issue_add_report(change, &request->checked, &report, &added);
	if (request->checked.faults.count)
		return OK;
	if (outcome == OK && !is_staff)
		outcome = issue_likes_ask(request, change, report.text, added.id);
	if (outcome == OK)
		outcome = photo_adopt(change, photo_form_word(request),
				      &(struct photo_place){.issue_id = added.id});
	return outcome == OK ? request_go(request, place_of_added(request, &added)) : outcome;
}

enum outcome issue_entry_page(struct request *request)
{
	return show_entry(request, NULL);
}

enum outcome issue_add_again(struct request *request)
{
	return is_entry(request) ? show_entry(request, NULL) : show_all(request);
}
