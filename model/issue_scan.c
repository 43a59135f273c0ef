#include "issue_scan.h"

#include "base/text.h"
#include "base/unicode.h"
#include "search.h"

#define SCRATCH_BYTES ((size_t)4 << 20)
#define BODY_MAXIMUM  65536
#define COLUMN_COUNT  9

void issue_scan_begin(struct issue_scan *scan, struct db *db, struct rows rows, const char *q)
{
	scan->db = db;
	scan->scratch = *db;
	scan->scratch.arena = arena_begin(SCRATCH_BYTES);
	scan->rows = rows;
	/* The statement's values stay where they are; only what is read goes elsewhere. */
	scan->rows.db = &scan->scratch;
	scan->q = q;
}

/* Whether the row at hand has all of the words. */
static bool row_fits(struct issue_scan *scan)
{
	struct arena *arena = scan->scratch.arena;
	struct rows *rows = &scan->rows;
	struct text body = text_begin(arena, BODY_MAXIMUM);

	text_addf(&body, "%lld %lld", (long long)rows_int(rows, 1), (long long)rows_int(rows, 2));
	for (int column = 3; column < COLUMN_COUNT; column++)
		text_addf(&body, " %s", rows_text(rows, column));
	return search_is_in(arena, scan->q, unicode_fold(arena, body.bytes));
}

int64_t issue_scan_next(struct issue_scan *scan)
{
	while (rows_next(&scan->rows)) {
		int64_t id = rows_int(&scan->rows, 0);
		bool fits = row_fits(scan);

		arena_reset(scan->scratch.arena);
		if (fits)
			return id;
	}
	return 0;
}

void issue_scan_end(struct issue_scan *scan)
{
	rows_end(&scan->rows);
	if (scan->db->outcome == OK)
		scan->db->outcome = scan->scratch.outcome;
	arena_end(scan->scratch.arena);
}
