/* keys.h - what the administrator's pages of programs' keys show. */
#pragma once

#include "model/api_key.h"
#include "templates/input.h"

struct key_row {
	const char *href, *name, *community; /* community: "" for all of them */
	const char *rights, *limits;
	int64_t today, used_at, revoked_at;
};

struct key_rows {
	struct key_row *items;
	size_t count;
	const char *more; /* address of the rows behind; NULL: none */
};

struct key_form {
	const char *action, *revoke; /* revoke: NULL when there is nothing to revoke */
	const struct form *form;
	struct choices communities; /* of a new one */
	bool is_new;
	struct key_row row; /* of one that is there */
	int64_t made_at;
};
