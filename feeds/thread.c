#include "thread.h"

#include "model/base/clock.h"

static void write_replies(struct xml *xml, const struct entry *entry, const char *link,
			  const char *type)
{
	const char *count = arena_printf(xml->arena, "%lld", (long long)entry->replies_count);

	xml_open(xml, link);
	xml_attribute(xml, "rel", "replies");
	xml_attribute(xml, "type", type);
	xml_attribute(xml, "href", entry->replies);
	xml_attribute(xml, "thr:count", count);
	if (entry->replies_updated)
		xml_attribute(xml, "thr:updated",
			      clock_rfc3339(xml->arena, entry->replies_updated));
	xml_close(xml);
}

void thread_write(struct xml *xml, const struct entry *entry, const char *link, const char *type)
{
	if (entry->in_reply_to && *entry->in_reply_to) {
		xml_open(xml, "thr:in-reply-to");
		xml_attribute(xml, "ref", entry->in_reply_to);
		xml_attribute(xml, "type", "text/html");
		xml_attribute(xml, "href", entry->in_reply_to_link);
		xml_close(xml);
	}
	if (entry->replies && *entry->replies)
		write_replies(xml, entry, link, type);
}

void thread_write_tombstone(struct xml *xml, const struct entry *entry)
{
	xml_open(xml, "at:deleted-entry");
	xml_attribute(xml, "ref", entry->id);
	xml_attribute(xml, "when", clock_rfc3339(xml->arena, entry->deleted_at));
	xml_close(xml);
}
