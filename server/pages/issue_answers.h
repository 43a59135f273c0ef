/*
 * issue_answers.h - the answers of a report, for the question pages (issue_new.c).
 */
#pragma once

#include "model/category.h"
#include "server/request.h"
#include "templates/issue_new.h"

/* What was typed so far, one answer a question; it has the choices and the category's name already. */
struct issue_answers issue_answers_of(struct request *request, const struct issue_question *it,
				      const struct pairs *typed);

/* The numbers to call instead of writing about that kind. */
struct issue_calls issue_answers_calls(const struct request *request,
				       const struct category *category);
