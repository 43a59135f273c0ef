/*
 * issue_window.h - public issues by a window of time, as the Open311 API asks for them.
 *
 * The window is an interval in one index, and everything else narrows it down: kinds, what a reader
 * takes for done, a rectangle, words. Newest first. A page goes on behind the last one's key; a number
 * of rows to skip is taken too, because the API counts pages, but only up to WINDOW_SKIP_MOST.
 */
#pragma once

#include "issue.h"

#define WINDOW_ROWS_MOST 1000 /* "90 days or first 1000 requests" */
#define WINDOW_SKIP_MOST 20000

enum window_moment { WINDOW_REPORTED, WINDOW_UPDATED };

struct issue_window {
	int64_t community_id;
	enum window_moment moment; /* which one the window is of, and the order */
	int64_t from, to;          /* seconds, both inclusive */
	/* A second window, over when it was reported where the first is of changes; 0: none. */
	int64_t reported_from, reported_to;
	const struct texts *categories; /* keys; NULL or none: all */
	int is_done;                    /* 1: resolved or closed; 0: open; -1: both */
	bool has_box;                   /* of what the public may know of the place */
	double west, south, east, north;
	const char *q;                /* words, or the number of an issue; "" or NULL: none */
	int64_t before_at, before_id; /* the key of the last row of the page before; 0: none */
	int skip, limit;
};

/* The ids, in the window's order; at most limit, which is at most WINDOW_ROWS_MOST + 1. */
struct issue_ids {
	int64_t *items;
	size_t count;
};
struct issue_ids issue_window_ids(struct db *db, const struct issue_window *window);

/* The key of an issue in the order of the window. */
int64_t issue_window_key(const struct issue_window *window, const struct issue *issue);
