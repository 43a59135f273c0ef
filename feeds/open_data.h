/*
 * open_data.h - the open data as tables: which columns there are, and what stands in them.
 *
 * Columns are named once, here. The list of reports has those of resolution 835's recommended table
 * ListOfReports, where a missing value is written null; in the others it is an empty cell. Days are
 * ISO dates in Kyiv, moments RFC 3339, numbers have a point.
 */
#pragma once

#include "csv.h"
#include "model/community.h"
#include "model/indicator.h"
#include "model/issue.h"
#include "model/performance.h"
#include "model/question.h"
#include "model/report.h"

/* The line of names that a file begins with. */
void open_data_issue_columns(struct csv *csv);
void open_data_report_columns(struct csv *csv);
void open_data_indicator_columns(struct csv *csv);

/* An issue as everyone may see it. url: its page. made_up is 1 for what the demonstration invented. */
void open_data_issue(struct csv *csv, const struct community *community, const struct issue *issue,
		     const char *url);

/* A published report; title and type in words, url its page. */
struct open_data_report {
	const struct report *report;
	const char *title, *type, *url;
	const char *publisher; /* whose data it is: the hromada */
	const char *edrpou;    /* of the publisher; "" when not told */
	struct date presented; /* to the hromada; none when not told */
};
void open_data_report(struct csv *csv, const struct open_data_report *entry);

/* A question of the community; url its page, the others "" where there is none. */
struct open_data_question {
	const struct question *question;
	const char *katottg;              /* of its hromada */
	const char *answer, *answered_by; /* the last one, wherever it stands */
	const char *url, *issue, *report; /* report: where the police answered */
};
void open_data_question_columns(struct csv *csv);
void open_data_question(struct csv *csv, const struct open_data_question *entry);

/* What an indicator means. */
void open_data_definition_columns(struct csv *csv);
void open_data_definition(struct csv *csv, const struct indicator *indicator);

/* The word for a figure's state: one or two of something delicate is told as little as if withheld. */
const char *open_data_figure_state(const struct figure *figure);

/* A figure of a report as everyone may see it. */
void open_data_figure(struct csv *csv, const struct report *report, const struct figure *figure,
		      const struct indicator *indicator);

/*
 * How the register is doing: a line for all, for each kind and for each body, with the line of names.
 * Times in days; empty where there are too few (days_..._count says how many).
 */
void open_data_performance(struct csv *csv, const struct performance *performance);
