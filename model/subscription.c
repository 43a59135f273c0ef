#include "subscription.h"

#include "audit.h"
#include "base/clock.h"
#include "base/network.h"
#include "base/secret.h"
#include "installation.h"
#include "outbox.h"

#define DAY       ((int64_t)24 * 60 * 60)
#define SALT_BITS 128
#define TIDY_MOST 200

/* ------------------------------------------------------------------ rhythms */

static const char *const rhythm_keys[SUBSCRIPTION_RHYTHM_COUNT] = {
	[SUBSCRIPTION_AT_ONCE] = "at_once",
	[SUBSCRIPTION_DAILY] = "daily",
	[SUBSCRIPTION_WEEKLY] = "weekly",
};

int subscription_rhythm_find(const char *key)
{
	for (int rhythm = 0; rhythm < SUBSCRIPTION_RHYTHM_COUNT; rhythm++)
		if (strcmp(rhythm_keys[rhythm], key) == 0)
			return rhythm;
	return -1;
}

const char *subscription_rhythm_key(enum subscription_rhythm rhythm)
{
	return rhythm_keys[rhythm];
}

/* The hour on the wall, also on the two days of the year that have 23 and 25 of them. */
static int64_t hour_of(struct date date)
{
	int64_t moment = date_start(date) + (int64_t)SUBSCRIPTION_HOUR * 60 * 60;

	return moment + (int64_t)(SUBSCRIPTION_HOUR - clock_wall(moment).hour) * 60 * 60;
}

int64_t subscription_next(enum subscription_rhythm rhythm, int64_t now)
{
	struct date date = date_of(now);

	if (rhythm == SUBSCRIPTION_AT_ONCE)
		return now + SUBSCRIPTION_PAUSE;
	if (rhythm == SUBSCRIPTION_WEEKLY)
		date = date_add_days(date, (7 - clock_wall(now).weekday) % 7);
	if (hour_of(date) <= now)
		date = date_add_days(date, rhythm == SUBSCRIPTION_WEEKLY ? 7 : 1);
	return hour_of(date);
}

/* ------------------------------------------------------------------ reading */

#define COLUMNS                                                                                   \
	"s.id, s.community_id, s.kind, s.query, s.language, s.email, s.rhythm, s.state, s.salt, " \
	"s.asked_at, s.confirmed_at, s.seq"

static const char *form_key_of(struct db *db)
{
	struct installation installation;

	return installation_find(db, &installation) == OK ? installation.form_key : NULL;
}

static const char *secret_of(struct arena *arena, const char *form_key, const char *salt)
{
	const char *told = arena_printf(arena, "subscription %s", salt);

	return form_key ? secret_mac(arena, form_key, told, strlen(told)) : "";
}

static struct subscription row_read(struct rows *rows, const char *form_key)
{
	int rhythm = subscription_rhythm_find(rows_text(rows, 6));

	return (struct subscription){
		.id = rows_int(rows, 0),
		.community_id = rows_int(rows, 1),
		.kind = rows_text(rows, 2),
		.query = rows_text(rows, 3),
		.language = rows_text(rows, 4),
		.email = rows_text(rows, 5),
		.rhythm = (enum subscription_rhythm)rhythm,
		.is_confirmed = strcmp(rows_text(rows, 7), "confirmed") == 0,
		.secret = secret_of(rows->db->arena, form_key, rows_text(rows, 8)),
		.asked_at = rows_int(rows, 9),
		.confirmed_at = rows_int(rows, 10),
		.seq = rows_int(rows, 11),
	};
}

static struct subscriptions list(struct db *db, const char *sql, struct values values)
{
	const char *form_key = form_key_of(db);
	struct subscriptions subscriptions = {0};
	struct rows rows = db_rows(db, sql, values);

	while (rows_next(&rows))
		*LIST_ADD(db->arena, &subscriptions) = row_read(&rows, form_key);
	return subscriptions;
}

enum outcome subscription_find(struct db *db, const char *secret, struct subscription *subscription)
{
	const char *hash;
	struct subscriptions found;

	if (strlen(secret) != SUBSCRIPTION_SECRET_CHARS)
		return NOT_FOUND;
	hash = secret_hash(db->arena, secret, strlen(secret));
	found = list(db, "SELECT " COLUMNS " FROM subscription s WHERE s.secret_hash = $1",
		     ARGS(TEXT(hash)));
	if (!found.count)
		return db_int(db, "SELECT 1 FROM ended_link WHERE secret_hash = $1",
			      ARGS(TEXT(hash)), 0)
			       ? GONE
			       : db_missing(db);
	*subscription = found.items[0];
	return OK;
}

struct subscriptions subscription_of(struct db *db, int64_t community_id, const char *email)
{
	return list(db,
		    "SELECT " COLUMNS " FROM subscription s WHERE s.email = $1 "
		    "AND (s.community_id = $2 OR s.community_id IS NULL) ORDER BY s.id",
		    ARGS(TEXT(email), INT(community_id)));
}

/* ------------------------------------------------------------------ the log */

/* A line that names nobody. */
static enum outcome note(struct change *change, const struct subscription *subscription,
			 const char *action, const char *name, const char *value)
{
	struct arena *arena = change->db.arena;
	struct pairs after = {0};

	if (!change->community_id)
		change->community_id = subscription->community_id;
	pairs_add(arena, &after, name, value);
	return audit_add(change, action,
			 arena_printf(arena, "subscription %lld", (long long)subscription->id), "",
			 audit_json(arena, &after));
}

/* ------------------------------------------------------------------ asking */

/* Of these hashes nobody reads back what was hashed, who has no key. */
static const char *hash_of(struct db *db, const char *what, const char *value)
{
	const char *form_key = form_key_of(db);
	const char *told = arena_printf(db->arena, "%s %s", what, value);

	return form_key ? secret_mac(db->arena, form_key, told, strlen(told)) : "";
}

static const char *lowered(struct arena *arena, const char *email)
{
	char *low = arena_string(arena, email);

	for (char *at = low; *at; at++)
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
	return low;
}

/* How often it was asked within a day: of a network, to an address. */
struct asks {
	int64_t network, email;
};

static enum outcome count_ask(struct change *change, const struct subscription_wish *wish,
			      struct asks *asks)
{
	struct db *db = &change->db;
	const char *network = hash_of(db, "subscription network",
				      network_name(db->arena, wish->address));
	const char *email = hash_of(db, "subscription address", lowered(db->arena, wish->email));
	int64_t since = change->now - DAY;

	asks->network = db_int(db,
			       "SELECT count(*) FROM subscription_ask WHERE network_hash = $1 "
			       "AND at > $2",
			       ARGS(TEXT(network), INT(since)), 0);
	asks->email = db_int(db,
			     "SELECT count(*) FROM subscription_ask WHERE email_hash = $1 "
			     "AND at > $2",
			     ARGS(TEXT(email), INT(since)), 0);
	return change_run(change,
			  "INSERT INTO subscription_ask (at, email_hash, network_hash) "
			  "VALUES ($1, $2, $3)",
			  ARGS(INT(change->now), TEXT(email), TEXT(network)));
}

static enum outcome add(struct change *change, const struct subscription_wish *wish,
			struct subscription *asked)
{
	struct db *db = &change->db;
	const char *salt = secret_token(db->arena, change->random, SALT_BITS);
	struct subscription made = {
		.community_id = wish->community_id,
		.kind = wish->kind,
		.query = wish->query,
		.language = wish->language,
		.email = wish->email,
		.rhythm = wish->rhythm,
		.asked_at = change->now,
		.secret = secret_of(db->arena, form_key_of(db), salt),
	};
	enum outcome outcome;

	made.seq = subscription_newest(db, &made);
	outcome = change_insert(
		change,
		"INSERT INTO subscription (community_id, kind, query, language, email, rhythm, "
		"state, salt, secret_hash, asked_at, seq, due_at) VALUES ($1, $2, $3, $4, $5, $6, "
		"'asked', $7, $8, $9, $10, $9) RETURNING id",
		ARGS(INT_OR_NONE(made.community_id), TEXT(made.kind), TEXT(made.query),
		     TEXT(made.language), TEXT(made.email), TEXT(rhythm_keys[made.rhythm]),
		     TEXT(salt), TEXT(secret_hash(db->arena, made.secret, strlen(made.secret))),
		     INT(change->now), INT(made.seq)),
		&made.id);
	if (outcome == OK)
		*asked = made;
	return outcome;
}

enum outcome subscription_ask(struct change *change, const struct subscription_wish *wish,
			      struct subscription *asked)
{
	struct asks asks;
	enum outcome outcome = count_ask(change, wish, &asks);

	if (outcome != OK)
		return outcome;
	if (asks.network >= wish->per_network)
		return TOO_OFTEN;
	if (asks.email >= SUBSCRIPTION_ASKS_A_DAY) {
		*asked = (struct subscription){0};
		return db_outcome(&change->db);
	}
	return add(change, wish, asked);
}

/* ------------------------------------------------------------------ confirming, changing, ending */

/* The others of the same address and feed. */
#define SAME_FEED                                                                         \
	"email = $1 AND coalesce(community_id, 0) = $2 AND kind = $3 AND query = $4 AND " \
	"language = $5 AND id <> $6"

static struct values same_feed(const struct subscription *of, struct value values[6])
{
	const struct value filled[6] = {TEXT(of->email), INT(of->community_id), TEXT(of->kind),
					TEXT(of->query), TEXT(of->language),    INT(of->id)};

	memcpy(values, filled, sizeof(filled));
	return (struct values){values, 6};
}

/* Their links say from now on that they have ended. */
static enum outcome replace_others(struct change *change, const struct subscription *by)
{
	struct value values[7];
	enum outcome outcome;

	same_feed(by, values);
	values[6] = INT(change->now);
	outcome = change_run(
		change,
		"INSERT INTO ended_link (secret_hash, ended_at) SELECT secret_hash, $7 "
		"FROM subscription WHERE " SAME_FEED " ON CONFLICT (secret_hash) DO NOTHING",
		(struct values){values, 7});
	if (outcome != OK)
		return outcome;
	return change_run(change, "DELETE FROM subscription WHERE " SAME_FEED,
			  same_feed(by, values));
}

enum outcome subscription_confirm(struct change *change, const struct subscription *subscription)
{
	struct value values[7];
	enum outcome outcome;
	int64_t seq;

	if (subscription->is_confirmed)
		return OK;
	same_feed(subscription, values);
	values[6] = INT(subscription->seq);
	seq = db_int(&change->db,
		     "SELECT min(coalesce(min(seq), $7), $7) FROM subscription "
		     "WHERE state = 'confirmed' AND " SAME_FEED,
		     (struct values){values, 7}, subscription->seq);
	outcome = change_run(
		change,
		"UPDATE subscription SET state = 'confirmed', confirmed_at = $1, seq = $2, "
		"due_at = $3 WHERE id = $4",
		ARGS(INT(change->now), INT(seq),
		     INT(subscription->rhythm == SUBSCRIPTION_AT_ONCE
				 ? change->now
				 : subscription_next(subscription->rhythm, change->now)),
		     INT(subscription->id)));
	if (outcome == OK)
		outcome = replace_others(change, subscription);
	return outcome == OK ? note(change, subscription, "subscription confirm", "rhythm",
				    rhythm_keys[subscription->rhythm])
			     : outcome;
}

enum outcome subscription_set_rhythm(struct change *change, const struct subscription *subscription,
				     enum subscription_rhythm rhythm)
{
	enum outcome outcome;

	if (rhythm == subscription->rhythm)
		return OK;
	outcome = change_run(
		change, "UPDATE subscription SET rhythm = $1, due_at = $2 WHERE id = $3",
		ARGS(TEXT(rhythm_keys[rhythm]),
		     INT(rhythm == SUBSCRIPTION_AT_ONCE ? change->now
							: subscription_next(rhythm, change->now)),
		     INT(subscription->id)));
	return outcome == OK ? note(change, subscription, "subscription change", "rhythm",
				    rhythm_keys[rhythm])
			     : outcome;
}

const char *subscription_group(struct arena *arena, const struct subscription *subscription)
{
	return arena_printf(arena, "%lld", (long long)subscription->id);
}

#define KEEP_LINK                                                                                  \
	"INSERT INTO ended_link (secret_hash, ended_at) SELECT secret_hash, $2 FROM subscription " \
	"WHERE id = $1 ON CONFLICT (secret_hash) DO NOTHING"

/* $1 the subscription, $2 the moment. */
static const char *const endings[] = {
	KEEP_LINK,
	"DELETE FROM subscription WHERE id = $1",
	/* From here the hours and the night rid the disk of it (server/service.c). */
	"UPDATE installation SET erased_at = coalesce(erased_at, $2)",
};

enum outcome subscription_end(struct change *change, const struct subscription *subscription,
			      const char *reason)
{
	enum outcome outcome = OK;

	for (size_t i = 0; outcome == OK && i < COUNT(endings); i++)
		outcome = change_run(change, endings[i],
				     ARGS(INT(subscription->id), INT(change->now)));
	if (outcome == OK)
		outcome = outbox_forget_group(change, OUTBOX_MAIL,
					      subscription_group(change->db.arena, subscription));
	return outcome == OK ? note(change, subscription, "subscription end", "reason", reason)
			     : outcome;
}

enum outcome subscription_tidy(struct change *change)
{
	struct subscriptions old = list(
		&change->db,
		"SELECT " COLUMNS " FROM subscription s WHERE s.state = 'asked' "
		"AND s.asked_at < $1 ORDER BY s.asked_at LIMIT $2",
		ARGS(INT(change->now - SUBSCRIPTION_ASKED_DAYS * DAY), INT(TIDY_MOST)));
	enum outcome outcome = change_run(change, "DELETE FROM subscription_ask WHERE at < $1",
					  ARGS(INT(change->now - DAY)));

	for (size_t i = 0; outcome == OK && i < old.count; i++) {
		change->community_id = old.items[i].community_id;
		outcome = subscription_end(change, &old.items[i], "time");
	}
	change->wants_more = old.count == TIDY_MOST;
	return outcome;
}

/* ------------------------------------------------------------------ told */

/*
 * Of those told at once by hromada, so that news of one wakes nobody of another. Daily and weekly ones when
 * their hour strikes, with news or without: their next letter is a day or a week away either way.
 */
static const char due[] =
	"SELECT " COLUMNS " FROM community c CROSS JOIN subscription s "
	"ON s.community_id = c.id AND s.state = 'confirmed' AND s.rhythm = 'at_once' "
	"AND s.seq < (SELECT max(p.seq) FROM publication p WHERE p.community_id = c.id "
	"AND p.is_latest = 1) WHERE s.due_at <= $1 UNION ALL "
	"SELECT " COLUMNS " FROM subscription s WHERE s.community_id IS NULL "
	"AND s.state = 'confirmed' AND s.rhythm = 'at_once' AND s.seq < (SELECT max(p.seq) "
	"FROM publication p WHERE p.is_network = 1 AND p.is_latest = 1) AND s.due_at <= $1 "
	"UNION ALL SELECT " COLUMNS " FROM subscription s WHERE s.state = 'confirmed' "
	"AND s.rhythm <> 'at_once' AND s.due_at <= $1 LIMIT $2";

struct subscriptions subscription_due(struct db *db, int64_t now, int most)
{
	return list(db, due, ARGS(INT(now), INT(most)));
}

int64_t subscription_newest(struct db *db, const struct subscription *subscription)
{
	if (subscription->community_id)
		return db_int(db,
			      "SELECT max(seq) FROM publication WHERE community_id = $1 "
			      "AND is_latest = 1",
			      ARGS(INT(subscription->community_id)), 0);
	return db_int(db, "SELECT max(seq) FROM publication WHERE is_network = 1 AND is_latest = 1",
		      NO_ARGS, 0);
}

enum outcome subscription_follow(struct change *change, const struct subscription *subscription,
				 const char *query)
{
	enum outcome outcome;

	if (db_int(&change->db,
		   "SELECT id FROM subscription WHERE email = $1 AND community_id = $2 "
		   "AND kind = $3 AND query = $4 AND state = 'confirmed'",
		   ARGS(TEXT(subscription->email), INT(subscription->community_id),
			TEXT(subscription->kind), TEXT(query)),
		   0))
		return subscription_end(change, subscription, "same");
	outcome = change_run(change, "UPDATE subscription SET query = $1 WHERE id = $2",
			     ARGS(TEXT(query), INT(subscription->id)));
	return outcome == OK ? note(change, subscription, "subscription change", "issue", query)
			     : outcome;
}

enum outcome subscription_move_to(struct change *change, int64_t id, int64_t seq, int64_t due_at)
{
	return change_run(change, "UPDATE subscription SET seq = $1, due_at = $2 WHERE id = $3",
			  ARGS(INT(seq), INT(due_at), INT(id)));
}

/* ------------------------------------------------------------------ mailboxes that are gone */

int64_t subscription_of_key(const char *key)
{
	return strtoll(key, NULL, 10);
}

enum outcome subscription_arrived(struct change *change, int64_t id)
{
	return change_run(change,
			  "UPDATE subscription SET refused = 0, refused_at = NULL "
			  "WHERE id = $1 AND refused > 0",
			  ARGS(INT(id)));
}

enum outcome subscription_refused(struct change *change, int64_t id)
{
	struct subscriptions gone;
	enum outcome outcome = change_run(change,
					  "UPDATE subscription SET refused = refused + 1, "
					  "refused_at = coalesce(refused_at, $2) WHERE id = $1",
					  ARGS(INT(id), INT(change->now)));

	if (outcome != OK)
		return outcome;
	gone = list(&change->db,
		    "SELECT " COLUMNS " FROM subscription s WHERE s.id = $1 "
		    "AND s.state = 'confirmed' AND s.refused >= $2 AND s.refused_at <= $3",
		    ARGS(INT(id), INT(SUBSCRIPTION_REFUSALS),
			 INT(change->now - SUBSCRIPTION_REFUSED_DAYS * DAY)));
	return gone.count ? subscription_end(change, &gone.items[0], "refused")
			  : db_outcome(&change->db);
}
