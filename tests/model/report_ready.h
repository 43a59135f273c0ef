/*
 * report_ready.h - two hromadas, an author and a chief of police, and reports to order.
 */
#pragma once

#include "model/report_edit.h"
#include "model/report_life.h"
#include "model/report_read.h"
#include "tests/ready.h"

/* Before and after each test: a database in memory with a batch open. */
void report_ready_begin(void);
void report_ready_end(void);

extern struct db *report_db;
extern struct community report_korosten; /* 60,000 people */
extern struct community report_village;  /* 6,000 people */

/* Somebody acting in Korosten at noon of a day, "2026-09-05". */
enum report_actor { REPORT_SYSTEM, REPORT_AUTHOR, REPORT_CHIEF, REPORT_STRANGER };
struct change report_change_by(enum report_actor actor, const char *day);

/* Commit, or take back; a commit that fails fails the test. */
void report_done(struct change *change);

/* A whole draft: summary and post are filled in. territory NULL: Korosten's. */
struct report_draft report_draft_of(const char *from, const char *to);

/* Put an exact figure into a draft. */
void report_figure(struct report_draft *draft, const char *indicator, int64_t value);

/* Add and publish by the system, noon of the day behind the period's end; the report's number. */
int64_t report_published(const struct report_draft *draft);

/* The public report in Korosten (or in the village); fails the test when there is none. */
struct report report_public_one(int64_t id);

/* An empty form, to catch faults; and the first fault's kind at a field. */
struct form report_form(void);
enum fault_kind report_fault(const struct form *form, const char *field);
