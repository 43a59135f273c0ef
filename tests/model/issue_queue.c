/* What waits for staff: by task, by page, by words; the search over everything; the next meeting. */
#include "model/issue_queue.h"

#include <criterion/criterion.h>

#include "model/audit.h"
#include "tests/register.h"

TestSuite(issue_queue, .init = register_begin, .fini = world_end);

#define DAY ((int64_t)24 * 60 * 60)

static struct issue_queue queue_of(enum role role)
{
	struct viewer viewer = world_viewer(role);

	return issue_queue_begin(&viewer, world_now());
}

static int64_t count(enum role role, enum issue_task task)
{
	struct issue_queue queue = queue_of(role);
	int64_t counted = issue_task_count(world_db(), task, &queue);

	cr_assert_eq(issue_task_list(world_db(), task, &queue).count, (size_t)counted,
		     "count and rows of '%s' differ", issue_task_key(task));
	return counted;
}

static enum outcome agenda(enum role role, int64_t id, bool is_on, struct form *form)
{
	struct viewer viewer = world_viewer(role);
	struct change *change = world_change(role);
	enum outcome outcome = issue_put_on_agenda(change, form, &viewer, id, is_on);

	if (outcome == OK)
		world_commit();
	else
		world_cancel();
	return outcome;
}

static size_t found(enum role role, const char *q, const char *state)
{
	struct issue_queue queue = queue_of(role);

	queue.q = q;
	return issue_search(world_db(), &queue, state).count;
}

/* ------------------------------------------------------------------ who sees what */

Test(issue_queue, a_body_sees_its_own_work_and_no_other)
{
	register_assigned();
	register_report();
	cr_assert_eq(count(ROLE_WORKS, TASK_PROGRESS), 1);
	cr_assert_eq(count(ROLE_WORKS, TASK_MODERATE), 0);
	register_move(ROLE_SECRETARY, register_registered(), "clarified");
	cr_assert_eq(found(ROLE_WORKS, "ліхтар", NULL), 1);
}

Test(issue_queue, somebody_of_a_body_without_a_body_sees_nothing)
{
	struct issue_queue queue;

	register_assigned();
	queue = queue_of(ROLE_WORKS);
	queue.own_id = -1;
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 0);
	cr_assert_eq(issue_search(world_db(), &queue, NULL).count, 0);
}

/* Whether they find it by its number, and may open its page. */
static bool reads(enum role role, int64_t id)
{
	struct viewer viewer = world_viewer(role);
	struct issue_work work = register_work(id);
	const char *key = issue_key_text(world_db()->arena, work.issue.year, work.issue.number);
	bool is_open = issue_is_open_to(&viewer, &work);

	cr_assert_eq(found(role, key, NULL), (size_t)is_open, "the search and the page differ");
	return is_open;
}

Test(issue_queue, words_that_no_moderator_let_through_are_read_by_moderators_alone)
{
	static const enum role others[] = {ROLE_CHAIR, ROLE_MEMBER, ROLE_POLICE, ROLE_STAROSTA,
					   ROLE_OBSERVER};
	int64_t known = register_registered(), declined = register_report().id,
		unread = register_report().id, read = register_registered();
	struct issue main = register_work(known).issue;
	struct issue_step duplicate = {
		.to = "duplicate",
		.duplicate_of = issue_key_text(world_db()->arena, main.year, main.number)};
	struct form form = world_form();

	register_move(ROLE_MODERATOR, declined, "declined");
	cr_assert_eq(register_step(ROLE_MODERATOR, unread, duplicate, &form), OK);
	cr_assert_eq(register_step(ROLE_MODERATOR, read, duplicate, &form), OK);
	for (size_t i = 0; i < COUNT(others); i++) {
		cr_expect_not(reads(others[i], declined), "declined, role %d", (int)others[i]);
		cr_expect_not(reads(others[i], unread), "duplicate, role %d", (int)others[i]);
		cr_expect(reads(others[i], read), "public before, role %d", (int)others[i]);
	}
	cr_expect(reads(ROLE_SECRETARY, declined) && reads(ROLE_MODERATOR, unread));
}

/* An issue that the secretary enters and that is public at once. */
static int64_t enter(const char *text)
{
	struct viewer viewer = world_viewer(ROLE_SECRETARY);
	struct change *change = world_change(ROLE_SECRETARY);
	struct form form = world_form();
	struct issue_report report = {.category = "lighting",
				      .title = "Темно біля школи",
				      .text = text,
				      .place = "вул. Шкільна",
				      .source = "call"};
	struct issue_added added = {0};

	cr_assert_eq(issue_add_entry(change, &form, &viewer, &report, &added), OK);
	world_commit();
	return added.id;
}

Test(issue_queue, flagged_words_that_staff_registered_wait_for_a_moderator)
{
	struct viewer moderator = world_viewer(ROLE_MODERATOR);
	int64_t id;

	enter("Не світить жоден ліхтар.");
	cr_assert_eq(count(ROLE_MODERATOR, TASK_FLAGGED), 0);
	id = enter("Скаржиться Петренко Іван Степанович.");
	cr_assert(register_is_public(id));
	cr_assert_eq(count(ROLE_MODERATOR, TASK_FLAGGED), 1);
	cr_assert(register_work(id).is_flag_open);
	cr_assert_eq(issue_pass_words(world_change(ROLE_MODERATOR), &moderator, id), OK);
	world_commit();
	cr_expect_eq(count(ROLE_MODERATOR, TASK_FLAGGED), 0);
	cr_expect_neq(register_work(id).flags, 0, "what was found stays known");
}

Test(issue_queue, an_edit_by_a_moderator_ends_the_wait)
{
	struct viewer moderator = world_viewer(ROLE_MODERATOR);
	int64_t id = enter("Скаржиться Петренко Іван Степанович.");
	struct issue_work work = register_work(id);
	struct form form = world_form();
	struct issue_edit edit = {.title = work.issue.title,
				  .text = "Скаржиться Петренко Іван, двірник.",
				  .place = work.issue.place,
				  .precision = work.precision,
				  .reason = "personal"};

	cr_assert_eq(issue_change(world_change(ROLE_MODERATOR), &form, &moderator, id, &edit), OK);
	world_commit();
	cr_expect_eq(count(ROLE_MODERATOR, TASK_FLAGGED), 0);
}

Test(issue_queue, people_of_another_hromada_pass_no_words)
{
	struct viewer viewer = world_viewer_in_ovruch(ROLE_MODERATOR);
	int64_t id = enter("Скаржиться Петренко Іван Степанович.");

	cr_assert_eq(issue_pass_words(world_change(ROLE_MODERATOR), &viewer, id), NOT_FOUND);
	world_cancel();
	cr_expect_eq(count(ROLE_MODERATOR, TASK_FLAGGED), 1);
}

Test(issue_queue, counts_nothing_that_the_viewer_may_not_open)
{
	register_report();
	cr_assert_eq(count(ROLE_SECRETARY, TASK_MODERATE), 1);
	cr_assert_eq(count(ROLE_MEMBER, TASK_MODERATE), 0);
	cr_assert_eq(count(ROLE_RESIDENT, TASK_MODERATE), 0);
}

/* ------------------------------------------------------------------ tasks */

Test(issue_queue, what_nobody_told_of_for_two_weeks_needs_an_answer)
{
	register_assigned();
	cr_assert_eq(change_run(world_change(ROLE_ADMIN), "UPDATE issue SET due = '2027-03-01'",
				NO_ARGS),
		     OK);
	cr_assert_eq(count(ROLE_CHAIR, TASK_ANSWER), 0);
	cr_assert_eq(count(ROLE_CHAIR, TASK_PROGRESS), 1);
	world_at(WORLD_NOW + (ISSUE_ANSWER_DAYS + 1) * DAY);
	cr_assert_eq(count(ROLE_CHAIR, TASK_ANSWER), 1);
	cr_assert_eq(count(ROLE_CHAIR, TASK_PROGRESS), 0);
}

Test(issue_queue, a_day_within_three_days_is_soon_and_then_late)
{
	int64_t due = date_start(register_work(register_assigned()).issue.due);

	cr_assert_eq(count(ROLE_CHAIR, TASK_SOON), 0);
	world_at(due - ISSUE_SOON_DAYS * DAY);
	cr_assert_eq(count(ROLE_CHAIR, TASK_SOON), 1);
	world_at(due + DAY);
	cr_assert_eq(count(ROLE_CHAIR, TASK_SOON), 0);
	cr_assert_eq(count(ROLE_CHAIR, TASK_OVERDUE), 1);
}

Test(issue_queue, what_residents_sent_waits_for_a_moderator_the_oldest_first)
{
	int64_t first = register_registered(), second = register_registered();
	struct change *change = world_change(ROLE_RESIDENT);
	struct issue_queue queue = queue_of(ROLE_SECRETARY);
	struct issue_works works;

	cr_assert_eq(
		change_run(change,
			   "INSERT INTO issue_message (community_id, issue_id, at, kind, text, "
			   "state) VALUES ($1, $2, 20, 'comment', 'a', 'waiting'), ($1, $3, 10, "
			   "'comment', 'b', 'waiting'), ($1, $3, 30, 'comment', 'c', 'accepted')",
			   ARGS(INT(world_korosten.id), INT(first), INT(second))),
		OK);
	cr_assert_eq(
		change_run(change,
			   "INSERT INTO photo (community_id, issue_id, position, name, moment, "
			   "state, width, height, size, made_at) VALUES ($1, $2, 1, 'x', "
			   "'before', 'waiting', 1, 1, 1, 5)",
			   ARGS(INT(world_korosten.id), INT(second))),
		OK);
	works = issue_task_list(world_db(), TASK_MESSAGES, &queue);
	cr_assert_eq(works.count, 2);
	cr_assert_eq(works.items[0].issue.id, second);
	cr_assert_eq(count(ROLE_SECRETARY, TASK_PHOTOS), 1);
}

Test(issue_queue, the_next_meeting_is_the_secretarys_and_the_chairs_to_fill)
{
	int64_t id = register_registered();
	struct form form = world_form();

	cr_assert_eq(agenda(ROLE_MODERATOR, id, true, &form), INVALID);
	cr_assert_eq(agenda(ROLE_CHAIR, id, true, &form), OK);
	cr_assert(register_work(id).is_for_meeting);
	cr_assert_eq(count(ROLE_MEMBER, TASK_MEETING), 1);
	form = world_form();
	cr_assert_eq(agenda(ROLE_SECRETARY, id, true, &form), INVALID, "it stands there already");
	cr_assert_eq(agenda(ROLE_SECRETARY, id, false, &form), OK);
	cr_assert_eq(count(ROLE_MEMBER, TASK_MEETING), 0);
}

Test(issue_queue, the_next_meeting_leaves_a_line_for_staff_alone)
{
	int64_t id = register_registered();
	struct form form = world_form();
	size_t public_lines = update_list(world_db(), id).count;
	struct update_works lines;

	cr_assert_eq(agenda(ROLE_CHAIR, id, true, &form), OK);
	lines = update_list_work(world_db(), id);
	cr_assert_str_eq(lines.items[lines.count - 1].update.kind, "meeting");
	cr_assert_eq(update_list(world_db(), id).count, public_lines);
}

/* ------------------------------------------------------------------ pages and words */

Test(issue_queue, pages_by_key_show_each_row_once)
{
	struct issue_queue queue = queue_of(ROLE_SECRETARY);
	size_t seen = 0;
	int64_t last = 0;

	for (int i = 0; i < 7; i++)
		register_report();
	queue.limit = 3;
	do {
		struct issue_works works = issue_task_list(world_db(), TASK_MODERATE, &queue);

		for (size_t i = 0; i < works.count; i++) {
			cr_assert_gt(works.items[i].issue.id, last);
			last = works.items[i].issue.id;
		}
		seen += works.count;
		queue.before = issue_task_next(world_db(), TASK_MODERATE, &queue, &works);
	} while (queue.before);
	cr_assert_eq(seen, 7);
}

Test(issue_queue, a_page_that_nobody_gave_out_is_the_first)
{
	static const char *const typed[] = {
		"x",           ".", "1.", ".1", "2026-11-20.1", "-1.1", "99999999999999999999.1",
		"1794000000.x"};
	struct issue_queue queue = queue_of(ROLE_SECRETARY);

	register_report();
	for (size_t i = 0; i < COUNT(typed); i++) {
		queue.before = typed[i];
		cr_assert_eq(issue_task_list(world_db(), TASK_MODERATE, &queue).count, 1, "%s",
			     typed[i]);
	}
}

Test(issue_queue, is_narrowed_by_kind_place_body_and_words)
{
	struct issue_queue queue = queue_of(ROLE_SECRETARY);

	register_assigned();
	queue.category = "roads";
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 0);
	queue.category = "lighting";
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 1);
	queue.organisation_id = register_police;
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 0);
	queue.organisation_id = register_utility;
	queue.q = "вулицею Гоголя";
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 1);
	queue.q = "вулицею Франка";
	cr_assert_eq(issue_task_count(world_db(), TASK_PROGRESS, &queue), 0);
	cr_assert_eq(issue_task_list(world_db(), TASK_PROGRESS, &queue).count, 0);
}

/* ------------------------------------------------------------------ everything */

Test(issue_queue, everything_is_found_by_words_and_number_public_or_not)
{
	struct issue_added hidden = register_report();

	register_registered();
	cr_assert_eq(found(ROLE_SECRETARY, "ліхтар", NULL), 2);
	cr_assert_eq(found(ROLE_MEMBER, "ліхтар", NULL), 1);
	cr_assert_eq(found(ROLE_WORKS, "ліхтар", NULL), 0);
	cr_assert_eq(found(ROLE_SECRETARY, "ліхтар", "moderation"), 1);
	cr_assert_eq(found(ROLE_SECRETARY,
			   arena_printf(ready_arena(), "2026-%lld", (long long)hidden.number),
			   NULL),
		     1);
	cr_assert_eq(found(ROLE_MEMBER,
			   arena_printf(ready_arena(), "2026-%lld", (long long)hidden.number),
			   NULL),
		     0);
	cr_assert_eq(found(ROLE_SECRETARY, "водій", NULL), 0);
	cr_assert_eq(found(ROLE_SECRETARY, "\"*(", NULL), 2, "no word: everything");
}

Test(issue_queue, a_search_scans_no_table)
{
	struct issue_queue queue = queue_of(ROLE_SECRETARY);
	struct issue_works works;
	int64_t before;

	register_report();
	register_resolved();
	before = world_scans();
	for (int i = 0; i < 4; i++) {
		queue.q = i & 1 ? "ліхтар" : "";
		queue.category = i & 2 ? "lighting" : "";
		works = issue_search(world_db(), &queue, i & 2 ? "resolved" : NULL);
		issue_search_next(world_db(), &queue, NULL, &works);
		issue_task_count(world_db(), TASK_MODERATE, &queue);
	}
	cr_assert_eq(
		issue_search_contact(world_change(ROLE_SECRETARY), &queue, "+380501112233", &works),
		OK);
	cr_assert_eq(world_scans(), before);
}

Test(issue_queue, who_holds_a_telephone_is_found_and_the_search_written_down)
{
	struct issue_queue queue = queue_of(ROLE_SECRETARY);
	int64_t lines;
	struct issue_works works;

	register_report();
	lines = audit_count(world_db());
	cr_assert_eq(
		issue_search_contact(world_change(ROLE_SECRETARY), &queue, "+380501112233", &works),
		OK);
	world_commit();
	cr_assert_eq(works.count, 1);
	cr_assert_eq(audit_count(world_db()), lines + 1);
	cr_assert_eq(
		issue_search_contact(world_change(ROLE_SECRETARY), &queue, "+380509999999", &works),
		OK);
	cr_assert_eq(works.count, 0);
}

Test(issue_queue, a_body_searches_no_contacts)
{
	struct issue_queue queue = queue_of(ROLE_WORKS);
	struct issue_works works;

	register_assigned();
	cr_assert_eq(
		issue_search_contact(world_change(ROLE_WORKS), &queue, "+380501112233", &works),
		NOT_FOUND);
}
