/*
 * issue_step.c - moving an issue from state to state.
 *
 * What the table in state.h can decide is asked there; here are the rules that need the issue itself
 * and the database. Two of them guard people: an issue that was taken from the public stays hidden
 * through every step but "registered", which a moderator takes; and who did the work does not confirm
 * it.
 */
#include "answer_template.h"
#include "audit.h"
#include "base/text.h"
#include "base/unicode.h"
#include "category.h"
#include "issue_read.h"
#include "organisation.h"
#include "publish_hour.h"
#include "state.h"

#define STEP(member) offsetof(struct issue_step, member)

const struct field issue_step_fields[] = {
	{.name = "to", .kind = FIELD_LINE, .is_required = true, .most = 20, .offset = STEP(to)},
	{.name = "note", .kind = FIELD_TEXT, .most = 2000, .offset = STEP(note)},
	{.name = "internal_note", .kind = FIELD_TEXT, .most = 2000, .offset = STEP(internal_note)},
	{.name = "responsible", .kind = FIELD_INTEGER, .offset = STEP(organisation_id)},
	{.name = "due", .kind = FIELD_DATE, .offset = STEP(due)},
	{.name = "review_on", .kind = FIELD_DATE, .offset = STEP(review_on)},
	{.name = "reason", .kind = FIELD_LINE, .most = 300, .offset = STEP(reason)},
	{.name = "evidence", .kind = FIELD_LINE, .most = 300, .offset = STEP(evidence)},
	{.name = "confirmed_by", .kind = FIELD_LINE, .most = 200, .offset = STEP(confirmed_by)},
	{.name = "duplicate_of", .kind = FIELD_LINE, .most = 20, .offset = STEP(duplicate_of)},
	{.name = "publish_not_before", .kind = FIELD_MOMENT, .offset = STEP(publish_not_before)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = STEP(revision)},
	{0},
};

/* A step on its way: what was asked, the issue as it stands, and what was found out. */
struct stepping {
	struct change *change;
	struct form *form;
	const struct viewer *viewer;
	struct issue_step step;
	struct issue_work work;
	struct issue_standing before;
	enum state from, to;
	struct date today;
	struct date due_now; /* the day it has, moved on by a hold that ends with this step */
	bool moves_due;      /* the step sets another one */
	int64_t main_id;     /* of a duplicate */
};

static void fault(struct stepping *stepping, const char *field, enum fault_kind kind,
		  const char *detail)
{
	form_fault_with(stepping->form,
			(struct fault){.field = field, .kind = kind, .detail = detail});
}

/* ------------------------------------------------------------------ what it asks */

static uint32_t given(const struct issue_step *step)
{
	return (*step->note || step->is_systems ? ASKS_NOTE : 0u) |
	       (step->organisation_id ? ASKS_RESPONSIBLE : 0u) |
	       (date_is_set(step->due) ? ASKS_DUE : 0u) |
	       (*step->evidence || step->photo_count ? ASKS_EVIDENCE : 0u) |
	       (*step->reason ? ASKS_REASON : 0u) | (*step->confirmed_by ? ASKS_CONFIRMER : 0u) |
	       (date_is_set(step->review_on) ? ASKS_REVIEW_ON : 0u) |
	       (*step->duplicate_of ? ASKS_DUPLICATE_OF : 0u);
}

/* Work under way has somebody who answers for it and a day, wherever it came from. */
static uint32_t asked_beyond(const struct issue_work *work, enum state to)
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
static void leave_unasked(struct stepping *stepping)
{
	const struct state_facts *facts = state_facts(stepping->to);
	uint32_t taken = facts->asks | facts->one_of | facts->takes |
			 asked_beyond(&stepping->work, stepping->to);

	if (!(taken & ASKS_RESPONSIBLE))
		stepping->step.organisation_id = 0;
	if (!(taken & ASKS_DUE))
		stepping->step.due = (struct date){0};
}

/*
 * A day that is asked for and not given is the one it has, or our own aim for its kind. Another one than
 * it has is a move, and a move is explained.
 */
static void find_due(struct stepping *stepping)
{
	const struct issue *issue = &stepping->work.issue;
	struct issue_step *step = &stepping->step;
	struct date now = stepping->due_now;
	uint32_t asked = state_facts(stepping->to)->asks |
			 asked_beyond(&stepping->work, stepping->to);

	if ((asked & ASKS_DUE) && !date_is_set(step->due))
		step->due = date_is_set(now)
				    ? now
				    : issue_due_aim(&stepping->change->db, issue->category,
						    issue->reported_at, stepping->change->now);
	stepping->moves_due = date_is_set(step->due) && date_is_set(now) &&
			      date_compare(step->due, now) != 0;
}

static void check_missing(struct stepping *stepping)
{
	uint32_t has = given(&stepping->step), missing;

	while ((missing = state_missing(stepping->to, has))) {
		fault(stepping, state_asks_field(missing), FAULT_MISSING, NULL);
		has |= missing;
	}
	missing = (asked_beyond(&stepping->work, stepping->to) |
		   (stepping->moves_due ? ASKS_REASON : 0u)) &
		  ~has;
	for (uint32_t ask = 1; missing; ask <<= 1)
		if (missing & ask) {
			fault(stepping, state_asks_field(ask), FAULT_MISSING, NULL);
			missing &= ~ask;
		}
}

/* Where the step has a closed list of reasons, the reason is one of it. */
static void check_reason(struct stepping *stepping)
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

static void check_responsible(struct stepping *stepping)
{
	struct organisation organisation;

	if (stepping->step.organisation_id &&
	    organisation_find(&stepping->change->db, stepping->work.issue.community_id,
			      stepping->step.organisation_id, &organisation) != OK)
		fault(stepping, "responsible", FAULT_UNKNOWN, NULL);
}

/* Whoever sets a day now sets one that is to come; what is told of elsewhere may be long overdue. */
static void check_dates(struct stepping *stepping)
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

static void check_duplicate(struct stepping *stepping)
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

/* Who marked it resolved, the body that did it, and its name do not confirm it. */
static void check_confirmer(struct stepping *stepping)
{
	struct arena *arena = stepping->change->db.arena;
	const struct issue *issue = &stepping->work.issue;
	int64_t executor;

	if (stepping->to != STATE_CLOSED || stepping->step.is_reporters)
		return;
	executor = db_int(
		&stepping->change->db,
		"SELECT person_id FROM issue_event WHERE issue_id = $1 "
		"AND to_state = 'resolved' AND kind = 'step' ORDER BY number DESC LIMIT 1",
		ARGS(INT(issue->id)), 0);
	if ((executor && executor == stepping->viewer->person_id) ||
	    (issue->organisation_id &&
	     issue->organisation_id == stepping->viewer->organisation_id) ||
	    (*issue->organisation && strcmp(unicode_fold(arena, issue->organisation),
					    unicode_fold(arena, stepping->step.confirmed_by)) == 0))
		fault(stepping, "confirmed_by", FAULT_SAME_AS_EXECUTOR, NULL);
}

/* A moment set before holds, unless this form speaks of it; no other step has one to name. */
static void find_moment(struct stepping *stepping)
{
	int64_t *moment = &stepping->step.publish_not_before;

	if (stepping->to != STATE_REGISTERED)
		*moment = 0;
	else if (!*moment && !pairs_find(stepping->form->typed, "publish_not_before"))
		*moment = stepping->work.publish_not_before;
}

static void check_embargo(struct stepping *stepping)
{
	struct category category;

	if (stepping->to == STATE_REGISTERED && !stepping->step.publish_not_before &&
	    category_find(&stepping->change->db, stepping->work.issue.category, &category) == OK &&
	    category.is_embargoed)
		fault(stepping, "publish_not_before", FAULT_MISSING, NULL);
}

/* Nothing was named, and the hromada publishes once a day: then it waits for the others. */
static void wait_for_hour(struct stepping *stepping)
{
	if (stepping->to == STATE_REGISTERED && !stepping->step.publish_not_before &&
	    !stepping->work.issue.published_at)
		stepping->step.publish_not_before = publish_hour_of(
			&stepping->change->db, stepping->work.issue.community_id,
			stepping->change->now);
}

static enum outcome check(struct stepping *stepping)
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

/* ------------------------------------------------------------------ what it does */

/* How it stands after the step. */
static struct issue_standing standing_after(const struct stepping *stepping)
{
	const struct issue_step *step = &stepping->step;
	struct issue_standing after = stepping->before;
	/* What is withheld waits for a moderator, and no longer for its moment. */
	bool is_waiting = state_facts(stepping->to)->is_public || stepping->to == STATE_MODERATION;

	after.held_days += issue_standing_held(&stepping->before, stepping->change->now);
	after.due = date_is_set(step->due) ? step->due : stepping->due_now;
	after.due_moves += stepping->moves_due;
	after.review_on = step->review_on;
	if (step->organisation_id)
		after.organisation_id = step->organisation_id;
	issue_standing_move(&after, stepping->to, stepping->change->now);
	after.duplicate_of = stepping->main_id;
	if (step->is_taken_over)
		after.registered_at = stepping->before.registered_at;
	/* What was taken back for a reason stays back until a moderator shows it. */
	if (stepping->to == STATE_RESTRICTED && stepping->work.issue.published_at &&
	    !*after.hidden_class)
		after.hidden_class = step->reason;
	if (stepping->to == STATE_REGISTERED)
		after.publish_not_before = step->publish_not_before;
	else if (!is_waiting)
		after.publish_not_before = 0;
	return after;
}

/* The end of a hold moves the day on by as long as it lasted: a line of its own says so. */
static enum outcome end_hold(struct stepping *stepping)
{
	const struct issue *issue = &stepping->work.issue;
	int64_t event_id = 0;
	enum outcome outcome;

	if (date_compare(stepping->due_now, issue->due) == 0)
		return OK;
	outcome = issue_event_add(stepping->change,
				  &(struct issue_event){
					  .issue_id = issue->id,
					  .kind = "due",
					  .from_state = issue->state,
					  .to_state = issue->state,
					  .role = role_key(viewer_role(stepping->viewer)),
					  .due = stepping->due_now,
					  .due_before = issue->due,
					  .reason = "hold",
					  .is_public = true,
				  },
				  &event_id);
	return outcome == OK
		       ? issue_tell(stepping->change, issue->id, stepping->work.is_public, event_id)
		       : outcome;
}

static enum outcome keep_event(struct stepping *stepping, int64_t *event_id)
{
	const struct issue_step *step = &stepping->step;
	const struct issue *issue = &stepping->work.issue;
	const struct viewer *viewer = stepping->viewer;
	/* Whom it went to; else the body whose people did it themselves. */
	bool is_own = viewer->organisation_id && viewer->organisation_id == issue->organisation_id;

	return issue_event_add(
		stepping->change,
		&(struct issue_event){
			.issue_id = issue->id,
			.kind = "step",
			.from_state = state_key(stepping->from),
			.to_state = state_key(stepping->to),
			.role = role_key(viewer_role(viewer)),
			.organisation_id = step->organisation_id ? step->organisation_id
					   : is_own              ? viewer->organisation_id
								 : 0,
			.public_note = step->note,
			.internal_note = step->internal_note,
			.due = step->due,
			.due_before = stepping->moves_due ? stepping->due_now : (struct date){0},
			.review_on = step->review_on,
			.reason = step->reason,
			.evidence = step->evidence,
			.confirmed_by = step->confirmed_by,
			.is_public = state_facts(stepping->to)->is_public},
		event_id);
}

static enum outcome note_step(struct stepping *stepping)
{
	struct arena *arena = stepping->change->db.arena;
	struct pairs before = {0}, after = {0};

	pairs_add(arena, &before, "state", state_key(stepping->from));
	pairs_add(arena, &after, "state", state_key(stepping->to));
	if (stepping->step.organisation_id)
		pairs_add(arena, &after, "organisation",
			  arena_printf(arena, "%lld", (long long)stepping->step.organisation_id));
	if (date_is_set(stepping->step.due))
		pairs_add(arena, &after, "due", date_iso(arena, stepping->step.due));
	return audit_add(stepping->change, "issue step",
			 issue_subject(arena, stepping->work.issue.id), audit_json(arena, &before),
			 audit_json(arena, &after));
}

static enum outcome take(struct stepping *stepping)
{
	struct change *change = stepping->change;
	struct issue_standing after = standing_after(stepping);
	int64_t id = stepping->work.issue.id, event_id = 0;
	bool is_public_step = state_facts(stepping->to)->is_public;
	enum outcome outcome = end_hold(stepping);

	if (outcome == OK)
		outcome = issue_standing_keep(change, id, &after);
	if (outcome == OK)
		outcome = keep_event(stepping, &event_id);
	if (outcome == OK)
		outcome = note_step(stepping);
	if (outcome == OK && stepping->to == STATE_REGISTERED &&
	    stepping->step.publish_not_before <= change->now)
		outcome = issue_publish(change, id);
	if (outcome == OK && stepping->viewer->person_id)
		outcome = issue_undo_keep(change, id, event_id, stepping->work.is_public,
					  &stepping->before);
	return outcome == OK ? issue_tell(change, id, stepping->work.is_public,
					  is_public_step ? event_id : 0)
			     : outcome;
}

static void tidy(struct issue_step *step)
{
	const char **strings[] = {&step->to,          &step->note,     &step->internal_note,
				  &step->reason,      &step->evidence, &step->confirmed_by,
				  &step->duplicate_of};

	for (size_t i = 0; i < COUNT(strings); i++)
		*strings[i] = text_or_empty(*strings[i]);
}

enum outcome issue_take_step(struct change *change, struct form *form, const struct viewer *viewer,
			     int64_t id, const struct issue_step *step)
{
	struct stepping stepping = {.change = change,
				    .form = form,
				    .viewer = viewer,
				    .step = *step,
				    .today = date_of(change->now)};
	enum outcome outcome = issue_find_work_id(&change->db, id, change->now, &stepping.work);

	if (outcome == OK && stepping.work.issue.community_id != viewer->community_id)
		outcome = NOT_FOUND;
	if (outcome == OK)
		outcome = issue_standing_find(&change->db, id, &stepping.before);
	if (outcome != OK)
		return outcome;
	stepping.due_now = issue_standing_due(&stepping.before, change->now);
	tidy(&stepping.step);
	stepping.from = (enum state)state_find(stepping.work.issue.state);
	outcome = check(&stepping);
	return outcome == OK ? take(&stepping) : outcome;
}

struct issue_choices issue_choices_of(struct arena *arena, const struct viewer *viewer,
				      const struct issue_work *work)
{
	struct issue_choices choices = {0};
	int from = state_find(work->issue.state);

	for (int to = 0; to < STATE_COUNT; to++) {
		const struct state_facts *facts = state_facts((enum state)to);
		uint32_t beyond = asked_beyond(work, (enum state)to);
		/* Where a day can be given to what has one, a reason can be as well. */
		bool moves_due = ((facts->asks | facts->one_of | facts->takes) & ASKS_DUE) &&
				 date_is_set(work->issue.due);

		if (state_step_fault(viewer, (enum state)from, (enum state)to,
				     work->issue.organisation_id) == FAULT_NONE)
			*LIST_ADD(arena, &choices) = (struct issue_choice){
				.state = facts->key,
				.asks = facts->asks | beyond,
				.one_of = facts->one_of,
				.takes = (facts->takes & ~beyond) | (moves_due ? ASKS_REASON : 0u)};
	}
	return choices;
}
