/*
 * open_data.h - the open data as tables: what stands in the columns of feeds/data/columns.tsv.
 *
 * Each function writes the cells of one row, in the order of the columns, and ends it; whether that becomes
 * CSV or JSON is the sheet's business. Days are ISO dates in Kyiv, moments RFC 3339.
 */
#pragma once

#include "model/community.h"
#include "model/indicator.h"
#include "model/issue.h"
#include "model/performance.h"
#include "model/question.h"
#include "model/report.h"
#include "model/update.h"
#include "sheet.h"

/* An issue as everyone may see it. url: its page. made_up is 1 for what the demonstration invented. */
void open_data_issue(struct sheet *sheet, const struct community *community,
		     const struct issue *issue, const char *url);

/* A public line of its history. issue: "2026-147"; url: of the line on its page. */
struct open_data_update {
	const struct community *community;
	const struct update *update;
	const char *issue, *url;
	bool is_made_up;
};
void open_data_update(struct sheet *sheet, const struct open_data_update *entry);

/* A published report; title and type in words, url its page. */
struct open_data_report {
	const struct report *report;
	const char *title, *type, *url;
	const char *publisher; /* whose data it is: the hromada */
	const char *edrpou;    /* of the publisher; "" when not told */
	struct date presented; /* to the hromada; none when not told */
};
void open_data_report(struct sheet *sheet, const struct open_data_report *entry);

/* A question of the community; url its page, the others "" where there is none. */
struct open_data_question {
	const struct question *question;
	const char *katottg;              /* of its hromada */
	const char *answer, *answered_by; /* the last one, wherever it stands */
	const char *url, *issue, *report; /* report: where the police answered */
};
void open_data_question(struct sheet *sheet, const struct open_data_question *entry);

/* What an indicator means. */
void open_data_definition(struct sheet *sheet, const struct indicator *indicator);

/* The word for a figure's state: one or two of something delicate is told as little as if withheld. */
const char *open_data_figure_state(const struct figure *figure);

/* A figure of a report as everyone may see it. */
void open_data_figure(struct sheet *sheet, const struct report *report, const struct figure *figure,
		      const struct indicator *indicator);

/*
 * How the register is doing: a line for all, for each kind and for each body.
 * Times in days; empty where there are too few (days_..._count says how many).
 */
void open_data_performance(struct sheet *sheet, const struct performance *performance);
