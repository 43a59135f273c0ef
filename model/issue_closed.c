#include "issue_closed.h"

#include "issue_read.h"

#define WHERE_CLOSED                                                             \
	" WHERE p.community_id = $1 AND p.closed_at >= $2 AND p.closed_at < $3 " \
	"AND p.phase = 'closed'"

struct issue_closed issue_closed_in(struct db *db, int64_t community_id, struct date from,
				    struct date to, size_t most)
{
	int64_t begin = date_start(from), end = date_start(date_add_days(to, 1));
	struct issue_closed closed = {
		.count = db_int(db, "SELECT count(*) FROM issue_public p" WHERE_CLOSED,
				ARGS(INT(community_id), INT(begin), INT(end)), 0),
	};
	struct rows rows = db_rows(
		db,
		ISSUE_SELECT_PUBLIC WHERE_CLOSED " ORDER BY p.closed_at DESC, p.id DESC LIMIT $4",
		ARGS(INT(community_id), INT(begin), INT(end), INT((int64_t)most)));

	/* What is closed is not overdue on any day. */
	while (rows_next(&rows))
		*LIST_ADD(db->arena, &closed.issues) = issue_read_row(&rows, to);
	return closed;
}
