/*
 * person.h - staff: their accounts, and the roles they hold in communities.
 *
 * An account is made without a password; its holder sets one by a one-time link (one_time_link.h).
 * A role is held in one community, or in all (community 0). Accounts are disabled, never removed:
 * the audit log speaks of them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "access.h"
#include "db.h"
#include "form.h"

#define PERSON_LOGIN_MOST 60

/*
 * A login as it is kept and compared: cleaned, in small letters. It is made of ASCII letters, digits
 * and ". _ - @", 2 to 60 of them, so that it can be said over the telephone.
 */
const char *person_login(struct arena *arena, const char *typed);

/* A role somebody holds. */
struct person_role {
	int64_t community_id;  /* 0: in all */
	const char *slug;      /* "" for all */
	const char *community; /* its short name; "" for all */
	enum role role;
	const char *key; /* role_key(role) */
};

struct person_roles {
	struct person_role *items;
	size_t count;
};

struct person {
	int64_t id;
	const char *login, *name, *post;
	int64_t organisation_id; /* 0: none */
	int64_t made_at, seen_at, disabled_at;
	int64_t erased_at; /* on request, when they had left (person_data.h); 0: not */
	bool has_password;
	struct person_roles roles;
};

struct persons {
	struct person *items;
	size_t count;
};

/* By login (in any case) or by row, with roles. NOT_FOUND. */
CHECKED enum outcome person_find(struct db *db, const char *login, struct person *person);
CHECKED enum outcome person_find_id(struct db *db, int64_t id, struct person *person);

/*
 * For a sign-in: the row and the password hash of whoever has this login and may sign in. The hash
 * is NULL (and *id 0) for an unknown name, a disabled account and one without a password yet.
 */
const char *person_password(struct db *db, const char *login, int64_t *id);

/* The password hash of that row, NULL when there is none: for who changes their own. */
const char *person_password_of(struct db *db, int64_t id);

/*
 * Those whom this administrator manages, by login, at most most of them behind the login after ("":
 * from the start): everybody for an administrator of the installation, for one of some communities
 * whoever holds a role there.
 */
struct persons person_list(struct db *db, int64_t admin_id, const char *after, size_t most);

/* Whether the administrator may give roles in that community (0: in all). */
bool person_may_manage_in(struct db *db, int64_t admin_id, int64_t community_id);

/*
 * Whether the administrator may hand this person a link or disable the account: only when every role
 * the person holds lies where the administrator manages, so that nobody reaches above themselves.
 */
bool person_is_managed(struct db *db, int64_t admin_id, int64_t person_id);

/* What is typed to add an account. */
struct person_entry {
	const char *login, *name, *post;
	int role;              /* enum role */
	const char *community; /* slug; "" for all */
	int64_t organisation_id;
};

/* Fields login, name, post, role, community. */
extern const struct field person_fields[];

/*
 * Add an account with its first role. Faults: login FAULT_UNKNOWN (other characters), FAULT_TAKEN;
 * role FAULT_UNKNOWN (nobody is given the role of a resident); community FAULT_UNKNOWN.
 */
CHECKED enum outcome person_add(struct change *change, struct form *form,
				const struct person_entry *entry, int64_t *id);

/*
 * Give or take back a role; the person's sessions end. CONFLICT when it is held already, NOT_FOUND
 * when it is not held. Nobody takes a role from themselves (FORBIDDEN): the last administrator would
 * be gone with it.
 */
CHECKED enum outcome person_grant(struct change *change, int64_t id, int64_t community_id,
				  enum role role);
CHECKED enum outcome person_revoke(struct change *change, int64_t id, int64_t community_id,
				   enum role role);

/* Set the password (already hashed); all the person's sessions end but keep_session (0: none). */
CHECKED enum outcome person_set_password(struct change *change, int64_t id, const char *hash,
					 int64_t keep_session);

/*
 * Disable the account: sessions end, links die; nobody does that to themselves (FORBIDDEN). Enable it
 * again. NOT_FOUND when there is no such person, or they were erased.
 */
CHECKED enum outcome person_disable(struct change *change, int64_t id);
CHECKED enum outcome person_enable(struct change *change, int64_t id);

/*
 * Add the audit line of something done to a person: it belongs to the hromada in which all their
 * roles lie, so that its administrator sees it, or else to the installation. before and after may be
 * NULL.
 */
CHECKED enum outcome person_note(struct change *change, const char *action, int64_t id,
				 const struct pairs *before, const struct pairs *after);

/* Record that somebody signed in. */
CHECKED enum outcome person_seen(struct change *change, int64_t id);
