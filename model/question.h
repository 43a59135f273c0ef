/*
 * question.h - what the community asks of the police, the council or a utility («запит громади»).
 *
 * A question is asked at a meeting, by a sector and not by a name, and awaits its answer by a day: the
 * next report of the police, when nothing else is said. It is public from the moment it is written
 * down.
 *
 *	asked -> answered -> accepted
 *	   ^         |
 *	   |         +-> to be completed (with a reason) -> answered ...
 *	   +-- the report that answered was withdrawn
 *
 * The police answer in their reports (report_answer.h), where an answer is part of the version and
 * never changes; what the council or a utility answers is written down at the question itself.
 */
#pragma once

#include <stdbool.h>

#include "db.h"
#include "form.h"

enum question_state {
	QUESTION_ASKED,
	QUESTION_ANSWERED,
	QUESTION_ACCEPTED,    /* «прийнято до відома» */
	QUESTION_TO_COMPLETE, /* «потребує доповнення» */
	QUESTION_STATES
};

enum question_addressee { ASKED_POLICE, ASKED_COUNCIL, ASKED_UTILITY, QUESTION_ADDRESSEES };

#define QUESTION_SECTORS 11

/* Keys of the database, forms and open data; _find gives -1 for what is none. */
const char *question_state_key(enum question_state state);
int question_state_find(const char *key);
const char *question_addressee_key(enum question_addressee addressee);
int question_addressee_find(const char *key);
const char *question_sector_key(int sector); /* 0 to QUESTION_SECTORS - 1, in order */
int question_sector_find(const char *key);

struct question {
	int64_t id, community_id;
	const char *slug, *community; /* of its hromada: slug and short name */
	int64_t year, number;
	struct date asked_on;
	const char *asked_at; /* the meeting, in words; "" */
	int sector;
	const char *text;
	const char *category, *category_uk, *category_en; /* "" when it has none */
	int64_t issue_year, issue_number; /* of the issue it is about; 0: none that is public */
	const char *issue_title;
	enum question_addressee addressee;
	struct date due;
	enum question_state state;
	const char *reason;      /* why the answer has, or had, to be completed; "" */
	const char *answer;      /* of the council or a utility; "" */
	const char *answered_by; /* a post */
	struct date answered_on; /* of the answer in force, wherever it stands; none while open */
	int64_t report_id; /* in which the police gave that answer, or the one to complete; 0 */
	int64_t updated_at;
	int64_t revision; /* goes up at every change; tells an edit conflict */
	bool is_made_up;  /* for the demonstration */
};

struct questions {
	struct question *items;
	size_t count;
};

/* Whether it waits for an answer; whether that is late on a day. */
bool question_is_open(const struct question *question);
bool question_is_overdue(const struct question *question, struct date today);

/* What stands in its address: "2026-3"; and what people write: "3/2026". In arena. */
const char *question_key_text(struct arena *arena, const struct question *question);
const char *question_number_text(struct arena *arena, const struct question *question);

/* By what stands in its address. NOT_FOUND. */
CHECKED enum outcome question_find(struct db *db, int64_t community_id, const char *key,
				   struct question *question);

CHECKED enum outcome question_find_id(struct db *db, int64_t id, struct question *question);

/*
 * Those of the hromadas of a report that wait for the police's answer and were asked by a day, the
 * oldest first.
 */
struct questions question_waiting(struct db *db, int64_t report_id, struct date asked_by);

/* Of which a list is made. */
enum question_filter {
	QUESTIONS_ALL,
	QUESTIONS_OPEN,
	QUESTIONS_OVERDUE,
	QUESTIONS_ANSWERED, /* but not accepted yet */
	QUESTIONS_ACCEPTED,
	QUESTION_FILTERS
};

/* The newest first, at most most of them behind before (NULL: from the newest). */
struct questions question_list(struct db *db, int64_t community_id, enum question_filter filter,
			       struct date today, const struct question *before, size_t most);

/* How many there are of each filter. */
struct question_counts {
	int64_t of[QUESTION_FILTERS];
};
struct question_counts question_count(struct db *db, int64_t community_id, struct date today);

/* Those about an issue, the newest first. */
struct questions question_of_issue(struct db *db, int64_t issue_id);

/* ---------------------------------------------------------------- writing */

/* As it was typed. */
struct question_entry {
	struct date asked_on, due;
	const char *asked_at, *text, *category;
	const char *issue; /* "2026-147", or "" */
	int sector, addressee;
	int64_t revision; /* what was read before it was changed; 0: do not compare */
	bool is_made_up;
};
extern const struct field question_entry_fields[];

#define QUESTION_TEXT_MOST 2000 /* characters; of an answer twice as many */

/*
 * Write one down in change's hromada; *number is its year and number. Change one that nobody has
 * answered yet: CONFLICT when somebody has. Faults: "asked_on" FAULT_DATE_FUTURE, "due"
 * FAULT_DATE_ORDER, "category" FAULT_UNKNOWN, "issue" FAULT_NO_ISSUE, "" FAULT_CHANGED_MEANWHILE.
 */
CHECKED enum outcome question_add(struct change *change, struct form *form,
				  const struct question_entry *entry, struct question *added);
CHECKED enum outcome question_change(struct change *change, struct form *form, const char *key,
				     const struct question_entry *entry);

/* What the council or a utility answered. */
struct question_answer {
	const char *answer, *answered_by;
	struct date answered_on;
};
extern const struct field question_answer_fields[];

/*
 * Write the answer down. CONFLICT when it is the police's to answer, or the question is not open.
 * Faults: "answered_on" FAULT_DATE_FUTURE, FAULT_DATE_ORDER.
 */
CHECKED enum outcome question_take_answer(struct change *change, struct form *form, const char *key,
					  const struct question_answer *answer);

/* Why an answer has to be completed. */
struct question_reason {
	const char *reason;
};
extern const struct field question_reason_fields[];

/*
 * Take note of an answer; or ask for what is missing in it, which makes the question open again and,
 * when it is the police's, brings it into their next report. The latter until it has been accepted.
 * CONFLICT unless it is answered; "reason" FAULT_MISSING.
 */
CHECKED enum outcome question_accept(struct change *change, const char *key);
CHECKED enum outcome question_complete(struct change *change, struct form *form, const char *key,
				       const char *reason);
