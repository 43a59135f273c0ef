/*
 * report_changes.h - what a correction changed, for the report's page, in the reader's language.
 */
#pragma once

#include "model/report_changes.h"
#include "server/request.h"
#include "templates/report_changes.h"

/*
 * What a version (a draft too) changed in the one before; empty for the first. most: rows at most, the
 * others are counted; 0: all of them.
 */
struct report_change_list report_changes_list(struct request *request, const struct report *report,
					      size_t most);

/* «Змінено 3 показники й 1 текст»: the same in a line; "" when nothing changed. */
const char *report_changes_line(struct request *request, const struct report *report);
