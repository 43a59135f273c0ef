/*
 * issue_new.h - a resident's questions, for the action that ends them (issue_entry.c).
 */
#pragma once

#include "server/request.h"
#include "templates/issue_new.h"

/* What every page of a report shows: the form's values, the choices, the photos sent so far. */
struct issue_question issue_new_begin(struct request *request, const struct form *form);

/* Everything on one page: for who asks for it, and to show what is wrong with a form posted whole. */
CHECKED enum outcome issue_new_show_all(struct request *request);

/*
 * Whether that page, posted, has to ask "is it one of these?" first; then the question is shown, with
 * everything typed going along, and *outcome is the page's.
 */
bool issue_new_asks_likes(struct request *request, enum outcome *outcome);
