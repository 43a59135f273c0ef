/*
 * message.c - residents' messages to an issue: kept, listed, decided. What the reporter may do at
 * once, without waiting for anybody, is in reporter.c.
 */
#include "message.h"

#include "audit.h"
#include "base/text.h"
#include "flag.h"
#include "issue_read.h"
#include "state.h"

#define ENTRY(member)    offsetof(struct message_entry, member)
#define DECISION(member) offsetof(struct message_decision, member)

const struct field message_entry_fields[] = {
	{.name = "text", .kind = FIELD_TEXT, .most = 2000, .offset = ENTRY(text)},
	{0},
};

const struct field message_decision_fields[] = {
	{.name = "message", .kind = FIELD_INTEGER, .offset = DECISION(message_id)},
	{.name = "text", .kind = FIELD_TEXT, .most = 2000, .offset = DECISION(text)},
	{.name = "reason", .kind = FIELD_LINE, .most = 20, .offset = DECISION(reason)},
	{0},
};

/* The step that a message asks for, "" for words alone; from which states it makes sense to send it. */
static const struct {
	const char *key;
	bool needs_text;
	const char *step;
	uint32_t states; /* bits 1 << enum state; 0: all */
} kinds[MESSAGE_KIND_COUNT] = {
	[MESSAGE_ADDITION] = {"addition", true, "", 0},
	[MESSAGE_WITHDRAWAL] = {"withdrawal", false, "clarified", 0},
	[MESSAGE_CONFIRMATION] = {"confirmation", false, "closed", 1u << STATE_RESOLVED},
	[MESSAGE_REOPENING] = {"reopening", false, "reopened", 0},
	[MESSAGE_COMMENT] = {"comment", true, "", 0},
};

/* glossary.tsv's reasons of moderation, and two that only messages have. */
static const struct message_reason reasons[] = {
	{"personal", "contains personal data", "містить персональні дані"},
	{"minor", "may identify a child", "може ідентифікувати дитину"},
	{"military", "information restricted under martial law",
	 "інформація, поширення якої обмежено під час воєнного стану"},
	{"offtopic", "not about this issue", "не стосується цієї проблеми"},
	{"known", "says nothing new", "не містить нового"},
	{"unfounded", "was not borne out", "не підтвердилося"},
	{0},
};

const char *message_kind_key(enum message_kind kind)
{
	return kinds[kind].key;
}

int message_kind_find(const char *key)
{
	for (int i = 0; i < MESSAGE_KIND_COUNT; i++)
		if (strcmp(kinds[i].key, key) == 0)
			return i;
	return -1;
}

const struct message_reason *message_reasons(void)
{
	return reasons;
}

const struct message_reason *message_reason_find(const char *key)
{
	for (const struct message_reason *reason = reasons; reason->key; reason++)
		if (strcmp(reason->key, key) == 0)
			return reason;
	return NULL;
}

/* ------------------------------------------------------------------ reading */

#define SELECT                                                                                \
	"SELECT m.id, m.issue_id, i.year, i.number, i.title, m.at, m.kind, m.text, m.flags, " \
	"m.state, m.reason, r.year, r.number FROM issue_message m "                           \
	"JOIN issue i ON i.id = m.issue_id LEFT JOIN issue r ON r.id = m.report_id"

static struct message read_message(struct rows *rows)
{
	return (struct message){
		.id = rows_int(rows, 0),
		.issue_id = rows_int(rows, 1),
		.year = rows_int(rows, 2),
		.number = rows_int(rows, 3),
		.title = rows_text(rows, 4),
		.at = rows_int(rows, 5),
		.kind = rows_text(rows, 6),
		.text = rows_text(rows, 7),
		.flags = (uint32_t)rows_int(rows, 8),
		.state = rows_text(rows, 9),
		.reason = rows_text(rows, 10),
		.report_year = rows_int(rows, 11),
		.report_number = rows_int(rows, 12),
	};
}

static struct messages read_messages(struct db *db, const char *sql, struct values values)
{
	struct messages messages = {0};
	struct rows rows = db_rows(db, sql, values);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &messages) = read_message(&rows);
	return messages;
}

struct messages message_waiting(struct db *db, int64_t community_id, int limit)
{
	return read_messages(db,
			     SELECT " WHERE m.community_id = $1 AND m.state = 'waiting' "
				    "ORDER BY m.id LIMIT $2",
			     ARGS(INT(community_id), INT(limit)));
}

int64_t message_waiting_count(struct db *db, int64_t community_id)
{
	return db_int(db,
		      "SELECT count(*) FROM issue_message WHERE community_id = $1 "
		      "AND state = 'waiting'",
		      ARGS(INT(community_id)), 0);
}

struct messages message_waiting_of(struct db *db, int64_t issue_id)
{
	return read_messages(db,
			     SELECT " WHERE m.issue_id = $1 AND m.state = 'waiting' ORDER BY m.id",
			     ARGS(INT(issue_id)));
}

struct messages message_of_reporter(struct db *db, int64_t issue_id)
{
	return read_messages(db,
			     SELECT " WHERE m.issue_id = $1 AND m.kind <> 'comment' "
				    "AND m.report_id IS NULL ORDER BY m.id",
			     ARGS(INT(issue_id)));
}

/* ------------------------------------------------------------------ coming in */

static enum outcome note_done(struct change *change, const char *action, int64_t issue_id,
			      const char *kind, const char *reason)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	/* Nothing of the words: they may name people, and the log is for ever. */
	pairs_add(arena, &after, "kind", kind);
	if (*reason)
		pairs_add(arena, &after, "reason", reason);
	return audit_add(change, action, issue_subject(arena, issue_id), "",
			 audit_json(arena, &after));
}

static enum outcome check_entry(struct change *change, struct form *form,
				const struct message_entry *entry, const struct issue_work *work)
{
	uint32_t here = 1u << state_find(work->issue.state);

	if (entry->kind == MESSAGE_COMMENT && !work->is_public)
		return work->issue.published_at ? GONE : NOT_FOUND;
	if (kinds[entry->kind].states && !(kinds[entry->kind].states & here))
		return CONFLICT;
	if (kinds[entry->kind].needs_text && !*text_or_empty(entry->text))
		return form_fault(form, "text", FAULT_MISSING);
	if (db_int(&change->db,
		   "SELECT count(*) FROM issue_message WHERE issue_id = $1 AND state = 'waiting'",
		   ARGS(INT(entry->issue_id)), 0) >= MESSAGE_WAITING_MOST)
		return TOO_OFTEN;
	return db_outcome(&change->db);
}

enum outcome message_add(struct change *change, struct form *form,
			 const struct message_entry *entry)
{
	struct issue_work work;
	enum outcome outcome = issue_find_work_id(&change->db, entry->issue_id, change->now, &work);

	if (outcome == OK)
		outcome = check_entry(change, form, entry, &work);
	if (outcome == OK)
		outcome = change_run(
			change,
			"INSERT INTO issue_message (community_id, issue_id, at, kind, text, flags, "
			"state, report_id) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7)",
			ARGS(INT(work.issue.community_id), INT(entry->issue_id), INT(change->now),
			     TEXT(kinds[entry->kind].key), TEXT(text_or_empty(entry->text)),
			     INT(flags_of(change->db.arena, entry->text)),
			     INT_OR_NONE(entry->report_id)));
	return outcome == OK ? note_done(change, "message add", entry->issue_id,
					 kinds[entry->kind].key, "")
			     : outcome;
}

/* ------------------------------------------------------------------ moderation */

const char *message_step(const struct message *message, const struct issue_work *work)
{
	const char *step = kinds[message_kind_find(message->kind)].step;
	int from = state_find(work->issue.state), to = *step ? state_find(step) : -1;

	/* The issue may stand there already, or beyond: then the words are all there is. */
	return to >= 0 && state_leads_to((enum state)from, (enum state)to) ? step : "";
}

bool message_is_open_to(const struct viewer *viewer, const struct message *message,
			const struct issue_work *work)
{
	const char *step = message_step(message, work);

	if (!viewer_may(viewer, MODERATE_ISSUE) || !issue_is_open_to(viewer, work))
		return false;
	return !*step || state_step_fault(viewer, (enum state)state_find(work->issue.state),
					  (enum state)state_find(step),
					  work->issue.organisation_id) == FAULT_NONE;
}

/* One on its way to be decided, and the issue it belongs to. */
struct deciding {
	struct change *change;
	struct form *form;
	const struct viewer *viewer;
	struct message message;
	struct issue_work work;
	enum message_kind kind;
	const char *text, *reason;
};

static enum outcome begin(struct deciding *deciding, const struct message_decision *decision)
{
	struct db *db = &deciding->change->db;
	struct rows rows = db_rows(db, SELECT " WHERE m.id = $1", ARGS(INT(decision->message_id)));
	enum outcome outcome;

	if (!rows_next(&rows))
		return db_missing(db);
	deciding->message = read_message(&rows);
	rows_end(&rows);
	deciding->kind = (enum message_kind)message_kind_find(deciding->message.kind);
	deciding->text = text_or_empty(decision->text);
	deciding->reason = text_or_empty(decision->reason);
	outcome = issue_find_work_id(db, deciding->message.issue_id, deciding->change->now,
				     &deciding->work);
	if (outcome == OK && !issue_is_open_to(deciding->viewer, &deciding->work))
		outcome = NOT_FOUND;
	if (outcome == OK && strcmp(deciding->message.state, "waiting") != 0)
		outcome = CONFLICT;
	return outcome;
}

/* The words themselves go: either the history has them now, or nobody should. */
static enum outcome finish(struct deciding *deciding, const char *state, int64_t event_id)
{
	struct change *change = deciding->change;
	enum outcome outcome = change_run(
		change,
		"UPDATE issue_message SET state = $2, reason = $3, decided_at = $4, "
		"decided_by = $5, event_id = $6, text = '' WHERE id = $1",
		ARGS(INT(deciding->message.id), TEXT(state), TEXT(deciding->reason),
		     INT(change->now), INT_OR_NONE(change->actor.person_id),
		     INT_OR_NONE(event_id)));

	return outcome == OK ? note_done(change,
					 strcmp(state, "accepted") == 0 ? "message accept"
									: "message decline",
					 deciding->work.issue.id, deciding->message.kind,
					 deciding->reason)
			     : outcome;
}

/* The words become a line that everybody who sees the issue can read. */
static enum outcome put_line(struct deciding *deciding, int64_t *event_id)
{
	struct change *change = deciding->change;
	const struct issue *issue = &deciding->work.issue;
	enum outcome outcome = issue_event_add(
		change,
		&(struct issue_event){.issue_id = issue->id,
				      .kind = "message",
				      .from_state = issue->state,
				      .to_state = issue->state,
				      .role = role_key(ROLE_RESIDENT),
				      .public_note = deciding->text,
				      .reason = deciding->message.kind,
				      .is_public = true},
		event_id);

	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE issue SET updated_at = $2, revision = revision + 1 "
				     "WHERE id = $1",
				     ARGS(INT(issue->id), INT(change->now)));
	return outcome == OK ? issue_tell(change, issue->id, deciding->work.is_public, *event_id)
			     : outcome;
}

/* What was reported anew becomes a duplicate of what it was about. */
static enum outcome join_report(struct deciding *deciding)
{
	struct change *change = deciding->change;
	const struct message *message = &deciding->message;
	struct issue_key key = {deciding->work.issue.community_id, message->report_year,
				message->report_number};
	struct issue_work report;
	enum outcome outcome;

	if (!message->report_number)
		return OK;
	outcome = issue_find_work(&change->db, key, change->now, &report);
	if (outcome != OK ||
	    !state_leads_to((enum state)state_find(report.issue.state), STATE_DUPLICATE))
		return outcome; /* it was dealt with by itself */
	return issue_take_step(
		change, deciding->form, deciding->viewer, report.issue.id,
		&(struct issue_step){.to = state_key(STATE_DUPLICATE),
				     .duplicate_of = issue_key_text(change->db.arena, message->year,
								    message->number)});
}

/* The step that was asked for, with the moderator's words as its note. */
static enum outcome take_step(struct deciding *deciding)
{
	struct issue_step step = {.to = kinds[deciding->kind].step, .note = deciding->text};

	if (deciding->kind == MESSAGE_CONFIRMATION) {
		step.confirmed_by = role_key(ROLE_RESIDENT);
		step.is_reporters = true;
	}
	if (deciding->kind == MESSAGE_REOPENING)
		step.reason = deciding->message.report_number ? "report" : "reporter";
	return issue_take_step(deciding->change, deciding->form, deciding->viewer,
			       deciding->work.issue.id, &step);
}

enum outcome message_accept(struct change *change, struct form *form, const struct viewer *viewer,
			    const struct message_decision *decision)
{
	struct deciding deciding = {.change = change, .form = form, .viewer = viewer};
	int64_t event_id = 0;
	enum outcome outcome = begin(&deciding, decision);

	deciding.reason = "";
	if (outcome == OK && !*deciding.text)
		outcome = form_fault(form, "text", FAULT_MISSING);
	if (outcome == OK)
		outcome = *message_step(&deciding.message, &deciding.work)
				  ? take_step(&deciding)
				  : put_line(&deciding, &event_id);
	if (outcome == OK)
		outcome = join_report(&deciding);
	return outcome == OK ? finish(&deciding, "accepted", event_id) : outcome;
}

enum outcome message_decline(struct change *change, struct form *form, const struct viewer *viewer,
			     const struct message_decision *decision)
{
	struct deciding deciding = {.change = change, .form = form, .viewer = viewer};
	enum outcome outcome = begin(&deciding, decision);

	if (outcome != OK)
		return outcome;
	if (!*deciding.reason)
		return form_fault(form, "reason", FAULT_MISSING);
	if (!message_reason_find(deciding.reason))
		return form_fault_with(form, (struct fault){.field = "reason",
							    .kind = FAULT_UNKNOWN,
							    .detail = deciding.reason});
	return finish(&deciding, "declined", 0);
}
