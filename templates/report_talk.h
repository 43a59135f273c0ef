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

/* The parts of a report's page. */
struct report_talk {
	struct report_answer_rows answers;
	size_t answered;
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
