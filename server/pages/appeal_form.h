/*
 * appeal_form.h - the form of a statutory appeal, for appeals.c.
 */
#pragma once

#include "model/appeal.h"
#include "server/request.h"
#include "templates/appeals.h"

/* The form with all its choices, posting to action. */
const struct appeal_form *appeal_form_of(struct request *request, const struct form *form,
					 const char *action);

/* The marks of a characteristic of resolution 858, to choose from. */
struct choices appeal_form_marks(const struct request *request, int characteristic);

/* What stands in it: of an appeal; of a new one, with the commonest answers chosen already. */
const struct pairs *appeal_form_values(struct request *request, const struct appeal *appeal);
const struct pairs *appeal_form_usual(struct request *request);

/* A form filled with pairs, or, where one was posted with a fault, with what was typed. */
const struct form *appeal_form_over(struct request *request, const struct pairs *pairs,
				    bool is_posted);
