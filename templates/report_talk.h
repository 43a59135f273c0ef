/*
 * report_talk.h - a report's talk with the community: on its page, and where it is written.
 */
#pragma once

#include "model/report_talk.h"
#include "templates/input.h"

/* A question in a report. */
struct report_answer_row {
	const char *href, *number; /* the question's page; "3/2026" */
	const char *community;     /* whose question, in a report of several hromadas; else "" */
	const char *text, *answer, *by;
	bool is_answered;
};

struct report_answer_rows {
	struct report_answer_row *items;
	size_t count;
};

/* A measure that is planned. */
struct report_plan_row {
	const char *measure, *term, *responsible;
};

struct report_plan_rows {
	struct report_plan_row *items;
	size_t count;
};

/* What became of one. */
struct report_outcome_row {
	struct report_plan_row plan;
	const char *state, *tag, *note;
	struct date moved_to;
};

struct report_outcome_rows {
	struct report_outcome_row *items;
	size_t count;
};

/* The parts of a report's page. */
struct report_talk {
	struct report_answer_rows answers;
	size_t answered;
	struct report_outcome_rows outcomes;
	const char *planned_in; /* the address of the report that planned them; "" */
	size_t done;
	struct report_plan_rows plans;
	const char *hearing;      /* that it will be heard, or was, in words; "" */
	const char *hearing_edit; /* where that is told, for who may; "" */
	bool is_draft;
};

/* A question where it is answered: the names of its two fields, and what the writer has to know. */
struct report_question {
	struct report_answer_row row;
	const char *asked;  /* when, where, by which sector */
	const char *reason; /* what was missing in the answer before; "" */
	const char *answer_field, *by_field;
	bool is_fixed;
};

struct report_questions {
	struct report_question *items;
	size_t count;
};

struct report_questions_view {
	const struct form *form;
	const char *slug, *title, *revision, *author_post;
	int64_t id;
	struct report_questions questions;
	size_t answered;
};

/* A row of measures to be filled in: the names of its fields, and which row it is. */
struct report_plan_entry {
	const char *measure, *term, *responsible;
	int row;
};

struct report_plan_entries {
	struct report_plan_entry *items;
	size_t count;
};

/* A measure planned before, and the fields in which it is told what became of it. */
struct report_outcome_entry {
	struct report_plan_row plan;
	const char *state, *moved, *note;
	int row;
};

struct report_outcome_entries {
	struct report_outcome_entry *items;
	size_t count;
};

struct report_plans_view {
	const struct form *form;
	const char *slug, *title, *revision;
	const char *rows; /* how many rows of measures there are */
	int64_t id;
	struct choices states;
	struct report_outcome_entries outcomes;
	struct report_plan_entries plans;
	bool may_add; /* one row more */
};
