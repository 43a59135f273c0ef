/*
 * question_write.c - questions of the community as they are written down, answered and judged.
 */
#include "audit.h"
#include "base/text.h"
#include "category.h"
#include "issue.h"
#include "question.h"
#include "report_rhythm.h"

#define DUES_MOST    12 /* two years of reports to come */
#define MONTHS_TO_GO 2  /* where no report is due: as the law counts them */

#define ENTRY(member) offsetof(struct question_entry, member)

const struct field question_entry_fields[] = {
	{.name = "asked_on", .kind = FIELD_DATE, .is_required = true, .offset = ENTRY(asked_on)},
	{.name = "asked_at", .kind = FIELD_LINE, .offset = ENTRY(asked_at)},
	{.name = "sector",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = question_sector_find,
	 .offset = ENTRY(sector)},
	{.name = "text",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = QUESTION_TEXT_MOST,
	 .offset = ENTRY(text)},
	{.name = "addressee",
	 .kind = FIELD_CHOICE,
	 .is_required = true,
	 .choice = question_addressee_find,
	 .offset = ENTRY(addressee)},
	{.name = "category", .kind = FIELD_LINE, .most = 40, .offset = ENTRY(category)},
	{.name = "issue", .kind = FIELD_LINE, .most = 20, .offset = ENTRY(issue)},
	{.name = "due", .kind = FIELD_DATE, .offset = ENTRY(due)},
	{.name = "revision", .kind = FIELD_INTEGER, .offset = ENTRY(revision)},
	{0},
};

#define ANSWER(member) offsetof(struct question_answer, member)

const struct field question_answer_fields[] = {
	{.name = "answer",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = QUESTION_TEXT_MOST * 2,
	 .offset = ANSWER(answer)},
	{.name = "answered_by",
	 .kind = FIELD_LINE,
	 .is_required = true,
	 .offset = ANSWER(answered_by)},
	{.name = "answered_on",
	 .kind = FIELD_DATE,
	 .is_required = true,
	 .offset = ANSWER(answered_on)},
	{0},
};

const struct field question_reason_fields[] = {
	{.name = "reason",
	 .kind = FIELD_TEXT,
	 .is_required = true,
	 .most = 500,
	 .offset = offsetof(struct question_reason, reason)},
	{0},
};

static enum outcome note(struct change *change, const char *action, const struct question *question,
			 struct pairs *after)
{
	struct arena *arena = change->db.arena;

	pairs_add(arena, after, "number", question_key_text(arena, question));
	return audit_add(change, action,
			 arena_printf(arena, "question %lld", (long long)question->id), "",
			 audit_json(arena, after));
}

/* ---------------------------------------------------------------- asking */

/* The day the next report is due, from the day of asking on. */
static struct date due_of(struct db *db, int64_t community_id, struct date asked_on)
{
	struct report newest;
	struct report_dues dues = report_dues(db, community_id, DUES_MOST, &newest);

	for (size_t i = 0; i < dues.count; i++)
		if (date_compare(dues.items[i].due, asked_on) > 0)
			return dues.items[i].due;
	return date_add_months(asked_on, MONTHS_TO_GO);
}

/* What was typed, checked and made whole: *entry gets its day, *issue_id the issue's row or 0. */
static enum outcome entry_check(struct change *change, struct form *form,
				struct question_entry *entry, int64_t *issue_id)
{
	struct db *db = &change->db;
	struct issue_key key = {0};
	struct issue issue = {0};
	struct category category;

	if (date_compare(entry->asked_on, date_of(change->now)) > 0)
		form_fault(form, "asked_on", FAULT_DATE_FUTURE);
	if (!date_is_set(entry->due))
		entry->due = due_of(db, change->community_id, entry->asked_on);
	if (date_compare(entry->due, entry->asked_on) < 0)
		form_fault(form, "due", FAULT_DATE_ORDER);
	if (*text_or_empty(entry->category) && category_find(db, entry->category, &category) != OK)
		form_fault(form, "category", FAULT_UNKNOWN);
	if (*text_or_empty(entry->issue)) {
		if (issue_key_read(entry->issue, &key) == OK)
			key.community_id = change->community_id;
		if (!key.community_id || issue_find(db, key, change->now, &issue) != OK)
			form_fault(form, "issue", FAULT_NO_ISSUE);
	}
	*issue_id = issue.id;
	return form->faults.count ? INVALID : db_outcome(db);
}

enum outcome question_add(struct change *change, struct form *form,
			  const struct question_entry *entry, struct question *added)
{
	struct arena *arena = change->db.arena;
	struct question_entry wanted = *entry;
	struct question question = {.year = entry->asked_on.year};
	struct pairs after = {0};
	int64_t issue_id;
	enum outcome outcome = entry_check(change, form, &wanted, &issue_id);

	if (outcome != OK)
		return outcome;
	question.number = 1 + db_int(&change->db,
				     "SELECT max(number) FROM question WHERE community_id = $1 "
				     "AND year = $2",
				     ARGS(INT(change->community_id), INT(question.year)), 0);
	outcome = change_insert(
		change,
		"INSERT INTO question (community_id, year, number, asked_on, asked_at, sector, "
		"text, category, issue_id, addressee, due, state, made_at, updated_at, is_made_up) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'asked', $12, $12, $13) "
		"RETURNING id",
		ARGS(INT(change->community_id), INT(question.year), INT(question.number),
		     DATE(arena, wanted.asked_on), TEXT(text_or_empty(wanted.asked_at)),
		     TEXT(question_sector_key(wanted.sector)), TEXT(wanted.text),
		     TEXT_OR_NONE(wanted.category), INT_OR_NONE(issue_id),
		     TEXT(question_addressee_key((enum question_addressee)wanted.addressee)),
		     DATE(arena, wanted.due), INT(change->now), INT(wanted.is_made_up)),
		&question.id);
	if (outcome == OK)
		outcome = note(change, "question add", &question, &after);
	if (outcome == OK)
		outcome = question_find(&change->db, change->community_id,
					question_key_text(arena, &question), added);
	return outcome;
}

/* One of this hromada that stands in one of two states; CONFLICT when it stands in another. */
static enum outcome find_in(struct change *change, const char *key, enum question_state one,
			    enum question_state other, struct question *question)
{
	enum outcome outcome = question_find(&change->db, change->community_id, key, question);

	if (outcome != OK)
		return outcome;
	return question->state == one || question->state == other ? OK : CONFLICT;
}

enum outcome question_change(struct change *change, struct form *form, const char *key,
			     const struct question_entry *entry)
{
	struct arena *arena = change->db.arena;
	struct question_entry wanted = *entry;
	struct question question;
	struct pairs after = {0};
	int64_t issue_id;
	enum outcome outcome = find_in(change, key, QUESTION_ASKED, QUESTION_ASKED, &question);

	if (outcome != OK)
		return outcome;
	if (wanted.revision && wanted.revision != question.revision)
		return form_fault_with(form, (struct fault){.field = "text",
							    .kind = FAULT_CHANGED_MEANWHILE,
							    .detail = question.text});
	outcome = entry_check(change, form, &wanted, &issue_id);
	if (outcome != OK)
		return outcome;
	outcome = change_run(
		change,
		"UPDATE question SET asked_on = $2, asked_at = $3, sector = $4, text = $5, "
		"category = $6, issue_id = $7, addressee = $8, due = $9, updated_at = $10, "
		"revision = revision + 1 WHERE id = $1",
		ARGS(INT(question.id), DATE(arena, wanted.asked_on),
		     TEXT(text_or_empty(wanted.asked_at)), TEXT(question_sector_key(wanted.sector)),
		     TEXT(wanted.text), TEXT_OR_NONE(wanted.category), INT_OR_NONE(issue_id),
		     TEXT(question_addressee_key((enum question_addressee)wanted.addressee)),
		     DATE(arena, wanted.due), INT(change->now)));
	return outcome == OK ? note(change, "question change", &question, &after) : outcome;
}

/* ---------------------------------------------------------------- answering, judging */

enum outcome question_take_answer(struct change *change, struct form *form, const char *key,
				  const struct question_answer *answer)
{
	struct question question;
	struct pairs after = {0};
	enum outcome outcome = find_in(change, key, QUESTION_ASKED, QUESTION_TO_COMPLETE,
				       &question);

	if (outcome == OK && question.addressee == ASKED_POLICE)
		outcome = CONFLICT;
	if (outcome != OK)
		return outcome;
	if (date_compare(answer->answered_on, date_of(change->now)) > 0)
		return form_fault(form, "answered_on", FAULT_DATE_FUTURE);
	if (date_compare(answer->answered_on, question.asked_on) < 0)
		return form_fault(form, "answered_on", FAULT_DATE_ORDER);
	outcome = change_run(change,
			     "UPDATE question SET state = 'answered', answer = $2, "
			     "answered_by = $3, answered_on = $4, updated_at = $5, "
			     "revision = revision + 1 WHERE id = $1",
			     ARGS(INT(question.id), TEXT(answer->answer), TEXT(answer->answered_by),
				  DATE(change->db.arena, answer->answered_on), INT(change->now)));
	return outcome == OK ? note(change, "question answer", &question, &after) : outcome;
}

/* To another state; one that is open again has no day of an answer, and awaits one anew. */
static enum outcome judge(struct change *change, const struct question *question,
			  enum question_state state, const char *reason)
{
	struct arena *arena = change->db.arena;
	bool is_open = state == QUESTION_TO_COMPLETE;
	struct pairs after = {0};
	struct date due = is_open ? due_of(&change->db, change->community_id, date_of(change->now))
				  : question->due;
	enum outcome outcome = change_run(
		change,
		"UPDATE question SET state = $2, reason = CASE WHEN $3 = '' THEN reason ELSE $3 "
		"END, answered_on = CASE WHEN $4 THEN NULL ELSE answered_on END, due = $5, "
		"updated_at = $6, revision = revision + 1 WHERE id = $1",
		ARGS(INT(question->id), TEXT(question_state_key(state)), TEXT(reason), INT(is_open),
		     DATE(arena, due), INT(change->now)));

	if (outcome != OK)
		return outcome;
	if (*reason)
		pairs_add(arena, &after, "reason", reason);
	return note(change, is_open ? "question complete" : "question accept", question, &after);
}

enum outcome question_accept(struct change *change, const char *key)
{
	struct question question;
	enum outcome outcome = find_in(change, key, QUESTION_ANSWERED, QUESTION_ANSWERED,
				       &question);

	return outcome == OK ? judge(change, &question, QUESTION_ACCEPTED, "") : outcome;
}

enum outcome question_complete(struct change *change, struct form *form, const char *key,
			       const char *reason)
{
	struct question question;
	enum outcome outcome = find_in(change, key, QUESTION_ANSWERED, QUESTION_ANSWERED,
				       &question);

	if (outcome != OK)
		return outcome;
	return *reason ? judge(change, &question, QUESTION_TO_COMPLETE, reason)
		       : form_fault(form, "reason", FAULT_MISSING);
}
