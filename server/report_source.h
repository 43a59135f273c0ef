/*
 * report_source.h - a report of the model as the data it can be taken away as.
 */
#pragma once

#include "feeds/report_data.h"
#include "server/request.h"

/* A published version, in the reader's language; memory is the request's. */
struct report_data report_source_of(struct request *request, const struct report *report);

/* Its bytes as one of the two formats. BROKEN. */
CHECKED enum outcome report_source_csv(struct request *request, const struct report_data *data,
				       enum csv_kind kind, const char **bytes, size_t *length);
CHECKED enum outcome report_source_json(struct request *request, const struct report_data *data,
					const char **bytes, size_t *length);
