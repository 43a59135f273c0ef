#include "json_feed.h"

#include "json.h"
#include "model/base/clock.h"

static void moment(struct json *json, const char *key, int64_t seconds)
{
	if (seconds)
		json_add_text(json, key, clock_rfc3339(json->arena, seconds));
}

static void authors(struct json *json, const char *name)
{
	if (!name || !*name)
		return;
	json_open_list(json, "authors");
	json_open(json, NULL);
	json_add_line(json, "name", name);
	json_close(json);
	json_close(json);
}

static void tags(struct json *json, const struct feed_categories *categories)
{
	if (!categories->count)
		return;
	json_open_list(json, "tags");
	for (size_t i = 0; i < categories->count; i++) {
		const struct feed_category *category = &categories->items[i];

		json_add_line(json, NULL,
			      category->label && *category->label ? category->label
								  : category->term);
	}
	json_close(json);
}

/* What JSON Feed has no words for: the terms behind the tags, the place, the thread, the end. */
static void extension(struct json *json, const struct entry *entry)
{
	json_open(json, "_poruch");
	json_open(json, "terms");
	for (size_t i = 0; i < entry->categories.count; i++)
		json_add_text(json, entry->categories.items[i].scheme,
			      entry->categories.items[i].term);
	json_close(json);
	if (entry->has_point) {
		json_open_list(json, "point"); /* latitude, longitude */
		json_add_real(json, NULL, entry->latitude);
		json_add_real(json, NULL, entry->longitude);
		json_close(json);
	}
	json_add_text(json, "in_reply_to", entry->in_reply_to);
	if (entry->replies && *entry->replies) {
		json_open(json, "replies");
		json_add_text(json, "url", entry->replies);
		json_add_integer(json, "count", entry->replies_count);
		moment(json, "updated", entry->replies_updated);
		json_close(json);
	}
	if (entry->is_deleted)
		moment(json, "withdrawn", entry->deleted_at);
	json_close(json);
}

static void write_item(struct json *json, const struct entry *entry)
{
	json_open(json, NULL);
	json_add_string(json, "id", entry->id);
	json_add_text(json, "url", entry->link);
	json_add_line(json, "title", entry->title);
	json_add_string(json, "content_html", entry->content); /* one of the two is required */
	json_add_text(json, "summary", entry->summary);
	moment(json, "date_published", entry->published);
	moment(json, "date_modified", entry->updated);
	authors(json, entry->author);
	tags(json, &entry->categories);
	json_add_text(json, "language", entry->language);
	extension(json, entry);
	json_close(json);
}

static void hubs(struct json *json, const char *hub)
{
	if (!hub || !*hub)
		return;
	json_open_list(json, "hubs");
	json_open(json, NULL);
	json_add_text(json, "type", "WebSub");
	json_add_text(json, "url", hub);
	json_close(json);
	json_close(json);
}

/* What JSON Feed has no words for: RFC 5005, RFC 6721, another language. */
static void feed_extension(struct json *json, const struct feed *feed)
{
	json_open(json, "_poruch");
	json_add_text(json, "id", feed->id);
	json_add_text(json, "other_language", feed->other);
	if (feed->is_archive)
		json_add_flag(json, "archive", true);
	if (feed->is_complete)
		json_add_flag(json, "complete", true);
	json_add_text(json, "current", feed->current);
	json_add_text(json, "previous_archive", feed->previous_archive);
	json_add_text(json, "next_archive", feed->next_archive);
	json_open_list(json, "withdrawn");
	for (size_t i = 0; i < feed->entries.count; i++) {
		if (!feed->entries.items[i].is_deleted)
			continue;
		json_open(json, NULL);
		json_add_text(json, "id", feed->entries.items[i].id);
		moment(json, "at", feed->entries.items[i].deleted_at);
		json_close(json);
	}
	json_close(json);
	json_close(json);
}

enum outcome json_feed_write(const struct feed *feed, struct arena *arena, const char **bytes,
			     size_t *length)
{
	struct json json = json_begin(arena);

	json_add_text(&json, "version", "https://jsonfeed.org/version/1.1");
	json_add_line(&json, "title", feed->title && *feed->title ? feed->title : "—");
	json_add_text(&json, "home_page_url", feed->home);
	json_add_text(&json, "feed_url", feed->self);
	json_add_line(&json, "description", feed->subtitle);
	json_add_text(&json, "next_url", feed->previous_archive); /* where older entries are */
	json_add_text(&json, "language", feed->language);
	authors(&json, feed->author);
	hubs(&json, feed->hub);
	feed_extension(&json, feed);
	json_open_list(&json, "items");
	for (size_t i = 0; i < feed->entries.count; i++) {
		if (!feed->entries.items[i].is_tombstone_only)
			write_item(&json, &feed->entries.items[i]);
	}
	json_close(&json);
	return json_finish(&json, bytes, length);
}
