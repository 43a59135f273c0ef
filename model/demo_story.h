/*
 * demo_story.h - what the files of the demonstration share: the stage, and the story as a list of steps.
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
		DEMO_WITHDRAW,
		DEMO_APPEAL, /* these three are demo_desk.c's */
		DEMO_ANSWER,
		DEMO_SENT,
		DEMO_QUESTION, /* these three demo_talk.c's */
		DEMO_HEARING,
		DEMO_TALK,
		DEMO_PHOTO, /* and these demo_photo.c's */
		DEMO_PHOTO_PUBLISH
	} kind;
	size_t index; /* of its issue or report */
	const struct pairs
		*event; /* the line of demo_events, or of a file of demo_desk.c, demo_photo.c */
};

struct demo_steps {
	struct demo_step *items;
	size_t count;
};

/* Lines of a file that belong together. */
struct demo_lines {
	const struct pairs **items;
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
	struct demo_lines talk; /* what reports answer, plan and tell of their plans */
	size_t sent;            /* reports of residents that wait */
};

/* A step more, at that moment, of the issue or report of that index, by that login. */
struct demo_step *demo_step_add(struct demo *demo, enum demo_kind kind, size_t index, int64_t at,
				const char *by);

/* Where the issue of that reference stands among demo->issues; NOT_FOUND. */
CHECKED enum outcome demo_issue_index(const struct demo *demo, const char *reference,
				      size_t *index);

/* Take every step, in the order in which they happened. */
CHECKED enum outcome demo_tell(struct demo *demo);
