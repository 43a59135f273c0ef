/*
 * open311_view.h - from the model's issues to what the Open311 API says of them.
 */
#pragma once

#include "model/area.h"
#include "model/issue.h"
#include "model/update.h"
#include "server/open311.h"

/* What many of them share. */
struct open311_viewing {
	struct request *request;
	struct areas areas; /* of the hromada, for their codes */
	bool has_extensions;
};

struct open311_viewing open311_viewing_begin(struct request *request, bool has_extensions);

/* One of them; of a hromada that request->community is. */
struct open311_request open311_view(const struct open311_viewing *viewing,
				    const struct issue *issue);

/* About how many bytes it takes in an answer, at most. */
size_t open311_view_weight(const struct open311_request *request);

/* "open" or "closed" of a state of ours: what is resolved is closed. */
const char *open311_status(const char *state);

/* The whole address of a photo. */
const char *open311_photo_url(const struct request *request, const char *name);

/* What a line of the history says: its heading, and its words behind it. */
const char *open311_line(const struct request *request, const struct update *update);
