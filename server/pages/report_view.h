/*
 * report_view.h - from a report of the model to what its pages show, in the reader's language.
 */
#pragma once

#include "server/request.h"
#include "templates/report.h"

/* How far back the bars of a chart go. */
#define REPORT_VIEW_PERIODS 6

/* The whole page of a report: a published version, or a draft as the public will see it. */
struct report_view report_view_of(struct request *request, const struct report *report);

/*
 * The same for paper: what stands beside a published version stands there as it did when that version was
 * published, so that the document never changes.
 */
struct report_view report_view_paper(struct request *request, const struct report *report);

/* The report in one sentence, with the one before it; "" when it gives no figure to speak of. */
const char *report_view_message(struct request *request, const struct report *report);

/* Bars of the figure that the sentence speaks of; none when there is no series. */
struct chart report_view_chart(struct request *request, const struct report *report);
