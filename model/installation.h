/*
 * installation.h - who this installation is towards the world: one row, made by init or demo.
 *
 * authority and authority_date stand in every tag: id of every feed entry (RFC 4151) and never change
 * again, whatever happens to the address: readers know old entries by them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db.h"

struct installation {
	const char *authority;      /* host name: "poruch.example.org" */
	const char *authority_date; /* "2026-11-22" */
	const char *form_key;       /* what form tokens are signed with */
	bool is_demo;               /* made by demo: the demonstration's password works here */
	bool is_read_only;          /* the emergency switch */
	int64_t made_at;
};

/*
 * The authority that a public URL gives: its host without port and user, in small letters, in arena.
 * NULL when there is none ("http://", "korosten").
 */
const char *installation_authority(struct arena *arena, const char *public_url);

/*
 * Make it, once; CONFLICT when there is one. The authority is the public URL's host; its date is the
 * day in Kyiv of change->now; the form key is drawn from change->random. The kinds of issues are
 * loaded.
 */
CHECKED enum outcome installation_make(struct change *change, const char *authority, bool is_demo);

/* Read it; NOT_FOUND in a database that was never filled. Texts live in db's arena. */
CHECKED enum outcome installation_find(struct db *db, struct installation *installation);

/*
 * Whether it is time for connection_rewrite: something was erased, and it is night in Kyiv or more than a
 * day ago.
 */
bool installation_wants_rewrite(struct db *db, int64_t now);

/* Something was erased: the file is written anew in the night that comes. The caller's audit line tells. */
CHECKED enum outcome installation_note_erased(struct change *change);

/* Turn the read-only switch. */
CHECKED enum outcome installation_set_read_only(struct change *change, bool is_read_only);
