/*
 * network.h - which network an internet address belongs to, for counting what comes from one.
 */
#pragma once

#include "arena.h"

/*
 * "four c0a801", "six 20010db8000000": the /24 of IPv4 (also when it comes mapped into IPv6), the /56 of
 * IPv6; what is no address (a Unix socket's peer) is its own network. In arena, or address itself.
 */
const char *network_name(struct arena *arena, const char *address);
