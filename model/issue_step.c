/*
 * issue_step.c - moving an issue from state to state.
 *
 * Whether a step may be taken is asked in issue_step_check.c. An issue that was taken from the public stays
 * hidden through every step but "registered", which a moderator takes.
 */
#include "audit.h"
#include "base/text.h"
#include "issue_step_check.h"

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
	{.name = "meeting_number", .kind = FIELD_LINE, .most = 20, .offset = STEP(meeting_number)},
	{.name = "meeting_on", .kind = FIELD_DATE, .offset = STEP(meeting_on)},
	{.name = "starosta", .kind = FIELD_LINE, .most = 120, .offset = STEP(starosta)},
	{.name = "duplicate_of", .kind = FIELD_LINE, .most = 20, .offset = STEP(duplicate_of)},
	{.name = "publish_not_before", .kind = FIELD_MOMENT, .offset = STEP(publish_not_before)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = STEP(revision)},
	{0},
};

/* How it stands after the step. */
static struct issue_standing standing_after(const struct issue_stepping *stepping)
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
static enum outcome end_hold(struct issue_stepping *stepping)
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
	return outcome == OK ? issue_tell_standing(stepping->change, issue->id,
						   stepping->work.is_public, event_id)
			     : outcome;
}

static enum outcome keep_event(struct issue_stepping *stepping, int64_t *event_id)
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

static enum outcome note_step(struct issue_stepping *stepping)
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

static enum outcome take(struct issue_stepping *stepping)
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
	return outcome == OK ? issue_tell_standing(change, id, stepping->work.is_public,
						   is_public_step ? event_id : 0)
			     : outcome;
}

static void tidy(struct issue_step *step)
{
	const char **strings[] = {
		&step->to,           &step->note,           &step->internal_note,
		&step->reason,       &step->evidence,       &step->confirmed_by,
		&step->duplicate_of, &step->meeting_number, &step->starosta,
	};

	for (size_t i = 0; i < COUNT(strings); i++)
		*strings[i] = text_or_empty(*strings[i]);
}

enum outcome issue_take_step(struct change *change, struct form *form, const struct viewer *viewer,
			     int64_t id, const struct issue_step *step)
{
	struct issue_stepping stepping = {.change = change,
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
	outcome = issue_step_check(&stepping);
	return outcome == OK ? take(&stepping) : outcome;
}

struct issue_choices issue_choices_of(struct arena *arena, const struct viewer *viewer,
				      const struct issue_work *work)
{
	struct issue_choices choices = {0};
	int from = state_find(work->issue.state);

	for (int to = 0; to < STATE_COUNT; to++) {
		const struct state_facts *facts = state_facts((enum state)to);
		uint32_t beyond = issue_step_asks_beyond(work, (enum state)to);
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
