/*
 * register.h - issues ready-made for tests, on top of world.h.
 *
 *	TestSuite(issue_step, .init = register_begin, .fini = world_end);
 *
 * Korosten gets two bodies: its works people act for the utility, its police for the police.
 */
#pragma once

#include "model/issue.h"
#include "model/update.h"
#include "tests/world.h"

extern int64_t register_utility, register_police;

void register_begin(void);

/* A dark street, told by a resident, waiting for moderation. */
struct issue_added register_report(void);

/* The same, already registered and public; assigned to the utility until in ten days; resolved. */
int64_t register_registered(void);
int64_t register_assigned(void);
int64_t register_resolved(void);

/* Take a step as that role; what it asks has been filled in where it was not given. Commits when OK. */
enum outcome register_step(enum role role, int64_t id, struct issue_step step, struct form *form);

/* The same, and it has to be OK. */
void register_move(enum role role, int64_t id, const char *to);

/* A step to that state with everything any step may ask. */
struct issue_step register_full_step(const char *to);

/* What stands there now. */
struct issue_work register_work(int64_t id);
bool register_is_public(int64_t id);

/* The kind of the first fault of that field. */
enum fault_kind register_fault(const struct form *form, const char *field);
