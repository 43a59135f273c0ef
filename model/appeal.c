/*
 * appeal.c - the records of appeals: read, registered, changed, answered.
 */
#include "appeal.h"

#include "audit.h"
#include "state.h"

#define COLUMNS                                                                            \
	"a.id, a.community_id, a.issue_id, i.year, i.number, i.title, i.state, a.number, " \
	"a.arrived_on, a.received_on, a.kind, a.receipt, a.sign, a.subject, a.term, "      \
	"a.due_on, a.notified_on, a.forwarded_on, a.answered_on, a.outcome, a.revision"
#define APPEAL_SELECT "SELECT " COLUMNS " FROM appeal a JOIN issue i ON i.id = a.issue_id"

#define ENTRY(member)  offsetof(struct appeal_entry, member)
#define ANSWER(member) offsetof(struct appeal_answer, member)

const struct field appeal_fields[] = {
	{.name = "number",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 40,
	 .offset = ENTRY(number)},
	{.name = "arrived", .kind = FIELD_DATE, .is_required = true, .offset = ENTRY(arrived)},
	{.name = "counted", .kind = FIELD_LINE, .most = 10, .offset = ENTRY(counted)},
	{.name = "kind", .kind = FIELD_LINE, .is_required = true, .most = 5, .offset = ENTRY(kind)},
	{.name = "receipt",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 5,
	 .offset = ENTRY(receipt)},
	{.name = "sign", .kind = FIELD_LINE, .is_required = true, .most = 5, .offset = ENTRY(sign)},
	{.name = "subject",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 5,
	 .offset = ENTRY(subject)},
	{.name = "term",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = appeal_term_find,
	 .offset = ENTRY(term)},
	{.name = "notified", .kind = FIELD_DATE, .offset = ENTRY(notified)},
	{.name = "forwarded", .kind = FIELD_DATE, .offset = ENTRY(forwarded)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = ENTRY(revision)},
	{0},
};

const struct field appeal_answer_fields[] = {
	{.name = "outcome",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .most = 5,
	 .offset = ANSWER(outcome)},
	{.name = "answered", .kind = FIELD_DATE, .is_required = true, .offset = ANSWER(answered)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = ANSWER(revision)},
	{0},
};

/* ------------------------------------------------------------------ reading */

static struct appeal read_row(struct rows *rows, struct date today)
{
	struct appeal appeal = {.id = rows_int(rows, 0),
				.community_id = rows_int(rows, 1),
				.issue_id = rows_int(rows, 2),
				.issue_year = rows_int(rows, 3),
				.issue_number = rows_int(rows, 4),
				.issue_title = rows_text(rows, 5),
				.issue_state = rows_text(rows, 6),
				.number = rows_text(rows, 7),
				.arrived = rows_date(rows, 8),
				.received = rows_date(rows, 9),
				.kind = rows_text(rows, 10),
				.receipt = rows_text(rows, 11),
				.sign = rows_text(rows, 12),
				.subject = rows_text(rows, 13),
				.term = (enum appeal_term)appeal_term_find(rows_text(rows, 14)),
				.due = rows_date(rows, 15),
				.notified = rows_date(rows, 16),
				.forwarded = rows_date(rows, 17),
				.answered = rows_date(rows, 18),
				.outcome = rows_text(rows, 19),
				.revision = rows_int(rows, 20)};

	appeal.is_overdue = !date_is_set(appeal.answered) && date_compare(appeal.due, today) < 0;
	return appeal;
}

static struct appeals read_all(struct db *db, struct rows rows, int64_t now)
{
	struct appeals appeals = {0};
	struct date today = date_of(now);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &appeals) = read_row(&rows, today);
	return appeals;
}

enum outcome appeal_find(struct db *db, int64_t community_id, int64_t id, int64_t now,
			 struct appeal *appeal)
{
	struct appeals found = read_all(
		db,
		db_rows(db, APPEAL_SELECT " WHERE a.id = $1 AND a.community_id = $2",
			ARGS(INT(id), INT(community_id))),
		now);

	if (!found.count)
		return db_missing(db);
	*appeal = found.items[0];
	return OK;
}

struct appeals appeal_waiting(struct db *db, int64_t community_id, struct appeal_place behind,
			      int limit, int64_t now)
{
	const char *day = date_is_set(behind.day) ? date_iso(db->arena, behind.day) : "";

	return read_all(db,
			db_rows(db,
				APPEAL_SELECT " WHERE a.community_id = $1 AND a.answered_on IS NULL"
					      " AND (a.due_on, a.id) > ($2, $3)"
					      " ORDER BY a.due_on, a.id LIMIT $4",
				ARGS(INT(community_id), TEXT(day), INT(behind.id), INT(limit))),
			now);
}

struct appeals appeal_answered(struct db *db, int64_t community_id, struct appeal_place behind,
			       int limit, int64_t now)
{
	const char *day = date_is_set(behind.day) ? date_iso(db->arena, behind.day) : "9999";

	return read_all(db,
			db_rows(db,
				APPEAL_SELECT
				" WHERE a.community_id = $1 AND a.answered_on IS NOT NULL"
				" AND (a.answered_on, a.id) < ($2, $3)"
				" ORDER BY a.answered_on DESC, a.id DESC LIMIT $4",
				ARGS(INT(community_id), TEXT(day), INT(behind.id), INT(limit))),
			now);
}

struct appeals appeal_of_issue(struct db *db, int64_t issue_id, int64_t now)
{
	return read_all(db,
			db_rows(db, APPEAL_SELECT " WHERE a.issue_id = $1 ORDER BY a.id LIMIT 100",
				ARGS(INT(issue_id))),
			now);
}

struct appeal_counts appeal_count(struct db *db, int64_t community_id, int64_t now)
{
	struct value community = INT(community_id), today = DATE(db->arena, date_of(now));

	return (struct appeal_counts){
		.waiting = db_int(db,
				  "SELECT count(*) FROM appeal WHERE community_id = $1 "
				  "AND answered_on IS NULL",
				  ARGS(community), 0),
		.overdue = db_int(db,
				  "SELECT count(*) FROM appeal WHERE community_id = $1 "
				  "AND answered_on IS NULL AND due_on < $2",
				  ARGS(community, today), 0),
		.answered = db_int(db,
				   "SELECT count(*) FROM appeal WHERE community_id = $1 "
				   "AND answered_on IS NOT NULL",
				   ARGS(community), 0)};
}

/* ------------------------------------------------------------------ checks */

static void check_mark(struct form *form, const char *field, const char *code, int characteristic)
{
	if (!appeal_mark_is_of(code, characteristic))
		form_fault_with(
			form,
			(struct fault){.field = field, .kind = FAULT_UNKNOWN, .detail = code});
}

/* From when its terms are counted; a day off is asked back, as what came at night may be. */
static struct date received_of(struct form *form, const struct appeal_entry *entry)
{
	bool is_next = strcmp(entry->counted, "next") == 0;

	if (*entry->counted && !is_next && strcmp(entry->counted, "day") != 0)
		form_fault_with(form, (struct fault){.field = "counted",
						     .kind = FAULT_UNKNOWN,
						     .detail = entry->counted});
	else if (!*entry->counted && appeal_is_day_off(entry->arrived))
		form_fault(form, "counted", FAULT_DAY_OFF);
	return is_next ? appeal_next_working_day(entry->arrived) : entry->arrived;
}

/* A day on which something was done lies between the arrival and today. */
static void check_done(struct change *change, struct form *form, const char *field,
		       struct date done, struct date arrived)
{
	if (!date_is_set(done))
		return;
	if (date_compare(done, date_of(change->now)) > 0)
		form_fault(form, field, FAULT_DATE_FUTURE);
	else if (date_compare(done, arrived) < 0)
		form_fault(form, field, FAULT_DATE_ORDER);
}

static bool is_taken(struct change *change, const struct appeal_entry *entry, struct date received,
		     int64_t id)
{
	return db_int(&change->db,
		      "SELECT id FROM appeal WHERE community_id = $1 AND number = $2 "
		      "AND received_on = $3 AND id <> $4",
		      ARGS(INT(change->community_id), TEXT(entry->number),
			   DATE(change->db.arena, received), INT(id)),
		      0);
}

/* id: of the record itself when it is changed, else 0. */
static enum outcome check(struct change *change, struct form *form,
			  const struct appeal_entry *entry, int64_t id, struct date *received)
{
	if (!appeal_number_is_safe(change->db.arena, entry->number))
		form_fault(form, "number", FAULT_INITIAL);
	*received = received_of(form, entry);
	check_mark(form, "kind", entry->kind, 3);
	check_mark(form, "receipt", entry->receipt, 1);
	check_mark(form, "sign", entry->sign, 2);
	check_mark(form, "subject", entry->subject, 5);
	if (date_compare(entry->arrived, date_of(change->now)) > 0)
		form_fault(form, "arrived", FAULT_DATE_FUTURE);
	/* Art. 20: it takes longer only when the person is told so. */
	if (entry->term == APPEAL_EXTENDED && !date_is_set(entry->notified))
		form_fault(form, "notified", FAULT_MISSING);
	check_done(change, form, "notified", entry->notified, entry->arrived);
	check_done(change, form, "forwarded", entry->forwarded, entry->arrived);
	if (!form->faults.count && is_taken(change, entry, *received, id))
		form_fault(form, "number", FAULT_TAKEN);
	return form->faults.count ? INVALID : db_outcome(&change->db);
}

/* ------------------------------------------------------------------ writing */

static void add_date(struct arena *arena, struct pairs *pairs, const char *name, struct date date)
{
	if (date_is_set(date))
		pairs_add(arena, pairs, name, date_iso(arena, date));
}

/* Dates and marks; a number may lead to its author in the council's own book. */
static const char *audit_of_entry(struct arena *arena, int64_t issue_id,
				  const struct appeal_entry *entry, struct date received)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "issue", arena_printf(arena, "%lld", (long long)issue_id));
	add_date(arena, &pairs, "received", received);
	pairs_add(arena, &pairs, "marks",
		  arena_printf(arena, "%s %s %s %s", entry->receipt, entry->sign, entry->kind,
			       entry->subject));
	pairs_add(arena, &pairs, "term", appeal_term_key((enum appeal_term)entry->term));
	add_date(arena, &pairs, "notified", entry->notified);
	add_date(arena, &pairs, "forwarded", entry->forwarded);
	return audit_json(arena, &pairs);
}

static const char *subject_of(struct arena *arena, int64_t id)
{
	return arena_printf(arena, "appeal %lld", (long long)id);
}

enum outcome appeal_add(struct change *change, struct form *form, int64_t issue_id,
			const struct appeal_entry *entry, int64_t *id)
{
	struct arena *arena = change->db.arena;
	struct date received;
	int64_t made = 0;
	enum outcome outcome = check(change, form, entry, 0, &received);

	if (outcome == OK &&
	    !db_int(&change->db, "SELECT 1 FROM issue WHERE id = $1 AND community_id = $2",
		    ARGS(INT(issue_id), INT(change->community_id)), 0))
		outcome = db_missing(&change->db);
	if (outcome != OK)
		return outcome;
	outcome = change_insert(
		change,
		"INSERT INTO appeal (community_id, issue_id, number, arrived_on, received_on, "
		"kind, receipt, sign, subject, term, due_on, notified_on, forwarded_on) VALUES "
		"($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
		ARGS(INT(change->community_id), INT(issue_id), TEXT(entry->number),
		     DATE(arena, entry->arrived), DATE(arena, received), TEXT(entry->kind),
		     TEXT(entry->receipt), TEXT(entry->sign), TEXT(entry->subject),
		     TEXT(appeal_term_key((enum appeal_term)entry->term)),
		     DATE(arena, appeal_due(received, (enum appeal_term)entry->term)),
		     DATE(arena, entry->notified), DATE(arena, entry->forwarded)),
		&made);
	if (outcome == OK)
		outcome = audit_add(change, "appeal add", subject_of(arena, made), "",
				    audit_of_entry(arena, issue_id, entry, received));
	if (outcome == OK)
		*id = made;
	return outcome;
}

static enum outcome check_revision(struct form *form, int64_t read, const struct appeal *appeal)
{
	return !read || read == appeal->revision ? OK
						 : form_fault(form, "", FAULT_CHANGED_MEANWHILE);
}

static struct appeal_entry entry_of(const struct appeal *appeal)
{
	return (struct appeal_entry){.receipt = appeal->receipt,
				     .sign = appeal->sign,
				     .kind = appeal->kind,
				     .subject = appeal->subject,
				     .term = (int)appeal->term,
				     .notified = appeal->notified,
				     .forwarded = appeal->forwarded};
}

enum outcome appeal_change(struct change *change, struct form *form, int64_t id,
			   const struct appeal_entry *entry)
{
	struct arena *arena = change->db.arena;
	struct date received;
	struct appeal old;
	struct appeal_entry before;
	enum outcome outcome = appeal_find(&change->db, change->community_id, id, change->now,
					   &old);

	if (outcome == OK)
		outcome = check_revision(form, entry->revision, &old);
	if (outcome == OK)
		outcome = check(change, form, entry, id, &received);
	if (outcome == OK && date_is_set(old.answered) &&
	    date_compare(old.answered, entry->arrived) < 0)
		outcome = form_fault(form, "arrived", FAULT_DATE_ORDER);
	/* What was forwarded as its outcome has a day on which that was done. */
	if (outcome == OK && strcmp(old.outcome, "9.5") == 0 && !date_is_set(entry->forwarded))
		outcome = form_fault(form, "forwarded", FAULT_MISSING);
	if (outcome != OK)
		return outcome;
	outcome = change_run(
		change,
		"UPDATE appeal SET number = $2, arrived_on = $3, received_on = $4, kind = $5, "
		"receipt = $6, sign = $7, subject = $8, term = $9, due_on = $10, notified_on = "
		"$11, "
		"forwarded_on = $12, revision = revision + 1 WHERE id = $1",
		ARGS(INT(id), TEXT(entry->number), DATE(arena, entry->arrived),
		     DATE(arena, received), TEXT(entry->kind), TEXT(entry->receipt),
		     TEXT(entry->sign), TEXT(entry->subject),
		     TEXT(appeal_term_key((enum appeal_term)entry->term)),
		     DATE(arena, appeal_due(received, (enum appeal_term)entry->term)),
		     DATE(arena, entry->notified), DATE(arena, entry->forwarded)));
	before = entry_of(&old);
	return outcome == OK ? audit_add(change, "appeal change", subject_of(arena, id),
					 audit_of_entry(arena, old.issue_id, &before, old.received),
					 audit_of_entry(arena, old.issue_id, entry, received))
			     : outcome;
}

static const char *audit_of_answer(struct arena *arena, const char *outcome, struct date answered)
{
	struct pairs pairs = {0};

	pairs_add(arena, &pairs, "outcome", outcome);
	add_date(arena, &pairs, "answered", answered);
	return audit_json(arena, &pairs);
}

enum outcome appeal_answer(struct change *change, struct form *form, int64_t id,
			   const struct appeal_answer *answer)
{
	struct arena *arena = change->db.arena;
	bool is_forwarded = strcmp(answer->outcome, "9.5") == 0;
	struct appeal old;
	struct date forwarded;
	enum outcome outcome = appeal_find(&change->db, change->community_id, id, change->now,
					   &old);

	if (outcome == OK)
		outcome = check_revision(form, answer->revision, &old);
	if (outcome != OK)
		return outcome;
	check_mark(form, "outcome", answer->outcome, 9);
	check_done(change, form, "answered", answer->answered, old.arrived);
	if (form->faults.count)
		return INVALID;
	forwarded = is_forwarded && !date_is_set(old.forwarded) ? answer->answered : old.forwarded;
	outcome = change_run(change,
			     "UPDATE appeal SET outcome = $2, answered_on = $3, forwarded_on = $4, "
			     "revision = revision + 1 WHERE id = $1",
			     ARGS(INT(id), TEXT(answer->outcome), DATE(arena, answer->answered),
				  DATE(arena, forwarded)));
	return outcome == OK ? audit_add(change, "appeal answer", subject_of(arena, id),
					 audit_of_answer(arena, old.outcome, old.answered),
					 audit_of_answer(arena, answer->outcome, answer->answered))
			     : outcome;
}
