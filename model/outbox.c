#include "outbox.h"

#include "audit.h"
#include "base/text.h"

static const char *const kind_keys[OUTBOX_KIND_COUNT] = {
	[OUTBOX_PING] = "ping",
	[OUTBOX_MAIL] = "mail",
};

static const char *const state_keys[OUTBOX_STATE_COUNT] = {
	[OUTBOX_WAITING] = "waiting",
	[OUTBOX_TAKEN] = "taken",
	[OUTBOX_GIVEN_UP] = "given_up",
};

/* Minutes between one try and the next. */
static const int pauses[] = {1, 5, 15, 60, 180, 360, 720, 1440};

#define SOON ((int64_t)15 * 60) /* seconds; how long news waits behind a pause at most */

#define COLUMNS "id, kind, recipient, key, body, made_at, next_at, tries, state, fault"

const char *outbox_kind_key(enum outbox_kind kind)
{
	return kind_keys[kind];
}

static int place_of(const char *key, const char *const *keys, int count)
{
	int place = 0;

	while (place < count - 1 && strcmp(keys[place], key) != 0)
		place++;
	return place;
}

static struct outbox_item item_read(struct rows *rows)
{
	return (struct outbox_item){
		.id = rows_int(rows, 0),
		.kind = (enum outbox_kind)place_of(rows_text(rows, 1), kind_keys,
						   OUTBOX_KIND_COUNT),
		.to = rows_text(rows, 2),
		.key = rows_is_null(rows, 3) ? NULL : rows_text(rows, 3),
		.body = rows_text(rows, 4),
		.made_at = rows_int(rows, 5),
		.wait_until = rows_int(rows, 6),
		.tries = (int)rows_int(rows, 7),
		.state = (enum outbox_state)place_of(rows_text(rows, 8), state_keys,
						     OUTBOX_STATE_COUNT),
		.fault = rows_text(rows, 9),
	};
}

enum outcome outbox_add(struct change *change, const struct outbox_item *item)
{
	int64_t next = item->wait_until > change->now ? item->wait_until : change->now;

	return change_run(change,
			  "INSERT INTO outbox (kind, recipient, key, body, made_at, next_at) "
			  "VALUES ($1, $2, $3, $4, $5, $6) "
			  "ON CONFLICT (kind, key) WHERE key IS NOT NULL AND state = 'waiting' "
			  "DO UPDATE SET next_at = min(next_at, max($6, $5 + $7))",
			  ARGS(TEXT(kind_keys[item->kind]), TEXT(item->to), TEXT(item->key),
			       TEXT(item->body ? item->body : ""), INT(change->now), INT(next),
			       INT(SOON)));
}

#define DUE                                                                                   \
	"SELECT " COLUMNS " FROM outbox WHERE kind = $1 AND state <> 'given_up' AND next_at " \
	"<= $2 ORDER BY next_at, id LIMIT 1"

bool outbox_is_due(struct db *db, enum outbox_kind kind, int64_t now)
{
	struct rows rows = db_rows(db, DUE, ARGS(TEXT(kind_keys[kind]), INT(now)));
	bool is_due = rows_next(&rows);

	rows_end(&rows);
	return is_due;
}

enum outcome outbox_take(struct change *change, enum outbox_kind kind, struct outbox_item *item)
{
	struct rows rows = db_rows(&change->db, DUE, ARGS(TEXT(kind_keys[kind]), INT(change->now)));
	struct outbox_item taken;

	if (!rows_next(&rows))
		return db_missing(&change->db);
	taken = item_read(&rows);
	rows_end(&rows);
	taken.tries++;
	taken.state = OUTBOX_TAKEN;
	*item = taken;
	return change_run(change,
			  "UPDATE outbox SET state = 'taken', tries = $2, next_at = $3 "
			  "WHERE id = $1",
			  ARGS(INT(taken.id), INT(taken.tries), INT(change->now + OUTBOX_LEASE)));
}

static enum outcome delete (struct change *change, int64_t id) {
	return change_run(change, "DELETE FROM outbox WHERE id = $1", ARGS(INT(id)));
}

enum outcome outbox_sent(struct change *change, int64_t id)
{
	return delete (change, id);
}

static enum outcome find(struct change *change, int64_t id, struct outbox_item *item)
{
	struct rows rows = db_rows(&change->db, "SELECT " COLUMNS " FROM outbox WHERE id = $1",
				   ARGS(INT(id)));

	if (!rows_next(&rows))
		return db_missing(&change->db);
	*item = item_read(&rows);
	rows_end(&rows);
	return OK;
}

static bool has_follower(struct change *change, const struct outbox_item *item)
{
	return item->key &&
	       db_int(&change->db,
		      "SELECT id FROM outbox WHERE kind = $1 AND key = $2 AND state = 'waiting'",
		      ARGS(TEXT(kind_keys[item->kind]), TEXT(item->key)), 0) != 0;
}

enum outcome outbox_failed(struct change *change, int64_t id, const char *why, bool is_final)
{
	struct outbox_item item;
	enum outcome outcome = find(change, id, &item);
	size_t pause;

	if (outcome != OK)
		return outcome;
	if (has_follower(change, &item))
		return delete (change, id);
	pause = item.tries > 0 ? (size_t)item.tries - 1 : 0;
	if (is_final || pause >= COUNT(pauses))
		return change_run(change,
				  "UPDATE outbox SET state = 'given_up', fault = $2 WHERE id = $1",
				  ARGS(INT(id), TEXT(why)));
	return change_run(
		change,
		"UPDATE outbox SET state = 'waiting', fault = $2, next_at = $3 WHERE id = $1",
		ARGS(INT(id), TEXT(why), INT(change->now + (int64_t)pauses[pause] * 60)));
}

enum outcome outbox_release(struct change *change)
{
	/* Where the same key waits already, that one is enough. */
	enum outcome outcome = change_run(
		change,
		"DELETE FROM outbox WHERE state = 'taken' AND EXISTS (SELECT 1 FROM outbox w "
		"WHERE w.kind = outbox.kind AND w.key = outbox.key AND w.state = 'waiting')",
		NO_ARGS);

	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE outbox SET state = 'waiting', next_at = $1 "
				     "WHERE state = 'taken'",
				     ARGS(INT(change->now)));
	return outcome;
}

enum outcome outbox_tidy(struct change *change)
{
	return change_run(
		change,
		"DELETE FROM outbox WHERE state = 'given_up' AND kind IN ('ping', 'mail') "
		"AND made_at < $1",
		ARGS(INT(change->now - OUTBOX_KEPT)));
}

/* "/" comes right behind ".", so between the two stand all keys of the group. */
#define OF_GROUP "kind = $1 AND key > $2 || '.' AND key < $2 || '/'"

bool outbox_is_group_busy(struct db *db, enum outbox_kind kind, const char *group)
{
	return db_int(db, "SELECT 1 FROM outbox WHERE " OF_GROUP " AND state <> 'given_up' LIMIT 1",
		      ARGS(TEXT(kind_keys[kind]), TEXT(group)), 0) != 0;
}

enum outcome outbox_forget_group(struct change *change, enum outbox_kind kind, const char *group)
{
	return change_run(change, "DELETE FROM outbox WHERE " OF_GROUP " AND state <> 'taken'",
			  ARGS(TEXT(kind_keys[kind]), TEXT(group)));
}

/* ------------------------------------------------------------------ for the administrator */

/* What is shown of it: enough to know a mailbox again, too little to write to it. */
static struct outbox_item shown(struct db *db, struct outbox_item item)
{
	const char *domain = item.kind == OUTBOX_MAIL ? strrchr(item.to, '@') : NULL;
	size_t first = 1;

	if (domain) {
		while ((item.to[first] & 0xC0) == 0x80)
			first++; /* the rest of the first letter */
		item.to = arena_printf(db->arena, "%.*s…%s", domain == item.to ? 0 : (int)first,
				       item.to, domain);
	}
	return item;
}

#define LISTED "id, kind, recipient, NULL, '', made_at, next_at, tries, state, fault"

/* In the order they are shown. */
static const char *const lists[] = {
	"SELECT " LISTED " FROM outbox WHERE kind = $1 AND state = 'given_up' "
	"ORDER BY made_at DESC, id DESC LIMIT $2",
	"SELECT " LISTED " FROM outbox WHERE kind = $1 AND state <> 'given_up' "
	"AND state = 'waiting' AND tries > 0 ORDER BY next_at, id LIMIT $2",
	"SELECT " LISTED " FROM outbox WHERE kind = $1 AND state <> 'given_up' "
	"AND (state <> 'waiting' OR tries = 0) ORDER BY next_at, id LIMIT $2",
};

struct outbox_items outbox_list(struct db *db, size_t limit)
{
	struct outbox_items items = {0};

	for (size_t list = 0; list < COUNT(lists); list++)
		for (int kind = 0; kind < OUTBOX_KIND_COUNT; kind++) {
			struct rows rows = db_rows(
				db, lists[list],
				ARGS(TEXT(kind_keys[kind]), INT((int64_t)(limit - items.count))));

			while (rows_next(&rows))
				*LIST_ADD(db->arena, &items) = shown(db, item_read(&rows));
		}
	return items;
}

struct outbox_figures outbox_figures(struct db *db, enum outbox_kind kind, int64_t now)
{
	struct values which = ARGS(TEXT(kind_keys[kind]));
	struct outbox_figures figures = {0};
	int64_t due;
	struct rows rows = db_rows(
		db,
		"SELECT count(*) FILTER (WHERE state = 'waiting' AND tries = 0), "
		"count(*) FILTER (WHERE state = 'waiting' AND tries > 0), "
		"count(*) FILTER (WHERE state = 'taken') "
		"FROM outbox WHERE kind = $1 AND state <> 'given_up'",
		which);

	if (rows_next(&rows)) {
		figures.waiting = rows_int(&rows, 0);
		figures.failed = rows_int(&rows, 1);
		figures.taken = rows_int(&rows, 2);
	}
	rows_end(&rows);
	figures.given_up = db_int(
		db, "SELECT count(*) FROM outbox WHERE kind = $1 AND state = 'given_up'", which, 0);
	due = db_int(db,
		     "SELECT next_at FROM outbox WHERE kind = $1 AND state <> 'given_up' "
		     "ORDER BY next_at, id LIMIT 1",
		     which, now);
	figures.late = due < now ? now - due : 0;
	return figures;
}

/* No address: who reads the log need not know whom something was for. */
static enum outcome note(struct change *change, int64_t id, const char *action)
{
	return audit_add(change, action,
			 arena_printf(change->db.arena, "outbox %lld", (long long)id), "", "");
}

static enum outcome check_resting(struct change *change, int64_t id)
{
	struct outbox_item item;
	enum outcome outcome = find(change, id, &item);

	return outcome == OK && item.state == OUTBOX_TAKEN ? NOT_FOUND : outcome;
}

enum outcome outbox_retry(struct change *change, int64_t id)
{
	enum outcome outcome = check_resting(change, id);

	if (outcome == OK)
		outcome = change_run(change,
				     "UPDATE OR REPLACE outbox SET state = 'waiting', tries = 0, "
				     "next_at = $2 WHERE id = $1",
				     ARGS(INT(id), INT(change->now)));
	return outcome == OK ? note(change, id, "outbox retry") : outcome;
}

enum outcome outbox_retry_all(struct change *change)
{
	enum outcome outcome = change_run(
		change,
		"UPDATE OR REPLACE outbox SET state = 'waiting', tries = 0, next_at = $1 "
		"WHERE state = 'given_up' AND kind IN ('ping', 'mail')",
		ARGS(INT(change->now)));

	if (outcome == OK && !change_count(change))
		return NOT_FOUND;
	return outcome == OK ? audit_add(change, "outbox retry", "outbox", "", "") : outcome;
}

enum outcome outbox_drop(struct change *change, int64_t id)
{
	enum outcome outcome = check_resting(change, id);

	if (outcome == OK)
		outcome = delete (change, id);
	return outcome == OK ? note(change, id, "outbox drop") : outcome;
}
