/*
 * support.h - "it concerns me too": counted without an account.
 *
 * A browser counts once an issue, known again by a number in a signed cookie (server/supporter.h). What
 * is kept of it is a keyed hash of number and issue together, so two rows tell nothing of having come
 * from one browser. Who drops the cookie to be counted again meets the second rule: of one network
 * (IPv4 /24, IPv6 /56: what one subscriber can have) only so many count for an issue a day. For that
 * a keyed hash of the network is kept for 14 days. Behind one address of a mobile operator there may
 * be a village; that is why it is so many, and not one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

#define SUPPORT_NETWORK_DAYS 14 /* how long even the hash of a network is kept */

struct support {
	int64_t issue_id;
	const char *supporter; /* the browser's number */
	const char *address;   /* of the client; what is no IP address stands for itself */
	int64_t per_network;   /* a day, for one issue */
};

struct supported {
	int64_t count; /* all who ever said so */
	bool is_new;   /* this one did not before */
};

/*
 * Count it. It is no news: neither updated_at nor a feed moves. OK as well for who is counted already.
 * NOT_FOUND, GONE or MOVED when the public does not see the issue; CONFLICT when it is closed;
 * TOO_OFTEN when its network has been counted often enough today.
 */
CHECKED enum outcome support_add(struct change *change, const struct support *support,
				 struct supported *supported);

/* Whether this browser is counted. */
bool support_is_counted(struct db *db, int64_t issue_id, const char *supporter);

/* A chore: forget the networks of 14 days ago. Nothing is written when there are none. */
CHECKED enum outcome support_forget(struct change *change);
