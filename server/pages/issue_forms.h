/*
 * issue_forms.h - the forms on staff's page of an issue (templates/issue_work.h).
 */
#pragma once

#include "model/issue.h"
#include "server/request.h"
#include "templates/issue_work.h"

/* What a step to that state does, as its button says it; the state has to exist. */
const char *issue_forms_act(const struct request *request, const char *state);

/* The form of a step, with the fields that it asks. */
const struct work_form *issue_forms_step(const struct request *request,
					 const struct issue_choice *choice,
					 const struct issue_work *work);

/* What it proposes: the day there is, or our own aim, the body, and the moment it waits for. */
struct form *issue_forms_values(struct request *request, const struct issue_work *work);

/* The form of an edit, filled with what stands there; what an edit or a hiding may choose from. */
struct form *issue_forms_edit(struct request *request, const struct issue_work *work);
struct choices issue_forms_reasons(const struct request *request, bool only_hiding);
struct choices issue_forms_precisions(const struct request *request);

/* Whether the form came back only to have an answer put into it. */
bool issue_forms_is_inserting(const struct request *request);

/* What a form carries: while an answer is put in, what it carried before, lest a conflict be hidden. */
const char *issue_forms_carried(const struct request *request, const char *name, const char *now);
