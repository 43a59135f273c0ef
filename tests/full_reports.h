/*
 * full_reports.h - two years of reports that leave nothing out: all indicators, texts, notes.
 *
 * For what has to hold of the largest report: its page's weight, its PDF, the page of an indicator.
 */
#pragma once

#include <stdint.h>

#define FULL_REPORTS 12

/* In the test's world (world.h): twelve two-month reports of Korosten up to October 2026, published. */
void full_reports_begin(void);

/* The number of the newest. */
int64_t full_report(void);

/* "/korosten/reports/12" and what comes behind, in the test's arena. */
const char *full_report_path(const char *rest);
