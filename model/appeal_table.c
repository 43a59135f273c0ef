/*
 * appeal_table.c - counts of appeals by the classifier of Cabinet resolution 858, as a clerk hands
 * them in by the quarter and the half-year.
 *
 * Every appeal has one mark of each characteristic, so each of them sums up to the total. The total is
 * counted apart, and a table that does not agree with it says so.
 */
#include "appeal.h"

static const struct appeal_mark marks[] = {
	{"1.1", 1}, {"1.2", 1}, {"1.3", 1}, {"1.4", 1}, {"1.5", 1}, {"1.6", 1}, {"1.7", 1},
	{"2.1", 2}, {"2.2", 2}, {"2.3", 2}, {"2.4", 2}, {"2.5", 2}, {"3.1", 3}, {"3.2", 3},
	{"3.3", 3}, {"5.1", 5}, {"5.2", 5}, {"5.3", 5}, {"9.1", 9}, {"9.2", 9}, {"9.3", 9},
	{"9.4", 9}, {"9.5", 9}, {"9.6", 9}, {0},
};

_Static_assert(COUNT(marks) <= APPEAL_MARKS_MOST, "the table has room for every mark");

const struct appeal_mark *appeal_marks(void)
{
	return marks;
}

static int mark_index(const char *code)
{
	for (int i = 0; marks[i].code; i++)
		if (strcmp(marks[i].code, code) == 0)
			return i;
	return -1;
}

bool appeal_mark_is_of(const char *code, int characteristic)
{
	int index = mark_index(code);

	return index >= 0 && marks[index].characteristic == characteristic;
}

const char *appeal_outcome_of(const char *state)
{
	return strcmp(state, "closed") == 0      ? "9.1"
	       : strcmp(state, "clarified") == 0 ? "9.3"
	       : strcmp(state, "forwarded") == 0 ? "9.5"
						 : "";
}

static void count_mark(struct appeal_table *table, const char *code, int64_t count)
{
	int index = mark_index(code);

	if (index >= 0)
		table->counts[index] += count;
}

struct appeal_table appeal_table_of(struct db *db, int64_t community_id, struct date from,
				    struct date to)
{
	static const int characteristics[] = {1, 2, 3, 5};
	struct appeal_table table = {.from = from, .to = to};
	struct values period = ARGS(INT(community_id), DATE(db->arena, from), DATE(db->arena, to));
	struct rows rows = db_rows(db,
				   "SELECT receipt, sign, kind, subject, outcome, count(*) "
				   "FROM appeal WHERE community_id = $1 "
				   "AND received_on BETWEEN $2 AND $3 GROUP BY 1, 2, 3, 4, 5",
				   period);

	while (rows_next(&rows)) {
		int64_t count = rows_int(&rows, 5);
		const char *outcome = rows_text(&rows, 4);

		for (int column = 0; column < 4; column++)
			count_mark(&table, rows_text(&rows, column), count);
		if (*outcome)
			count_mark(&table, outcome, count);
		else
			table.waiting += count;
	}
	table.total = db_int(db,
			     "SELECT count(*) FROM appeal WHERE community_id = $1 "
			     "AND received_on BETWEEN $2 AND $3",
			     period, 0);
	table.agrees = appeal_table_sum(&table, 9) + table.waiting == table.total;
	for (size_t i = 0; i < COUNT(characteristics); i++)
		table.agrees &= appeal_table_sum(&table, characteristics[i]) == table.total;
	return table;
}

int64_t appeal_table_sum(const struct appeal_table *table, int characteristic)
{
	int64_t sum = 0;

	for (int i = 0; marks[i].code; i++)
		if (marks[i].characteristic == characteristic)
			sum += table->counts[i];
	return sum;
}

int64_t appeal_table_count(const struct appeal_table *table, const char *code)
{
	int index = mark_index(code);

	return index >= 0 ? table->counts[index] : 0;
}
