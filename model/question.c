#include "question.h"

#include "base/text.h"
#include "issue.h"

static const char *const states[QUESTION_STATES] = {[QUESTION_ASKED] = "asked",
						    [QUESTION_ANSWERED] = "answered",
						    [QUESTION_ACCEPTED] = "accepted",
						    [QUESTION_TO_COMPLETE] = "to_complete"};

static const char *const addressees[QUESTION_ADDRESSEES] = {
	[ASKED_POLICE] = "police", [ASKED_COUNCIL] = "council", [ASKED_UTILITY] = "utility"};

/* The ten sectors of a working group, and residents who speak for themselves. */
static const char *const sectors[QUESTION_SECTORS] = {
	"local_gov", "police", "ngo",    "initiative", "education", "business",
	"culture",   "social", "health", "dsns",       "resident"};

static int word_find(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

const char *question_state_key(enum question_state state)
{
	return states[state];
}

int question_state_find(const char *key)
{
	return word_find(states, COUNT(states), key);
}

const char *question_addressee_key(enum question_addressee addressee)
{
	return addressees[addressee];
}

int question_addressee_find(const char *key)
{
	return word_find(addressees, COUNT(addressees), key);
}

const char *question_sector_key(int sector)
{
	return sectors[sector];
}

int question_sector_find(const char *key)
{
	return word_find(sectors, COUNT(sectors), key);
}

/* ---------------------------------------------------------------- reading */

#define COLUMNS                                                                          \
	"id, community_id, slug, short_name, year, number, asked_on, asked_at, sector, " \
	"text, category, category_uk, category_en, issue_year, issue_number, "           \
	"issue_title, addressee, due, state, reason, answer, answered_by, answered_on, " \
	"updated_at, revision, is_made_up, report_id"

static struct question row_read(struct rows *rows)
{
	return (struct question){
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.slug = rows_text(rows, 2),
		.community = rows_text(rows, 3),
		.year = rows_int(rows, 4),
		.number = rows_int(rows, 5),
		.asked_on = rows_date(rows, 6),
		.asked_at = rows_text(rows, 7),
		.sector = question_sector_find(rows_text(rows, 8)),
		.text = rows_text(rows, 9),
		.category = rows_text(rows, 10),
		.category_uk = rows_text(rows, 11),
		.category_en = rows_text(rows, 12),
		.issue_year = rows_int(rows, 13),
		.issue_number = rows_int(rows, 14),
		.issue_title = rows_text(rows, 15),
		.addressee = (enum question_addressee)question_addressee_find(rows_text(rows, 16)),
		.due = rows_date(rows, 17),
		.state = (enum question_state)question_state_find(rows_text(rows, 18)),
		.reason = rows_text(rows, 19),
		.answer = rows_text(rows, 20),
		.answered_by = rows_text(rows, 21),
		.answered_on = rows_date(rows, 22),
		.updated_at = rows_int(rows, 23),
		.revision = rows_int(rows, 24),
		.is_made_up = rows_int(rows, 25) != 0,
		.report_id = rows_int(rows, 26),
	};
}

static struct questions list_read(struct db *db, struct rows rows)
{
	struct questions questions = {0};

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &questions) = row_read(&rows);
	return questions;
}

bool question_is_open(const struct question *question)
{
	return question->state == QUESTION_ASKED || question->state == QUESTION_TO_COMPLETE;
}

bool question_is_overdue(const struct question *question, struct date today)
{
	return question_is_open(question) && date_compare(question->due, today) < 0;
}

const char *question_key_text(struct arena *arena, const struct question *question)
{
	return issue_key_text(arena, question->year, question->number);
}

const char *question_number_text(struct arena *arena, const struct question *question)
{
	return arena_printf(arena, "%lld/%lld", (long long)question->number,
			    (long long)question->year);
}

static enum outcome one_read(struct db *db, struct rows rows, struct question *question)
{
	if (!rows_next(&rows))
		return db_missing(db);
	*question = row_read(&rows);
	rows_end(&rows);
	return OK;
}

enum outcome question_find(struct db *db, int64_t community_id, const char *key,
			   struct question *question)
{
	struct issue_key read;

	if (issue_key_read(key, &read) != OK)
		return NOT_FOUND;
	return one_read(db,
			db_rows(db,
				"SELECT " COLUMNS " FROM question_public WHERE community_id = $1 "
				"AND year = $2 AND number = $3",
				ARGS(INT(community_id), INT(read.year), INT(read.number))),
			question);
}

enum outcome question_find_id(struct db *db, int64_t id, struct question *question)
{
	return one_read(
		db,
		db_rows(db, "SELECT " COLUMNS " FROM question_public WHERE id = $1", ARGS(INT(id))),
		question);
}

struct questions question_waiting(struct db *db, int64_t report_id, struct date asked_by)
{
	return list_read(db,
			 db_rows(db,
				 "SELECT " COLUMNS " FROM question_public WHERE community_id IN "
				 "(SELECT community_id FROM report_territory WHERE report_id = $1) "
				 "AND addressee = 'police' AND state IN ('asked', 'to_complete') "
				 "AND asked_on <= $2 ORDER BY asked_on, id",
				 ARGS(INT(report_id), DATE(db->arena, asked_by))));
}

#define SELECT_BEHIND                              \
	"SELECT " COLUMNS " FROM question_public " \
	"WHERE community_id = $1 AND (year, number) < ($2, $3)"
#define NEWEST_FIRST " ORDER BY year DESC, number DESC LIMIT $4"
#define IS_OPEN      " AND state IN ('asked', 'to_complete')"

struct questions question_list(struct db *db, int64_t community_id, enum question_filter filter,
			       struct date today, const struct question *before, size_t most)
{
	static const char *const lists[QUESTION_FILTERS] = {
		[QUESTIONS_ALL] = SELECT_BEHIND " AND $5 IS NOT NULL" NEWEST_FIRST,
		[QUESTIONS_OPEN] = SELECT_BEHIND IS_OPEN " AND $5 IS NOT NULL" NEWEST_FIRST,
		[QUESTIONS_OVERDUE] = SELECT_BEHIND IS_OPEN " AND due < $5" NEWEST_FIRST,
		[QUESTIONS_ANSWERED] = SELECT_BEHIND
		" AND state = 'answered' AND $5 IS NOT NULL" NEWEST_FIRST,
		[QUESTIONS_ACCEPTED] = SELECT_BEHIND
		" AND state = 'accepted' AND $5 IS NOT NULL" NEWEST_FIRST,
	};

	return list_read(db, db_rows(db, lists[filter],
				     ARGS(INT(community_id), INT(before ? before->year : INT32_MAX),
					  INT(before ? before->number : 0), INT((int64_t)most),
					  DATE(db->arena, today))));
}

struct question_counts question_count(struct db *db, int64_t community_id, struct date today)
{
	struct question_counts counts = {0};
	struct rows rows = db_rows(db,
				   "SELECT count(*), sum(state IN ('asked', 'to_complete')), "
				   "sum(state IN ('asked', 'to_complete') AND due < $2), "
				   "sum(state = 'answered'), sum(state = 'accepted') "
				   "FROM question WHERE community_id = $1",
				   ARGS(INT(community_id), DATE(db->arena, today)));

	if (!rows_next(&rows))
		return counts;
	for (int i = 0; i < QUESTION_FILTERS; i++)
		counts.of[i] = rows_int(&rows, i);
	rows_end(&rows);
	return counts;
}

struct questions question_of_issue(struct db *db, int64_t issue_id)
{
	return list_read(db, db_rows(db,
				     "SELECT " COLUMNS " FROM question_public WHERE issue_id = $1 "
				     "ORDER BY year DESC, number DESC",
				     ARGS(INT(issue_id))));
}
