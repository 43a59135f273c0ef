/*
 * issue_history.h - the lines of an issue's history in the reader's words.
 */
#pragma once

#include "model/update.h"
#include "server/request.h"
#include "templates/issue_view.h"

/* What everybody reads; what staff read, with internal notes and who it was. */
struct issue_lines issue_history_lines(const struct request *request,
				       const struct updates *updates);
struct issue_lines issue_history_work_lines(const struct request *request,
					    const struct update_works *works);

/* What a line that was taken back is called: "Assigned: taken back"; and the line that says so: "Step
   taken back, again: Registered". */
const char *issue_history_taken_back(const struct request *request, const struct update *update);
const char *issue_history_undone(const struct request *request, const char *state);

/* Who confirmed it, as typed; in the reader's words where it is kept as a key. */
const char *issue_history_confirmer(const struct request *request, const char *confirmed_by);

/* Whether what shows the step is a letter's number. */
bool issue_history_is_by_letter(const struct update *update);

/* What a resident's message was sent for. */
const char *issue_history_message(const struct request *request, const char *kind);
