/*
 * courier.h - the thread that carries the outbox (model/outbox.h) to hub and mail server.
 *
 *	reads     is anything due? - once a second, one look into an index
 *	writer    taken; later: sent, or failed - each a change of its own, in line with everybody's
 *	carrier   the network, outside of any transaction
 *
 * Without a hub and a mail server there is no such thread.
 */
#pragma once

#include <stdint.h>

#include "model/base/outcome.h"

struct courier;
struct settings;
struct writer;

/*
 * Start it on the database at path, where there is anything to carry to; *courier is NULL else. What an
 * earlier one left taken waits again (outbox_release: the caller's to do). BROKEN is logged.
 */
CHECKED enum outcome courier_begin(const struct settings *settings, const char *path,
				   struct writer *writer, struct courier **courier);

struct courier_figures {
	uint64_t sent, failed; /* tries since the start */
};
struct courier_figures courier_figures(struct courier *courier);

/* Stop, before the writer does: what is under way is given up, and tried again with the next start. */
void courier_finish(struct courier *courier);

/* The same where it was not done, and give it back. NULL does nothing. */
void courier_end(struct courier *courier);
