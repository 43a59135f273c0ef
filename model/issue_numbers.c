#include "issue_numbers.h"

struct issue_numbers issue_numbers_highest(struct db *db, int64_t community_id)
{
	struct issue_numbers numbers = {0};
	int64_t before = INT32_MAX;
	bool has_more = true;

	while (has_more) {
		struct rows rows = db_rows(db,
					   "SELECT year, number, updated_at FROM issue_public "
					   "WHERE community_id = $1 AND year < $2 ORDER BY year "
					   "DESC, number DESC LIMIT 1",
					   ARGS(INT(community_id), INT(before)));

		has_more = rows_next(&rows);
		if (has_more) {
			before = rows_int(&rows, 0);
			*LIST_ADD(db->arena, &numbers) = (struct issue_number){
				before, rows_int(&rows, 1), rows_int(&rows, 2)};
		}
		rows_end(&rows);
	}
	return numbers;
}

struct issue_numbers issue_numbers_between(struct db *db, int64_t community_id, int64_t year,
					   int64_t first, int64_t last)
{
	struct issue_numbers numbers = {0};
	struct rows rows = db_rows(
		db,
		"SELECT year, number, updated_at FROM issue_public "
		"WHERE community_id = $1 AND year = $2 AND number BETWEEN $3 AND $4 "
		"ORDER BY number",
		ARGS(INT(community_id), INT(year), INT(first), INT(last)));

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &numbers) = (struct issue_number){
			rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2)};
	return numbers;
}
