/*
 * issue_new.h - the questions a resident is asked, one a page, and staff's form on a single one.
 */
#pragma once

#include "model/base/pairs.h"
#include "templates/input.h"
#include "templates/issue_view.h"
#include "templates/issue_work.h"
#include "templates/photo.h"

/* An answer on the last page, with the question to go back to. */
struct issue_answer {
	const char *label, *value, *question;
};

struct issue_answers {
	struct issue_answer *items;
	size_t count;
};

/* Whom to call where no report is taken. */
struct issue_call {
	const char *number, *what; /* "102", "the police" */
};

struct issue_calls {
	struct issue_call *items;
	size_t count;
};

/* A known issue that it may be. */
struct issue_like {
	struct issue_row row;
	bool is_over; /* closed lately: it can be reopened instead of supported */
};

struct issue_likes {
	struct issue_like *items;
	size_t count;
};

struct issue_question {
	const char *slug;
	const char *question; /* the key of this page's question */
	const char *previous; /* of the one before it, or NULL */
	const struct form *form;
	struct pairs carried; /* answers of the other pages */
	struct choices categories, areas, organisations, sources, precisions;
	const char *category; /* the name of the kind chosen */
	struct issue_calls calls;
	struct issue_answers answers;
	struct photo_field photos;
	const char *council_address; /* where statutory appeals go; "" when not known */
	int64_t contact_days;        /* how long a contact is kept after the matter is closed */
	bool may_assign;
	bool is_whole;            /* all questions are on one page */
	const char *flagged;      /* bits of flag.h that staff were warned of; "" */
	struct work_flags flags;  /* what they are */
	struct issue_likes likes; /* what it may be, known already */
	const char *distinct;     /* their numbers and those told apart before: "2026-5,2026-12" */
};
