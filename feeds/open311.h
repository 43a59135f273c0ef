/*
 * open311.h - what the Open311 API says (GeoReport v2, http://wiki.open311.org/GeoReport_v2/): structs
 * in, XML or JSON out.
 *
 * Every name of a member here is the specification's own name of an element. What may be said of an
 * issue was decided before (issue_public); nothing is looked up. open311.c: discovery, services,
 * errors; open311_request.c: service requests, tokens, updates.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/outcome.h"

/* Which face is wanted. All writers give BROKEN, and nothing, when the document cannot be made. */
enum open311_face { OPEN311_XML, OPEN311_JSON };

/* ------------------------------------------------------------------ discovery, services */

struct open311_discovery {
	int64_t changeset;       /* when the API last changed */
	const char *contact;     /* whom to ask */
	const char *key_service; /* how a key is got */
	const char *url;         /* what addresses begin with */
};

CHECKED enum outcome open311_write_discovery(struct arena *arena, enum open311_face face,
					     const struct open311_discovery *discovery,
					     const char **bytes, size_t *length);

struct open311_service {
	const char *service_code, *service_name, *description, *keywords, *group;
};

struct open311_services {
	struct open311_service *items;
	size_t count;
};

CHECKED enum outcome open311_write_services(struct arena *arena, enum open311_face face,
					    const struct open311_services *services,
					    const char **bytes, size_t *length);

struct open311_value {
	const char *key, *name;
};

struct open311_attribute {
	const char *code, *datatype, *datatype_description, *description;
	bool is_required;
	struct {
		struct open311_value *items;
		size_t count;
	} values;
};

struct open311_definition {
	const char *service_code;
	struct {
		struct open311_attribute *items;
		size_t count;
	} attributes;
};

CHECKED enum outcome open311_write_definition(struct arena *arena, enum open311_face face,
					      const struct open311_definition *definition,
					      const char **bytes, size_t *length);

/* ------------------------------------------------------------------ errors */

struct open311_error {
	int code;
	const char *description;
};

struct open311_errors {
	struct open311_error *items;
	size_t count;
};

CHECKED enum outcome open311_write_errors(struct arena *arena, enum open311_face face,
					  const struct open311_errors *errors, const char **bytes,
					  size_t *length);

/* ------------------------------------------------------------------ service requests */

/* A line of what was done, for extensions=true. */
struct open311_note {
	int64_t datetime;
	const char *type;                  /* "step", "note", "message", ... */
	const char *summary, *description; /* what it is, and its words */
	const char *state; /* where the issue stood afterwards; "" where it stayed */
};

struct open311_request {
	const char *service_request_id, *status, *status_notes, *service_name, *service_code;
	const char *description, *agency_responsible, *service_notice;
	int64_t requested_datetime, updated_datetime, expected_datetime;
	const char *address, *address_id;
	bool has_point;
	double latitude, longitude;
	const char *media_url;

	/* Said with extensions=true only. */
	const char *title, *state, *url, *area;
	int64_t modified_datetime, support_count, reopened_count;
	bool is_overdue, is_made_up;
	struct {
		const char **items;
		size_t count;
	} media_urls;
	struct {
		struct open311_note *items;
		size_t count;
	} notes;
};

struct open311_requests {
	struct open311_request *items;
	size_t count;
	bool has_extensions;
};

CHECKED enum outcome open311_write_requests(struct arena *arena, enum open311_face face,
					    const struct open311_requests *requests,
					    const char **bytes, size_t *length);

/* What a sent report got: its token; its id once it has one that may be told. */
struct open311_receipt {
	const char *token, *service_request_id, *service_notice;
};

/* The answer to a new request: a token and a notice. The answer to a token: the id, or none yet. */
CHECKED enum outcome open311_write_receipt(struct arena *arena, enum open311_face face,
					   const struct open311_receipt *receipt,
					   const char **bytes, size_t *length);

struct open311_update {
	const char *update_id, *service_request_id, *status, *description, *media_url;
	int64_t updated_datetime;
};

struct open311_updates {
	struct open311_update *items;
	size_t count;
};

/* mySociety's extension, servicerequestupdates. */
CHECKED enum outcome open311_write_updates(struct arena *arena, enum open311_face face,
					   const struct open311_updates *updates,
					   const char **bytes, size_t *length);

/* The answer to an update that was sent: its id, and what happens now. */
CHECKED enum outcome open311_write_update_receipt(struct arena *arena, enum open311_face face,
						  const char *update_id, const char *notice,
						  const char **bytes, size_t *length);
