/*
 * bulk.h - the bar of acts below the rows of a queue.
 */
#pragma once

#include "server/request.h"
#include "templates/bulk.h"

/* What this viewer may do with many at once; NULL: nothing. task: the one that is shown, or "". */
const struct bulk_bar *bulk_bar_of(struct request *request, const char *task);
