/*
 * report_data.h - one report as data: its figures as a table, and the whole of it as JSON.
 *
 *	{"report": 12, "version": 2, "url": "https://...", "period_start": "2026-09-01", ...,
 *	 "territories": [{"katottg": "UA...", "name": "..."}],
 *	 "figures": [{"indicator": "theft", "value": 17, "qualifier": "exact", "shown": "17", ...}],
 *	 "derived": [{"period_start": ..., "period_end": ..., "figures": [...]}],
 *	 "sections": [{"key": "plans", "heading": "...", "text": "..."}],
 *	 "answers": [{"question": "3/2026", "text": "...", "answer": "...", "answered_by": "..."}],
 *	 "outcomes": [{"measure": "...", "term": "...", "responsible": "...", "state": "done"}],
 *	 "plans": [{"measure": "...", "term": "...", "responsible": "..."}], "versions": [...]}
 *
 * Figures are those everyone may see (report_figures), so what is hidden on the page is hidden here. The
 * table's columns are those of the data set "indicators" and some more, named alike.
 */
#pragma once

#include "csv.h"
#include "json.h"
#include "model/indicator.h"
#include "model/report.h"
#include "model/report_answer.h"
#include "model/report_plan.h"

#define REPORT_JSON_TYPE "application/json"

struct report_data_figure {
	const struct indicator *indicator;
	const struct figure *figure;
	const char *name, *shown; /* in the reader's language: what it is, what the page says */
};

struct report_data_figures {
	struct report_data_figure *items;
	size_t count;
};

/* Figures of a period that follow from this report and others (report_derive.h). */
struct report_data_span {
	struct date from, to;
	struct report_data_figures figures;
};

struct report_data_spans {
	struct report_data_span *items;
	size_t count;
};

struct report_data_section {
	const char *key, *heading, *text;
};

struct report_data_sections {
	struct report_data_section *items;
	size_t count;
};

struct report_data {
	const struct report *report;
	const char *url;           /* of this version's page */
	const char *url_of_report; /* of its newest version */
	const char *title, *hromada;
	struct report_territories territories;
	struct report_data_figures figures;
	struct report_data_spans derived;
	struct report_data_sections sections;
	struct report_answers answers;
	struct report_outcomes outcomes;
	struct report_plans plans;
	struct reports versions; /* newest first */
};

/* A line for each figure, with the line of names. */
void report_data_csv(struct csv *csv, const struct report_data *data);

/* The whole; bytes in arena. BROKEN. */
CHECKED enum outcome report_data_json(struct arena *arena, const struct report_data *data,
				      const char **bytes, size_t *length);
