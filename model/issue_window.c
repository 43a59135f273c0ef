#include "issue_window.h"

#include "base/text.h"
#include "finder.h"

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

/* is_few: only of those in a list. A "+" keeps the engine from an index, through which it would go however few they are. */
static const char *sql_of(struct db *db, const struct issue_window *window, bool is_few)
{
	const char *moment = window->moment == WINDOW_REPORTED ? "p.reported_at" : "p.updated_at";
	const char *plus = is_few ? "+" : "";
	struct text sql = text_begin(db->arena, SQL_MOST);

	text_addf(&sql,
		  "SELECT p.id FROM issue_public p WHERE %sp.community_id = $1 AND %s%s >= $2 AND "
		  "%s%s <= $3",
		  plus, plus, moment, plus, moment);
	if (window->before_id)
		text_addf(&sql, " AND (%s < $4 OR (%s = $4 AND p.id < $5))", moment, moment);
	if (has_categories(window))
		text_add(&sql, " AND instr($6, ',' || p.category || ',') > 0");
	if (window->is_done >= 0)
		text_addf(&sql, " AND p.phase %s 'open'", window->is_done ? "<>" : "=");
	if (window->has_box)
		text_add(&sql, " AND p.longitude >= $7 AND p.latitude >= $8 AND p.longitude <= $9 "
			       "AND p.latitude <= $10");
	if (is_few)
		text_add(&sql, " AND " IS_ONE_OF("p.id", "$11"));
	if (window->reported_to)
		text_add(&sql, " AND p.reported_at >= $12 AND p.reported_at <= $13");
	text_addf(&sql, " ORDER BY %s DESC, p.id DESC LIMIT $14 OFFSET $15", moment);
	return sql.bytes;
}

/*
 * Which issues have the words is found out first. Where these are many, all of the window are walked along and
 * each is asked whether it is one of them, so what is to be skipped and enough is counted here.
 */
struct issue_ids issue_window_ids(struct db *db, const struct issue_window *window)
{
	int limit = window->limit <= WINDOW_ROWS_MOST ? window->limit : WINDOW_ROWS_MOST + 1;
	int skip = window->skip <= WINDOW_SKIP_MOST ? window->skip : WINDOW_SKIP_MOST;
	struct issue_key key = {.community_id = window->community_id};
	struct finder_set fitting = {0};
	const char *few = NULL;
	bool is_walk = false;
	struct issue_ids ids = {0};
	struct rows rows;

	if (has_words(window) && issue_key_read(window->q, &key) == OK) {
		few = arena_printf(db->arena, "[%lld]", (long long)issue_key_id(db, key));
	} else if (has_words(window)) {
		fitting = finder_set(db,
				     &(struct issue_filter){.community_id = window->community_id,
							    .q = window->q});
		few = finder_set_few(db->arena, &fitting);
		is_walk = !few;
	}
	rows = db_rows(db, sql_of(db, window, few != NULL),
		       ARGS(INT(window->community_id), INT(window->from), INT(window->to),
			    INT(window->before_at), INT(window->before_id),
			    TEXT(list_of(db->arena, window)), REAL(window->west),
			    REAL(window->south), REAL(window->east), REAL(window->north), TEXT(few),
			    INT(window->reported_from), INT(window->reported_to),
			    INT(is_walk ? -1 : limit), INT(is_walk ? 0 : skip)));
	while (rows_next(&rows)) {
		int64_t id = rows_int(&rows, 0);

		if (is_walk && (!finder_set_has(&fitting, id) || skip-- > 0))
			continue;
		*LIST_ADD(db->arena, &ids) = id;
		if (ids.count == (size_t)limit)
			break;
	}
	rows_end(&rows);
	return ids;
}

int64_t issue_window_key(const struct issue_window *window, const struct issue *issue)
{
	return window->moment == WINDOW_REPORTED ? issue->reported_at : issue->updated_at;
}
