/*
 * reporter.h - what the reporter of an issue may do by their secret link, whatever its state.
 *
 *	addition      waits for a moderator, then stands with the issue
 *	withdrawal    of what nobody has registered yet: at once; later the secretary is told
 *	confirmation  that it is done: the secretary closes it, confirmed by the reporter
 *	reopening     that it is not: at once, within ISSUE_REOPEN_DAYS; the words wait for a moderator
 *
 * The caller has found the issue by the token (issue_find_secret).
 */
#pragma once

#include "message.h"

/* Which of them make sense now. */
struct reporter_choices {
	bool may_add, may_withdraw, may_confirm, may_reopen;
};

struct reporter_choices reporter_choices_of(struct db *db, const struct issue_work *work,
					    int64_t now);

/*
 * Do it. A fault goes to "text". CONFLICT when it makes no sense now (it was done already, or the issue
 * moved on meanwhile); TOO_OFTEN when too much waits for the moderator.
 */
CHECKED enum outcome reporter_send(struct change *change, struct form *form,
				   const struct issue_work *work, enum message_kind kind,
				   const char *text);
