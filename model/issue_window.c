#include "issue_window.h"

#include "base/text.h"
#include "search.h"

#define SQL_MOST        2000
#define CATEGORIES_MOST 4000 /* characters of all keys */

static bool has_categories(const struct issue_window *window)
{
	return window->categories && window->categories->count;
}

static bool has_words(const struct issue_window *window)
{
	return window->q && *window->q;
}

/* ",lighting,roads,": a key is in it when ",key," is. */
static const char *list_of(struct arena *arena, const struct issue_window *window)
{
	struct text list = text_begin(arena, CATEGORIES_MOST);

	text_add_char(&list, ',');
	for (size_t i = 0; has_categories(window) && i < window->categories->count; i++)
		text_addf(&list, "%s,", window->categories->items[i]);
	return list.bytes;
}

static const char *sql_of(struct db *db, const struct issue_window *window)
{
	const char *moment = window->moment == WINDOW_REPORTED ? "p.reported_at" : "p.updated_at";
	struct text sql = text_begin(db->arena, SQL_MOST);

	text_addf(&sql,
		  "SELECT p.id FROM issue_public p WHERE p.community_id = $1 AND %s >= $2 AND "
		  "%s <= $3",
		  moment, moment);
	if (window->before_id)
		text_addf(&sql, " AND (%s < $4 OR (%s = $4 AND p.id < $5))", moment, moment);
	if (has_categories(window))
		text_add(&sql, " AND instr($6, ',' || p.category || ',') > 0");
	if (window->is_done >= 0)
		text_addf(&sql, " AND p.phase %s 'open'", window->is_done ? "<>" : "=");
	if (window->has_box)
		text_add(&sql, " AND p.longitude >= $7 AND p.latitude >= $8 AND p.longitude <= $9 "
			       "AND p.latitude <= $10");
	if (has_words(window))
		text_add(&sql, " AND " SEARCH_MATCHES("p.id", "$11"));
	if (window->reported_to)
		text_add(&sql, " AND p.reported_at >= $12 AND p.reported_at <= $13");
	text_addf(&sql, " ORDER BY %s DESC, p.id DESC LIMIT $14 OFFSET $15", moment);
	return sql.bytes;
}

struct issue_ids issue_window_ids(struct db *db, const struct issue_window *window)
{
	const char *words = has_words(window) ? search_query(db->arena, window->q) : NULL;
	int limit = window->limit <= WINDOW_ROWS_MOST ? window->limit : WINDOW_ROWS_MOST + 1;
	int skip = window->skip <= WINDOW_SKIP_MOST ? window->skip : WINDOW_SKIP_MOST;
	struct issue_ids ids = {0};
	struct rows rows;

	if (has_words(window) && !words)
		return ids; /* no word in it: nothing is looked for */
	rows = db_rows(db, sql_of(db, window),
		       ARGS(INT(window->community_id), INT(window->from), INT(window->to),
			    INT(window->before_at), INT(window->before_id),
			    TEXT(list_of(db->arena, window)), REAL(window->west),
			    REAL(window->south), REAL(window->east), REAL(window->north),
			    TEXT(words), INT(window->reported_from), INT(window->reported_to),
			    INT(limit), INT(skip)));
	while (rows_next(&rows))
		*LIST_ADD(db->arena, &ids) = rows_int(&rows, 0);
	return ids;
}

int64_t issue_window_key(const struct issue_window *window, const struct issue *issue)
{
	return window->moment == WINDOW_REPORTED ? issue->reported_at : issue->updated_at;
}
