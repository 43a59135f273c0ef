/*
 * service.h - what a running server is made of; made by `poruch serve` before the first request and
 * the same until the last.
 */
#pragma once

#include <stdatomic.h>
#include <stdint.h>

#include "model/base/outcome.h"

struct cache;
struct clients;
struct connection;
struct courier;
struct examiner;
struct limits;
struct settings;
struct worker;
struct writer;

struct service {
	const struct settings *settings;
	const char *database; /* path */
	struct writer *writer;
	struct examiner *examiner;
	struct courier *courier; /* carries the outbox; NULL: there is nobody to carry it to */
	struct worker *worker;   /* hashes passwords */
	struct worker *darkroom; /* develops photos */
	struct cache *cache;     /* NULL: none */
	struct limits *limits;   /* NULL: lifted */
	struct clients *clients;
	int64_t began_at;

	atomic_ullong requests;
	atomic_ullong answers[6]; /* by the first digit of the status */
	atomic_llong body_bytes;  /* announced by forms that are arriving */
	atomic_llong photo_bytes; /* of forms with photos, as far as they have come */
	atomic_llong streams;     /* long answers that are being sent (stream.h) */
	atomic_llong under_way;   /* requests begun and not yet completed */
	atomic_bool is_stopping;  /* every answer closes its connection */
};

/*
 * Start what a service needs before it can listen. writes stays the caller's, who must leave it alone
 * until service_finish. BROKEN is logged; service_end is due all the same.
 */
CHECKED enum outcome service_begin(struct service *service, const struct settings *settings,
				   const char *database, struct connection *writes);

/*
 * Work off what waits for the worker and the writer, and end their threads. Forms that come later are
 * refused as BUSY.
 */
void service_finish(struct service *service);

/* Give everything back, when the listener has ended. */
void service_end(struct service *service);
