/*
 * issue_numbers.h - the numbers of the public issues of a hromada, and nothing else of them: for lists of
 * addresses.
 */
#pragma once

#include "db.h"

struct issue_number {
	int64_t year, number;
	int64_t updated_at;
};

struct issue_numbers {
	struct issue_number *items;
	size_t count;
};

/* Of each year the highest one, the newest year first. */
struct issue_numbers issue_numbers_highest(struct db *db, int64_t community_id);

/* Those of a year from first to last, both inclusive. */
struct issue_numbers issue_numbers_between(struct db *db, int64_t community_id, int64_t year,
					   int64_t first, int64_t last);
