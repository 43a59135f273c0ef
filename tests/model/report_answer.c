#include "model/report_answer.h"

#include <criterion/criterion.h>

#include "tests/model/report_ready.h"

TestSuite(report_answer, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;

static struct date day(const char *iso)
{
	struct date date = {0};

	cr_assert_eq(date_read(iso, &date), OK);
	return date;
}

static enum outcome ended(struct change *change, enum outcome outcome)
{
	if (outcome == OK)
		report_done(change);
	else
		change_cancel(change);
	return outcome;
}

static struct question asked_of(enum question_addressee addressee, const char *asked_on)
{
	struct change change = report_change_by(REPORT_SYSTEM, asked_on);
	struct form form = report_form();
	struct question_entry entry = {.asked_on = day(asked_on),
				       .text = "Чи будуть нічні патрулі?",
				       .sector = question_sector_find("resident"),
				       .addressee = (int)addressee};
	struct question question;

	cr_assert_eq(ended(&change, question_add(&change, &form, &entry, &question)), OK);
	return question;
}

static struct question asked(const char *asked_on)
{
	return asked_of(ASKED_POLICE, asked_on);
}

static struct question again(const struct question *question)
{
	struct question found;

	cr_assert_eq(question_find_id(report_db, question->id, &found), OK);
	return found;
}

static int64_t drafted(const char *from, const char *to)
{
	struct report_draft draft = report_draft_of(from, to);
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-02");
	struct form form = report_form();
	int64_t id = 0;

	cr_assert_eq(ended(&change, report_edit_add(&change, &form, &draft, &id)), OK);
	return id;
}

static int64_t summer(void)
{
	return drafted("2026-07-01", "2026-08-31");
}

/* In the version that is open, else in the newest. */
static struct report_answers answers_in(int64_t id)
{
	struct report report;

	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	return report_answers_of(report_db, &report);
}

static const struct report_answer *one_in(int64_t id, const struct question *question)
{
	struct report_answers answers = answers_in(id);

	for (size_t i = 0; i < answers.count; i++)
		if (answers.items[i].question.id == question->id)
			return &answers.items[i];
	return NULL;
}

static enum outcome typed_at(int64_t id, const struct question *question, const char *answer,
			     int revision)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-03");
	struct arena *arena = ready_arena();
	struct pairs *pairs = arena_take(arena, sizeof(*pairs));
	long long number = (long long)question->id;

	*pairs = (struct pairs){0};
	pairs_add(arena, pairs, arena_printf(arena, "answer.%lld", number), answer);
	if (revision)
		pairs_add(arena, pairs, "revision", arena_printf(arena, "%d", revision));
	faults = form_begin(arena, pairs);
	return ended(&change, report_answer_save(&change, &faults, id));
}

static enum outcome typed(int64_t id, const struct question *question, const char *answer)
{
	return typed_at(id, question, answer, 0);
}

static enum outcome publish(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-09-10");
	struct form form = report_form();

	return ended(&change, report_life_publish(&change, &form, id));
}

static enum outcome correct(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-09-12");
	struct form form = report_form();

	return ended(&change, report_life_correct(&change, &form, id, "Уточнено відповідь."));
}

static enum outcome withdraw(int64_t id)
{
	struct change change = report_change_by(REPORT_CHIEF, "2026-09-14");
	struct form form = report_form();

	return ended(&change, report_life_withdraw(&change, &form, id, "Не той період."));
}

static int64_t published_with(const struct question *question, const char *answer)
{
	int64_t id = summer();

	cr_assert_eq(typed(id, question, answer), OK);
	cr_assert_eq(publish(id), OK);
	return id;
}

static enum outcome judged(const struct question *question, bool is_enough)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-15");
	struct form form = report_form();
	const char *key = question_key_text(ready_arena(), question);

	return ended(&change, is_enough ? question_accept(&change, key)
					: question_complete(&change, &form, key, "Коли саме?"));
}

/* ---------------------------------------------------------------- what is listed */

Test(report_answer, only_what_the_police_were_asked_before_the_report_is_listed)
{
	int64_t id = summer();
	struct question late = asked("2026-11-05"), council = asked_of(ASKED_COUNCIL, "2026-08-01");
	struct question question = asked("2026-08-01");

	cr_expect_null(one_in(id, &late), "asked when the report was due already");
	cr_expect_null(one_in(id, &council));
	cr_expect_not_null(one_in(id, &question));
}

Test(report_answer, what_is_told_after_a_source_answers_nobody)
{
	struct question question = asked("2026-08-01");
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");

	draft.source_url = "https://example.org/zvit";
	cr_expect_null(one_in(report_published(&draft), &question));
}

Test(report_answer, an_answer_typed_is_kept_with_the_draft)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer();

	cr_assert_eq(typed(id, &question, "Так, з вересня."), OK);
	cr_expect_str_eq(one_in(id, &question)->answer, "Так, з вересня.");
	cr_expect_str_eq(one_in(id, &question)->answered_by, "начальник відділу",
			 "the author of the report, when nobody else is named");
	cr_expect_eq(again(&question).state, QUESTION_ASKED, "nobody has read it yet");
	cr_assert_eq(typed(id, &question, ""), OK);
	cr_expect_str_eq(one_in(id, &question)->answer, "");
}

Test(report_answer, one_that_is_too_long_is_refused_and_nothing_is_lost)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer();
	char *longer = arena_take(ready_arena(), REPORT_ANSWER_MOST + 2);

	memset(longer, 'a', REPORT_ANSWER_MOST + 1);
	longer[REPORT_ANSWER_MOST + 1] = '\0';
	cr_assert_eq(typed(id, &question, "Так."), OK);
	cr_expect_eq(typed(id, &question, longer), INVALID);
	cr_expect_str_eq(one_in(id, &question)->answer, "Так.");
}

Test(report_answer, two_who_answer_are_told_of_each_other)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer();

	cr_assert_eq(typed_at(id, &question, "Перша.", 1), OK);
	cr_expect_eq(typed_at(id, &question, "Друга.", 1), INVALID);
	cr_expect_eq(report_fault(&faults, arena_printf(ready_arena(), "answer.%lld",
							(long long)question.id)),
		     FAULT_CHANGED_MEANWHILE);
	cr_expect_str_eq(one_in(id, &question)->answer, "Перша.");
}

Test(report_answer, an_answer_after_approval_was_asked_for_makes_it_a_draft_again)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer();
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-03");
	struct form form = report_form();
	struct report report;

	cr_assert_eq(ended(&change, report_life_submit(&change, &form, id)), OK);
	cr_assert_eq(typed(id, &question, "Так."), OK);
	cr_assert_eq(report_find(report_db, report_korosten.id, id, &report), OK);
	cr_expect_not(report.is_submitted);
}

/* ---------------------------------------------------------------- published */

Test(report_answer, a_question_is_answered_when_the_report_is_published)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так, з вересня.");

	question = again(&question);
	cr_expect_eq(question.state, QUESTION_ANSWERED);
	cr_expect_eq(question.report_id, id);
	cr_expect_str_eq(date_iso(ready_arena(), question.answered_on), "2026-09-10");
	cr_expect_str_eq(one_in(id, &question)->answer, "Так, з вересня.");
}

Test(report_answer, one_left_without_an_answer_is_told_and_comes_up_in_the_next_report)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer(), next;

	cr_assert_eq(publish(id), OK);
	cr_assert_not_null(one_in(id, &question));
	cr_expect_str_eq(one_in(id, &question)->answer, "");
	cr_expect_eq(again(&question).state, QUESTION_ASKED);
	next = drafted("2026-09-01", "2026-09-05");
	cr_expect_not_null(one_in(next, &question));
}

Test(report_answer, one_that_another_report_answered_is_not_told_twice)
{
	struct question question = asked("2026-06-01");
	int64_t spring = drafted("2026-05-01", "2026-06-30"), id = summer();

	cr_assert_eq(typed(id, &question, "Так."), OK);
	cr_assert_eq(typed(spring, &question, "Ні."), OK);
	cr_assert_eq(publish(spring), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_null(one_in(id, &question));
	cr_expect_eq(again(&question).report_id, spring);
}

Test(report_answer, what_is_published_cannot_be_changed)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так.");
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-11");

	cr_expect_eq(typed(id, &question, "Ні."), CONFLICT);
	cr_expect_neq(change_run(&change, "UPDATE report_answer SET answer = 'Ні.'", NO_ARGS), OK);
	change_cancel(&change);
	change = report_change_by(REPORT_SYSTEM, "2026-09-11");
	cr_expect_neq(change_run(&change, "DELETE FROM report_answer", NO_ARGS), OK);
	change_cancel(&change);
}

Test(report_answer, an_answer_is_in_the_hash)
{
	struct question question = asked("2026-08-01");
	struct change change;

	published_with(&question, "Так.");
	cr_expect_eq(report_life_faults(report_db).count, 0);
	change = report_change_by(REPORT_SYSTEM, "2026-09-11");
	cr_assert_eq(change_run(&change, "UPDATE question SET number = 99", NO_ARGS), OK);
	cr_expect_eq(report_life_faults(&change.db).count, 1);
	change_cancel(&change);
}

Test(report_answer, a_question_tells_where_it_was_answered_and_where_not)
{
	struct question question = asked("2026-06-01");
	int64_t spring = drafted("2026-05-01", "2026-06-30"), id;
	struct report_answers answers;

	cr_assert_eq(publish(spring), OK);
	id = published_with(&question, "Так.");
	answers = report_answers_to(report_db, &question);
	cr_assert_eq(answers.count, 2);
	for (size_t i = 0; i < answers.count; i++)
		cr_expect_str_eq(answers.items[i].answer,
				 answers.items[i].report_id == id ? "Так." : "");
}

/* ---------------------------------------------------------------- corrected, withdrawn */

Test(report_answer, a_correction_begins_with_the_answers_and_may_change_them)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так.");

	cr_assert_eq(correct(id), OK);
	cr_expect_str_eq(one_in(id, &question)->answer, "Так.");
	cr_assert_eq(typed(id, &question, "Так, з жовтня."), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_str_eq(one_in(id, &question)->answer, "Так, з жовтня.");
	cr_expect_eq(report_life_faults(report_db).count, 0);
}

Test(report_answer, a_correction_of_something_else_leaves_an_accepted_answer_accepted)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так.");

	cr_assert_eq(judged(&question, true), OK);
	cr_assert_eq(correct(id), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_eq(again(&question).state, QUESTION_ACCEPTED);
	cr_assert_eq(correct(id), OK);
	cr_assert_eq(typed(id, &question, "Ні."), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_eq(again(&question).state, QUESTION_ANSWERED, "this one nobody has accepted");
}

Test(report_answer, a_correction_takes_no_question_in_that_came_later)
{
	struct question question = asked("2026-08-01"), later;
	int64_t id = published_with(&question, "Так.");

	later = asked("2026-09-11");
	cr_assert_eq(correct(id), OK);
	cr_expect_null(one_in(id, &later));
}

Test(report_answer, an_answer_taken_out_by_a_correction_opens_the_question)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так.");

	cr_assert_eq(correct(id), OK);
	cr_assert_eq(typed(id, &question, ""), OK);
	cr_assert_eq(publish(id), OK);
	question = again(&question);
	cr_expect_eq(question.state, QUESTION_ASKED);
	cr_expect_eq(question.report_id, 0);
	cr_expect_str_eq(one_in(id, &question)->answer, "");
}

Test(report_answer, a_withdrawn_report_takes_its_answers_back)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так.");

	cr_assert_eq(withdraw(id), OK);
	question = again(&question);
	cr_expect_eq(question.state, QUESTION_ASKED);
	cr_expect_not(date_is_set(question.answered_on));
	cr_expect_eq(report_answers_to(report_db, &question).count, 0);
}

Test(report_answer, an_answer_to_be_completed_comes_up_again_and_is_there_again)
{
	struct question question = asked("2026-08-01");
	int64_t id = published_with(&question, "Так."), next;

	cr_assert_eq(judged(&question, false), OK);
	next = drafted("2026-09-01", "2026-09-05");
	cr_assert_eq(typed(next, &question, "З жовтня."), OK);
	cr_assert_eq(publish(next), OK);
	cr_expect_eq(again(&question).report_id, next);
	cr_assert_eq(withdraw(next), OK);
	question = again(&question);
	cr_expect_eq(question.state, QUESTION_TO_COMPLETE);
	cr_expect_eq(question.report_id, id, "the older answer stands, to be completed");
}

Test(report_answer, a_correction_leaves_alone_what_another_report_answered_since)
{
	struct question question = asked("2026-08-01");
	int64_t id = summer(), next;

	cr_assert_eq(publish(id), OK);
	next = drafted("2026-09-01", "2026-09-05");
	cr_assert_eq(typed(next, &question, "Так."), OK);
	cr_assert_eq(publish(next), OK);
	cr_assert_eq(correct(id), OK);
	cr_expect(one_in(id, &question)->is_fixed);
	cr_assert_eq(typed(id, &question, "Ні."), OK);
	cr_assert_eq(publish(id), OK);
	cr_expect_str_eq(one_in(id, &question)->answer, "");
	cr_expect_eq(again(&question).report_id, next);
}
