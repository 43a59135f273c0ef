#include "open_list.h"

#include <assert.h>

#include "feeds/open_data.h"
#include "model/indicator.h"
#include "model/report_read.h"

/* How much is read at once: a few milliseconds' work, for others wait on the same thread. */
#define ISSUES_STEP    100
#define UPDATES_STEP   50 /* issues whose histories are put */
#define REPORTS_STEP   20
#define QUESTIONS_STEP 50

struct open_list_kind {
	const char *key;
	bool (*step)(struct open_list *list, const struct open_rows *rows);
};

static bool step_of_issues(struct open_list *list, const struct open_rows *rows, int most,
			   void (*put)(const struct open_rows *rows, const struct issue *issue))
{
	struct issue issue;

	for (int i = 0; i < most; i++) {
		if (!issue_walk_next(&list->walk, rows->db, &issue))
			return false;
		put(rows, &issue);
	}
	return true;
}

static bool issues_step(struct open_list *list, const struct open_rows *rows)
{
	return step_of_issues(list, rows, ISSUES_STEP, open_rows_issue);
}

static bool updates_step(struct open_list *list, const struct open_rows *rows)
{
	return step_of_issues(list, rows, UPDATES_STEP, open_rows_updates);
}

static bool step_of_reports(struct open_list *list, const struct open_rows *rows,
			    void (*put)(const struct open_rows *rows, const struct report *report))
{
	struct reports reports = report_list(rows->db, list->walk.filter.community_id,
					     list->is_begun ? &list->report : NULL, REPORTS_STEP);

	for (size_t i = 0; i < reports.count; i++)
		put(rows, &reports.items[i]);
	if (reports.count)
		list->report = reports.items[reports.count - 1];
	return reports.count == REPORTS_STEP;
}

static bool reports_step(struct open_list *list, const struct open_rows *rows)
{
	return step_of_reports(list, rows, open_rows_report);
}

static bool indicators_step(struct open_list *list, const struct open_rows *rows)
{
	return step_of_reports(list, rows, open_rows_figures);
}

static bool questions_step(struct open_list *list, const struct open_rows *rows)
{
	struct questions questions = question_list(rows->db, list->walk.filter.community_id,
						   QUESTIONS_ALL, date_of(list->walk.filter.now),
						   list->is_begun ? &list->question : NULL,
						   QUESTIONS_STEP);

	for (size_t i = 0; i < questions.count; i++)
		open_rows_question(rows, &questions.items[i]);
	if (questions.count)
		list->question = questions.items[questions.count - 1];
	return questions.count == QUESTIONS_STEP;
}

static bool definitions_step(struct open_list *list, const struct open_rows *rows)
{
	struct indicators indicators = indicator_of(rows->db, list->walk.filter.community_id);

	for (size_t i = 0; i < indicators.count; i++)
		if (indicators.items[i].is_used)
			open_data_definition(rows->sheet, &indicators.items[i]);
	return false;
}

static bool performance_step(struct open_list *list, const struct open_rows *rows)
{
	struct performance found = performance_of(rows->db, list->walk.filter.community_id,
						  list->from, list->to, list->walk.filter.now);

	open_data_performance(rows->sheet, &found);
	return false;
}

static const struct open_list_kind kinds[] = {
	{"issues", issues_step},           {"updates", updates_step},
	{"performance", performance_step}, {"reports", reports_step},
	{"indicators", indicators_step},   {"definitions", definitions_step},
	{"questions", questions_step},
};

void open_list_begin(struct open_list *list, const char *key, const struct issue_filter *filter)
{
	static const struct pairs nothing_asked = {0};

	*list = (struct open_list){0};
	issue_walk_begin(&list->walk, filter);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].key, key) == 0)
			list->kind = &kinds[i];
	assert(list->kind);
	performance_period(&nothing_asked, filter->now, &list->from, &list->to);
}

bool open_list_step(struct open_list *list, const struct open_rows *rows)
{
	bool has_more = list->kind->step(list, rows);

	list->is_begun = true;
	return has_more && db_outcome(rows->db) == OK;
}
