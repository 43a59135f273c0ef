/*
 * person_data.h - all that is kept of a member of staff as JSON, to be handed over to them (Law of
 * Ukraine No. 2297-VI, Art. 8): moments as RFC 3339, keys in English.
 */
#pragma once

#include "model/person_data.h"

/* The document, in arena. */
CHECKED enum outcome person_data_json(struct arena *arena, const struct person_data *data,
				      const char **bytes, size_t *length);
