/*
 * state.h - the states of an issue and the steps between them, as one table.
 *
 *	new --> moderation --> registered --> assigned --> in_progress --> resolved --> closed
 *	                 \--> declined, duplicate, restricted       ...and back: reopened
 *
 * The table is model/data/statuses.tsv in C (a test holds the two together), and beside each state:
 * who may lead an issue there and what the step asks of them. The rules that need the issue itself
 * (is this body the responsible one? did the executor confirm their own work?) are in issue.c, which
 * asks here first. A resident's report gets to "registered" through "moderation" only; what the
 * secretary or the police enter themselves may go there at once.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "access.h"
#include "form.h"

enum state {
	STATE_NEW,
	STATE_MODERATION,
	STATE_REGISTERED,
	STATE_ASSIGNED,
	STATE_IN_PROGRESS,
	STATE_PLANNED,
	STATE_ON_HOLD,
	STATE_FORWARDED,
	STATE_RESOLVED,
	STATE_CLOSED,
	STATE_CLARIFIED,
	STATE_DECLINED,
	STATE_DUPLICATE,
	STATE_REOPENED,
	STATE_RESTRICTED,
	STATE_COUNT
};

/* The three words a reader meets first; every state belongs to one. */
enum state_group { GROUP_OPEN, GROUP_RESOLVED, GROUP_CLOSED, GROUP_COUNT };

/* What a step can ask for, named as the fields of the form (CONTRACT: POST .../state). */
enum state_asks {
	ASKS_NOTE = 1 << 0, /* "note": the public line; staff's words, never the reporter's */
	ASKS_RESPONSIBLE = 1 << 1,  /* "responsible": the body it goes to */
	ASKS_DUE = 1 << 2,          /* "due": the day it should be done, or answered */
	ASKS_EVIDENCE = 1 << 3,     /* "evidence": a document or photo, in words; where the step is
				       taken by a letter, its number and date */
	ASKS_REASON = 1 << 4,       /* "reason": a key of state_reasons, or words */
	ASKS_CONFIRMER = 1 << 5,    /* "confirmed_by": meeting number, reporter or starosta */
	ASKS_REVIEW_ON = 1 << 6,    /* "review_on": when a hold is looked at again */
	ASKS_DUPLICATE_OF = 1 << 7, /* "duplicate_of": the number of the main issue */
	ASKS_COUNT = 8
};

struct state_facts {
	const char *key, *english, *ukrainian;
	bool is_public;   /* an issue in this state may be seen by everybody */
	bool is_terminal; /* nothing more is expected */
	enum state_group group;
	uint32_t next;     /* bits 1 << enum state: where a step may lead from here */
	uint32_t roles;    /* bits 1 << enum role: who may lead an issue here */
	uint32_t own;      /* the same, but only for issues their own body is responsible for */
	uint32_t asks;     /* bits of enum state_asks: needed to come here */
	uint32_t one_of;   /* of these at least one is needed as well, when there are any */
	uint32_t takes;    /* may be given as well */
	bool is_by_letter; /* what shows the step is a letter with its number: no photo is one */
};

/* The table's line; state must be one. */
const struct state_facts *state_facts(enum state state);

const char *state_key(enum state state);

/* Keys as in CONTRACT.md: "in_progress"; "open". -1 when there is no such one. */
int state_find(const char *key);
int state_group_find(const char *key);
const char *state_group_key(enum state_group group);

/* Bits 1 << enum state of a group's public states, and of all public states. */
uint32_t state_group_states(enum state_group group);
uint32_t state_public_states(void);

/* Whether a due date that has passed makes an issue late: it is not done with and not on hold. */
bool state_can_be_late(enum state state);

/* Whether the table has a step there, whoever takes it. */
bool state_leads_to(enum state from, enum state to);

/*
 * Whether viewer may take the step: FAULT_NONE, FAULT_NOT_ALLOWED_NOW (no such step) or
 * FAULT_NOT_FOR_ROLE. responsible_id is the body responsible for the issue now, 0 when none.
 */
enum fault_kind state_step_fault(const struct viewer *viewer, enum state from, enum state to,
				 int64_t responsible_id);

/*
 * What is missing to come to state when the fields in given (bits of enum state_asks) are filled: the
 * lowest missing one, or 0.
 */
uint32_t state_missing(enum state state, uint32_t given);

/* The form field behind one bit of enum state_asks: "note", "responsible", ... */
const char *state_asks_field(uint32_t ask);

/* The reasons to choose from where a step asks for one. */
struct state_reason {
	const char *key, *english, *ukrainian;
	uint32_t states; /* bits: for steps to these states */
};

/* The reason of that key, or NULL; the whole list, ended by a line without a key. */
const struct state_reason *state_reason_find(const char *key);
const struct state_reason *state_reasons(void);
