/*
 * letter.h - letters to who follows a feed by e-mail: written, and put into the outbox.
 *
 * What an entry says comes from feed_entries.h, as in the feed. Its bytes leave by the courier.
 */
#pragma once

#include "feed_source.h"
#include "feeds/feed.h"
#include "model/subscription.h"

/* Whether a mail server is set: without one the pages say nothing of e-mail. */
bool letter_is_possible(const struct request *request);

/*
 * Where a feed of the hromada at hand is asked for by e-mail, its filter as behind the "?"; NULL where it
 * is not: without a mail server, and for lists that the calendar changes.
 */
const char *letter_ask_path(const struct request *request, const char *kind, const char *query);

/* The same for what is done about one issue. */
const char *letter_ask_issue_path(const struct request *request, int64_t year, int64_t number);

/* Where a subscription is looked after, as a path of ours: "/mail/SECRET"; as a sentence: how often. */
const char *letter_own_path(const struct request *request, const struct subscription *subscription);
const char *letter_rhythm(const struct request *request, enum subscription_rhythm rhythm);

/* The news of a feed, newest first; more: how many do not stand in the letter; seq: how far it tells. */
struct letter_news {
	struct entries entries;
	int64_t more, seq;
};

/* Put it into the outbox. request->language is the subscriber's. */
CHECKED enum outcome letter_add_news(struct request *request, struct change *change,
				     const struct feed_source *source,
				     const struct subscription *to, const struct letter_news *news);

/* Put in the one letter that asks whether they want it. */
CHECKED enum outcome letter_add_question(struct request *request, struct change *change,
					 const struct feed_source *source,
					 const struct subscription *to);
