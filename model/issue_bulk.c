#include "issue_bulk.h"

#include "issue_queue.h"
#include "organisation.h"
#include "state.h"

#define BULK(member) offsetof(struct issue_bulk, member)

const struct field issue_bulk_fields[] = {
	{.name = "issue", .kind = FIELD_LIST, .most = 20, .offset = BULK(issues)},
	{.name = "act", .kind = FIELD_LINE, .is_required = true, .most = 20, .offset = BULK(act)},
	{.name = "note", .kind = FIELD_TEXT, .most = 2000, .offset = BULK(note)},
	{.name = "responsible", .kind = FIELD_INTEGER, .offset = BULK(organisation_id)},
	{.name = "due", .kind = FIELD_DATE, .offset = BULK(due)},
	{.name = "duplicate_of", .kind = FIELD_LINE, .most = 20, .offset = BULK(duplicate_of)},
	{.name = "reason", .kind = FIELD_LINE, .most = 20, .offset = BULK(reason)},
	{0},
};

/* The state an act leads to, where it is a step. */
static const struct {
	const char *key;
	int state; /* -1: none */
} acts[BULK_ACT_COUNT] = {
	[BULK_REGISTER] = {"register", STATE_REGISTERED},
	[BULK_ASSIGN] = {"assign", STATE_ASSIGNED},
	[BULK_MEETING] = {"meeting", -1},
	[BULK_DUPLICATE] = {"duplicate", STATE_DUPLICATE},
	[BULK_HIDE] = {"hide", -1},
};

const char *issue_bulk_key(enum bulk_act act)
{
	return acts[act].key;
}

int issue_bulk_find(const char *key)
{
	for (int i = 0; i < BULK_ACT_COUNT; i++)
		if (strcmp(acts[i].key, key) == 0)
			return i;
	return -1;
}

bool issue_bulk_is_open_to(const struct viewer *viewer, enum bulk_act act)
{
	if (act == BULK_HIDE)
		return viewer_may(viewer, MODERATE_ISSUE);
	if (act == BULK_MEETING)
		return issue_agenda_is_open_to(viewer);
	return viewer->roles & state_facts((enum state)acts[act].state)->roles;
}

/* ------------------------------------------------------------------ what the act lacks */

static void check_step(struct change *change, struct form *form, const struct issue_bulk *bulk,
		       enum state to)
{
	uint32_t given = (*bulk->note ? ASKS_NOTE : 0u) |
			 (bulk->organisation_id ? ASKS_RESPONSIBLE : 0u) |
			 (date_is_set(bulk->due) ? ASKS_DUE : 0u) |
			 (*bulk->duplicate_of ? ASKS_DUPLICATE_OF : 0u);
	struct issue_key key = {.community_id = change->community_id}, main_key;
	struct organisation organisation;
	uint32_t missing;

	while ((missing = state_missing(to, given))) {
		form_fault(form, state_asks_field(missing), FAULT_MISSING);
		given |= missing;
	}
	if (bulk->organisation_id && organisation_find(&change->db, change->community_id,
						       bulk->organisation_id, &organisation) != OK)
		form_fault(form, "responsible", FAULT_UNKNOWN);
	if (to == STATE_ASSIGNED && date_is_set(bulk->due) &&
	    date_compare(bulk->due, date_of(change->now)) < 0)
		form_fault(form, "due", FAULT_DATE_PAST);
	if (to == STATE_DUPLICATE && *bulk->duplicate_of &&
	    (issue_key_read(bulk->duplicate_of, &key) != OK ||
	     issue_main(&change->db, key, &main_key) != OK))
		form_fault_with(form, (struct fault){.field = "duplicate_of",
						     .kind = FAULT_UNKNOWN,
						     .detail = bulk->duplicate_of});
}

static enum outcome check(struct change *change, struct form *form, const struct viewer *viewer,
			  const struct issue_bulk *bulk, int act)
{
	const struct issue_reason *reason = issue_reason_find(bulk->reason);

	if (!bulk->issues.count)
		form_fault(form, "issue", FAULT_MISSING);
	if (bulk->issues.count > BULK_MOST)
		form_fault_with(form, (struct fault){.field = "issue",
						     .kind = FAULT_OUT_OF_RANGE,
						     .number = 1,
						     .other = BULK_MOST});
	if (act < 0)
		return form_fault_with(
			form,
			(struct fault){.field = "act", .kind = FAULT_UNKNOWN, .detail = bulk->act});
	if (!issue_bulk_is_open_to(viewer, (enum bulk_act)act))
		return form_fault(form, "act", FAULT_NOT_FOR_ROLE);
	if (act == BULK_HIDE && !(reason && reason->is_for_hiding))
		form_fault(form, "reason", *bulk->reason ? FAULT_UNKNOWN : FAULT_MISSING);
	if (acts[act].state >= 0)
		check_step(change, form, bulk, (enum state)acts[act].state);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}

/* ------------------------------------------------------------------ one issue */

static enum outcome do_one(struct change *change, struct form *form, const struct viewer *viewer,
			   const struct issue_bulk *bulk, enum bulk_act act, int64_t id)
{
	struct issue_step step = {.note = bulk->note};
	struct issue_remark remark = {.reason = bulk->reason};

	if (act == BULK_HIDE)
		return issue_hide(change, form, viewer, id, &remark);
	if (act == BULK_MEETING)
		return issue_put_on_agenda(change, form, viewer, id, true);
	step.to = state_key((enum state)acts[act].state);
	if (act == BULK_ASSIGN) {
		step.organisation_id = bulk->organisation_id;
		step.due = bulk->due;
	}
	if (act == BULK_DUPLICATE)
		step.duplicate_of = bulk->duplicate_of;
	return issue_take_step(change, form, viewer, id, &step);
}

/* Its own form, with nothing typed: a moment that was set before holds. */
static enum outcome do_numbered(struct change *change, const struct viewer *viewer,
				const struct issue_bulk *bulk, enum bulk_act act,
				const char *number, struct fault *fault)
{
	static const struct pairs nothing = {0};
	struct form form = form_begin(change->db.arena, &nothing);
	struct issue_key key = {.community_id = viewer->community_id};
	struct issue_work work;
	enum outcome outcome = issue_key_read(number, &key);

	if (outcome == OK)
		outcome = issue_find_work(&change->db, key, change->now, &work);
	if (outcome == OK && !issue_is_open_to(viewer, &work))
		outcome = NOT_FOUND;
	if (outcome == OK)
		outcome = do_one(change, &form, viewer, bulk, act, work.issue.id);
	if (form.faults.count)
		*fault = form.faults.items[0];
	else
		*fault = (struct fault){.field = "issue", .kind = FAULT_UNKNOWN, .detail = number};
	return outcome;
}

/* What one issue met is its own; what the disk or the database met is everybody's. */
static bool is_its_own(enum outcome outcome)
{
	return outcome == INVALID || outcome == NOT_FOUND || outcome == GONE ||
	       outcome == CONFLICT || outcome == FORBIDDEN;
}

static enum outcome do_part(struct change *change, const struct viewer *viewer,
			    const struct issue_bulk *bulk, enum bulk_act act, const char *number,
			    struct issue_bulk_faults *faults)
{
	struct fault fault;
	enum outcome outcome = change_part_begin(change), ended;

	if (outcome != OK)
		return outcome;
	outcome = do_numbered(change, viewer, bulk, act, number, &fault);
	ended = change_part_end(change, outcome == OK);
	if (is_its_own(outcome)) {
		*LIST_ADD(change->db.arena, faults) = (struct issue_bulk_fault){.number = number,
										.fault = fault};
		outcome = OK;
	}
	return outcome == OK ? ended : outcome;
}

static bool was_ticked_before(const struct texts *issues, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(issues->items[i], issues->items[at]) == 0)
			return true;
	return false;
}

enum outcome issue_bulk_do(struct change *change, struct form *form, const struct viewer *viewer,
			   const struct issue_bulk *bulk, struct issue_bulk_faults *faults)
{
	struct issue_bulk_faults found = {0};
	int act = issue_bulk_find(bulk->act);
	enum outcome outcome = check(change, form, viewer, bulk, act);

	for (size_t i = 0; outcome == OK && i < bulk->issues.count; i++)
		if (!was_ticked_before(&bulk->issues, i))
			outcome = do_part(change, viewer, bulk, (enum bulk_act)act,
					  bulk->issues.items[i], &found);
	if (outcome == OK)
		*faults = found;
	return outcome;
}
