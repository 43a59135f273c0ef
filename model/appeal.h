/*
 * appeal.h - statutory appeals (звернення; Law of Ukraine "On Citizens' Appeals") that concern issues.
 *
 * An appeal is not an issue: it has an author, a form and deadlines of law. Here stands only what the
 * secretary needs to keep those deadlines and to fill the table of Cabinet resolution 858: the number
 * in the council's own register, dates and marks of the classifier. Neither author nor text is kept,
 * since Art. 10 forbids to disclose them; nothing of an appeal is ever public.
 *
 *	appeal_add --> waits, by its term until due_on --> appeal_answer --> an outcome, 9.1 to 9.6
 *	                \-> appeal_change: forwarded (5 days), extended (45 days, the person told)
 *
 *	appeal.c        the records
 *	appeal_term.c   deadlines, and which numbers may be kept
 *	appeal_table.c  counts by the classifier
 *
 * The clock of the law does not stop when an issue is put on hold. What is general knowledge and not
 * read in the law's text: the five days of Art. 7, the order of outcomes 9.4 to 9.6, mark 1.7, and the
 * next working day for a deadline on a day off (Civil Code, Art. 254). A lawyer should confirm it.
 */
#pragma once

#include "form.h"
#include "issue.h"

/* ------------------------------------------------------------------ deadlines */

enum appeal_term { APPEAL_SIMPLE, APPEAL_ORDINARY, APPEAL_EXTENDED, APPEAL_TERM_COUNT };

/* "simple", "ordinary", "extended"; -1 when there is no such one. */
const char *appeal_term_key(enum appeal_term term);
int appeal_term_find(const char *key);

/*
 * The last days for what is to be done, counted on the calendar from the day of receipt: forwarding to
 * whom it concerns within 5 days (Art. 7), an answer that needs no study within 15 days, any other
 * within a month, 45 days in all when it is extended (Art. 20). A month from the 31st ends with the
 * next month's last day.
 */
struct date appeal_forward_by(struct date received);
struct date appeal_due(struct date received, enum appeal_term term);

/* Saturday or Sunday. There is no list of holidays: under martial law they are working days. */
bool appeal_is_day_off(struct date date);

/* That day, or the Monday behind it when it is a day off: where a deadline may move (an option). */
struct date appeal_working_day(struct date date);

/* The first working day behind that day: from when what came out of hours is counted. */
struct date appeal_next_working_day(struct date date);

/*
 * Whether a number may be kept. The index many councils give to an appeal begins with a letter of its
 * author's surname (Д-401) and so tells of them; only the letters of КО (collective), БП (unsigned)
 * and вх (incoming) say nothing about anybody.
 */
bool appeal_number_is_safe(struct arena *arena, const char *number);

/* ------------------------------------------------------------------ the classifier */

/* A mark of the classifier of resolution 858: "3.2" is of characteristic 3. */
struct appeal_mark {
	const char *code;
	int characteristic;
};

/* Characteristics 1, 2, 3, 5 and 9 in order; ended by a line of zeros. */
const struct appeal_mark *appeal_marks(void);
bool appeal_mark_is_of(const char *code, int characteristic);

/* Which outcome an issue's state speaks for ("9.1" when closed), or "". A proposal: an issue's state is
   never an appeal's outcome. */
const char *appeal_outcome_of(const char *state);

/* ------------------------------------------------------------------ records */

struct appeal {
	int64_t id, community_id, issue_id;
	int64_t issue_year, issue_number;
	const char *issue_title, *issue_state;
	const char *number;
	struct date arrived, received;               /* received: what its terms are counted from */
	const char *kind, *receipt, *sign, *subject; /* marks */
	enum appeal_term term;
	struct date due;
	struct date notified, forwarded, answered;
	const char *outcome; /* a mark, or "" */
	int64_t revision;
	bool is_overdue; /* unanswered, and due has passed in Kyiv */
};

struct appeals {
	struct appeal *items;
	size_t count;
};

/* NOT_FOUND where that hromada has none of that id. */
CHECKED enum outcome appeal_find(struct db *db, int64_t community_id, int64_t id, int64_t now,
				 struct appeal *appeal);

/* Where a page of a list begins: behind the row of that day and id. Zeros: at the beginning. */
struct appeal_place {
	struct date day;
	int64_t id;
};

/* What waits for an answer, what is due first in front; what is answered, the newest in front. */
struct appeals appeal_waiting(struct db *db, int64_t community_id, struct appeal_place behind,
			      int limit, int64_t now);
struct appeals appeal_answered(struct db *db, int64_t community_id, struct appeal_place behind,
			       int limit, int64_t now);
struct appeals appeal_of_issue(struct db *db, int64_t issue_id, int64_t now);

/* How many wait, of them overdue, are answered. */
struct appeal_counts {
	int64_t waiting, overdue, answered;
};
struct appeal_counts appeal_count(struct db *db, int64_t community_id, int64_t now);

/* ------------------------------------------------------------------ writing */

/* What the secretary enters. */
struct appeal_entry {
	const char *number;
	struct date arrived;
	const char *counted; /* "day": from the day it came; "next": from the next working day; "":
	                        the day, unless it is a day off, which is asked back */
	const char *kind, *receipt, *sign, *subject;
	int term;
	struct date notified, forwarded;
	int64_t revision; /* of the record that was read; 0: not checked */
};

struct appeal_answer {
	const char *outcome;
	struct date answered;
	int64_t revision;
};

extern const struct field appeal_fields[];
extern const struct field appeal_answer_fields[];

/*
 * Register an appeal of an issue of the change's hromada; change it; write down how it was answered.
 * INVALID with faults in form. The audit lines name dates and marks, never the number.
 */
CHECKED enum outcome appeal_add(struct change *change, struct form *form, int64_t issue_id,
				const struct appeal_entry *entry, int64_t *id);
CHECKED enum outcome appeal_change(struct change *change, struct form *form, int64_t id,
				   const struct appeal_entry *entry);
CHECKED enum outcome appeal_answer(struct change *change, struct form *form, int64_t id,
				   const struct appeal_answer *answer);

/* ------------------------------------------------------------------ the table */

#define APPEAL_MARKS_MOST 32

/* How many appeals received in a period have each mark. */
struct appeal_table {
	struct date from, to;
	int64_t total;                     /* counted apart from the marks */
	int64_t counts[APPEAL_MARKS_MOST]; /* in the order of appeal_marks() */
	int64_t waiting;                   /* without an outcome yet */
	bool agrees; /* each characteristic's sum is the total; of 9 with what waits */
};

struct appeal_table appeal_table_of(struct db *db, int64_t community_id, struct date from,
				    struct date to);

/* The sum over a characteristic; a mark's count. */
int64_t appeal_table_sum(const struct appeal_table *table, int characteristic);
int64_t appeal_table_count(const struct appeal_table *table, const char *code);
