/*
 * incoming.h - from what came over the wire to a struct request.
 *
 * listener hands the headers over one by one; each is guarded, and those that matter are remembered.
 * A reader whose answer is ready in the cache is served from these few pointers; the arena and the
 * struct request are only filled for the others.
 */
#pragma once

#include "guard.h"
#include "request.h"

/* What is known before anything is copied; strings belong to the connection. */
struct incoming {
	struct guard guard;
	enum method method;
	const char *path; /* within target: the part from the first "/" on */
	const char *cookie, *accept_encoding, *etags, *modified_since, *content_type, *save_data;
	const char *forwarded_for; /* the last X-Forwarded-For */
	bool is_forwarded;         /* some proxy says that it is one */
};

/* One header, guarded and, where it matters, remembered. */
void incoming_header(struct incoming *incoming, const char *name, size_t name_length,
		     const char *value, size_t value_length);

/* Whether it comes from somebody signed in (or who says so): the cache is not for them. */
bool incoming_has_session(const struct incoming *incoming);

/* Whether the reader wants as few bytes as can be (Save-Data: on): no thumbnails. */
bool incoming_saves_data(const struct incoming *incoming);

/* Whether the form may bring files: its route takes them, and it is built for that. */
bool incoming_brings_files(const struct incoming *incoming);

/* The largest body this path may bring, from its route. */
size_t incoming_body_limit(const struct incoming *incoming, const struct settings *settings);

/*
 * Who asks: the peer, or whom a proxy we trust names last in X-Forwarded-For. peer is "" for a Unix
 * socket, which only our proxy can reach (is_local).
 */
const char *incoming_address(const struct incoming *incoming, const struct settings *settings,
			     const char *peer, bool is_local, bool *is_loopback);

/*
 * Fill the request's first part: path, query, cookies and, from the body, the form. What is wrong
 * goes into request->refusal and refusal_status.
 */
void incoming_request(const struct incoming *incoming, const char *body, size_t length,
		      struct request *request);
