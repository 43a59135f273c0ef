/*
 * appeals.c - statutory appeals: what is due, one of them, those of an issue. Only the secretary writes
 * here and only the secretary and the chair read; no other page, feed or file knows of appeals.
 */
#include "appeal_form.h"
#include "issue_view.h"
#include "model/appeal.h"
#include "model/community.h"
#include "server/page.h"
#include "server/pages.h"
#include "templates/appeal_words.h"
#include "templates/appeals.html.h"

#define ON_A_PAGE 50

static const char *say(const struct request *request, const char *sentence)
{
	return words_say(page_words(request), sentence);
}

static const char *fill(const struct request *request, const char *sentence, const char *first,
			const char *second)
{
	struct hole holes[] = {words_hole(first), words_hole(second)};

	return words_fill(request->arena, page_words(request), say(request, sentence), holes,
			  COUNT(holes));
}

static const char *date_text(const struct request *request, struct date date)
{
	return date_is_set(date) ? words_date_short(request->arena, page_words(request), date) : "";
}

static const char *number_text(const struct request *request, int64_t number)
{
	return arena_printf(request->arena, "%lld", (long long)number);
}

/* ------------------------------------------------------------------ a line */

/* "13.03.2026; Saturday or Sunday: 15.03.2026": a deadline on a day off may move. */
static const char *with_option(const struct request *request, struct date date)
{
	return appeal_is_day_off(date)
		       ? fill(request,
			      SAY("a day off; perhaps {1}, the next working day (Civil Code, Art. "
				  "254)*"),
			      date_text(request, appeal_working_day(date)), "")
		       : "";
}

static const char *days_late(const struct request *request, struct date due, struct date done)
{
	int days = date_days_between(due, done);
	struct hole holes[] = {words_hole_integer(days)};

	if (days <= 0)
		return "";
	return words_fill(request->arena, page_words(request),
			  words_say_count(page_words(request),
					  SAY_COUNT("{1} day late", "{1} days late"), days),
			  holes, COUNT(holes));
}

static const char *next_of(const struct request *request, const struct appeal *appeal)
{
	struct date today = date_of(request->now), forward = appeal_forward_by(appeal->received);
	const char *due = date_text(request, appeal->due);

	if (date_is_set(appeal->answered))
		return fill(request, SAY("{1}, {2}"),
			    appeal_words_mark(page_words(request), appeal->outcome),
			    date_text(request, appeal->answered));
	if (appeal->is_overdue)
		return fill(request, SAY("The answer was due by {1}"), due, "");
	if (!date_is_set(appeal->forwarded) && date_compare(today, forward) <= 0)
		return fill(request, SAY("Answer by {1}; or forward by {2}"), due,
			    date_text(request, forward));
	return fill(request, SAY("Answer by {1}"), due, "");
}

static struct appeal_row row_of(const struct request *request, const struct appeal *appeal)
{
	struct arena *arena = request->arena;
	const char *slug = request->community->slug;
	const char *key = issue_key_text(arena, appeal->issue_year, appeal->issue_number);
	bool is_answered = date_is_set(appeal->answered);

	return (struct appeal_row){
		.href = arena_printf(arena, "/%s/appeals/%lld", slug, (long long)appeal->id),
		.number = appeal->number,
		.issue_href = arena_printf(arena, "/%s/work/%s", slug, key),
		.issue_number = key,
		.issue_title = appeal->issue_title,
		.kind = appeal_words_mark(page_words(request), appeal->kind),
		.received = date_text(request, appeal->received),
		.next = next_of(request, appeal),
		.late = days_late(request, appeal->due,
				  is_answered ? appeal->answered : date_of(request->now))};
}

static struct appeal_rows rows_of(const struct request *request, const struct appeals *appeals)
{
	struct appeal_rows rows = {0};

	for (size_t i = 0; i < appeals->count; i++)
		*LIST_ADD(request->arena, &rows) = row_of(request, &appeals->items[i]);
	return rows;
}

/* ------------------------------------------------------------------ the list */

/* behind=2026-03-15.12: the last row of the page before. */
static struct appeal_place place_read(const struct request *request)
{
	const char *typed = pairs_value(&request->query, "behind");
	const char *dot = strchr(typed, '.');
	struct appeal_place place = {0};

	if (!dot || strspn(dot + 1, "0123456789") != strlen(dot + 1) || strlen(dot + 1) > 15 ||
	    date_read(arena_bytes(request->arena, typed, (size_t)(dot - typed)), &place.day) != OK)
		return (struct appeal_place){0};
	place.id = strtoll(dot + 1, NULL, 10);
	return place;
}

static const char *next_page(struct request *request, const struct appeal *last, bool is_answered)
{
	return arena_printf(request->arena, "/%s/appeals?%sbehind=%s.%lld",
			    request->community->slug, is_answered ? "answered=1&" : "",
			    date_iso(request->arena, is_answered ? last->answered : last->due),
			    (long long)last->id);
}

enum outcome appeals_page(struct request *request)
{
	int64_t community_id = request->community->id;
	struct appeal_list list = {.slug = request->community->slug,
				   .counts = appeal_count(request->db, community_id, request->now),
				   .is_answered = *pairs_value(&request->query, "answered"),
				   .next = ""};
	struct appeals appeals = (list.is_answered ? appeal_answered : appeal_waiting)(
		request->db, community_id, place_read(request), ON_A_PAGE + 1, request->now);

	if (appeals.count > ON_A_PAGE) {
		appeals.count = ON_A_PAGE;
		list.next = next_page(request, &appeals.items[ON_A_PAGE - 1], list.is_answered);
	}
	list.rows = rows_of(request, &appeals);
	appeals_html(page_begin_with(request, &(struct frame){.title = SAY("Statutory appeals"),
							      .place = PLACE_WORK,
							      .is_hidden = true}),
		     &list);
	return page_end(request);
}

/* ------------------------------------------------------------------ of an issue */

enum outcome issue_appeals_page(struct request *request)
{
	bool is_posted = request->method == METHOD_POST;
	struct appeal_issue view = {0};
	struct issue_work work;
	struct appeals appeals;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome != OK)
		return outcome;
	appeals = appeal_of_issue(request->db, work.issue.id, request->now);
	view.title = work.issue.title;
	view.number = issue_key_text(request->arena, work.issue.year, work.issue.number);
	view.href = issue_view_work_path(request, &work.issue);
	view.rows = rows_of(request, &appeals);
	if (viewer_may(&request->viewer, WRITE_APPEALS)) {
		view.form = appeal_form_of(
			request, appeal_form_over(request, appeal_form_usual(request), is_posted),
			arena_printf(request->arena, "/%s/issues/%s/appeals",
				     request->community->slug, view.number));
		page_wants_form(request);
	}
	appeals_issue_html(
		page_begin_with(
			request,
			&(struct frame){.title = SAY("Statutory appeals"),
					.place = PLACE_WORK,
					.has_faults = view.form && view.form->form->faults.count,
					.is_hidden = true}),
		&view);
	return page_end(request);
}

static enum outcome saved(struct request *request, int64_t id)
{
	return request_go(request, arena_printf(request->arena, "/%s/appeals/%lld?saved=1",
						request->community->slug, (long long)id));
}

enum outcome issue_appeal_action(struct request *request, struct change *change)
{
	struct appeal_entry entry = {.term = APPEAL_ORDINARY};
	struct issue_work work;
	int64_t id = 0;
	enum outcome outcome = issue_view_find_work(request, &work);

	if (outcome == OK)
		outcome = form_read(&request->checked, appeal_fields, &entry);
	if (outcome == OK)
		outcome = appeal_add(change, &request->checked, work.issue.id, &entry, &id);
	return outcome == OK ? saved(request, id) : outcome;
}

/* ------------------------------------------------------------------ one of them */

static void add_deadline(const struct request *request, struct appeal_deadlines *deadlines,
			 const char *name, struct date date, struct date done)
{
	struct date today = date_of(request->now), until = date_is_set(done) ? done : today;
	const char *standing = date_is_set(done)               ? fill(request, SAY("done on {1}"),
								      date_text(request, done), "")
			       : date_compare(today, date) > 0 ? say(request, SAY("it has passed"))
							       : say(request, SAY("still to come"));

	*LIST_ADD(request->arena,
		  deadlines) = (struct appeal_deadline){.name = say(request, name),
							.date = date_text(request, date),
							.working = with_option(request, date),
							.standing = standing,
							.is_late = date_compare(until, date) > 0};
}

static struct appeal_deadlines deadlines_of(const struct request *request,
					    const struct appeal *appeal)
{
	static const char *const names[APPEAL_TERM_COUNT] = {
		[APPEAL_SIMPLE] = SAY("Answer that needs no further study, 15 days"),
		[APPEAL_ORDINARY] = SAY("Answer, one month"),
		[APPEAL_EXTENDED] = SAY("Answer, 45 days in all"),
	};
	struct appeal_deadlines deadlines = {0};

	/* Whether it has to be forwarded at all, nobody has said: until then no day is missed. */
	if (date_is_set(appeal->forwarded) ||
	    date_compare(date_of(request->now), appeal_forward_by(appeal->received)) <= 0)
		add_deadline(request, &deadlines, SAY("Forwarding to whom it concerns, 5 days*"),
			     appeal_forward_by(appeal->received), appeal->forwarded);
	add_deadline(request, &deadlines, names[appeal->term], appeal->due, appeal->answered);
	return deadlines;
}

static void add_answer(struct request *request, const struct appeal *appeal,
		       struct appeal_view *view, bool is_posted)
{
	struct pairs *pairs = arena_take(request->arena, sizeof(*pairs));
	const char *proposed = *appeal->outcome ? "" : appeal_outcome_of(appeal->issue_state);

	pairs_add(request->arena, pairs, "outcome", *proposed ? proposed : appeal->outcome);
	pairs_add(request->arena, pairs, "answered", date_text(request, appeal->answered));
	view->answer = appeal_form_over(request, pairs, is_posted);
	view->outcomes = appeal_form_marks(request, 9);
	view->suggestion = appeal_words_mark(page_words(request), proposed);
	view->answer_action = arena_printf(request->arena, "%s/answer", view->row.href);
}

static void add_words(struct request *request, const struct appeal *appeal,
		      struct appeal_view *view)
{
	const struct words *words = page_words(request);

	view->row = row_of(request, appeal);
	view->receipt = appeal_words_mark(words, appeal->receipt);
	view->sign = appeal_words_mark(words, appeal->sign);
	view->subject = appeal_words_mark(words, appeal->subject);
	view->term = appeal_words_term(words, appeal->term);
	view->arrived = date_text(request, appeal->arrived);
	if (date_compare(appeal->arrived, appeal->received))
		view->counted = fill(request,
				     SAY("from {1}, the next working day: it came out of hours"),
				     date_text(request, appeal->received), "");
	view->outcome = appeal_words_mark(words, appeal->outcome);
	view->answered = date_text(request, appeal->answered);
	view->revision = number_text(request, appeal->revision);
	view->deadlines = deadlines_of(request, appeal);
	view->is_on_hold = !date_is_set(appeal->answered) &&
			   strcmp(appeal->issue_state, "on_hold") == 0;
}

enum outcome appeal_page(struct request *request)
{
	bool is_posted = request->method == METHOD_POST;
	bool is_answer = is_posted && pairs_find(&request->form, "outcome");
	struct appeal_view view = {.slug = request->community->slug};
	struct appeal appeal;
	enum outcome outcome = appeal_find(request->db, request->community->id,
					   request_path_number(request, 1), request->now, &appeal);

	if (outcome != OK)
		return outcome;
	add_words(request, &appeal, &view);
	add_answer(request, &appeal, &view, is_answer);
	if (viewer_may(&request->viewer, WRITE_APPEALS)) {
		view.form = appeal_form_of(request,
					   appeal_form_over(request,
							    appeal_form_values(request, &appeal),
							    is_posted && !is_answer),
					   view.row.href);
		page_wants_form(request);
	}
	appeals_one_html(
		page_begin_with(request,
				&(struct frame){.title = SAY("Statutory appeal"),
						.place = PLACE_WORK,
						.has_faults = request->checked.faults.count > 0,
						.is_hidden = true}),
		&view);
	return page_end(request);
}

enum outcome appeal_change_action(struct request *request, struct change *change)
{
	struct appeal_entry entry = {.term = APPEAL_ORDINARY};
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = form_read(&request->checked, appeal_fields, &entry);

	if (outcome == OK)
		outcome = appeal_change(change, &request->checked, id, &entry);
	return outcome == OK ? saved(request, id) : outcome;
}

enum outcome appeal_answer_action(struct request *request, struct change *change)
{
	struct appeal_answer answer = {0};
	int64_t id = request_path_number(request, 1);
	enum outcome outcome = form_read(&request->checked, appeal_answer_fields, &answer);

	if (outcome == OK)
		outcome = appeal_answer(change, &request->checked, id, &answer);
	return outcome == OK ? saved(request, id) : outcome;
}
