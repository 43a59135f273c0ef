/*
 * outbox.h - what waits to be sent outside, as an administrator sees it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One kind: how much of it stands where. */
struct outbox_sum {
	const char *name;
	int64_t waiting, failed, taken, given_up;
	const char *remark; /* why nothing of it leaves, or NULL */
};

struct outbox_row {
	const char *kind, *to; /* to: a feed's path, or a mail address of which most is left out */
	const char *state;
	const char *fault; /* why the last try failed, or "" */
	int64_t made_at;
	int64_t next_at; /* 0: it is not tried again by itself */
	int64_t tries;
	const char *label;        /* which one, for the buttons' names */
	const char *retry, *drop; /* where its buttons go; NULL: it is under way, and has none */
	bool is_given_up;
};

struct outbox_view {
	struct {
		struct outbox_sum *items;
		size_t count;
	} sums;
	struct {
		struct outbox_row *items;
		size_t count;
	} rows;
	int64_t all;      /* how many there are, shown or not */
	int64_t given_up; /* of them */
	bool is_cut;      /* more than are shown */
};
