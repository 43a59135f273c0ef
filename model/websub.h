/*
 * websub.h - word to a hub that feeds have changed (W3C WebSub), so that readers who asked it need not
 * poll.
 *
 *	publication   1 ... 246 | 247  248  249
 *	                 told --'  `--- a chore puts one ping for each feed they stand in into the outbox
 *
 * What was published is the queue already: publishing itself costs nothing more, whether there is a hub
 * or not, and a hub that is named later is told of what comes from then on.
 */
#pragma once

#include "db.h"

/*
 * A chore, where a hub is set: put pings of every feed that has something new into the outbox, a thousand
 * publications at a time (change->wants_more for the others). The feeds are those without a filter: of
 * each kind and of everything, of the hromada and of the network, and of an issue.
 */
CHECKED enum outcome websub_tell(struct change *change);
