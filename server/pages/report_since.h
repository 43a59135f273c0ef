/*
 * report_since.h - what follows from several reports together, for the report's page.
 */
#pragma once

#include "model/report.h"
#include "server/request.h"
#include "templates/report_since.h"

struct report_since report_since_of(struct request *request, const struct report *report);
