/*
 * world.h - a small world for a test: a database in memory with two hromadas and people in them.
 *
 *	TestSuite(issue, .init = world_begin, .fini = world_end);
 *
 *	Test(issue, closing_needs_a_reason)
 *	{
 *		struct change *change = world_change(ROLE_CHAIR);
 *		...
 *		world_commit();
 *	}
 *
 * Korosten is the hromada at hand, with its 44 settlements; Ovruch is the neighbour whose people
 * must not reach over. In each, every role has one person whose login is the role's key ("chair")
 * or, in Ovruch, the key with "-ovruch" behind it. "root" administers the installation. Nobody has a
 * password yet. The moment is WORLD_NOW until a test turns the clock.
 */
#pragma once

#include "model/access.h"
#include "model/community.h"
#include "model/db.h"
#include "tests/ready.h"

#define WORLD_NOW ((int64_t)1794000000) /* 6 November 2026, 21:20 UTC */

/* Where its database is when it is a file; set before world_begin. */
extern const char *world_file;

/* Before and after each test. Calls ready_begin and ready_end. */
void world_begin(void);
void world_end(void);

/* To read with; sees what an open change wrote. */
struct db *world_db(void);

extern struct community world_korosten, world_ovruch;

/* Turn the clock for the changes that follow; what it shows. */
void world_at(int64_t now);
int64_t world_now(void);

/*
 * Begin a change of whoever has that role in Korosten (ROLE_RESIDENT: nobody signed in), after
 * taking back one that was not committed. Commit it; what does not commit fails the test.
 */
struct change *world_change(enum role role);
void world_commit(void);
void world_cancel(void);

/* Everything committed becomes durable: nothing but COMMIT; and a new batch begins. */
void world_durable(void);

/* What the writer does every minute: the log forgets pictures that were deleted. */
void world_forget_pictures(void);

/*
 * What the writer does by the hour: the search index forgets, then the log (search_forget until it is
 * through, connection_forget); and in the night: connection_rewrite.
 */
void world_forget(void);
void world_rewrite(void);

/* How many statements stepped through a whole table so far. */
int64_t world_scans(void);

/* Who asks: the person of that role, in their hromada. */
struct viewer world_viewer(enum role role);
struct viewer world_viewer_in_ovruch(enum role role);

/* A form over nothing typed, to collect faults in. */
struct form world_form(void);
