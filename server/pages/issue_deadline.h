/* issue_deadline.h - what issue_deadline.c puts on staff's page of an issue. */
#pragma once

#include "model/issue.h"
#include "server/request.h"
#include "templates/issue_work.h"

/* Fill the page's deadline; act is the form that is asked for ("due"). */
void issue_deadline_fill(struct request *request, const struct issue_work *work,
			 struct work_issue *view, const char *act);
