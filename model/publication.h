/*
 * publication.h - the order in which things became public, and how far back a feed reaches.
 *
 * Whoever makes, changes or withdraws something public adds a row here, in the same change. A row
 * says only "this thing, now"; what it says is read from the thing itself when a feed is made, so
 * what is withdrawn is gone from every feed and archive at once. Nothing hidden ever adds a row:
 * the counter tells nothing.
 *
 *	ordinal  1 .............. 100 | 101 ............ 200 | 201 ... 247
 *	         archive 1            | archive 2            | not full yet
 *	                                          |<------ window ------>|
 *
 * A feed is read from its newest row back (the window); older rows stand in archives of a hundred
 * each, whose borders never move. The network's feeds cut by seq, a hromada's by its own ordinal.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/outcome.h"
#include "db.h"
#include "finder.h"

enum publication_kind {
	PUBLICATION_EVERYTHING, /* in a query only */
	PUBLICATION_ISSUE,
	PUBLICATION_UPDATE, /* a public line of an issue's timeline */
	PUBLICATION_REPORT,
	PUBLICATION_KIND_COUNT
};

/* ------------------------------------------------------------------ writing */

/* An issue became public, or what the public sees of it was edited. */
CHECKED enum outcome publication_add_issue(struct change *change, int64_t issue_id);

/*
 * A public line was added to a public issue: the line is an entry of its own, and the issue itself
 * moves up too, because its state and the number of its updates changed.
 */
CHECKED enum outcome publication_add_update(struct change *change, int64_t issue_id,
					    int64_t event_id);

/* A step of a public issue was taken back: its line, which is public, is told anew, without its words. */
CHECKED enum outcome publication_mute_update(struct change *change, int64_t event_id);

/* A public issue was hidden: it and all its lines are withdrawn. Nothing happens when none is out. */
CHECKED enum outcome publication_withdraw_issue(struct change *change, int64_t issue_id);

/* It is public again: it and its public lines come back under their old ids. */
CHECKED enum outcome publication_restore_issue(struct change *change, int64_t issue_id);

/* A version of a report was published, or the report withdrawn: in each hromada it speaks of. */
CHECKED enum outcome publication_add_report(struct change *change, int64_t report_id);
CHECKED enum outcome publication_withdraw_report(struct change *change, int64_t report_id);

/*
 * A backup became the database. What was published behind it is lost, but readers hold positions from
 * then; new ones begin far beyond them all, or those readers would take them for what they have.
 */
CHECKED enum outcome publication_leap(struct change *change);

/* ------------------------------------------------------------------ reading */

struct publication {
	int64_t seq, ordinal;
	int64_t community_id;
	enum publication_kind kind;
	int64_t subject_id;         /* id of the issue, the event or the report */
	int64_t issue_id;           /* of an issue or an update */
	int64_t published, updated; /* when the thing first became public, and last changed */
	bool is_withdrawn;
	bool is_silent; /* withdrawn, and the filter cannot know whether it belonged here */
};

struct publications {
	struct publication *items;
	size_t count;
};

/* What a feed is of. */
struct publication_filter {
	int64_t community_id; /* 0: the network */
	enum publication_kind kind;
	int64_t issue_id;                  /* only this issue's; 0: all */
	const struct issue_filter *issues; /* only what belongs to such issues; NULL: all */
	struct finder_set fitting;         /* publication_filter_settle's: which issues these are */
	const char *few;                   /* the same as a list where they are few, or NULL */
};

/*
 * Find out which issues a filter means, before anything is asked of it. The order of publication is then gone
 * through row by row, each asked whether it is of one of these; where they are few their rows are looked up.
 * Good for as long as the database does not change.
 */
void publication_filter_settle(struct db *db, struct publication_filter *filter);

/* The least a feed reaches back, and the most it ever holds. */
#define PUBLICATION_LEAST        50
#define PUBLICATION_LEAST_DAYS   30
#define PUBLICATION_MOST         1000
#define PUBLICATION_ARCHIVE_SIZE 100

/*
 * "everything", "issue", ... as in the database; the plural as in addresses; -1 when it is none.
 */
int publication_kind_find(const char *plural);
const char *publication_kind_plural(enum publication_kind kind);

/* The newest row of a feed, by one look into an index. NOT_FOUND when the feed is empty. */
CHECKED enum outcome publication_newest(struct db *db, const struct publication_filter *filter,
					struct publication *newest);

/*
 * The rows of a feed, newest first, each thing once. The first plain ones are what everybody gets: at
 * least PUBLICATION_LEAST, at least PUBLICATION_LEAST_DAYS counted back from newest (not from the
 * clock, so that the same state gives the same bytes), at least down to the newest full archive.
 * Silent ones are beside that count. The others are what a reader who has seen nothing behind since
 * still lacks (0: the feed was empty then; negative: nothing is known of the reader). At most
 * PUBLICATION_MOST; is_cut tells that rows behind since were left out.
 */
struct publication_window {
	struct publications rows;
	size_t plain;
	bool is_cut;
};
struct publication_window publication_window(struct db *db, const struct publication_filter *filter,
					     const struct publication *newest, int64_t since);

/* The PUBLICATION_MOST oldest rows behind since, newest first: to catch up in steps. */
struct publications publication_behind(struct db *db, const struct publication_filter *filter,
				       int64_t since);

/* The newest position of the feed from before that moment; 0 when there is none. */
int64_t publication_before(struct db *db, const struct publication_filter *filter, int64_t moment);

/* Everything there is, newest first, at most PUBLICATION_MOST: for feeds that are complete. */
struct publications publication_all(struct db *db, const struct publication_filter *filter);

/* The position at which the row's thing was published first in that hromada. */
int64_t publication_first(struct db *db, const struct publication *row);

/* How many public lines an issue has; *updated: when the last one came, 0 when there is none. */
int64_t publication_updates(struct db *db, int64_t issue_id, int64_t *updated);

/*
 * The rows of a full archive, newest first, each thing once. NOT_FOUND when it is not full yet.
 * What a row says is what the thing says now: withdrawn things are withdrawn here too.
 */
CHECKED enum outcome publication_archive(struct db *db, const struct publication_filter *filter,
					 int64_t archive, struct publications *publications);

/* The newest full archive at or before newest with anything of the feed in it; 0: none. */
int64_t publication_archive_of(struct db *db, const struct publication_filter *filter,
			       const struct publication *newest);

/* The next older and the next newer full archive with anything of the feed in it; 0: none. */
int64_t publication_archive_before(struct db *db, const struct publication_filter *filter,
				   int64_t archive);
int64_t publication_archive_behind(struct db *db, const struct publication_filter *filter,
				   int64_t archive);
