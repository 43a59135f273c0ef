/*
 * open_list.h - the data sets of a hromada, each read from its beginning to its end in small steps.
 *
 *	open_list_begin(&list, "updates", &filter);
 *	while (open_list_step(&list, &rows))
 *		... rows.sheet may be sent, and its arena emptied ...
 *
 * One table says how each data set is read; the addresses below /G/data/ and the register as one file go
 * through it, so none of them can lack what the other has.
 */
#pragma once

#include "model/issue_walk.h"
#include "model/performance.h"
#include "open_rows.h"

struct open_list_kind;

struct open_list {
	const struct open_list_kind *kind;
	struct issue_walk
		walk;         /* of issues and updates; its filter says hromada and moment to all */
	struct date from, to; /* of performance */
	struct report report; /* of reports, the last that was read; only its key is looked at */
	struct question question; /* the same of questions */
	bool is_begun;
};

/* The list of that data set (a key of datasets.tsv), of the hromada and moment in filter. */
void open_list_begin(struct open_list *list, const char *key, const struct issue_filter *filter);

/*
 * Put some more rows into rows->sheet; false when there are no more. rows->db may be another one each time, of
 * the same snapshot.
 */
bool open_list_step(struct open_list *list, const struct open_rows *rows);
