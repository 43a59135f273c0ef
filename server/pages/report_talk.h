/*
 * report_talk.h - a report's talk with the community, for the pages that show it.
 */
#pragma once

#include "server/request.h"
#include "templates/report_talk.h"

/* Everything of the version at hand. */
struct report_talk report_talk_of(const struct request *request, const struct report *report);

/* That it will be heard in the hromada at hand, or was; "" when there is nothing to tell. */
const char *report_talk_hearing(const struct request *request, const struct report *report);

/* «виконано», «перенесено», ...; a measure as it stands in the plan. */
const char *report_talk_became(const struct request *request, enum outcome_state state);
struct report_plan_row report_talk_plan(const struct report_plan *plan);

/* A question with its answer, in the reader's words; is_of_several: name its hromada. */
struct report_answer_row report_talk_answer(const struct request *request,
					    const struct report_answer *answer, bool is_of_several);
