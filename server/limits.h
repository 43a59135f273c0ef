/*
 * limits.h - how often one address may do what costs us something.
 *
 * A token bucket for each address and for its network (/24 of IPv4, /64 of IPv6, because that is
 * what one subscriber has): it fills at the rate of the settings and holds a minute's worth. Memory
 * is fixed: a table in which the least recently used of four neighbours gives way. Kept in memory
 * only, so no address outlives the process; delays per login are in the database (sign_in.h).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/base/outcome.h"
#include "model/base/secret.h"

enum limit_kind { LIMIT_POSTS, LIMIT_SIGN_INS, LIMIT_KIND_COUNT };

struct limits;

/* Buckets for that many addresses; per_minute is by kind. */
struct limits *limits_begin(size_t addresses, const int64_t per_minute[LIMIT_KIND_COUNT],
			    const struct secret_source *random);

/*
 * Take one from the buckets of address at that moment of clock_milliseconds(). TOO_OFTEN puts the
 * seconds to wait into *wait. Safe for all threads.
 */
CHECKED enum outcome limits_take(struct limits *limits, enum limit_kind kind, const char *address,
				 int64_t milliseconds, int *wait);

/* NULL does nothing. */
void limits_end(struct limits *limits);
