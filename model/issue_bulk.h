/*
 * issue_bulk.h - one act on many issues, each in its own right.
 *
 * What the act itself lacks (nobody named to assign to) is a fault of the form, and nothing is done.
 * After that every issue succeeds or fails alone: what it would be told on its own page is told here,
 * and the others are done all the same. Each is a change of its own part, with its own line and audit.
 */
#pragma once

#include "issue.h"

enum bulk_act {
	BULK_REGISTER,
	BULK_ASSIGN,
	BULK_MEETING,
	BULK_DUPLICATE,
	BULK_HIDE,
	BULK_ACT_COUNT
};

#define BULK_MOST 100 /* issues at a time */

struct issue_bulk {
	struct texts issues; /* "2026-147", as they were ticked; twice counts once */
	const char *act;
	const char *note;        /* for everyone, with a step */
	int64_t organisation_id; /* responsible=, with "assign" */
	struct date due;
	const char *duplicate_of, *reason;
};
extern const struct field issue_bulk_fields[];

/* "register", "assign", ...; -1 when there is none. */
const char *issue_bulk_key(enum bulk_act act);
int issue_bulk_find(const char *key);

/* Whether this viewer may do it with any issue at all; with one of them, the act itself finds out. */
bool issue_bulk_is_open_to(const struct viewer *viewer, enum bulk_act act);

/* An issue with which it did not work, and the first reason. */
struct issue_bulk_fault {
	const char *number; /* as it was ticked */
	struct fault fault;
};

struct issue_bulk_faults {
	struct issue_bulk_fault *items;
	size_t count;
};

/*
 * Do it. INVALID with faults in form when the act lacks something: nothing is done then. OK otherwise;
 * faults names the issues that stayed as they were.
 */
CHECKED enum outcome issue_bulk_do(struct change *change, struct form *form,
				   const struct viewer *viewer, const struct issue_bulk *bulk,
				   struct issue_bulk_faults *faults);
