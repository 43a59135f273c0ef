#include "websub.h"

#include "issue.h"
#include "outbox.h"

#define AT_ONCE 1000

static enum outcome remember(struct change *change, int64_t seq)
{
	return change_run(change,
			  "INSERT INTO hub_told (id, seq) VALUES (1, $1) "
			  "ON CONFLICT (id) DO UPDATE SET seq = $1",
			  ARGS(INT(seq)));
}

/* The path is the key: a feed that is to be told of needs to be told of once. */
static enum outcome ping(struct change *change, const char *path)
{
	return outbox_add(change,
			  &(struct outbox_item){.kind = OUTBOX_PING, .to = path, .key = path});
}

/* The feeds a kind of thing stands in, of a hromada ("/korosten") or of the network (""). */
static enum outcome ping_feeds(struct change *change, const char *where, const char *kind)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = ping(change, arena_printf(arena, "%s/feeds/%ss", where, kind));

	return outcome == OK ? ping(change, arena_printf(arena, "%s/feeds/everything", where))
			     : outcome;
}

struct news {
	const char *kind, *slug;
	int64_t year, number;
	bool is_network;
};

static enum outcome ping_of(struct change *change, const struct news *news)
{
	struct arena *arena = change->db.arena;
	enum outcome outcome = ping_feeds(change, arena_printf(arena, "/%s", news->slug),
					  news->kind);

	if (outcome == OK && news->is_network)
		outcome = ping_feeds(change, "", news->kind);
	if (outcome == OK && news->number && !strcmp(news->kind, "update"))
		outcome = ping(change,
			       arena_printf(arena, "/%s/issues/%s", news->slug,
					    issue_key_text(arena, news->year, news->number)));
	return outcome;
}

static enum outcome tell(struct change *change, int64_t since, int64_t until)
{
	struct rows rows = db_rows(
		&change->db,
		"SELECT DISTINCT p.kind, c.slug, CASE p.kind WHEN 'update' THEN i.year END, "
		"CASE p.kind WHEN 'update' THEN i.number END, p.is_network FROM publication p "
		"JOIN community c ON c.id = p.community_id LEFT JOIN issue i ON i.id = p.issue_id "
		"WHERE p.seq > $1 AND p.seq <= $2",
		ARGS(INT(since), INT(until)));
	enum outcome outcome = OK;

	while (outcome == OK && rows_next(&rows))
		outcome = ping_of(change, &(struct news){.kind = rows_text(&rows, 0),
							 .slug = rows_text(&rows, 1),
							 .year = rows_int(&rows, 2),
							 .number = rows_int(&rows, 3),
							 .is_network = rows_int(&rows, 4)});
	rows_end(&rows);
	return outcome == OK ? db_outcome(&change->db) : outcome;
}

enum outcome websub_tell(struct change *change)
{
	int64_t newest = db_int(&change->db, "SELECT max(seq) FROM publication", NO_ARGS, 0);
	int64_t since = db_int(&change->db, "SELECT seq FROM hub_told WHERE id = 1", NO_ARGS, -1);
	int64_t until = newest - since > AT_ONCE ? since + AT_ONCE : newest;
	enum outcome outcome;

	if (since < 0) /* it is the first day with a hub, which does not want to hear of the past */
		return remember(change, newest);
	if (newest <= since)
		return db_outcome(&change->db);
	change->wants_more = until < newest;
	outcome = tell(change, since, until);
	return outcome == OK ? remember(change, until) : outcome;
}
