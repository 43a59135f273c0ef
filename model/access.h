/*
 * access.h - who may do what.
 *
 * Roles are held per community (an administrator of the installation holds the role ADMIN with
 * community 0, which counts everywhere). What a role may do is one table in access.c; what a route
 * asks is one column of the table in server/routes.c. Nobody else asks about roles.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_RESIDENT, /* everybody, signed in or not */
	ROLE_ADMIN,
	ROLE_MODERATOR,
	ROLE_SECRETARY,
	ROLE_CHAIR,
	ROLE_MEMBER,
	ROLE_POLICE, /* author of reports */
	ROLE_CHIEF,  /* approver of reports */
	ROLE_STAROSTA,
	ROLE_WORKS, /* a responsible body */
	ROLE_OBSERVER,
	ROLE_COUNT
};

enum permission {
	PERMISSION_NOBODY, /* what a forgotten column means: no access */
	READ_PUBLIC,
	REPORT_ISSUE,
	SIGN_IN_OUT,
	OWN_ACCOUNT,    /* whoever is signed in, to their own */
	READ_WORK,      /* the queue, staff's view of issues */
	MODERATE_ISSUE, /* publish, edit, decline, restrict, hide */
	ENTER_ISSUE,    /* on behalf of a caller */
	STEP_ISSUE,     /* some step; which ones is access_allows() with the step */
	STEP_ISSUES,    /* one act with many of the queue at once */
	WRITE_ANSWERS,  /* the answers kept ready */
	READ_APPEALS,   /* statutory appeals of issues, their deadlines and table */
	WRITE_APPEALS,
	READ_PRIVATE,    /* contacts of a reporter; looking is recorded */
	HANDLE_PERSONAL, /* find, hand over and erase a resident's data on request */
	READ_DRAFT_REPORT,
	WRITE_REPORT,
	PUBLISH_REPORT,
	PRESENT_REPORT,  /* where and when a report is heard, and that it was */
	WRITE_QUESTION,  /* what the community asks, until it is answered */
	ANSWER_QUESTION, /* write down what the council or a utility answered */
	JUDGE_ANSWER,    /* whether an answer is enough */
	MANAGE_PEOPLE,
	MANAGE_SETTINGS, /* hromadas, kinds of issues, the read-only switch */
	READ_AUDIT,
	READ_METRICS,   /* from loopback only */
	WRITE_WITH_KEY, /* no role's: a program's, by its key (api_key.h) */
	PERMISSION_COUNT
};

/* Who is asking, in the community at hand. Made by dispatch, once per request. */
struct viewer {
	int64_t person_id; /* 0: nobody is signed in */
	int64_t session_id;
	const char *login, *name; /* "" when nobody */
	uint32_t roles;           /* bits 1 << enum role; ROLE_RESIDENT always */
	int64_t organisation_id;  /* the body a ROLE_WORKS person acts for, or 0 */
	int64_t community_id;     /* where the roles hold; 0 outside communities */
};

/* Keys as in CONTRACT.md: "admin", "moderator", ...; NULL or -1 when there is no such one. */
const char *role_key(enum role role);
int role_find(const char *key);
const char *permission_key(enum permission permission);

bool role_may(enum role role, enum permission permission);

/* Whether any of the viewer's roles has it. */
bool viewer_may(const struct viewer *viewer, enum permission permission);
bool viewer_is(const struct viewer *viewer, enum role role);

/* Whether all a viewer is here for is the work of their own body. */
bool viewer_is_only_works(const struct viewer *viewer);

/* The viewer's most telling role, for the public line of an event. */
enum role viewer_role(const struct viewer *viewer);
