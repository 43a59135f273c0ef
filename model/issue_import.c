#include "issue_import.h"

#include "base/clock.h"
#include "category.h"
#include "organisation.h"
#include "search.h"

#define REVIEW_DAYS 60 /* a hold without a date is looked at again after so many days */

/* What the public reads of steps that were not taken here. */
static const char moved_note[] = "Перенесено з попереднього реєстру.";
static const char moved_proof[] = "попередній реєстр";
static const char moved_letter[] = "номер листа не перенесено з попереднього реєстру";

/* ------------------------------------------------------------------ its steps */

/*
 * The shortest way from moderation to the goal; the states on it, their count. It passes through what
 * is public only: nothing was declined or withheld on its way to be reopened. Where no body is named it
 * avoids the steps that give the issue to one.
 */
static int way_to(enum state goal, bool has_body, enum state way[STATE_COUNT])
{
	int came_from[STATE_COUNT], queue[STATE_COUNT], head = 0, tail = 0, count = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		came_from[i] = -1;
	came_from[STATE_MODERATION] = STATE_MODERATION;
	queue[tail++] = STATE_MODERATION;
	while (head < tail) {
		int from = queue[head++];

		if (from != STATE_MODERATION && !state_facts((enum state)from)->is_public)
			continue;
		for (int to = 0; to < STATE_COUNT; to++)
			if (came_from[to] < 0 && state_leads_to((enum state)from, (enum state)to) &&
			    (has_body || !(state_facts((enum state)to)->asks & ASKS_RESPONSIBLE))) {
				came_from[to] = from;
				queue[tail++] = to;
			}
	}
	for (int at = (int)goal; at != STATE_MODERATION && at >= 0; at = came_from[at])
		way[count++] = (enum state)at;
	for (int i = 0; i < count / 2; i++) {
		enum state swapped = way[i];

		way[i] = way[count - 1 - i];
		way[count - 1 - i] = swapped;
	}
	return count;
}

/* What the step asks, as far as the file knows it. */
static struct issue_step step_to(struct change *change, const struct issue_import *import,
				 int64_t organisation_id, enum state to)
{
	const struct state_facts *facts = state_facts(to);
	uint32_t fields = facts->asks | facts->one_of;
	struct issue_step step = {.to = state_key(to),
				  .note = moved_note,
				  .internal_note = "",
				  .reason = "",
				  .evidence = "",
				  .confirmed_by = "",
				  .duplicate_of = "",
				  .is_taken_over = true};
	struct category category;

	if (fields & (ASKS_RESPONSIBLE))
		step.organisation_id = organisation_id;
	if (fields & ASKS_DUE)
		step.due = import->report.due;
	if ((facts->asks & ASKS_DUE) && !date_is_set(step.due) &&
	    category_find(&change->db, import->report.category, &category) == OK)
		step.due = date_add_days(date_of(change->now), category.target_days);
	if (fields & ASKS_EVIDENCE)
		step.evidence = facts->is_by_letter ? moved_letter : moved_proof;
	if (fields & ASKS_REASON)
		step.reason = to == STATE_RESTRICTED || to == STATE_DECLINED ? "personal"
			      : to == STATE_ON_HOLD                          ? "funds"
									     : moved_proof;
	if (fields & ASKS_CONFIRMER)
		step.confirmed_by = moved_proof;
	if (fields & ASKS_REVIEW_ON)
		step.review_on = date_add_days(date_of(change->now), REVIEW_DAYS);
	return step;
}

enum outcome issue_import_body(struct change *change, int64_t community_id, const char *name,
			       int64_t *id)
{
	struct organisation body;
	enum outcome outcome;

	*id = 0;
	if (!*name)
		return OK;
	outcome = organisation_find_named(&change->db, community_id, name, &body);
	if (outcome == OK)
		*id = body.id;
	if (outcome != NOT_FOUND)
		return outcome;
	body = (struct organisation){
		.community_id = community_id, .name = name, .kind = "other", .edrpou = ""};
	return organisation_add(change, &body, id);
}

/* Whether the body is named by a step on the way. */
static bool names_body(const enum state *way, int steps)
{
	for (int i = 0; i < steps; i++)
		if ((state_facts(way[i])->asks | state_facts(way[i])->one_of) & ASKS_RESPONSIBLE)
			return true;
	return steps == 1; /* what is only registered is nobody's yet */
}

/* What is planned, or open again, had its body before it came here. */
static enum outcome keep_body(struct change *change, int64_t id, int64_t organisation_id)
{
	return change_run(change, "UPDATE issue SET organisation_id = $2 WHERE id = $1",
			  ARGS(INT(id), INT(organisation_id)));
}

static enum outcome add_one(struct change *change, struct form *form,
			    const struct issue_import *import)
{
	struct viewer viewer = {.login = change->actor.name,
				.name = change->actor.name,
				.roles = 1U << ROLE_SECRETARY | 1U << ROLE_MODERATOR |
					 1U << ROLE_RESIDENT,
				.community_id = import->community_id};
	struct issue_report report = import->report;
	enum state way[STATE_COUNT];
	struct issue_added added;
	int64_t organisation_id = 0;
	int steps = import->state == STATE_NEW ? 0
					       : way_to(import->state, *import->responsible, way);
	/* What begins by being registered comes in as staff's own entries do. */
	bool is_moderated = steps > 0 && way[0] == STATE_REGISTERED;
	enum outcome outcome;

	report.is_untouched = import->state == STATE_NEW;
	report.registered_note = moved_note;
	change->community_id = import->community_id;
	outcome = issue_add_import(change, form, is_moderated, &report, &added);
	if (outcome == OK)
		outcome = issue_import_body(change, import->community_id, import->responsible,
					    &organisation_id);
	if (outcome == OK && organisation_id && is_moderated && !names_body(way, steps))
		outcome = keep_body(change, added.id, organisation_id);
	for (int i = is_moderated; i < steps && outcome == OK; i++) {
		struct issue_step step = step_to(change, import, organisation_id, way[i]);

		outcome = issue_take_step(change, form, &viewer, added.id, &step);
	}
	return outcome;
}

/* ------------------------------------------------------------------ a file */

/* What waits for a named moment, and was not public elsewhere: it has to come in unpublished. */
static bool needs_moment(struct change *change, const struct issue_import *import)
{
	struct category category;

	return state_facts(import->state)->is_public && !import->report.publish_not_before &&
	       category_find(&change->db, import->report.category, &category) == OK &&
	       category.is_embargoed;
}

static enum outcome import_row(struct change *change, struct table *table)
{
	struct form form = form_begin(table->row_arena, &table->row);
	struct issue_import import;
	enum outcome outcome = issue_import_read(&change->db, table, &import);

	/* Of what it is one, a file cannot say: numbers are given here. */
	if (outcome == OK && import.state == STATE_DUPLICATE)
		outcome = issue_import_fault(table, "state", FAULT_NOT_ALLOWED_NOW, "duplicate");
	if (outcome == OK && import.report.publish_not_before > change->now)
		outcome = issue_import_fault(table, "published", FAULT_DATE_FUTURE, NULL);
	if (outcome == OK && needs_moment(change, &import))
		outcome = issue_import_fault(table, "state", FAULT_NOT_ALLOWED_NOW,
					     state_key(import.state));
	if (outcome != OK)
		return outcome;
	outcome = add_one(change, &form, &import);
	if (outcome == INVALID)
		issue_import_faults(table, &form);
	return outcome;
}

enum outcome issue_import(struct change *change, struct table *table, void (*progress)(size_t done),
			  struct issue_import_counts *counts)
{
	struct arena *whole = change->db.arena;
	int64_t last = db_int(&change->db, "SELECT max(id) FROM issue", NO_ARGS, 0);
	enum outcome outcome = OK;

	change->is_bulk = true;
	*counts = (struct issue_import_counts){0};
	while ((outcome == OK || outcome == INVALID || outcome == CONFLICT) && table_next(table)) {
		/* A row's memory is given back with the row, so large files need no more. */
		change->db.arena = table->row_arena;
		outcome = import_row(change, table);
		change->db.arena = whole;
		counts->read++;
		counts->added += outcome == OK;
		counts->known += outcome == CONFLICT;
		if (progress)
			progress(counts->read);
	}
	change->is_bulk = false;
	if (table->faults.count)
		return INVALID;
	return outcome == OK || outcome == CONFLICT ? search_put_behind(change, last) : outcome;
}
