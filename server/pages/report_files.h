/*
 * report_files.h - what a report can be taken away as: for its page, links that tell format and size.
 */
#pragma once

#include "model/report.h"
#include "server/request.h"
#include "templates/report_files.h"

/* The files of a published version. */
struct report_files report_files_of(struct request *request, const struct report *report);
