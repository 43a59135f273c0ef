/*
 * issue_work.h - staff's page of an issue, for the acts that show it again.
 */
#pragma once

#include "model/issue.h"
#include "server/request.h"

/* The page of the issue that the route names; with its contact when it was asked for, else NULL. */
CHECKED enum outcome issue_work_show(struct request *request, const struct issue_private *contact);
