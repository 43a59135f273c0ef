#include "reporter.h"

#include "audit.h"
#include "issue_read.h"
#include "state.h"

static bool is_waiting(struct db *db, int64_t issue_id, enum message_kind kind)
{
	return db_int(db,
		      "SELECT count(*) FROM issue_message WHERE issue_id = $1 AND kind = $2 "
		      "AND state = 'waiting' AND report_id IS NULL",
		      ARGS(INT(issue_id), TEXT(message_kind_key(kind))), 0) > 0;
}

static bool is_unregistered(const struct issue_work *work)
{
	return strcmp(work->issue.state, "new") == 0 ||
	       strcmp(work->issue.state, "moderation") == 0;
}

struct reporter_choices reporter_choices_of(struct db *db, const struct issue_work *work,
					    int64_t now)
{
	enum state state = (enum state)state_find(work->issue.state);
	int64_t id = work->issue.id;
	bool is_over = state_facts(state)->is_terminal;

	return (struct reporter_choices){
		/* A duplicate goes on elsewhere; what was declined does not. */
		.may_add = state != STATE_DUPLICATE && state != STATE_DECLINED,
		.may_withdraw = !is_over && state != STATE_RESOLVED &&
				!is_waiting(db, id, MESSAGE_WITHDRAWAL),
		.may_confirm = state == STATE_RESOLVED && !is_waiting(db, id, MESSAGE_CONFIRMATION),
		.may_reopen = issue_can_reopen(&work->issue, now),
	};
}

/* Nobody has worked on it, so nobody has to be asked. */
static enum outcome withdraw(struct change *change, const struct issue_work *work)
{
	struct arena *arena = change->db.arena;
	int64_t id = work->issue.id, event_id;
	struct issue_standing standing;
	struct pairs before = {0}, after = {0};
	enum outcome outcome = issue_standing_find(&change->db, id, &standing);

	if (outcome != OK)
		return outcome;
	issue_standing_move(&standing, STATE_DECLINED, change->now);
	outcome = issue_standing_keep(change, id, &standing);
	if (outcome == OK)
		outcome = issue_event_add(change,
					  &(struct issue_event){.issue_id = id,
								.kind = "step",
								.from_state = work->issue.state,
								.to_state = standing.state,
								.role = role_key(ROLE_RESIDENT),
								.reason = "withdrawn"},
					  &event_id);
	pairs_add(arena, &before, "state", work->issue.state);
	pairs_add(arena, &after, "state", standing.state);
	if (outcome == OK)
		outcome = audit_add(change, "issue step", issue_subject(arena, id),
				    audit_json(arena, &before), audit_json(arena, &after));
	return outcome == OK ? issue_tell(change, id, work->is_public, 0) : outcome;
}

static enum outcome reopen(struct change *change, struct form *form, const struct issue_work *work,
			   const char *text)
{
	enum outcome outcome = issue_reopen_by_resident(change, form, work->issue.id);

	if (outcome != OK || !text || !*text)
		return outcome;
	return message_add(change, form,
			   &(struct message_entry){.issue_id = work->issue.id,
						   .kind = MESSAGE_REOPENING,
						   .text = text});
}

enum outcome reporter_send(struct change *change, struct form *form, const struct issue_work *work,
			   enum message_kind kind, const char *text)
{
	struct reporter_choices choices = reporter_choices_of(&change->db, work, change->now);
	const bool may[MESSAGE_KIND_COUNT] = {
		[MESSAGE_ADDITION] = choices.may_add,
		[MESSAGE_WITHDRAWAL] = choices.may_withdraw,
		[MESSAGE_CONFIRMATION] = choices.may_confirm,
		[MESSAGE_REOPENING] = choices.may_reopen,
	};

	if (!may[kind])
		return CONFLICT;
	if (kind == MESSAGE_REOPENING)
		return reopen(change, form, work, text);
	if (kind == MESSAGE_WITHDRAWAL && is_unregistered(work))
		return withdraw(change, work);
	return message_add(
		change, form,
		&(struct message_entry){.issue_id = work->issue.id, .kind = kind, .text = text});
}
