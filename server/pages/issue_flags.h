/*
 * issue_flags.h - what the words of an issue may give away, for staff's pages.
 */
#pragma once

#include "model/issue.h"
#include "server/request.h"
#include "templates/issue_work.h"

/* What is flagged in a text, one thing a line. */
struct work_flags issue_flags_in(const struct request *request, const char *text);

/* The same of an issue's words; none without a flag. */
struct work_flags issue_flags_of(const struct request *request, const struct issue_work *work);

/* All of it in one line, for a row; NULL when there is nothing. */
const char *issue_flags_line(const struct request *request, const struct issue_work *work);
