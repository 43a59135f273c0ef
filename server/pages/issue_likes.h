/*
 * issue_likes.h - "is it one of these?" among the questions of a report: what is known there already.
 */
#pragma once

#include "model/issue.h"
#include "server/request.h"
#include "templates/issue_new.h"

/*
 * What is alike and was not told apart before (the field "distinct"), into it->likes and
 * it->distinct; only_words: only what shares words with the text. False when there is none, or when it
 * was said already which one it is.
 */
bool issue_likes_find(struct request *request, const struct form *form, bool only_words,
		      struct issue_question *it);

/* The closed issue that this one is again, as was said (the field "reopens"); false when it cannot be. */
bool issue_likes_reopened(struct request *request, const struct pairs *typed, struct issue *issue);

/*
 * Where it was said so, ask the moderator to reopen that issue for the new report. Nothing happens
 * where it cannot be, or where too much waits there already: the report itself is what counts.
 */
CHECKED enum outcome issue_likes_ask(struct request *request, struct change *change,
				     const char *text, int64_t report_id);
