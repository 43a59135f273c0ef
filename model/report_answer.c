#include "report_answer.h"

#include "base/text.h"
#include "report_read.h"
#include "report_talk.h"

#define MONTHS_TO_GO 2 /* from a period's end to the day its report is due */

/* ---------------------------------------------------------------- reading */

static struct report_answer answer_read(struct rows *rows)
{
	return (struct report_answer){
		.question.id = rows_int(rows, 0),
		.answer = rows_text(rows, 1),
		.answered_by = rows_text(rows, 2),
	};
}

/* What stands in a version, without more of the questions than their ids. */
static struct report_answers version_read(struct db *db, int64_t id, int version)
{
	struct report_answers answers = {0};
	struct rows rows = db_rows(
		db,
		"SELECT a.question_id, a.answer, CASE WHEN a.answer = '' THEN '' WHEN "
		"a.answered_by = '' THEN r.author_post ELSE a.answered_by END "
		"FROM report_answer a JOIN report r ON r.id = a.report_id "
		"JOIN question q ON q.id = a.question_id "
		"WHERE a.report_id = $1 AND a.version = $2 ORDER BY q.asked_on, q.id",
		ARGS(INT(id), INT(version)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &answers) = answer_read(&rows);
	return answers;
}

static const struct report_answer *answer_find(const struct report_answers *answers, int64_t id)
{
	for (size_t i = 0; i < answers->count; i++)
		if (answers->items[i].question.id == id)
			return &answers->items[i];
	return NULL;
}

static struct report_answers whole(struct db *db, struct report_answers answers)
{
	struct report_answers found = {0};

	for (size_t i = 0; i < answers.count; i++) {
		struct report_answer answer = answers.items[i];

		if (question_find_id(db, answer.question.id, &answer.question) == OK)
			*LIST_ADD(db->arena, &found) = answer;
	}
	return found;
}

/* The questions of a first version: those that wait. */
static struct report_answers waiting(struct db *db, const struct report *report)
{
	struct report_answers typed = version_read(db, report->id, report->version), answers = {0};
	struct questions questions = {0};

	/* What is told after a source answers nobody here. */
	if (!*report->source_url)
		questions = question_waiting(db, report->id,
					     date_add_months(report->to, MONTHS_TO_GO));

	for (size_t i = 0; i < questions.count; i++) {
		const struct question *question = &questions.items[i];
		const struct report_answer *known = answer_find(&typed, question->id);

		*LIST_ADD(db->arena, &answers) = (struct report_answer){
			.question = *question,
			.answer = known ? known->answer : "",
			.answered_by = known ? known->answered_by : ""};
	}
	return answers;
}

/* The questions of a correction: those of the version it corrects, with what stands there now. */
static struct report_answers corrected(struct db *db, const struct report *report)
{
	struct report_answers answers = whole(db, version_read(db, report->id, report->latest));
	struct report_answers typed = version_read(db, report->id, report->version);

	for (size_t i = 0; i < answers.count; i++) {
		struct report_answer *answer = &answers.items[i];
		const struct report_answer *known = answer_find(&typed, answer->question.id);
		int64_t answered_in = answer->question.report_id;

		answer->is_fixed = answered_in && answered_in != report->id;
		answer->answer = known ? known->answer : "";
		answer->answered_by = known ? known->answered_by : "";
	}
	return answers;
}

struct report_answers report_answers_of(struct db *db, const struct report *report)
{
	if (report->version != report->open)
		return whole(db, version_read(db, report->id, report->version));
	return report->latest ? corrected(db, report) : waiting(db, report);
}

struct report_answers report_answers_to(struct db *db, const struct question *question)
{
	struct report_answers answers = {0};
	struct rows rows = db_rows(
		db,
		"SELECT a.question_id, a.answer, CASE WHEN a.answer = '' THEN '' WHEN "
		"a.answered_by = '' THEN r.author_post ELSE a.answered_by END, r.id, "
		"r.period_from, r.period_to FROM report_answer a "
		"JOIN report_public r ON r.id = a.report_id AND r.version = a.version "
		"WHERE a.question_id = $1 AND r.community_id = $2 ORDER BY r.published_at, r.id",
		ARGS(INT(question->id), INT(question->community_id)));

	while (rows_next(&rows)) {
		struct report_answer *answer = LIST_ADD(db->arena, &answers);

		*answer = answer_read(&rows);
		answer->question = *question;
		answer->report_id = rows_int(&rows, 3);
		answer->from = rows_date(&rows, 4);
		answer->to = rows_date(&rows, 5);
	}
	return answers;
}

/* ---------------------------------------------------------------- saving */

struct typed_answer {
	const char *answer, *by;
};

/* The fields of a form with these questions, two each; typed[i] is of the i-th. */
static const struct field *fields_of(struct arena *arena, const struct report_answers *answers)
{
	struct field *fields = arena_take_array(arena, answers->count * 2 + 1, sizeof(*fields));

	for (size_t i = 0; i < answers->count; i++) {
		long long id = (long long)answers->items[i].question.id;
		size_t base = i * sizeof(struct typed_answer);

		fields[i * 2] = (struct field){.name = arena_printf(arena, "answer.%lld", id),
					       .kind = FIELD_TEXT,
					       .most = REPORT_ANSWER_MOST,
					       .offset = base +
							 offsetof(struct typed_answer, answer)};
		fields[i * 2 + 1] = (struct field){.name = arena_printf(arena, "by.%lld", id),
						   .kind = FIELD_LINE,
						   .offset = base +
							     offsetof(struct typed_answer, by)};
	}
	return fields;
}

/* Somebody else saved meanwhile: say what stands there now, and let the writer choose. */
static enum outcome conflict_tell(struct form *form, const struct report_answers *present,
				  const struct typed_answer *typed)
{
	enum outcome outcome = OK;

	for (size_t i = 0; i < present->count; i++) {
		const struct report_answer *there = &present->items[i];

		if (!there->is_fixed && strcmp(there->answer, typed[i].answer) != 0)
			outcome = form_fault_with(
				form,
				(struct fault){.field = arena_printf(form->arena, "answer.%lld",
								     (long long)there->question.id),
					       .kind = FAULT_CHANGED_MEANWHILE,
					       .detail = there->answer});
	}
	return outcome;
}

static enum outcome answer_write(struct change *change, const struct report *report,
				 int64_t question_id, const struct typed_answer *typed)
{
	struct values which = ARGS(INT(report->id), INT(report->open), INT(question_id));

	if (!*typed->answer)
		return change_run(change,
				  "DELETE FROM report_answer WHERE report_id = $1 AND version = $2 "
				  "AND question_id = $3",
				  which);
	return change_run(
		change,
		"INSERT INTO report_answer (report_id, version, question_id, answer, answered_by) "
		"SELECT id, $2, $3, $4, CASE WHEN $5 = author_post THEN '' ELSE $5 END "
		"FROM report WHERE id = $1 ON CONFLICT (report_id, version, question_id) "
		"DO UPDATE SET answer = excluded.answer, answered_by = excluded.answered_by",
		ARGS(INT(report->id), INT(report->open), INT(question_id), TEXT(typed->answer),
		     TEXT(typed->by)));
}

static enum outcome all_write(struct change *change, const struct report *report,
			      const struct report_answers *present,
			      const struct typed_answer *typed)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};
	enum outcome outcome = OK;

	for (size_t i = 0; i < present->count && outcome == OK; i++) {
		const struct report_answer *there = &present->items[i];

		if (there->is_fixed)
			continue;
		outcome = answer_write(change, report, there->question.id, &typed[i]);
		if (strcmp(there->answer, typed[i].answer) != 0)
			pairs_add(arena, &after, question_key_text(arena, &there->question),
				  typed[i].answer);
	}
	return outcome == OK ? report_talk_end(change, report, "report answers", &after) : outcome;
}

enum outcome report_answer_save(struct change *change, struct form *form, int64_t id)
{
	struct report report;
	struct report_answers present;
	struct typed_answer *typed;
	bool is_stale;
	enum outcome outcome = report_talk_begin(change, form, id, &report, &is_stale);

	if (outcome != OK)
		return outcome;
	present = report_answers_of(&change->db, &report);
	typed = arena_take_array(form->arena, present.count + 1, sizeof(*typed));
	for (size_t i = 0; i < present.count; i++)
		typed[i] = (struct typed_answer){"", ""};
	if (form_read(form, fields_of(form->arena, &present), typed) != OK)
		return INVALID;
	if (is_stale && conflict_tell(form, &present, typed) != OK)
		return INVALID;
	return all_write(change, &report, &present, typed);
}

/* ---------------------------------------------------------------- the report's life */

/* What is listed and has no answer is told as carried over; what is not listed any more is not told. */
static enum outcome carry(struct change *change, const struct report *report)
{
	struct report_answers listed = report_answers_of(&change->db, report);
	struct report_answers typed = version_read(&change->db, report->id, report->open);
	enum outcome outcome = OK;

	for (size_t i = 0; i < typed.count && outcome == OK; i++)
		if (!answer_find(&listed, typed.items[i].question.id))
			outcome = answer_write(change, report, typed.items[i].question.id,
					       &(struct typed_answer){"", ""});
	for (size_t i = 0; i < listed.count && outcome == OK; i++)
		outcome = change_run(
			change,
			"INSERT INTO report_answer (report_id, version, question_id, answer, "
			"answered_by) VALUES ($1, $2, $3, '', '') ON CONFLICT DO NOTHING",
			ARGS(INT(report->id), INT(report->open), INT(listed.items[i].question.id)));
	return outcome;
}

/*
 * Questions whose answer in force was this report's ($1), by a condition, are open again; where an
 * older report answered, to be completed.
 */
#define OLDER_ANSWER                                              \
	"(SELECT a.report_id FROM report_answer a JOIN report r " \
	"ON r.id = a.report_id AND r.version = a.version "        \
	"WHERE a.question_id = question.id AND a.answer <> '' "   \
	"AND r.state = 'published' AND r.id <> $1 ORDER BY r.published_at DESC LIMIT 1)"
#define OPEN_AGAIN                                                                            \
	"UPDATE question SET report_id = " OLDER_ANSWER ", state = CASE WHEN " OLDER_ANSWER   \
	" IS NULL THEN 'asked' ELSE 'to_complete' END, answered_on = NULL, updated_at = $2, " \
	"revision = revision + 1 WHERE report_id = $1"

enum outcome report_answer_publish(struct change *change, const struct report *report)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = carry(change, report);

	/* What a correction leaves as it was keeps its standing, an accepted answer above all. */
	if (outcome == OK)
		outcome = change_run(
			change,
			"UPDATE question SET state = 'answered', report_id = $1, answered_on = $4, "
			"updated_at = $5, revision = revision + 1 WHERE id IN (SELECT "
			"n.question_id "
			"FROM report_answer n LEFT JOIN report_answer o ON o.report_id = $1 "
			"AND o.version = $3 AND o.question_id = n.question_id "
			"WHERE n.report_id = $1 AND n.version = $2 AND n.answer <> '' "
			"AND n.answer <> coalesce(o.answer, '')) "
			"AND (state IN ('asked', 'to_complete') OR report_id = $1)",
			ARGS(INT(report->id), INT(report->open), INT(report->latest),
			     DATE(arena, date_of(change->now)), INT(change->now)));
	if (outcome == OK)
		outcome = change_run(change,
				     OPEN_AGAIN
				     " AND id IN (SELECT n.question_id FROM report_answer n "
				     "WHERE n.report_id = $1 AND n.version = $3 AND n.answer = '')",
				     ARGS(INT(report->id), INT(change->now), INT(report->open)));
	return outcome;
}

enum outcome report_answer_withdraw(struct change *change, int64_t id)
{
	return change_run(change, OPEN_AGAIN, ARGS(INT(id), INT(change->now)));
}

enum outcome report_answer_copy(struct change *change, int64_t id, int from, int to)
{
	return change_run(
		change,
		"INSERT INTO report_answer (report_id, version, question_id, answer, answered_by) "
		"SELECT report_id, $3, question_id, answer, answered_by FROM report_answer "
		"WHERE report_id = $1 AND version = $2",
		ARGS(INT(id), INT(from), INT(to)));
}

enum outcome report_answer_drop(struct change *change, int64_t id, int version)
{
	return change_run(change, "DELETE FROM report_answer WHERE report_id = $1 AND version = $2",
			  ARGS(INT(id), INT(version)));
}
