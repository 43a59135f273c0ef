#include <criterion/criterion.h>
#include <stdlib.h>

#include "model/audit.h"
#include "tests/register.h"

/*
 * Ten thousand random steps by random people, whole and half filled in. What has to hold is written
 * down here a second time, from statuses.tsv and not from the table in C. ISSUE_RANDOM_SEED in the
 * environment takes another way; every failure tells the seed and the step.
 */
#define STEPS  10000
#define ISSUES 24
#define STATES 15
#define MUST(condition, format, ...)                                            \
	cr_assert(condition, "seed %u, step %d: " format, (unsigned)first_seed, \
		  step_number __VA_OPT__(, ) __VA_ARGS__)

/* A line of statuses.tsv. */
static struct {
	char key[20];
	bool is_public;
	uint32_t next;
} states[STATES];

/* How an issue stands, as its events tell it. */
struct stand {
	int state;
	int64_t organisation_id, executor, executor_body, held_at;
	char due[12], review_on[12];
};

/* An issue by its events, how it stood before its newest step, and who could take that back. */
static struct told {
	int64_t id, last; /* last: the number of the event that was read last */
	struct stand now, before;
	bool is_after_hold; /* the line read last moved the day because a hold ends */
	enum role
		stepper; /* who took the newest step, if it still is the newest thing; else nobody */
	int64_t step_at;
	bool was_public;
	char row[600]; /* its columns before that step */
} told[ISSUES];
#define NOBODY ROLE_COUNT

static uint32_t first_seed, seed;
static int step_number, accepted, taken_back, moved, come_back;

/* ------------------------------------------------------------------ chance */

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Mostly what is good, sometimes nothing, sometimes what is wrong. */
static const char *mostly(const char *good, const char *wrong)
{
	uint32_t chance = any(12);

	return chance > 1 ? good : chance ? wrong : "";
}

static struct date any_day(uint32_t days)
{
	uint32_t chance = any(12);
	struct date today = date_of(world_now());

	return chance > 1 ? date_add_days(today, (int)any(days))
	       : chance   ? date_add_days(today, -1 - (int)any(40))
			  : (struct date){0};
}

/* ------------------------------------------------------------------ the table, from its file */

static int find(const char *key)
{
	for (int i = 0; i < STATES; i++)
		if (strcmp(states[i].key, key) == 0)
			return i;
	return -1;
}

static bool is(int state, const char *key)
{
	return strcmp(states[state].key, key) == 0;
}

static void read_line(int i, char *line, char *next[])
{
	const char *key = strsep(&line, "\t");

	snprintf(states[i].key, sizeof(states[i].key), "%s", key);
	for (int column = 1; column < 3; column++)
		strsep(&line, "\t");
	states[i].is_public = *strsep(&line, "\t") == '1';
	for (int column = 4; column < 6; column++)
		strsep(&line, "\t");
	next[i] = line;
	states[i].next = 0;
}

static void read_states(void)
{
	char *rest = ready_file("model/data/statuses.tsv", NULL), *line, *next[STATES], *key;
	int count = 0;

	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) && *line) {
		cr_assert_lt(count, STATES);
		read_line(count++, line, next);
	}
	cr_assert_eq(count, STATES);
	for (int i = 0; i < STATES; i++)
		while ((key = strsep(&next[i], ","))) {
			cr_assert_geq(find(key), 0, "no state '%s'", key);
			states[i].next |= (uint32_t)1 << find(key);
		}
}

/* ------------------------------------------------------------------ what a state asks */

static bool is_one_of(const char *string, const char *const list[])
{
	for (; *list; list++)
		if (strcmp(*list, string) == 0)
			return true;
	return false;
}

/* Whether the column "requires" is met, in the words of the forms. */
static bool is_complete(const struct issue_work *work, const struct issue_step *step)
{
	static const char *const hold[] = {"security", "funds", "contractor", NULL};
	static const char *const keep[] = {"personal", "minor", "military", NULL};
	static const char *const decline[] = {"personal", "minor", "military", "offtopic", NULL};
	bool has_body = step->organisation_id, has_day = date_is_set(step->due);
	int to = find(step->to);

	/* Street lighting has an aim, so where no day is named there is one all the same. */
	if (is(to, "assigned"))
		return *step->note && has_body;
	if (is(to, "forwarded"))
		return *step->note && has_body && *step->evidence;
	if (is(to, "in_progress"))
		return *step->note && (has_body || work->issue.organisation_id);
	if (is(to, "planned"))
		return *step->note && (has_day || *step->reason);
	if (is(to, "on_hold"))
		return *step->note && is_one_of(step->reason, hold) && date_is_set(step->review_on);
	if (is(to, "resolved"))
		return *step->note && (*step->evidence || *step->reason);
	if (is(to, "closed"))
		return *step->note && *step->confirmed_by;
	if (is(to, "clarified"))
		return *step->note;
	if (is(to, "declined"))
		return *step->note && is_one_of(step->reason, decline);
	if (is(to, "duplicate"))
		return *step->duplicate_of;
	if (is(to, "reopened"))
		return *step->note && *step->reason;
	return !is(to, "restricted") || is_one_of(step->reason, keep);
}

/* ------------------------------------------------------------------ replaying */

static void replay_step(struct told *issue, struct rows *rows, int to)
{
	struct stand *now = &issue->now;

	MUST(now->state < 0 || states[now->state].next >> to & 1, "from '%s' to '%s'",
	     states[now->state].key, states[to].key);
	if (!issue->is_after_hold)
		issue->before = *now;
	now->state = to;
	if (rows_int(rows, 4))
		now->organisation_id = rows_int(rows, 4);
	if (*rows_text(rows, 5) || is(to, "reopened"))
		snprintf(now->due, sizeof(now->due), "%s", rows_text(rows, 5));
	snprintf(now->review_on, sizeof(now->review_on), "%s",
		 is(to, "on_hold") ? rows_text(rows, 6) : "");
	now->held_at = is(to, "on_hold") ? rows_int(rows, 11) : 0;
	if (is(to, "resolved")) {
		now->executor = rows_int(rows, 7);
		now->executor_body = rows_int(rows, 8);
	}
}

/* A day that moved: by somebody, with a note; or by a hold, by as many days as it lasted. */
static void replay_due(struct told *issue, struct rows *rows)
{
	struct stand *now = &issue->now;
	struct date due = rows_date(rows, 5), due_before = rows_date(rows, 9);
	bool is_hold = strcmp(rows_text(rows, 10), "hold") == 0;

	MUST(strcmp(rows_text(rows, 9), now->due) == 0, "moved from '%s', not from '%s'",
	     rows_text(rows, 9), now->due);
	MUST(is_hold || *rows_text(rows, 12), "a day moved without a word");
	MUST(!is_hold || (now->held_at && date_days_between(due_before, due) ==
						  date_days_between(date_of(now->held_at),
								    date_of(rows_int(rows, 11)))),
	     "a hold moved '%s' to '%s'", rows_text(rows, 9), rows_text(rows, 5));
	issue->before = *now;
	issue->is_after_hold = is_hold;
	snprintf(now->due, sizeof(now->due), "%s", rows_text(rows, 5));
}

static void replay_undo(struct told *issue, struct rows *rows, int to)
{
	const struct stand *before = &issue->before;

	MUST(to == before->state, "taken back to '%s'", states[to].key);
	MUST(rows_int(rows, 4) == before->organisation_id, "taken back to another owner");
	MUST(strcmp(rows_text(rows, 5), before->due) == 0, "taken back to another day");
	MUST(strcmp(rows_text(rows, 6), before->review_on) == 0, "taken back to another review");
	issue->now = *before;
}

/* Go on with the events where the last reading ended; each begins where the one before it ended. */
static void replay(struct told *issue)
{
	struct rows rows = db_rows(
		world_db(),
		"SELECT number, kind, from_state, to_state, organisation_id, due, "
		"review_on, person_id, (SELECT p.organisation_id FROM person p WHERE p.id = "
		"person_id), due_before, reason, at, public_note FROM issue_event "
		"WHERE issue_id = $1 AND number > $2 ORDER BY number",
		ARGS(INT(issue->id), INT(issue->last)));

	while (rows_next(&rows)) {
		const char *kind = rows_text(&rows, 1);
		int from = find(rows_text(&rows, 2)), to = find(rows_text(&rows, 3));

		MUST(from == issue->now.state, "an event begins at '%s'", rows_text(&rows, 2));
		MUST(to >= 0, "an event ends nowhere");
		issue->last = rows_int(&rows, 0);
		if (strcmp(kind, "step") == 0)
			replay_step(issue, &rows, to);
		else if (strcmp(kind, "undo") == 0)
			replay_undo(issue, &rows, to);
		else
			MUST(to == from, "'%s' moves", kind);
		issue->is_after_hold = false;
		if (strcmp(kind, "due") == 0)
			replay_due(issue, &rows);
	}
}

static const char *phase_of(int state)
{
	static const char *const closed[] = {"closed", "clarified", "declined", "duplicate", NULL};

	return is(state, "resolved")                  ? "resolved"
	       : is_one_of(states[state].key, closed) ? "closed"
						      : "open";
}

static const char *day(struct date date)
{
	return date_is_set(date) ? date_iso(ready_arena(), date) : "";
}

/* ------------------------------------------------------------------ what has to hold */

static size_t times_in(const struct issues *issues, int64_t id)
{
	size_t times = 0;

	for (size_t i = 0; i < issues->count; i++)
		times += issues->items[i].id == id;
	return times;
}

/* The public sees all of it or nothing: the page, the list, the search and its index are at one. */
static void check_public(const struct issue_work *work, bool is_allowed)
{
	const struct issue *issue = &work->issue;
	struct issue_filter all = {.community_id = world_korosten.id, .limit = 1000};
	struct issue_filter words = all;
	struct issues found, list;
	struct issue seen;
	bool is_seen = issue_find(world_db(),
				  (struct issue_key){world_korosten.id, issue->year, issue->number},
				  world_now(), &seen) == OK;

	all.now = words.now = world_now();
	words.q = "ліхтарі";
	list = issue_list(world_db(), &all);
	found = issue_list(world_db(), &words);
	MUST(is_seen == is_allowed, "'%s' is %s by its number", issue->state,
	     is_seen ? "found" : "not found");
	MUST(times_in(&list, issue->id) == is_allowed, "'%s' and the list", issue->state);
	MUST(times_in(&found, issue->id) == is_allowed, "'%s' and the search", issue->state);
	MUST(db_int(world_db(), "SELECT count(*) FROM issue_search WHERE rowid = $1",
		    ARGS(INT(issue->id)), 0) == is_allowed,
	     "'%s' and the index", issue->state);
	MUST(is_allowed || !update_list(world_db(), issue->id).count, "lines of '%s' are public",
	     issue->state);
}

/* The columns that steps keep true, from the state alone. */
static void check_moments(const struct issue_work *work)
{
	const char *state = work->issue.state;
	bool is_over = is_one_of(
		state, (const char *const[]){"closed", "clarified", "declined", "duplicate", NULL});
	bool is_held = db_int(world_db(), "SELECT held_on IS NOT NULL FROM issue WHERE id = $1",
			      ARGS(INT(work->issue.id)), 0);

	MUST(!work->issue.closed_at == !is_over, "'%s' and its end", state);
	MUST(is_held == (strcmp(state, "on_hold") == 0), "'%s' and its hold", state);
	MUST(!is_held || !work->issue.is_overdue, "overdue on hold");
	MUST(strcmp(state, "resolved") != 0 || work->issue.resolved_at, "resolved at no time");
	MUST(!states[find(state)].is_public || work->issue.registered_at, "'%s', not registered",
	     state);
	MUST(work->issue.reopened_count ==
		     db_int(world_db(),
			    "SELECT count(*) FROM issue_event e WHERE issue_id = $1 AND "
			    "kind = 'step' AND to_state = 'reopened' AND NOT EXISTS (SELECT 1 "
			    "FROM issue_event u WHERE u.issue_id = $1 AND u.kind = 'undo' AND "
			    "u.number = e.number + 1)",
			    ARGS(INT(work->issue.id)), -1),
	     "reopened %d times", (int)work->issue.reopened_count);
}

static void check(struct told *issue)
{
	struct issue_work work = register_work(issue->id);
	const char *state = work.issue.state;
	const struct stand *now = &issue->now;
	bool is_allowed;

	replay(issue);
	MUST(find(state) == now->state, "'%s', but the events say '%s'", state,
	     states[now->state].key);
	MUST(work.issue.organisation_id == now->organisation_id, "owner of '%s'", state);
	MUST(strcmp(day(work.issue.due), now->due) == 0, "due day of '%s': %s, %s", state,
	     day(work.issue.due), now->due);
	MUST(strcmp(day(work.issue.review_on), now->review_on) == 0, "review of '%s'", state);
	MUST(strcmp(work.issue.phase, phase_of(now->state)) == 0, "phase of '%s'", state);
	if (is(now->state, "assigned") || is(now->state, "in_progress") ||
	    is(now->state, "forwarded")) {
		MUST(work.issue.organisation_id, "nobody answers for '%s'", state);
		MUST(date_is_set(work.issue.due), "no day for '%s'", state);
	}
	check_moments(&work);
	is_allowed = states[now->state].is_public && !*work.hidden_class && work.issue.published_at;
	check_public(&work, is_allowed);
}

/* ------------------------------------------------------------------ what people do */

static struct issue_step any_step(int from)
{
	static const char *const reasons[] = {"personal", "minor",      "military", "offtopic",
					      "security", "contractor", "funds",    "funds"};
	static const char *const confirmers[] = {"засідання № 5", "заявник", "кп «ВОДОКАНАЛ»"};
	int64_t bodies[] = {register_utility, register_police, 0, 0, 999};
	int to;

	do
		to = (int)any(STATES);
	while (!(states[from].next >> to & 1) && any(40));
	return (struct issue_step){
		.to = states[to].key,
		.note = mostly("Відповідь для всіх", ""),
		.organisation_id = bodies[any(any(8) ? 2 : COUNT(bodies))],
		.due = any_day(20),
		.review_on = any_day(60),
		.reason = mostly(reasons[any(COUNT(reasons))], "лінощі"),
		.evidence = mostly("акт № 7", ""),
		.confirmed_by = mostly(confirmers[any(COUNT(confirmers))], ""),
		.duplicate_of = mostly(issue_key_text(ready_arena(), 2026, 1 + any(ISSUES)),
				       "2026-999"),
		.publish_not_before = any(6) ? 0 : world_now() + any(86400),
	};
}

static void check_confirmed(const struct told *issue, const struct issue_work *before,
			    const struct viewer *viewer, const struct issue_step *step)
{
	MUST(viewer->person_id != issue->now.executor, "'%s' confirms what they did",
	     viewer->login);
	MUST(!viewer->organisation_id ||
		     (viewer->organisation_id != before->issue.organisation_id &&
		      viewer->organisation_id != issue->now.executor_body),
	     "'%s' confirms what their body did", viewer->login);
	MUST(before->issue.organisation_id != register_utility ||
		     strcmp(step->confirmed_by, "кп «ВОДОКАНАЛ»") != 0,
	     "a body confirms what it did");
}

/* Every column that taking a step back has to bring back. */
static const char *row_of(int64_t id)
{
	return db_text(world_db(),
		       "SELECT state || '|' || coalesce(organisation_id, '') || '|' || "
		       "coalesce(due, '') || '|' || coalesce(review_on, '') || '|' || "
		       "coalesce(resolved_at, '') || '|' || coalesce(duplicate_of, '') || '|' || "
		       "coalesce(hidden_class, '') || '|' || coalesce(publish_not_before, '') || "
		       "'|' || coalesce(registered_at, '') || '|' || coalesce(assigned_at, '') || "
		       "'|' || coalesce(closed_at, '') || '|' || coalesce(held_on, '') || '|' || "
		       "held_days || '|' || due_moves || '|' || reopened_count || '|' || "
		       "is_for_meeting || '|' || coalesce(published_at, '') || '|' || is_public || "
		       "'|' || title || '|' || text FROM issue WHERE id = $1",
		       ARGS(INT(id)));
}

static void remember(struct told *issue, enum role role, const char *row, bool was_public)
{
	snprintf(issue->row, sizeof(issue->row), "%s", row);
	issue->stepper = role;
	issue->step_at = world_now();
	issue->was_public = was_public;
}

static void commit_or_cancel(enum outcome outcome)
{
	MUST(outcome == OK || outcome == INVALID, "outcome %d", outcome);
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
}

/* Only who took it, while it is fresh and the newest, and not what made it public. */
static void undo(struct told *issue)
{
	enum role role = issue->stepper != NOBODY && any(3) ? issue->stepper
							    : (enum role)any(ROLE_COUNT);
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	bool may = role == issue->stepper && viewer.person_id &&
		   world_now() - issue->step_at <= 600 &&
		   (issue->was_public || !register_work(issue->id).is_public);
	enum outcome outcome = issue_undo(world_change(role), &form, &viewer, issue->id);

	commit_or_cancel(outcome);
	MUST(may == (outcome == OK), "'%s' takes a step back: %d", role_key(role), outcome);
	if (outcome != OK)
		return;
	taken_back++;
	MUST(strcmp(row_of(issue->id), issue->row) == 0, "'%s' is not '%s'", row_of(issue->id),
	     issue->row);
	issue->stepper = NOBODY;
}

static void move_due(struct told *issue)
{
	static const char *const open[] = {"assigned", "in_progress", "planned", "forwarded", NULL};
	enum role role = any(2) ? ROLE_SECRETARY : (enum role)any(ROLE_COUNT);
	struct viewer viewer = world_viewer(role);
	struct issue_work before = register_work(issue->id);
	struct issue_due due = {.due = any_day(30), .note = mostly("Немає деталей", "")};
	struct form form = world_form();
	enum outcome outcome = issue_move_due(world_change(role), &form, &viewer, issue->id, &due);

	commit_or_cancel(outcome);
	if (outcome != OK)
		return;
	moved++;
	issue->stepper = NOBODY;
	MUST(role == ROLE_SECRETARY || role == ROLE_CHAIR, "'%s' moves the day", role_key(role));
	MUST(is_one_of(before.issue.state, open), "the day of '%s' moves", before.issue.state);
	MUST(*due.note && date_compare(due.due, date_of(world_now())) >= 0, "a bad day");
	MUST(register_work(issue->id).issue.due_moves ==
		     before.issue.due_moves + date_is_set(before.issue.due),
	     "a move is not counted");
}

static void come_again(struct told *issue)
{
	static const char *const done[] = {"resolved", "closed", "clarified", NULL};
	struct issue_work before = register_work(issue->id);
	int64_t done_at = before.issue.closed_at ? before.issue.closed_at
						 : before.issue.resolved_at;
	bool may = is_one_of(before.issue.state, done) &&
		   world_now() - done_at <= (int64_t)90 * 86400;
	struct form form = world_form();
	enum outcome outcome = issue_reopen_by_resident(world_change(ROLE_RESIDENT), &form,
							issue->id);

	commit_or_cancel(outcome);
	MUST(may == (outcome == OK), "reopened from '%s': %d", before.issue.state, outcome);
	if (outcome == OK) {
		come_back++;
		issue->stepper = NOBODY;
	}
}

static void take_step(struct told *issue)
{
	static const enum role onlookers[] = {ROLE_RESIDENT, ROLE_ADMIN, ROLE_MEMBER,
					      ROLE_OBSERVER};
	static const char *const gives[] = {"assigned", "forwarded", "planned", NULL};
	enum role role = (enum role)any(ROLE_COUNT);
	struct issue_work before = register_work(issue->id);
	struct issue_step step = any_step(issue->now.state);
	const char *row = row_of(issue->id);
	struct date due_now = issue_due_proposed(world_db(), &before, world_now());
	struct viewer viewer = world_viewer(role);
	struct form form = world_form();
	enum outcome outcome = register_step(role, issue->id, step, &form);
	int to = find(step.to);

	MUST(outcome == OK || (outcome == INVALID && form.faults.count), "outcome %d", outcome);
	if (outcome != OK) {
		MUST(register_work(issue->id).revision == before.revision, "refused, and changed");
		return;
	}
	accepted++;
	remember(issue, role, row, before.is_public);
	MUST(states[issue->now.state].next >> to & 1, "accepted from '%s' to '%s'",
	     states[issue->now.state].key, step.to);
	MUST(is_complete(&before, &step), "accepted to '%s' with something lacking", step.to);
	MUST(!date_is_set(before.issue.due) || is(to, "reopened") || *step.reason ||
		     date_compare(register_work(issue->id).issue.due, due_now) == 0,
	     "'%s' moves the day without a reason", step.to);
	for (size_t i = 0; i < COUNT(onlookers); i++)
		MUST(role != onlookers[i], "'%s' takes a step", role_key(role));
	MUST(!is(issue->now.state, "new") || !is(to, "registered") || role == ROLE_SECRETARY ||
		     role == ROLE_POLICE || role == ROLE_CHIEF,
	     "'%s' passes by moderation", role_key(role));
	MUST(register_work(issue->id).issue.organisation_id == before.issue.organisation_id ||
		     is_one_of(step.to, gives) ||
		     (is(to, "in_progress") && !before.issue.organisation_id),
	     "'%s' gives it to another body by '%s'", role_key(role), step.to);
	if (is(to, "closed"))
		check_confirmed(issue, &before, &viewer, &step);
}

/* Taking it from the public and giving it back; the hour in which an embargo ends. */
static void moderate(struct told *issue)
{
	int64_t id = issue->id;
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct change *change = world_change(ROLE_MODERATOR);
	struct issue_remark remark = {.reason = "emergency"};
	struct form form = world_form();
	int64_t count;
	uint32_t what = any(4);
	enum outcome outcome = what == 0   ? issue_hide(change, &form, &viewer, id, &remark)
			       : what == 1 ? issue_release_due(change, &count)
					   : issue_show(change, &form, &viewer, id);

	commit_or_cancel(outcome);
	if (outcome == OK && what != 1)
		issue->stepper = NOBODY;
}

static struct told told_of(int64_t id)
{
	return (struct told){.id = id, .now = {.state = -1}, .stepper = NOBODY};
}

/* The starosta works for the utility, and so confirms not what the utility did. */
static void begin(void)
{
	const char *given = getenv("ISSUE_RANDOM_SEED");
	struct change *change;

	register_begin();
	read_states();
	first_seed = seed = given ? (uint32_t)strtoul(given, NULL, 10) : 20261125;
	change = world_change(ROLE_ADMIN);
	cr_assert_eq(change_run(change,
				"UPDATE person SET organisation_id = $1 WHERE login = 'starosta'",
				ARGS(INT(register_utility))),
		     OK);
	cr_assert_eq(audit_add(change, "person edit", "person", "", ""), OK);
	world_commit();
	for (int i = 0; i < ISSUES; i++)
		told[i] = told_of(register_report().id);
	for (int i = 0; i < ISSUES; i++)
		check(&told[i]);
}

TestSuite(issue_random, .init = begin, .fini = world_end);

Test(issue_random, no_way_of_ten_thousand_steps_breaks_a_rule, .timeout = 120)
{
	int reached[STATES] = {0};

	for (step_number = 1; step_number <= STEPS; step_number++) {
		struct told *issue = &told[any(ISSUES)];

		arena_reset(ready_arena()); /* of the world only ids are asked for here */
		if (any(100) == 0)
			world_at(world_now() + any(7200));
		if (any(300) == 0)
			world_at(world_now() + (int64_t)86400 * any(12));
		if (any(250) == 0) /* what is new does not become so again */
			*issue = told_of(register_report().id);
		else if (any(16) == 0)
			moderate(issue);
		else if (any(12) == 0)
			undo(issue);
		else if (any(16) == 0)
			move_due(issue);
		else if (any(30) == 0)
			come_again(issue);
		else
			take_step(issue);
		check(issue);
		reached[issue->now.state]++;
	}
	cr_assert_gt(accepted, STEPS / 12, "only %d steps were taken", accepted);
	cr_assert_gt(taken_back, STEPS / 200, "only %d were taken back", taken_back);
	cr_assert_gt(moved, STEPS / 200, "only %d days were moved", moved);
	cr_assert_gt(come_back, STEPS / 500, "only %d came back", come_back);
	for (int i = 0; i < STATES; i++)
		cr_assert(reached[i] || is(i, "new"), "nothing came to '%s'", states[i].key);
	for (int i = 0; i < ISSUES; i++) {
		told[i] = told_of(told[i].id);
		check(&told[i]); /* the whole story once more */
	}
}
