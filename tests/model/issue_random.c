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

/* An issue as its events tell it. */
static struct told {
	int64_t id, last; /* last: the number of the event that was read last */
	int state;
	int64_t organisation_id, executor, executor_body;
	char due[12], review_on[12];
} told[ISSUES];

static uint32_t first_seed, seed;
static int step_number, accepted;

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

	if (is(to, "assigned") || is(to, "forwarded"))
		return *step->note && has_body && has_day;
	if (is(to, "in_progress"))
		return *step->note && (has_body || work->issue.organisation_id) &&
		       (has_day || date_is_set(work->issue.due));
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

/* Go on with the events where the last reading ended; each begins where the one before it ended. */
static void replay(struct told *issue)
{
	struct rows rows = db_rows(
		world_db(),
		"SELECT number, kind, from_state, to_state, organisation_id, due, "
		"review_on, person_id, (SELECT p.organisation_id FROM person p WHERE p.id = "
		"person_id) FROM issue_event WHERE issue_id = $1 AND number > $2 "
		"ORDER BY number",
		ARGS(INT(issue->id), INT(issue->last)));

	while (rows_next(&rows)) {
		const char *from = rows_text(&rows, 2);
		int to = find(rows_text(&rows, 3));
		bool is_step = strcmp(rows_text(&rows, 1), "step") == 0;

		MUST(find(from) == issue->state, "an event begins at '%s'", from);
		MUST(to >= 0 && (is_step || to == issue->state), "an event that is no step moves");
		MUST(!is_step || issue->state < 0 || states[issue->state].next >> to & 1,
		     "from '%s' to '%s'", from, states[to].key);
		issue->last = rows_int(&rows, 0);
		issue->state = to;
		if (!is_step)
			continue;
		if (rows_int(&rows, 4))
			issue->organisation_id = rows_int(&rows, 4);
		if (*rows_text(&rows, 5) || is(to, "reopened"))
			snprintf(issue->due, sizeof(issue->due), "%s", rows_text(&rows, 5));
		snprintf(issue->review_on, sizeof(issue->review_on), "%s",
			 is(to, "on_hold") ? rows_text(&rows, 6) : "");
		if (is(to, "resolved")) {
			issue->executor = rows_int(&rows, 7);
			issue->executor_body = rows_int(&rows, 8);
		}
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

static void check(struct told *issue)
{
	struct issue_work work = register_work(issue->id);
	const char *state = work.issue.state;
	bool is_allowed;

	replay(issue);
	MUST(find(state) == issue->state, "'%s', but the events say '%s'", state,
	     states[issue->state].key);
	MUST(work.issue.organisation_id == issue->organisation_id, "owner of '%s'", state);
	MUST(strcmp(day(work.issue.due), issue->due) == 0, "due day of '%s': %s, %s", state,
	     day(work.issue.due), issue->due);
	MUST(strcmp(day(work.issue.review_on), issue->review_on) == 0, "review of '%s'", state);
	MUST(strcmp(work.issue.phase, phase_of(issue->state)) == 0, "phase of '%s'", state);
	if (is(issue->state, "assigned") || is(issue->state, "in_progress") ||
	    is(issue->state, "forwarded")) {
		MUST(work.issue.organisation_id, "nobody answers for '%s'", state);
		MUST(date_is_set(work.issue.due), "no day for '%s'", state);
	}
	is_allowed = states[issue->state].is_public && !*work.hidden_class &&
		     work.issue.published_at;
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
	MUST(viewer->person_id != issue->executor, "'%s' confirms what they did", viewer->login);
	MUST(!viewer->organisation_id ||
		     (viewer->organisation_id != before->issue.organisation_id &&
		      viewer->organisation_id != issue->executor_body),
	     "'%s' confirms what their body did", viewer->login);
	MUST(before->issue.organisation_id != register_utility ||
		     strcmp(step->confirmed_by, "кп «ВОДОКАНАЛ»") != 0,
	     "a body confirms what it did");
}

static void take_step(struct told *issue)
{
	static const enum role onlookers[] = {ROLE_RESIDENT, ROLE_ADMIN, ROLE_MEMBER,
					      ROLE_OBSERVER};
	static const char *const gives[] = {"assigned", "forwarded", "planned", NULL};
	enum role role = (enum role)any(ROLE_COUNT);
	struct issue_work before = register_work(issue->id);
	struct issue_step step = any_step(issue->state);
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
	MUST(states[issue->state].next >> to & 1, "accepted from '%s' to '%s'",
	     states[issue->state].key, step.to);
	MUST(is_complete(&before, &step), "accepted to '%s' with something lacking", step.to);
	for (size_t i = 0; i < COUNT(onlookers); i++)
		MUST(role != onlookers[i], "'%s' takes a step", role_key(role));
	MUST(!is(issue->state, "new") || !is(to, "registered") || role == ROLE_SECRETARY ||
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
static void moderate(int64_t id)
{
	struct viewer viewer = world_viewer(ROLE_MODERATOR);
	struct change *change = world_change(ROLE_MODERATOR);
	struct issue_remark remark = {.reason = "emergency"};
	struct form form = world_form();
	int64_t count;
	uint32_t what = any(4);
	enum outcome outcome = what == 0   ? issue_hide(change, &form, &viewer, id, &remark)
			       : what == 1 ? issue_release_due(change, &count)
					   : issue_show(change, &form, &viewer, id);

	MUST(outcome == OK || outcome == INVALID, "outcome %d", outcome);
	if (outcome == OK)
		world_commit();
	else
		world_cancel();
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
		told[i] = (struct told){.id = register_report().id, .state = -1};
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
		if (any(250) == 0) /* what is new does not become so again */
			*issue = (struct told){.id = register_report().id, .state = -1};
		else if (any(16) == 0)
			moderate(issue->id);
		else
			take_step(issue);
		check(issue);
		reached[issue->state]++;
	}
	cr_assert_gt(accepted, STEPS / 10, "only %d steps were taken", accepted);
	for (int i = 0; i < STATES; i++)
		cr_assert(reached[i] || is(i, "new"), "nothing came to '%s'", states[i].key);
	for (int i = 0; i < ISSUES; i++) {
		told[i] = (struct told){.id = told[i].id, .state = -1};
		check(&told[i]); /* the whole story once more */
	}
}
