/*
 * report_warning.h - what looks odd in a report's figures, and what its author says to it.
 *
 * A warning never stops anybody: the odd figure may be the true one. Who writes the report reads it
 * before submitting, the chief before publishing, and either may answer it with a sentence, which is then
 * a part of the version and read by everyone beside the figures, unless these are hidden.
 *
 * What is told as "at most" cannot exceed anything, and nothing exceeds what is told as "at least".
 */
#pragma once

#include "form.h"
#include "report_read.h"

enum report_warning_kind {
	WARNING_SUBSET,        /* a part above its total: value > other_value */
	WARNING_KINDS,         /* all kinds together above their total: value > other_value */
	WARNING_STOCK,         /* at the end more than at the start and the new ones together */
	WARNING_MORE,          /* more than five times as many as in the period before */
	WARNING_FEWER,         /* less than a fifth */
	WARNING_MAGNITUDE,     /* more than people live there, or minutes than a day has */
	WARNING_CONTRADICTION, /* fewer since January than the report before told */
	WARNING_KIND_COUNT
};

struct report_warning {
	const char *key; /* "subset.calls_crime": of answers and form fields, the same each time */
	enum report_warning_kind kind;
	const char *indicator; /* whose figure is odd; of KINDS the total */
	const char *other;     /* of SUBSET the total, of STOCK the new ones; else "" */
	int64_t value;         /* the odd figure, or the sum; in thousandths */
	int64_t other_value; /* what it is odd beside: the total, the start, the figure before, ... */
	int64_t third_value; /* of STOCK the new ones */
	const char *answer;  /* "" when there is none */
};

struct report_warnings {
	struct report_warning *items;
	size_t count;
};

/* All warnings about the version at hand, figures as they were written, in the order of indicators. */
struct report_warnings report_warnings(struct db *db, const struct report *report);

/*
 * The answers of a version that everyone may read: those to warnings whose figures are shown as given.
 * Their values are not those of the warnings; key, kind, indicator, other and answer alone are set.
 */
struct report_warnings report_warning_answers(struct db *db, const struct report *report);

#define WARNING_ANSWER_MOST 500 /* characters */

/*
 * Keep the answers typed as "warning.KEY" for the open version; one that is left empty goes. Answers to
 * warnings that are not there (any more) are passed over. CONFLICT when no version is open. Faults:
 * FAULT_TOO_LONG, FAULT_NOT_TEXT at the field.
 */
CHECKED enum outcome report_warning_answer(struct change *change, struct form *form, int64_t id);

/* The answers go along into the next version; or away with a dropped one. */
CHECKED enum outcome report_warning_copy(struct change *change, int64_t id, int from, int to);
CHECKED enum outcome report_warning_drop(struct change *change, int64_t id, int version);
