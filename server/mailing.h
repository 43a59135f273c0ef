/*
 * mailing.h - who gets a letter now: the chore that turns publications into letters.
 *
 *	model/subscription.h	whose moment has come, and where they stand
 *	feed_source.h		what of, filtered how: the same as the feed's
 *	publication_behind	what came since: the same rows a reader of the feed would get
 *	feed_entries.h		what they say now; what is not public any more says nothing
 *	letter.h		as a letter, into the outbox
 *
 * The letter and the new position are one change, so none is lost and none written twice. Each time a few
 * subscribers are served; then whoever waits for the writer has their turn.
 */
#pragma once

#include "feed_source.h"
#include "model/subscription.h"

struct settings;

/* A chore. Does nothing while no mail server is set, or while the register is only read. */
CHECKED enum outcome mailing_run(struct change *change, const struct settings *settings);

/*
 * The feed that a subscription is of, in request->language; request->community and request->query become
 * the feed's. NOT_FOUND when there is no such feed any more.
 */
CHECKED enum outcome mailing_source(struct request *request,
				    const struct subscription *subscription,
				    struct feed_source *source);
