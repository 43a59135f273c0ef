/*
 * demo_story.h - what demo.c and demo_story.c share: the stage, and the story as a list of steps.
 */
#pragma once

#include "demo.h"
#include "issue_import.h"
#include "report_import.h"
#include "viewer.h"

/* Somebody with an account. */
struct demo_person {
	const char *login, *role, *name, *post, *organisation;
	int64_t id; /* once they are there */
};

struct demo_persons {
	struct demo_person *items;
	size_t count;
};

/* An issue, and what it became. */
struct demo_issue {
	struct issue_import import;
	struct issue_added added; /* once it is there */
};

struct demo_issues {
	struct demo_issue *items;
	size_t count;
};

/* A report on its way, shared by its steps. */
struct demo_report {
	const struct report_import *import;
	int64_t id; /* once it is there */
};

struct demo_reports {
	struct demo_report *items;
	size_t count;
};

/* One thing that happened. */
struct demo_step {
	int64_t at;
	size_t order;   /* among those of one moment */
	const char *by; /* a login, or "" for the demonstration itself */
	enum demo_kind {
		DEMO_PEOPLE,
		DEMO_ISSUE,
		DEMO_EVENT,
		DEMO_DRAFT,
		DEMO_SUBMIT,
		DEMO_PUBLISH,
		DEMO_CORRECT,
		DEMO_WITHDRAW
	} kind;
	size_t index;              /* of its issue or report */
	const struct pairs *event; /* the line of demo_events */
};

struct demo_steps {
	struct demo_step *items;
	size_t count;
};

struct demo {
	struct connection *connection;
	struct arena *arena; /* lives as long as the filling */
	const struct secret_source *random;
	int64_t community_id; /* Korosten */
	struct demo_persons people;
	struct demo_issues issues;
	struct demo_reports reports;
	struct demo_steps steps;
};

/* Log what is wrong with a line of the data; always BROKEN. */
CHECKED enum outcome demo_faults(const char *where, size_t line, const struct faults *faults);

/* Take every step, in the order in which they happened. */
CHECKED enum outcome demo_tell(struct demo *demo);
