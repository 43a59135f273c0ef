#include "mailing.h"

#include "decode.h"
#include "feed_entries.h"
#include "letter.h"
#include "model/base/log.h"
#include "model/community.h"
#include "model/installation.h"
#include "model/issue.h"
#include "model/outbox.h"
#include "settings.h"

#define AT_ONCE      20 /* subscribers served in one change: some tens of milliseconds */
#define ENTRIES_MOST 30 /* in one letter; the rest stands behind a link */
#define BYTES_MOST   ((size_t)80 << 10) /* some services cut letters at about 100 KiB */
#define FIELDS_MOST  50
#define ISSUE_FEED   "issue"

/* ------------------------------------------------------------------ the feed */

enum outcome mailing_source(struct request *request, const struct subscription *subscription,
			    struct feed_source *source)
{
	struct arena *arena = request->arena;
	enum outcome outcome = OK;

	request->community = NULL;
	if (subscription->community_id) {
		request->community = arena_take(arena, sizeof(*request->community));
		outcome = community_find_id(request->db, subscription->community_id,
					    request->community);
	}
	if (outcome != OK)
		return outcome;
	request->query = (struct pairs){0};
	if (strcmp(subscription->kind, ISSUE_FEED) == 0)
		return feed_source_read_issue(request, subscription->query, formats[0].key, source);
	outcome = decode_query(arena, arena_printf(arena, "/?%s", subscription->query), FIELDS_MOST,
			       &request->query);
	if (outcome != OK)
		return NOT_FOUND;
	return feed_source_read(
		request, arena_printf(arena, "%s.%s", subscription->kind, formats[0].key), source);
}

/* ------------------------------------------------------------------ what is new */

static bool has_update_of(const struct publications *rows, int64_t issue_id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].kind == PUBLICATION_UPDATE && !rows->items[i].is_withdrawn &&
		    rows->items[i].issue_id == issue_id)
			return true;
	return false;
}

/*
 * With each step its issue moves up, too. In a feed that costs nobody anything, since readers know the
 * entry already; in a letter the step says it all, unless this subscriber never saw the issue.
 */
static bool is_told_by_update(struct request *request, const struct publications *rows,
			      const struct publication *row, int64_t seq)
{
	return row->kind == PUBLICATION_ISSUE && has_update_of(rows, row->issue_id) &&
	       publication_first(request->db, row) <= seq;
}

/* What fits into one letter; what is withdrawn is nobody's news. */
static enum outcome read_news(struct request *request, const struct feed_source *source,
			      const struct subscription *to, struct letter_news *news)
{
	struct publications rows = publication_behind(request->db, &source->filter, to->seq);
	size_t bytes = 0;

	for (size_t i = 0; i < rows.count; i++) {
		const struct publication *row = &rows.items[i];
		struct entry entry;
		enum outcome outcome;

		if (row->is_withdrawn || is_told_by_update(request, &rows, row, to->seq))
			continue;
		if (news->entries.count == ENTRIES_MOST || bytes > BYTES_MOST) {
			news->more++;
			continue;
		}
		outcome = feed_entries_read(request, source, row, &entry);
		if (outcome != OK)
			return outcome;
		if (entry.is_deleted)
			continue;
		bytes += strlen(entry.content);
		*LIST_ADD(request->arena, &news->entries) = entry;
	}
	/* Those behind the rows that were read come with the next letter. */
	news->seq = rows.count == PUBLICATION_MOST ? rows.items[0].seq
						   : subscription_newest(request->db, to);
	return db_outcome(request->db);
}

/* ------------------------------------------------------------------ the chore */

static enum outcome move(struct change *change, const struct subscription *to, int64_t seq,
			 bool has_letter)
{
	bool is_patient = to->rhythm != SUBSCRIPTION_AT_ONCE || has_letter;

	return subscription_move_to(change, to->id, seq,
				    is_patient ? subscription_next(to->rhythm, change->now)
					       : change->now);
}

/* The issue was another one under a second number: what becomes of that one is the next letter's matter. */
static enum outcome follow(struct change *change, const struct subscription *to)
{
	struct issue_key key = {.community_id = to->community_id}, main_key = {0};
	enum outcome outcome = issue_key_read(to->query, &key);

	if (outcome == OK)
		outcome = issue_main(&change->db, key, &main_key);
	if (outcome != OK)
		return outcome;
	return subscription_follow(
		change, to, issue_key_text(change->db.arena, main_key.year, main_key.number));
}

static enum outcome serve(struct request *request, struct change *change,
			  const struct subscription *to)
{
	struct letter_news news = {0};
	struct feed_source source;
	enum outcome outcome;

	if (outbox_is_group_busy(&change->db, OUTBOX_MAIL, subscription_group(request->arena, to)))
		return subscription_move_to(change, to->id, to->seq,
					    change->now + SUBSCRIPTION_PAUSE);
	outcome = mailing_source(request, to, &source);
	if (outcome == OK && request->response.location && strcmp(to->kind, ISSUE_FEED) == 0)
		return follow(change, to);
	/* What it was of is gone: there will be no more news of it. */
	if (outcome == NOT_FOUND || outcome == GONE ||
	    (outcome == OK && request->response.location))
		return move(change, to, subscription_newest(&change->db, to), false);
	if (outcome == OK)
		outcome = read_news(request, &source, to, &news);
	if (outcome == OK && news.entries.count)
		outcome = letter_add_news(request, change, &source, to, &news);
	return outcome == OK ? move(change, to, news.seq, news.entries.count > 0) : outcome;
}

enum outcome mailing_run(struct change *change, const struct settings *settings)
{
	struct subscriptions due = {0};
	struct installation installation;
	enum outcome outcome = installation_find(&change->db, &installation);

	if (!*settings->smtp || outcome == NOT_FOUND ||
	    (outcome == OK && installation.is_read_only))
		return OK;
	if (outcome == OK)
		due = subscription_due(&change->db, change->now, AT_ONCE);
	for (size_t i = 0; outcome == OK && i < due.count; i++) {
		struct request request = {.arena = change->db.arena,
					  .settings = settings,
					  .db = &change->db,
					  .now = change->now,
					  .language = due.items[i].language};

		outcome = serve(&request, change, &due.items[i]);
	}
	change->wants_more = due.count == AT_ONCE;
	return outcome == OK ? db_outcome(&change->db) : outcome;
}
