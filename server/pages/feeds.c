/*
 * feeds.c - the feeds and their archives.
 *
 *	what is asked for         feed_source.c
 *	what the reader lacks     feeds/conditional.c (the elastic answer)
 *	which rows that is        model/publication_read.c
 *	what they say             feed_entries.c
 *	as bytes                  feeds/format.c
 *
 * A reader who lacks nothing costs one look into an index and gets a 304. An answer longer than the
 * plain one was made for one reader, so no shared cache may keep it.
 */
#include "feeds/conditional.h"
#include "model/community.h"
#include "server/feed_entries.h"
#include "server/feed_source.h"
#include "server/pages.h"
#include "server/settings.h"
#include "templates/words.h"

#define MAX_AGE         300
#define ARCHIVE_MAX_AGE 86400
#define BYTES_MOST      ((size_t)1 << 20) /* readers choke on feeds much larger */

/* ------------------------------------------------------------------ entries */

/* About how many bytes an entry takes in XML, where markup in its content is escaped once more. */
static size_t weight_of(const struct entry *entry)
{
	size_t weight = 900 + 2 * strlen(entry->title) + strlen(entry->content);

	for (const char *at = entry->content; (at = strpbrk(at, "<>&\"")); at++)
		weight += 4;
	return weight;
}

/*
 * The rows as entries, newest first, up to BYTES_MOST but at least `least` of them. What does not fit
 * is left out at the old end, or, for a reader who catches up in steps, at the new end; *first is then
 * the first row that is in.
 */
static enum outcome read_entries(struct request *request, const struct feed_source *source,
				 const struct publications *rows, size_t least, bool is_catching_up,
				 struct entries *entries, size_t *first)
{
	struct entry *items = arena_take_array(request->arena, rows->count, sizeof(*items));
	size_t bytes = 0, count = 0;

	for (; count < rows->count && (count < least || bytes <= BYTES_MOST); count++) {
		size_t index = is_catching_up ? rows->count - 1 - count : count;
		enum outcome outcome = feed_entries_read(request, source, &rows->items[index],
							 &items[index]);

		if (outcome != OK)
			return outcome;
		bytes += weight_of(&items[index]);
	}
	*first = is_catching_up ? rows->count - count : 0;
	*entries = (struct entries){.items = items + *first, .count = count};
	return OK;
}

/* Those of a feed that is complete. */
static enum outcome read_all(struct request *request, const struct feed_source *source,
			     struct entries *entries)
{
	struct publications rows = publication_all(request->db, &source->filter);
	size_t first;

	return read_entries(request, source, &rows, PUBLICATION_ARCHIVE_SIZE, false, entries,
			    &first);
}

/* ------------------------------------------------------------------ the document */

/* The hub is told of feeds without a filter (model/websub.h), so only these name it. */
static bool has_hub(const struct request *request, const struct feed_source *source)
{
	return *request->settings->hub && !source->archive && !*source->query;
}

/* WebSub 4: for who reads the head alone; on a HEAD and a 304 too. */
static void name_hub(struct request *request, const struct feed_source *source)
{
	if (has_hub(request, source))
		request->response.link = arena_printf(
			request->arena, "<%s>; rel=\"hub\", <%s>; rel=\"self\"",
			request->settings->hub, feed_source_url(request, source, 0));
}

static struct feed feed_begin(const struct request *request, const struct feed_source *source)
{
	const struct words *words = words_of(request->language);
	const struct words *other = words_other(words);
	const struct community *community = source->community;
	struct request in_other = *request;

	in_other.language = words_language(other);
	return (struct feed){
		.id = source->id,
		.title = source->title,
		.subtitle = words_say(words, source->issue ? SAY("What is done about this issue.")
							   : source->kind->subtitle),
		.language = request->language,
		.author = community ? community->name : words_say(words, SAY("All communities")),
		.rights = "CC BY 4.0",
		.self = feed_source_url(request, source, source->archive),
		.home = feed_source_page_url(request, source->home),
		.other_language = words_language(other),
		.other = feed_source_url(&in_other, source, source->archive),
		.updated = source->made_at,
		.is_complete = source->is_complete,
		.hub = has_hub(request, source) ? request->settings->hub : NULL,
	};
}

/* The feed's date is its newest entry's; of an empty one, the installation's. */
static void date_feed(struct feed *feed)
{
	if (feed->entries.count)
		feed->updated = 0;
	for (size_t i = 0; i < feed->entries.count; i++) {
		if (feed->entries.items[i].updated > feed->updated)
			feed->updated = feed->entries.items[i].updated;
	}
}

static enum outcome write_feed(struct request *request, const struct feed_source *source,
			       struct feed *feed)
{
	const char *bytes;
	size_t length;
	enum outcome outcome;

	date_feed(feed);
	outcome = source->format->write(feed, request->arena, &bytes, &length);
	return outcome == OK ? request_answer(request, source->format->type, bytes, length)
			     : outcome;
}

static const char *archive_url(const struct request *request, const struct feed_source *source,
			       int64_t archive)
{
	return archive ? feed_source_url(request, source, archive) : NULL;
}

/* ------------------------------------------------------------------ which answer */

/* What the ETag says: whose feed this is, and in what dress it comes. */
static struct mark mark_of(const struct request *request, const struct feed_source *source,
			   int64_t seq)
{
	return (struct mark){.feed = conditional_hash((const char *const[]){source->id, NULL}),
			     .face = conditional_hash((const char *const[]){
				     source->format->key, source->title, request_url(request, "/"),
				     PORUCH_VERSION, source->shape ? source->shape : "",
				     request->settings->hub, NULL}),
			     .seq = seq};
}

/* A second that is not over may bring more under its date: what was seen is dated before it. */
static void set_validators(struct request *request, struct mark mark, int64_t last_modified)
{
	request->response.etag = conditional_etag(request->arena, mark);
	request->response.last_modified = last_modified < request->now ? last_modified
								       : request->now - 1;
}

/* How far this reader has got; negative when that is not known. */
static int64_t seen_by(struct request *request, const struct feed_source *source,
		       const struct decision *decision)
{
	switch (decision->verdict) {
	case VERDICT_SINCE_SEQ: return decision->seq;
	case VERDICT_SINCE_MOMENT:
		return publication_before(request->db, &source->filter, decision->moment);
	default: return -1;
	}
}

/* As much of what stands behind since as one answer holds, the oldest first; the tag says how much. */
static enum outcome read_step(struct request *request, const struct feed_source *source,
			      int64_t since, struct entries *entries)
{
	struct publications rows = publication_behind(request->db, &source->filter, since);
	size_t first;
	enum outcome outcome = read_entries(request, source, &rows, PUBLICATION_ARCHIVE_SIZE, true,
					    entries, &first);

	if (outcome != OK || !rows.count)
		return outcome;
	request->response.cache = CACHE_PRIVATE;
	set_validators(request, mark_of(request, source, rows.items[first].seq),
		       rows.items[first].updated);
	return OK;
}

/*
 * The entries this reader gets, by what they have already. Who lacks more than one answer holds, even
 * of the plain window, is given the oldest of it, and the rest when they come again with its ETag. In
 * steps only by ETag: a date could stand for more entries than fit, for ever.
 */
static enum outcome choose_entries(struct request *request, const struct feed_source *source,
				   const struct publication *newest,
				   const struct decision *decision, struct entries *entries)
{
	int64_t since = seen_by(request, source, decision);
	struct publication_window window = publication_window(request->db, &source->filter, newest,
							      since);
	const struct publications *rows = &window.rows;
	bool is_by_tag = decision->verdict == VERDICT_SINCE_SEQ;
	enum outcome outcome;
	size_t first;

	if (is_by_tag && window.is_cut)
		return read_step(request, source, since, entries);
	outcome = read_entries(request, source, rows, PUBLICATION_ARCHIVE_SIZE, false, entries,
			       &first);
	if (outcome != OK)
		return outcome;
	if (is_by_tag && entries->count < rows->count && rows->items[entries->count].seq > since)
		return read_step(request, source, since, entries);
	if (rows->count > window.plain)
		request->response.cache = CACHE_PRIVATE;
	return OK;
}

/*
 * What belongs to a filtered feed changes without its newest entry: an older issue leaves the filter
 * when it is resolved. So the tag of such a feed speaks of every row of its window.
 */
static const char *shape_of(struct request *request, const struct feed_source *source,
			    const struct publication *newest)
{
	struct text shape = text_begin(request->arena, (size_t)1 << 20);
	struct publication_window window;

	if (!source->filter.issues || !newest->seq)
		return "";
	window = publication_window(request->db, &source->filter, newest, -1);
	for (size_t i = 0; i < window.rows.count; i++)
		text_addf(&shape, "%lld ", (long long)window.rows.items[i].seq);
	return shape.bytes;
}

/*
 * For the same reason the date of a filtered feed is that of its hromada's newest publication of any
 * kind: whatever changes an issue is told of (issue_tell), so nothing leaves a filter unnoticed, and a
 * reader with only a date is sent the feed once too often rather than once too seldom.
 */
static enum outcome date_of_feed(struct request *request, const struct feed_source *source,
				 const struct publication *newest, int64_t *modified)
{
	struct publication_filter all = {.community_id = source->filter.community_id,
					 .kind = PUBLICATION_EVERYTHING};
	struct publication latest = *newest;
	enum outcome outcome = OK;

	if (source->filter.issues)
		outcome = publication_newest(request->db, &all, &latest);
	if (outcome != OK && outcome != NOT_FOUND)
		return outcome;
	*modified = latest.updated > newest->updated ? latest.updated : newest->updated;
	return OK;
}

/* The subscription document: the window, or as much more as this reader lacks. */
static enum outcome answer_subscription(struct request *request, struct feed_source *source)
{
	struct feed feed = feed_begin(request, source);
	struct publication newest = {.updated = source->made_at};
	enum outcome outcome = publication_newest(request->db, &source->filter, &newest);
	struct mark mark;
	struct decision decision;
	int64_t modified;

	if (outcome == OK || outcome == NOT_FOUND)
		outcome = date_of_feed(request, source, &newest, &modified);
	if (outcome != OK)
		return outcome;
	source->shape = shape_of(request, source, &newest);
	mark = mark_of(request, source, newest.seq);
	decision = conditional_decide(request->etags, request->modified_since, mark, modified,
				      request->now);
	request->response.cache = CACHE_PUBLIC;
	request->response.max_age = MAX_AGE;
	request->response.is_elastic = true;
	name_hub(request, source);
	set_validators(request, mark, modified);
	if (decision.verdict == VERDICT_NOT_MODIFIED) {
		request->response.status = 304;
		return OK;
	}
	if (newest.seq && source->is_complete)
		outcome = read_all(request, source, &feed.entries);
	else if (newest.seq)
		outcome = choose_entries(request, source, &newest, &decision, &feed.entries);
	if (outcome != OK)
		return outcome;
	if (newest.seq && !source->is_complete)
		feed.previous_archive = archive_url(
			request, source,
			publication_archive_of(request->db, &source->filter, &newest));
	return write_feed(request, source, &feed);
}

/*
 * What is overdue changes with the clock, without a row: the feed of it is simply all that is overdue
 * now, and its ETag is made of its bytes.
 */
static enum outcome answer_moment(struct request *request, const struct feed_source *source)
{
	struct feed feed = feed_begin(request, source);
	enum outcome outcome = read_all(request, source, &feed.entries);

	return outcome == OK ? write_feed(request, source, &feed) : outcome;
}

static enum outcome answer_archive(struct request *request, const struct feed_source *source)
{
	struct feed feed = feed_begin(request, source);
	struct publications rows = {0};
	size_t first;
	enum outcome outcome = publication_archive(request->db, &source->filter, source->archive,
						   &rows);

	if (outcome == OK)
		outcome = read_entries(request, source, &rows, rows.count, false, &feed.entries,
				       &first);
	if (outcome != OK)
		return outcome;
	feed.is_archive = true;
	feed.current = feed_source_url(request, source, 0);
	feed.previous_archive = archive_url(
		request, source,
		publication_archive_before(request->db, &source->filter, source->archive));
	feed.next_archive = archive_url(
		request, source,
		publication_archive_behind(request->db, &source->filter, source->archive));
	request->response.cache = CACHE_ARCHIVE;
	request->response.max_age = ARCHIVE_MAX_AGE;
	return write_feed(request, source, &feed);
}

/* ------------------------------------------------------------------ pages */

enum outcome feeds_page(struct request *request)
{
	const char *name = request->path_values[request->community ? 1 : 0];
	struct feed_source source;
	enum outcome outcome = feed_source_read(request, name, &source);

	if (outcome != OK)
		return outcome;
	if (source.archive)
		return answer_archive(request, &source);
	if (source.is_complete)
		return answer_moment(request, &source);
	return answer_subscription(request, &source);
}

static enum outcome answer_issue(struct request *request, const char *format)
{
	struct feed_source source;
	enum outcome outcome = feed_source_read_issue(request, request->path_values[1], format,
						      &source);

	if (outcome != OK || request->response.location)
		return outcome;
	return answer_subscription(request, &source);
}

enum outcome feeds_issue_atom_page(struct request *request)
{
	return answer_issue(request, "atom");
}

enum outcome feeds_issue_rss_page(struct request *request)
{
	return answer_issue(request, "rss");
}

enum outcome feeds_issue_json_page(struct request *request)
{
	return answer_issue(request, "json");
}
