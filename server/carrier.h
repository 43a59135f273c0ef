/*
 * carrier.h - what leaves this machine by itself: word to a hub, and mail. The one place that knows
 * libcurl.
 *
 * A carrier belongs to one thread. It keeps its connection for the next item, follows no redirect, reads
 * no more of an answer than its status codes, and gives up a transfer within a second once *is_ending is set.
 */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>

#include "model/base/outcome.h"

struct carrier;
struct settings;

/*
 * Why something did not arrive; as text, made for outbox_failed: "status 500", "timeout", "name" (there is no
 * such host), "connect", "password", "tls", "cut", or a sentence of libcurl's.
 */
struct carriage {
	bool has_arrived;
	bool is_final;   /* it never will */
	bool is_gone;    /* because there is no such mailbox: RFC 3463's 5.1.1, 5.2.1 and others */
	bool is_stopped; /* we ended it, because the service stops */
	char fault[48];  /* no address in it */
};

/* Once, before there are threads. BROKEN is logged. */
CHECKED enum outcome carrier_prepare(void);

struct carrier *carrier_begin(const struct settings *settings, const atomic_bool *is_ending);
void carrier_end(struct carrier *carrier);

/* Tell the hub that the topic (a whole address) has changed: POST hub.mode=publish&hub.url=... */
struct carriage carrier_ping(struct carrier *carrier, const char *topic);

/*
 * Hand a message to the mail server: from mail-from, to that address, bytes as they are (CRLF). TLS where
 * the server offers it, always where we have a password to tell; on this machine none.
 */
struct carriage carrier_mail(struct carrier *carrier, const char *to, const char *message);
