/*
 * wording.h - a key of a table, as it is kept, becomes the reader's words.
 */
#pragma once

#include <stddef.h>

#include "server/request.h"

struct wording {
	const char *key, *sentence; /* SAY("...") */
};

/* "" when the table has no such key. */
const char *wording_say(const struct request *request, const struct wording *table, size_t count,
			const char *key);

#define WORDING(request, table, key) wording_say((request), (table), COUNT(table), (key))
