/*
 * full_reports.h - two years of reports that leave nothing out: all indicators, texts, notes, answers.
 *
 * For what has to hold of the largest report: its page's weight, its PDF, the page of an indicator.
 */
#pragma once

#include <stdint.h>

#include "model/report_form.h"

#define FULL_REPORTS 12

/* In the test's world (world.h): twelve two-month reports of Korosten up to October 2026, published. */
void full_reports_begin(void);

/* Two months later: one more. */
void full_report_next(void);

/* Let what stands here of "the newest" be said of the one so many before or behind it. */
void full_report_turn(int64_t by);

/* The number of the newest. */
int64_t full_report(void);

/* "/korosten/reports/12" and what comes behind, in the test's arena. */
const char *full_report_path(const char *rest);

/* Open a correction of the newest; draft is what stands in it. Change a figure; publish it
   (NULL: as it was saved). */
void full_report_correct(struct report_draft *draft);
void full_report_set(struct report_draft *draft, const char *indicator, int64_t value);
void full_report_publish(struct report_draft *draft);
