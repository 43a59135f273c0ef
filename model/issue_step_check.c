/*
 * issue_step_check.c - what a step asks, and whether it was given.
 *
 * What the table in state.h can decide is asked there; here are the rules that need the issue itself
 * and the database. One of them guards people: who did the work does not confirm it.
 */
#include "issue_step_check.h"

#include "answer_template.h"
#include "base/unicode.h"
#include "category.h"
#include "organisation.h"
#include "publish_hour.h"

static void fault(struct issue_stepping *stepping, const char *field, enum fault_kind kind,
		  const char *detail)
{
	form_fault_with(stepping->form,
			(struct fault){.field = field, .kind = kind, .detail = detail});
}

/* A photo shows work, not a letter: where that is asked for, only its number counts. */
static bool has_evidence(const struct issue_step *step, enum state to)
{
	return *step->evidence || (step->photo_count && !state_facts(to)->is_by_letter);
}

static uint32_t given(const struct issue_step *step, enum state to)
{
	return (*step->note || step->is_systems ? ASKS_NOTE : 0u) |
	       (step->organisation_id ? ASKS_RESPONSIBLE : 0u) |
	       (date_is_set(step->due) ? ASKS_DUE : 0u) |
	       (has_evidence(step, to) ? ASKS_EVIDENCE : 0u) | (*step->reason ? ASKS_REASON : 0u) |
	       (*step->confirmed_by ? ASKS_CONFIRMER : 0u) |
	       (date_is_set(step->review_on) ? ASKS_REVIEW_ON : 0u) |
	       (*step->duplicate_of ? ASKS_DUPLICATE_OF : 0u);
}

uint32_t issue_step_asks_beyond(const struct issue_work *work, enum state to)
{
	if (to != STATE_IN_PROGRESS)
		return 0;
	return (work->issue.organisation_id ? 0u : ASKS_RESPONSIBLE) |
	       (date_is_set(work->issue.due) ? 0u : ASKS_DUE);
}

/*
 * Owner and day stay through the steps, so only a step that speaks of them sets them: who resolves
 * does not hand it to another body on the way, whose people would seem not to have done it.
 */
static void leave_unasked(struct issue_stepping *stepping)
{
	const struct state_facts *facts = state_facts(stepping->to);
	uint32_t taken = facts->asks | facts->one_of | facts->takes |
			 issue_step_asks_beyond(&stepping->work, stepping->to);

	if (!(taken & ASKS_RESPONSIBLE))
		stepping->step.organisation_id = 0;
	if (!(taken & ASKS_DUE))
		stepping->step.due = (struct date){0};
}

/*
 * A day that is asked for and not given is the one it has, or our own aim for its kind. Another one than
 * it has is a move, and a move is explained.
 */
static void find_due(struct issue_stepping *stepping)
{
	const struct issue *issue = &stepping->work.issue;
	struct issue_step *step = &stepping->step;
	struct date now = stepping->due_now;
	uint32_t asked = state_facts(stepping->to)->asks |
			 issue_step_asks_beyond(&stepping->work, stepping->to);

	if ((asked & ASKS_DUE) && !date_is_set(step->due))
		step->due = date_is_set(now)
				    ? now
				    : issue_due_aim(&stepping->change->db, issue->category,
						    issue->reported_at, stepping->change->now);
	stepping->moves_due = date_is_set(step->due) && date_is_set(now) &&
			      date_compare(step->due, now) != 0;
}

static void check_missing(struct issue_stepping *stepping)
{
	uint32_t has = given(&stepping->step, stepping->to), missing;

	while ((missing = state_missing(stepping->to, has))) {
		fault(stepping, state_asks_field(missing), FAULT_MISSING, NULL);
		has |= missing;
	}
	missing = (issue_step_asks_beyond(&stepping->work, stepping->to) |
		   (stepping->moves_due ? ASKS_REASON : 0u)) &
		  ~has;
	for (uint32_t ask = 1; missing; ask <<= 1)
		if (missing & ask) {
			fault(stepping, state_asks_field(ask), FAULT_MISSING, NULL);
			missing &= ~ask;
		}
}

/* Where the step has a closed list of reasons, the reason is one of it. */
static void check_reason(struct issue_stepping *stepping)
{
	uint32_t here = (uint32_t)1 << stepping->to;
	bool is_listed = false, is_found = false;

	for (const struct state_reason *reason = state_reasons(); reason->key; reason++)
		if (reason->states & here) {
			is_listed = true;
			is_found |= strcmp(reason->key, stepping->step.reason) == 0;
		}
	if (is_listed && !is_found && *stepping->step.reason)
		fault(stepping, "reason", FAULT_UNKNOWN, stepping->step.reason);
}

static void check_responsible(struct issue_stepping *stepping)
{
	struct organisation organisation;

	if (stepping->step.organisation_id &&
	    organisation_find(&stepping->change->db, stepping->work.issue.community_id,
			      stepping->step.organisation_id, &organisation) != OK)
		fault(stepping, "responsible", FAULT_UNKNOWN, NULL);
}

/* Whoever sets a day now sets one that is to come; what is told of elsewhere may be long overdue. */
static void check_dates(struct issue_stepping *stepping)
{
	const struct issue_step *step = &stepping->step;

	if (!stepping->viewer->person_id)
		return;
	if (date_is_set(step->due) && (stepping->moves_due || !date_is_set(stepping->due_now)) &&
	    date_compare(step->due, stepping->today) < 0)
		fault(stepping, "due", FAULT_DATE_PAST, NULL);
	if (date_is_set(step->review_on) && date_compare(step->review_on, stepping->today) < 0)
		fault(stepping, "review_on", FAULT_DATE_PAST, NULL);
}

static void check_duplicate(struct issue_stepping *stepping)
{
	struct issue_key key = {.community_id = stepping->work.issue.community_id}, main_key;
	struct issue_work main_work;

	if (stepping->to != STATE_DUPLICATE || !*stepping->step.duplicate_of)
		return;
	if (issue_key_read(stepping->step.duplicate_of, &key) == OK &&
	    issue_main(&stepping->change->db, key, &main_key) == OK &&
	    issue_find_work(&stepping->change->db, main_key, stepping->change->now, &main_work) ==
		    OK &&
	    main_work.issue.id != stepping->work.issue.id)
		stepping->main_id = main_work.issue.id;
	else
		fault(stepping, "duplicate_of", FAULT_UNKNOWN, stepping->step.duplicate_of);
}

/* Behind the number sign, which stands there already. */
static const char *bare_number(const char *number)
{
	static const char *const signs[] = {"№", " ", "\u00a0"};

	for (size_t i = 0; i < COUNT(signs); i++)
		if (strncmp(number, signs[i], strlen(signs[i])) == 0)
			return bare_number(number + strlen(signs[i]));
	return number;
}

/* A form has the fields that tell which one; a program that sends the key alone has said all. */
static bool is_key_alone(const struct issue_stepping *stepping)
{
	const struct pairs *typed = stepping->form->typed;

	return !pairs_find(typed, "meeting_number") && !pairs_find(typed, "meeting_on") &&
	       !pairs_find(typed, "starosta");
}

static const char *meeting_text(struct issue_stepping *stepping)
{
	const struct issue_step *step = &stepping->step;
	const char *number = bare_number(step->meeting_number);
	struct date on = step->meeting_on;

	if (is_key_alone(stepping))
		return "засідання";
	if (!*number)
		fault(stepping, "meeting_number", FAULT_MISSING, NULL);
	if (!date_is_set(on))
		fault(stepping, "meeting_on", FAULT_MISSING, NULL);
	else if (date_compare(on, stepping->today) > 0)
		fault(stepping, "meeting_on", FAULT_DATE_FUTURE, NULL);
	return arena_printf(stepping->change->db.arena, "засідання № %s від %02d.%02d.%d", number,
			    on.day, on.month, on.year);
}

static const char *starosta_text(struct issue_stepping *stepping)
{
	const char *which = stepping->step.starosta;

	if (is_key_alone(stepping))
		return "староста";
	if (!*which)
		fault(stepping, "starosta", FAULT_MISSING, NULL);
	return arena_printf(stepping->change->db.arena, "староста (%s)", which);
}

/* What was chosen in the form is kept as the words that everybody reads. */
static void find_confirmer(struct issue_stepping *stepping)
{
	const char **by = &stepping->step.confirmed_by;

	if (stepping->to != STATE_CLOSED)
		return;
	if (strcmp(*by, CONFIRMER_STAROSTA) != 0)
		stepping->step.starosta = ""; /* left over from another choice */
	if (strcmp(*by, CONFIRMER_MEETING) == 0)
		*by = meeting_text(stepping);
	else if (strcmp(*by, CONFIRMER_STAROSTA) == 0)
		*by = starosta_text(stepping);
	else if (strcmp(*by, CONFIRMER_REPORTER) == 0)
		*by = "заявник";
}

static bool is_named(struct arena *arena, const char *body, const char *name)
{
	return *body && strcmp(unicode_fold(arena, body), unicode_fold(arena, name)) == 0;
}

/* Who marked it resolved, the body that did it, and its name do not confirm it. */
static void check_confirmer(struct issue_stepping *stepping)
{
	struct arena *arena = stepping->change->db.arena;
	const struct issue *issue = &stepping->work.issue;
	const struct issue_step *step = &stepping->step;
	int64_t executor;

	if (stepping->to != STATE_CLOSED || step->is_reporters)
		return;
	executor = db_int(
		&stepping->change->db,
		"SELECT person_id FROM issue_event WHERE issue_id = $1 "
		"AND to_state = 'resolved' AND kind = 'step' ORDER BY number DESC LIMIT 1",
		ARGS(INT(issue->id)), 0);
	if ((executor && executor == stepping->viewer->person_id) ||
	    (issue->organisation_id &&
	     issue->organisation_id == stepping->viewer->organisation_id) ||
	    is_named(arena, issue->organisation, step->confirmed_by) ||
	    is_named(arena, issue->organisation, step->starosta))
		fault(stepping, "confirmed_by", FAULT_SAME_AS_EXECUTOR, NULL);
}

/* A moment set before holds, unless this form speaks of it; no other step has one to name. */
static void find_moment(struct issue_stepping *stepping)
{
	int64_t *moment = &stepping->step.publish_not_before;

	if (stepping->to != STATE_REGISTERED)
		*moment = 0;
	else if (!*moment && !pairs_find(stepping->form->typed, "publish_not_before"))
		*moment = stepping->work.publish_not_before;
}

static void check_embargo(struct issue_stepping *stepping)
{
	struct category category;

	if (stepping->to == STATE_REGISTERED && !stepping->step.publish_not_before &&
	    category_find(&stepping->change->db, stepping->work.issue.category, &category) == OK &&
	    category.is_embargoed)
		fault(stepping, "publish_not_before", FAULT_MISSING, NULL);
}

/* Nothing was named, and the hromada publishes once a day: then it waits for the others. */
static void wait_for_hour(struct issue_stepping *stepping)
{
	if (stepping->to == STATE_REGISTERED && !stepping->step.publish_not_before &&
	    !stepping->work.issue.published_at)
		stepping->step.publish_not_before = publish_hour_of(
			&stepping->change->db, stepping->work.issue.community_id,
			stepping->change->now);
}

enum outcome issue_step_check(struct issue_stepping *stepping)
{
	enum fault_kind kind;
	int to = state_find(stepping->step.to);

	if (to < 0)
		return form_fault_with(stepping->form, (struct fault){.field = "to",
								      .kind = FAULT_UNKNOWN,
								      .detail = stepping->step.to});
	stepping->to = (enum state)to;
	if (stepping->step.revision && stepping->step.revision != stepping->work.revision)
		return form_fault_with(stepping->form,
				       (struct fault){.field = "",
						      .kind = FAULT_CHANGED_MEANWHILE,
						      .detail = stepping->work.issue.state});
	kind = state_step_fault(stepping->viewer, stepping->from, stepping->to,
				stepping->work.issue.organisation_id);
	if (kind != FAULT_NONE)
		return form_fault(stepping->form, "to", kind);
	leave_unasked(stepping);
	find_due(stepping);
	check_missing(stepping);
	find_confirmer(stepping);
	check_reason(stepping);
	check_responsible(stepping);
	check_dates(stepping);
	if (stepping->viewer->person_id && answer_has_hole(stepping->step.note))
		fault(stepping, "note", FAULT_HOLE, NULL);
	check_duplicate(stepping);
	check_confirmer(stepping);
	find_moment(stepping);
	check_embargo(stepping);
	wait_for_hour(stepping);
	return stepping->form->faults.count ? INVALID : db_outcome(&stepping->change->db);
}
