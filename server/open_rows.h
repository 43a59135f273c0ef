/*
 * open_rows.h - a hromada's open data, row by row: what `poruch export` prints and /G/data/ answers.
 *
 * Only what everyone may see, through the same functions as the pages. Cells are feeds/open_data.h's; here is what is read for them.
 */
#pragma once

#include "feeds/sheet.h"
#include "model/community.h"
#include "model/issue.h"
#include "model/question.h"
#include "model/report.h"

struct open_rows {
	struct db *db;
	struct sheet *sheet; /* where the rows go */
	const struct community *community;
	const char *public_url;
	const char *edrpou; /* of its council; "" when not told */
};

/* The code of a hromada's council, for the rows of its reports. */
const char *open_rows_edrpou(struct db *db, const struct community *community);

/* Put the line of an issue; of each public line of its history, the oldest first. */
void open_rows_issue(const struct open_rows *rows, const struct issue *issue);
void open_rows_updates(const struct open_rows *rows, const struct issue *issue);

/* Put the line of a published report; of its figures. */
void open_rows_report(const struct open_rows *rows, const struct report *report);
void open_rows_figures(const struct open_rows *rows, const struct report *report);

/* Put the line of a question, with the last answer given to it. */
void open_rows_question(const struct open_rows *rows, const struct question *question);
