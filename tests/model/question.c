#include "model/question.h"

#include <criterion/criterion.h>

#include "model/category.h"
#include "tests/model/report_ready.h"

TestSuite(question, .init = report_ready_begin, .fini = report_ready_end);

static struct form faults;

static struct date day(const char *iso)
{
	struct date date = {0};

	cr_assert_eq(date_read(iso, &date), OK);
	return date;
}

static struct question_entry entry_of(const char *asked_on)
{
	return (struct question_entry){.asked_on = day(asked_on),
				       .asked_at = "відкрита зустріч",
				       .text = "Чи перевіряють продаж алкоголю підліткам?",
				       .sector = question_sector_find("education"),
				       .addressee = ASKED_POLICE};
}

static enum outcome ended(struct change *change, enum outcome outcome)
{
	if (outcome == OK)
		report_done(change);
	else
		change_cancel(change);
	return outcome;
}

static enum outcome added(const struct question_entry *entry, struct question *question)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-05");

	faults = report_form();
	return ended(&change, question_add(&change, &faults, entry, question));
}

static struct question asked(const char *asked_on, enum question_addressee addressee)
{
	struct question_entry entry = entry_of(asked_on);
	struct question question;

	entry.addressee = (int)addressee;
	cr_assert_eq(added(&entry, &question), OK);
	return question;
}

static struct question again(const struct question *question)
{
	struct question found;

	cr_assert_eq(question_find(report_db, question->community_id,
				   question_key_text(ready_arena(), question), &found),
		     OK);
	return found;
}

static enum outcome answered(const struct question *question, const char *answered_on)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-20");
	struct question_answer answer = {.answer = "Ліхтарі замовлено.",
					 .answered_by = "заступник міського голови",
					 .answered_on = day(answered_on)};

	faults = report_form();
	return ended(&change,
		     question_take_answer(&change, &faults,
					  question_key_text(ready_arena(), question), &answer));
}

static enum outcome accepted(const struct question *question)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-25");

	return ended(&change, question_accept(&change, question_key_text(ready_arena(), question)));
}

static enum outcome completed(const struct question *question, const char *reason)
{
	struct change change = report_change_by(REPORT_SYSTEM, "2026-09-25");

	faults = report_form();
	return ended(&change,
		     question_complete(&change, &faults, question_key_text(ready_arena(), question),
				       reason));
}

/* ---------------------------------------------------------------- asking */

Test(question, one_from_tomorrow_is_refused)
{
	struct question_entry entry = entry_of("2026-09-06");
	struct question question;

	cr_expect_eq(added(&entry, &question), INVALID);
	cr_expect_eq(report_fault(&faults, "asked_on"), FAULT_DATE_FUTURE);
}

Test(question, an_answer_is_not_due_before_it_was_asked)
{
	struct question_entry entry = entry_of("2026-09-01");
	struct question question;

	entry.due = day("2026-08-31");
	cr_expect_eq(added(&entry, &question), INVALID);
	cr_expect_eq(report_fault(&faults, "due"), FAULT_DATE_ORDER);
}

Test(question, an_issue_that_nobody_may_read_is_refused)
{
	struct question_entry entry = entry_of("2026-09-01");
	struct question question;

	entry.issue = "2026-1";
	cr_expect_eq(added(&entry, &question), INVALID);
	cr_expect_eq(report_fault(&faults, "issue"), FAULT_NO_ISSUE);
}

Test(question, a_kind_that_does_not_exist_is_refused)
{
	struct question_entry entry = entry_of("2026-09-01");
	struct question question;

	entry.category = "unheard";
	cr_expect_eq(added(&entry, &question), INVALID);
	cr_expect_eq(report_fault(&faults, "category"), FAULT_UNKNOWN);
}

Test(question, they_are_numbered_within_the_year)
{
	struct question first = asked("2025-12-30", ASKED_POLICE);
	struct question second = asked("2026-09-01", ASKED_POLICE);
	struct question third = asked("2026-02-01", ASKED_POLICE);

	cr_expect_str_eq(question_number_text(ready_arena(), &first), "1/2025");
	cr_expect_str_eq(question_number_text(ready_arena(), &second), "1/2026");
	cr_expect_str_eq(question_key_text(ready_arena(), &third), "2026-2");
}

Test(question, an_answer_is_due_with_the_next_report)
{
	struct report_draft draft = report_draft_of("2026-07-01", "2026-08-31");
	struct question question;

	report_published(&draft);
	question = asked("2026-09-01", ASKED_POLICE);
	cr_expect_str_eq(date_iso(ready_arena(), question.due), "2026-10-31");
}

Test(question, where_no_report_is_it_is_due_in_two_months)
{
	struct question question = asked("2026-08-31", ASKED_POLICE);

	cr_expect_str_eq(date_iso(ready_arena(), question.due), "2026-10-31");
	cr_expect_not(question_is_overdue(&question, day("2026-10-31")));
	cr_expect(question_is_overdue(&question, day("2026-11-01")));
}

/* ---------------------------------------------------------------- changing */

static enum outcome changed(const struct question *question, const char *text, int64_t revision)
{
	struct change change = report_change_by(REPORT_AUTHOR, "2026-09-06");
	struct question_entry entry = entry_of("2026-09-01");

	entry.text = text;
	entry.revision = revision;
	faults = report_form();
	return ended(&change, question_change(&change, &faults,
					      question_key_text(ready_arena(), question), &entry));
}

Test(question, it_is_changed_until_it_is_answered)
{
	struct question question = asked("2026-09-01", ASKED_COUNCIL);
	struct question police = asked("2026-09-01", ASKED_COUNCIL);

	cr_expect_eq(changed(&question, "Коли буде світло?", question.revision), OK);
	cr_expect_str_eq(again(&question).text, "Коли буде світло?");
	cr_assert_eq(answered(&police, "2026-09-10"), OK);
	cr_expect_eq(changed(&police, "Коли?", 0), CONFLICT);
}

Test(question, two_who_change_it_are_told)
{
	struct question question = asked("2026-09-01", ASKED_POLICE);

	cr_assert_eq(changed(&question, "Перший.", question.revision), OK);
	cr_expect_eq(changed(&question, "Другий.", question.revision), INVALID);
	cr_expect_eq(report_fault(&faults, "text"), FAULT_CHANGED_MEANWHILE);
	cr_expect_str_eq(again(&question).text, "Перший.");
}

/* ---------------------------------------------------------------- answering */

Test(question, the_police_answer_in_their_reports_alone)
{
	struct question question = asked("2026-09-01", ASKED_POLICE);

	cr_expect_eq(answered(&question, "2026-09-10"), CONFLICT);
}

Test(question, an_answer_is_given_neither_before_the_question_nor_tomorrow)
{
	struct question question = asked("2026-09-01", ASKED_COUNCIL);

	cr_expect_eq(answered(&question, "2026-08-31"), INVALID);
	cr_expect_eq(report_fault(&faults, "answered_on"), FAULT_DATE_ORDER);
	cr_expect_eq(answered(&question, "2026-09-21"), INVALID);
	cr_expect_eq(report_fault(&faults, "answered_on"), FAULT_DATE_FUTURE);
}

Test(question, only_an_answer_is_judged)
{
	struct question question = asked("2026-09-01", ASKED_UTILITY);

	cr_expect_eq(accepted(&question), CONFLICT);
	cr_expect_eq(completed(&question, "Коли саме?"), CONFLICT);
}

Test(question, an_answer_is_not_sent_back_without_a_reason)
{
	struct question question = asked("2026-09-01", ASKED_UTILITY);

	cr_assert_eq(answered(&question, "2026-09-10"), OK);
	cr_expect_eq(completed(&question, ""), INVALID);
	cr_expect_eq(report_fault(&faults, "reason"), FAULT_MISSING);
}

Test(question, an_answer_sent_back_is_awaited_anew)
{
	struct question question = asked("2026-06-01", ASKED_UTILITY);

	cr_assert_eq(answered(&question, "2026-09-10"), OK);
	cr_assert_eq(completed(&question, "Коли саме?"), OK);
	question = again(&question);
	cr_expect(question_is_open(&question));
	cr_expect_str_eq(question.reason, "Коли саме?");
	cr_expect_str_eq(date_iso(ready_arena(), question.due), "2026-11-25",
			 "not overdue at once");
	cr_expect_eq(answered(&question, "2026-09-20"), OK);
	cr_expect_eq(accepted(&question), OK);
	cr_expect_eq(again(&question).state, QUESTION_ACCEPTED);
}

/* ---------------------------------------------------------------- lists */

Test(question, a_list_goes_on_behind_any_of_them)
{
	struct question first = asked("2026-08-01", ASKED_POLICE), last;
	struct questions list;

	asked("2025-08-01", ASKED_POLICE);
	last = asked("2026-09-01", ASKED_POLICE);
	list = question_list(report_db, report_korosten.id, QUESTIONS_ALL, day("2026-09-05"), NULL,
			     10);
	cr_assert_eq(list.count, 3);
	cr_expect_eq(list.items[0].id, last.id);
	list = question_list(report_db, report_korosten.id, QUESTIONS_ALL, day("2026-09-05"),
			     &first, 10);
	cr_assert_eq(list.count, 1);
	cr_expect_eq(list.items[0].year, 2025);
}

Test(question, each_filter_counts_what_it_lists)
{
	struct question question = asked("2026-09-01", ASKED_COUNCIL);
	struct date later = day("2026-12-01");
	struct question_counts counts;

	asked("2026-09-02", ASKED_POLICE);
	cr_assert_eq(answered(&question, "2026-09-10"), OK);
	counts = question_count(report_db, report_korosten.id, later);
	for (int i = 0; i < QUESTION_FILTERS; i++)
		cr_expect_eq((size_t)counts.of[i],
			     question_list(report_db, report_korosten.id, (enum question_filter)i,
					   later, NULL, 10)
				     .count,
			     "filter %d", i);
	cr_expect_eq(counts.of[QUESTIONS_ALL], 2);
	cr_expect_eq(counts.of[QUESTIONS_OVERDUE], 1);
	cr_expect_eq(counts.of[QUESTIONS_ANSWERED], 1);
}
