/*
 * routes.h - THE table of who may do what, where.
 *
 * No line, no access; a line without a permission lets nobody in. dispatch asks the table once per
 * request and no page asks again. `poruch routes` prints it against the roles, and
 * tests/golden/access.txt keeps what it printed.
 *
 * A pattern is a path whose segments are literals, "*" (any one segment) or "*.atom" (any one with
 * that ending). Where "*" stands first, it is the slug of a community that dispatch looks up; roles
 * are those held there. Lines are tried from the top, so a literal stands above a "*".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "request.h"

enum route_flags {
	ROUTE_PUBLIC_DATA = 1,   /* Access-Control-Allow-Origin: * */
	ROUTE_NO_SESSION = 2,    /* nobody is looked up: the same for all, without the database */
	ROUTE_MULTIPART = 4,     /* the form may bring files, so its body may be larger */
	ROUTE_ANY_ORIGIN = 8,    /* no session and no form token: a secret in the address, or a
	                            program's key in the form (where it has key_rights) */
	ROUTE_ONE_LANGUAGE = 16, /* there is no /en of it */
	ROUTE_SECRET = 32,       /* what was typed is a password: never kept, never shown again */
	ROUTE_SIGN_IN = 64,      /* counts against the limit for sign-ins; works read-only too */
	ROUTE_SWITCH = 256,      /* turns the read-only switch, so it works read-only too */
	ROUTE_PHOTOS = 512,      /* its prepare develops photos, on the worker made for that */
	ROUTE_LOOPBACK = 128,    /* answers this machine only, whoever asks */
};

/* A page reads and answers. Anything but OK becomes a problem page. */
typedef enum outcome page_function(struct request *request);

/* An action writes. OK commits, anything else leaves no trace. */
typedef enum outcome action_function(struct request *request, struct change *change);

struct route {
	enum method method; /* METHOD_GET answers HEAD too */
	const char *pattern;
	enum permission permission;
	page_function *page;     /* of a GET */
	action_function *action; /* of a POST */
	page_function *again;    /* of a POST: shown with 422 when the action says INVALID */
	page_function *prepare;  /* of a POST: runs first, on a worker; reads only */
	enum cache_policy cache; /* for who is not signed in; signed in it is CACHE_NOTHING */
	int max_age;             /* seconds */
	unsigned flags;
	unsigned key_rights; /* with ROUTE_ANY_ORIGIN: what a program's key has to be for
	                        (api_key.h); 0: none is asked for */
};

/* All lines, for the tables that are made of them. */
extern const struct route routes[];
extern const size_t route_count;

/*
 * The route of a path (without language), its * values in request order. NULL when no pattern fits;
 * *allow is then NULL, or the methods of the patterns that fit but for the method ("GET, HEAD").
 * HEAD finds what GET finds. Values live in arena.
 */
const struct route *route_find(struct arena *arena, enum method method, const char *path,
			       const char *values[4], const char **allow);

/* Whether the first segment of the pattern is a community's slug. */
bool route_is_community(const struct route *route);

/* Roles against routes, as plain text, one line a route, sorted by pattern; in arena. */
const char *route_table(struct arena *arena);
